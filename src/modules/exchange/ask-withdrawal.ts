import { must } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import { withdrawalAsked } from './contract-withdrawals.ts'
import { whyNotWithdraw } from './rules/withdraw.ts'
import { lockFile, recordFile } from './store.ts'
import { insertWithdrawal } from './store-withdrawals.ts'
import { withdrawnFile } from './views-withdrawn.ts'

/** A committed file is taken back next, in its turn; until then nobody builds on it any more. */
export async function askWithdrawal(ctx: Context, fileId: string): Promise<{ id: string }> {
  return act(ctx, 'source-file.ask-withdrawal', fileId, async (tx) => {
    const { state } = await lockFile(tx, fileId)
    must(whyNotWithdraw(await withdrawnFile(tx, fileId), tx.actor))
    const id = await insertWithdrawal(tx, fileId, state === 'waiting' ? state : 'committed')
    await recordFile(tx, fileId, { state: 'withdrawing' })
    const { actor, scope } = tx
    tx.announce(withdrawalAsked, { withdrawalId: id, fileId, actor, projects: scope.projects })
    return { id }
  })
}
