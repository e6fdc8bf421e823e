import { must } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import { whyNotAbandon } from './rules/batch.ts'
import { lockBatch, recordBatchState } from './store.ts'

/** Nothing of it goes into the ledger; the files stay kept. */
export async function abandonBatch(ctx: Context, batchId: string): Promise<{ id: string }> {
  return act(ctx, 'batch.abandon', batchId, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    must(whyNotAbandon(batch.state))
    await recordBatchState(tx, batchId, { state: 'abandoned' })
    return { id: batchId }
  })
}
