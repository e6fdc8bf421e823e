import { must } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import { importWithdrawn } from '../files/contract.ts'
import { takeBack as takeBackDeposits } from '../deposits/take-back.ts'
import { takeBack as takeBackLabour } from '../labour/take-back.ts'
import { takeBack as takeBackRegistry } from '../registry/take-back.ts'
import { takeBack as takeBackWages } from '../wages/take-back.ts'
import { whyNotWithdraw } from './rules/withdraw.ts'
import { lockFile, recordFile } from './store.ts'
import { withdrawnFile } from './views-withdrawal.ts'

/** What each module does to take its lines of an import back; the last that took them in is the first to give them back. */
const takeBacks = [takeBackDeposits, takeBackWages, takeBackLabour, takeBackRegistry]

/**
 * Takes a committed file back: its lines stand no more, those they had superseded stand again, and the ledger and the
 * warnings follow in the same transaction. The file itself stays kept. Who builds on its lines hears it and may refuse.
 */
export async function withdrawImport(ctx: Context, fileId: string): Promise<{ lines: number }> {
  return act(ctx, 'source-file.withdraw', fileId, async (tx) => {
    await lockFile(tx, fileId)
    const { projectIds, ...file } = await withdrawnFile(tx, fileId)
    must(whyNotWithdraw(file, tx.actor))
    let lines = 0
    for (const takeBack of takeBacks) lines += (await takeBack(tx, fileId)).lines
    await recordFile(tx, fileId, {
      state: 'withdrawn',
      withdrawn_at: tx.now,
      withdrawn_by: tx.actor.id,
      withdrawn_by_name: tx.actor.name,
    })
    tx.announce(importWithdrawn, { importId: fileId, projectIds: [...projectIds] })
    tx.note({ lines })
    return { lines }
  })
}
