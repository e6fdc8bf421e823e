import { type Refusal, Refused, must } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { act, look } from '../../platform/act.ts'
import { takeBack as takeBackDeposits } from '../deposits/take-back.ts'
import { importWithdrawn } from '../files/contract.ts'
import { takeBack as takeBackLabour } from '../labour/take-back.ts'
import { takeBack as takeBackRegister } from '../register/take-back.ts'
import { takeBack as takeBackRegistry } from '../registry/take-back.ts'
import { takeBack as takeBackWages } from '../wages/take-back.ts'
import { askWithdrawal } from './ask-withdrawal.ts'
import { whyNotWithdraw } from './rules/withdraw.ts'
import { findFile, lockFile, recordFile } from './store.ts'
import { lockWithdrawal, recordWithdrawal } from './store-withdrawals.ts'
import { forgetWithdrawal, noteWithdrawal } from './views-progress.ts'
import { type WithdrawalRecord, findWithdrawal, withdrawnFile } from './views-withdrawn.ts'
import { type WorkWatch, watchWork } from './watch-work.ts'

/** What each module does to take its lines of an import back; the last that took them in is the first to give them back. */
const takeBacks = [
  takeBackRegister,
  takeBackDeposits,
  takeBackWages,
  takeBackLabour,
  takeBackRegistry,
]

/** Asks for it and does it here, for whoever waits: the command line. Returns how many lines were withdrawn. */
export async function withdrawImport(ctx: Context, fileId: string): Promise<{ lines: number }> {
  const { id } = await askWithdrawal(ctx, fileId)
  await withdrawAsked(ctx, id)
  const asked = await look(ctx, (reading) => findWithdrawal(reading, id))
  if (asked?.refusal) throw new Refused({ ...asked.refusal, kind: 'wrong-state' })
  const file = await look(ctx, (reading) => findFile(reading, fileId))
  if (file.state === 'withdrawn') return { lines: file.withdrawn_lines ?? 0 }
  throw new Refused({ code: 'exchange.withdrawal-cancelled', kind: 'wrong-state' })
}

/**
 * Its turn has come: takes the file back in one transaction. Broken off or refused, the file is again what it was; done
 * twice it changes nothing.
 */
export async function withdrawAsked(ctx: Context, withdrawalId: string): Promise<void> {
  const asked = await beginWithdrawal(ctx, withdrawalId)
  if (asked === null) return
  const watch = watchWork(ctx, async (reading) => {
    return (await findWithdrawal(reading, withdrawalId))?.state === 'queued'
  })
  let refusal: Refusal | null = null
  try {
    if (asked.state === 'queued') await takeBack(ctx, asked, watch)
  } catch (error) {
    if (!watch.isBroken()) {
      const isRefused = error instanceof Refused && error.refusal.kind !== 'busy'
      if (!isRefused) await waitAgain(ctx, withdrawalId)
      if (!isRefused) throw error
      refusal = error.refusal
    }
  } finally {
    watch.stop()
    forgetWithdrawal(asked.source_file_id)
  }
  await endWithdrawal(ctx, withdrawalId, refusal)
}

/** Null where there is nothing to do: it was broken off while it waited, or has ended. */
async function beginWithdrawal(ctx: Context, id: string): Promise<WithdrawalRecord | null> {
  return act(ctx, 'withdrawal.begin', id, async (tx) => {
    const asked = await lockWithdrawal(tx, id)
    if (asked.state !== 'queued' && asked.state !== 'cancelling') return null
    if (asked.begun_at === null) await recordWithdrawal(tx, id, { begun_at: tx.now })
    return asked
  })
}

/**
 * Its lines stand no more, those they had superseded stand again, and the ledger and the warnings follow in the same
 * transaction. The file itself stays kept. Who builds on its lines hears it and may refuse.
 */
async function takeBack(ctx: Context, asked: WithdrawalRecord, watch: WorkWatch): Promise<void> {
  const { source_file_id: fileId, file_state: state } = asked
  await act(ctx, 'source-file.withdraw', fileId, async (tx) => {
    await watch.under(tx)
    // Another process was first with it.
    if ((await lockFile(tx, fileId)).state !== 'withdrawing') return
    const { projectIds, ...file } = await withdrawnFile(tx, fileId)
    must(whyNotWithdraw({ ...file, state }, tx.actor))
    let lines = 0
    for (const takeBackLines of takeBacks) {
      noteWithdrawal(fileId, { doing: 'lines', lines })
      lines += (await takeBackLines(tx, fileId)).lines
    }
    noteWithdrawal(fileId, { doing: 'ledger', lines })
    await recordFile(tx, fileId, {
      state: 'withdrawn',
      withdrawn_at: tx.now,
      withdrawn_by: tx.actor.id,
      withdrawn_by_name: tx.actor.name,
      withdrawn_lines: lines,
    })
    tx.announce(importWithdrawn, { importId: fileId, projectIds: [...projectIds] })
    tx.note({ lines })
  })
}

/** It failed and will be tried again: until then it can be broken off as one that waits. */
async function waitAgain(ctx: Context, id: string): Promise<void> {
  await act(ctx, 'withdrawal.wait', id, (tx) => recordWithdrawal(tx, id, { begun_at: null })).catch(
    () => undefined,
  )
}

/** What has come of it; broken off when everything was done already, it is done. */
async function endWithdrawal(ctx: Context, id: string, refusal: Refusal | null): Promise<void> {
  await act(ctx, 'withdrawal.end', id, async (tx) => {
    const { state, source_file_id: fileId, file_state: before } = await lockWithdrawal(tx, id)
    if (state !== 'queued' && state !== 'cancelling') return
    const file = await lockFile(tx, fileId)
    const ended = { ended_at: tx.now }
    if (file.state === 'withdrawn') {
      await recordWithdrawal(tx, id, { ...ended, state: 'done' })
      return
    }
    await recordFile(tx, fileId, { state: before })
    if (refusal === null) {
      await recordWithdrawal(tx, id, { ...ended, state: 'cancelled' })
      return
    }
    const { code, values } = refusal
    const said = values === undefined ? { code } : { code, values }
    await recordWithdrawal(tx, id, { ...ended, state: 'refused', refusal: said })
  })
}
