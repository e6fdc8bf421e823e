import type { Context } from '../../platform/context.ts'
import { inTurn } from '../../platform/in-turn.ts'
import { commitBatch, commitFiles } from './commit-batch.ts'

/**
 * Commits a batch and takes its files in here, for whoever waits for the result; batches whose turn is before it are
 * waited for. Killed in the middle, the next server goes on with it. False: `goesOn` said no while it waited.
 */
export async function commitHere(
  ctx: Context,
  batchId: string,
  goesOn: () => boolean,
): Promise<boolean> {
  const turn = { district: ctx.district, listener: 'exchange.commit-files' }
  const done = await inTurn(ctx.platform, turn, goesOn, async () => {
    await commitBatch(ctx, batchId)
    await commitFiles(ctx, batchId)
    return true
  })
  return done ?? false
}
