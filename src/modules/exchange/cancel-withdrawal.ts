import { type Refusal, Refused, must } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import { whyNotCancelWithdrawal } from './rules/withdraw.ts'
import { lockFile, recordFile } from './store.ts'
import { lockWithdrawal, recordWithdrawal } from './store-withdrawals.ts'
import { findLastWithdrawal, withdrawnFile } from './views-withdrawn.ts'

const done: Refusal = { code: 'exchange.already-withdrawn', kind: 'wrong-state' }

/**
 * Breaks taking back off. While it waits the file is at once what it was; in the middle whoever does it hears of it,
 * rolls back and puts the file back.
 */
export async function cancelWithdrawal(ctx: Context, fileId: string): Promise<{ id: string }> {
  return act(ctx, 'source-file.cancel-withdrawal', fileId, async (tx) => {
    const file = await withdrawnFile(tx, fileId)
    const last = await findLastWithdrawal(tx, fileId)
    // The file itself is held by whoever takes it back.
    const asked = last === null ? null : await lockWithdrawal(tx, last.id)
    must(whyNotCancelWithdrawal(asked?.state ?? null, file, tx.actor))
    if (asked === null) return { id: fileId }
    const who = { cancelled_by: tx.actor.id, cancelled_by_name: tx.actor.name }
    if (asked.begun_at === null) {
      // One that failed waits again; another process may have done it meanwhile.
      if ((await lockFile(tx, fileId)).state !== 'withdrawing') throw new Refused(done)
      await recordWithdrawal(tx, asked.id, { ...who, state: 'cancelled', ended_at: tx.now })
      await recordFile(tx, fileId, { state: asked.file_state })
    } else {
      await recordWithdrawal(tx, asked.id, { ...who, state: 'cancelling' })
    }
    return { id: asked.id }
  })
}
