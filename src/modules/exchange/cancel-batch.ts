import { must } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import { whyNotCancel } from './rules/batch.ts'
import { lockBatch, recordBatchState } from './store.ts'

/**
 * Breaks off what is under way. Of reading nothing is kept but the files themselves. Of committing, files that are in
 * stay; the one that is being taken in is rolled back by whoever takes it in, and the rest may follow later.
 */
export async function cancelBatch(ctx: Context, batchId: string): Promise<{ id: string }> {
  return act(ctx, 'batch.cancel', batchId, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    must(whyNotCancel(batch.state))
    const who = {
      cancelled_at: tx.now,
      cancelled_by: tx.actor.id,
      cancelled_by_name: tx.actor.name,
    }
    const hasBegun = batch.begun_at !== null
    const ended = batch.state === 'reading' ? 'abandoned' : hasBegun ? 'cancelling' : 'cancelled'
    await recordBatchState(tx, batchId, { state: ended, ...who })
    return { id: batchId }
  })
}
