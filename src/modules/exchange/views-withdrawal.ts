import { type Words, sentence } from '../../kernel/words.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import { standardsWithdrawal } from '../register/views-withdrawal.ts'
import { depositsWithdrawal } from '../deposits/views-withdrawal.ts'
import { depositsWords } from '../deposits/words.ts'
import { filesWords } from '../files/words.ts'
import { labourWithdrawal } from '../labour/views-withdrawal.ts'
import { labourWords } from '../labour/words.ts'
import { registryWithdrawal } from '../registry/views-withdrawal.ts'
import { registryWords } from '../registry/words.ts'
import { riskWords } from '../risk/words.ts'
import { payWithdrawal } from '../wages/views-withdrawal.ts'
import { wagesWords } from '../wages/words.ts'
import type {
  AskedWithdrawal,
  Follows,
  QueuedWithdrawal,
  Withdrawal,
} from './contract-withdrawals.ts'
import { whyNotWithdraw } from './rules/withdraw.ts'
import type { ExchangeTables } from './tables.ts'
import { findWithdrawalProgress } from './views-progress.ts'
import { type WithdrawalRecord, findLastWithdrawal, withdrawnFile } from './views-withdrawn.ts'
import { exchangeWords } from './words.ts'

/** Whoever is told of it within the transaction may refuse. */
const words: Words = {
  ...filesWords,
  ...registryWords,
  ...labourWords,
  ...wagesWords,
  ...depositsWords,
  ...riskWords,
  ...exchangeWords,
}

/** Taking a file back: what it would do, or why it cannot be done; how it goes, and what came of it. */
export async function viewWithdrawal(ctx: Context, fileId: string): Promise<Withdrawal> {
  return look(ctx, async (reading) => {
    const file = await withdrawnFile(reading, fileId)
    const refusal = whyNotWithdraw(file, ctx.actor)
    const last = await findLastWithdrawal(reading, fileId)
    return {
      fileId,
      batchId: file.batchId,
      file: file.name,
      state: file.state,
      refusal: refusal === null ? null : sentence(words, refusal.code, refusal.values),
      // Reckoned from every line: not again and again while the page watches it being done.
      follows: refusal === null ? await followsOf(reading, fileId) : null,
      asked: last === null ? null : await askedOf(reading, last),
      withdrawn: file.withdrawn,
    }
  })
}

async function followsOf(reading: Reading, fileId: string): Promise<Follows> {
  const { lines, revived, ...labour } = await labourWithdrawal(reading, fileId)
  const pay = await payWithdrawal(reading, fileId)
  const deposits = await depositsWithdrawal(reading, fileId)
  const registry = await registryWithdrawal(reading, fileId)
  const standards = await standardsWithdrawal(reading, fileId)
  const sums = [...pay.sums, ...deposits.sums.map((sum) => ({ of: 'deposit' as const, ...sum }))]
  return {
    ...labour,
    lines: lines + pay.lines + deposits.lines + registry.lines + standards.lines,
    revived: revived + pay.revived + deposits.revived,
    sums: sums
      .filter(({ before, after }) => before !== 0 || after !== 0)
      .map(({ of, before, after }) => ({ of, beforeFen: before, afterFen: after })),
  }
}

/** More than anybody waits behind. */
const queueShown = 50

/** What is being taken back, and what waits for it, in the order in which it will be done. */
export async function listWithdrawals(ctx: Context): Promise<QueuedWithdrawal[]> {
  return look(ctx, async (reading) => {
    const found = await tables<ExchangeTables>(reading)
      .selectFrom('exchange.withdrawal as w')
      .innerJoin('exchange.source_file as f', (join) =>
        join.onRef('f.district', '=', 'w.district').onRef('f.id', '=', 'w.source_file_id'),
      )
      .selectAll('w')
      .select('f.name')
      .where('w.district', '=', reading.district)
      .where('w.state', 'in', ['queued', 'cancelling'])
      .orderBy('w.asked_at')
      .orderBy('w.id')
      .limit(queueShown)
      .execute()
    const rows: QueuedWithdrawal[] = []
    for (const { name, ...asked } of found) {
      const { source_file_id: fileId } = asked
      rows.push({ fileId, file: name, asked: await askedOf(reading, asked) })
    }
    return rows
  })
}

async function askedOf(reading: Reading, asked: WithdrawalRecord): Promise<AskedWithdrawal> {
  const { refusal } = asked
  const found = await reading.client.query<{ before: number | null }>(
    `select case when $3 then exchange.withdrawals_before($1, $2) end as before`,
    [reading.district, asked.id, asked.state === 'queued' || asked.state === 'cancelling'],
  )
  return {
    state: asked.state,
    by: asked.asked_by_name,
    at: asked.asked_at.toISOString(),
    begunAt: asked.begun_at?.toISOString() ?? null,
    endedAt: asked.ended_at?.toISOString() ?? null,
    cancelledBy: asked.cancelled_by_name,
    refusal: refusal === null ? null : sentence(words, refusal.code, refusal.values),
    before: found.rows[0]?.before ?? null,
    progress: findWithdrawalProgress(asked.source_file_id),
  }
}
