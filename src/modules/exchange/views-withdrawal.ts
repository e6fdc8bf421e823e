import { sql } from 'kysely'
import { Refused } from '../../kernel/refusal.ts'
import { type Words, sentence } from '../../kernel/words.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import { depositsWithdrawal } from '../deposits/views-withdrawal.ts'
import { labourWithdrawal } from '../labour/views-withdrawal.ts'
import type { RegistryViews } from '../registry/tables.ts'
import { registryWithdrawal } from '../registry/views-withdrawal.ts'
import { listProjectsMadeBy } from '../registry/views.ts'
import { payWithdrawal } from '../wages/views-withdrawal.ts'
import type { Withdrawal } from './contract-imports.ts'
import { type Withdrawn, whyNotWithdraw } from './rules/withdraw.ts'
import type { ExchangeTables } from './tables.ts'
import { exchangeWords } from './words.ts'

type Seen = ExchangeTables & Pick<RegistryViews, 'registry.project_face'>

const words: Words = exchangeWords

/** What taking a file back would do, and why it cannot be done. */
export async function viewWithdrawal(ctx: Context, fileId: string): Promise<Withdrawal> {
  return look(ctx, async (reading) => {
    const file = await withdrawnFile(reading, fileId)
    const refusal = whyNotWithdraw(file, ctx.actor)
    const labour = await labourWithdrawal(reading, fileId)
    const pay = await payWithdrawal(reading, fileId)
    const deposits = await depositsWithdrawal(reading, fileId)
    const registry = await registryWithdrawal(reading, fileId)
    return {
      fileId,
      file: file.name,
      refusal: refusal === null ? null : sentence(words, refusal.code, refusal.values),
      ...labour,
      ...pay,
      lines: labour.lines + pay.lines + deposits.lines + registry.lines,
      revived: labour.revived + pay.revived + deposits.revived,
    }
  })
}

/** A file with what the rule of taking back asks of it. */
export async function withdrawnFile(
  reading: Reading,
  fileId: string,
): Promise<Withdrawn & { readonly name: string; readonly projectIds: readonly string[] }> {
  const file = await tables<Seen>(reading)
    .selectFrom('exchange.source_file as f')
    .innerJoin('exchange.batch as b', (join) =>
      join.onRef('b.district', '=', 'f.district').onRef('b.id', '=', 'f.batch_id'),
    )
    .select(['f.name', 'f.state', 'b.dropped_by as droppedBy'])
    .where('f.district', '=', reading.district)
    .where('f.id', '=', fileId)
    .executeTakeFirst()
  if (!file) throw new Refused({ code: 'exchange.no-such-file', kind: 'not-found' })
  const projects = await tables<Seen>(reading)
    .selectFrom('exchange.source_project as s')
    .leftJoin('registry.project_face as p', (join) =>
      join.onRef('p.district', '=', 's.district').onRef('p.id', '=', 's.project_id'),
    )
    .select(['s.project_id as id', sql<string>`coalesce(p.name, '')`.as('name'), 'p.state'])
    .where('s.district', '=', reading.district)
    .where('s.source_file_id', '=', fileId)
    .orderBy('s.lines', 'desc')
    .limit(2_000)
    .execute()
  return {
    ...file,
    projectIds: projects.map(({ id }) => id),
    finished: projects.filter(({ state }) => state === 'finished'),
    builtOn: await builtOn(reading, fileId),
  }
}

/** Of the projects that the file made those of which other committed files, or batches on their way, speak. */
async function builtOn(reading: Reading, fileId: string): Promise<{ name: string }[]> {
  const made = await listProjectsMadeBy(reading, fileId)
  if (made.length === 0) return []
  const found = await sql<{ name: string }>`
    select p.name from registry.project_face p
    where p.district = ${reading.district} and p.id = any (${made}::uuid[]) and (
      exists (
        select from exchange.source_project s
        join exchange.source_file f on f.district = s.district and f.id = s.source_file_id
        where s.district = p.district and s.project_id = p.id and f.id <> ${fileId} and f.state = 'committed')
      or exists (
        select from exchange.batch b where b.district = p.district and b.project_id = p.id
          and b.state in ('receiving', 'reading', 'understood', 'committing', 'cancelling', 'cancelled')))
    order by p.code limit 2000`.execute(tables(reading))
  return found.rows
}
