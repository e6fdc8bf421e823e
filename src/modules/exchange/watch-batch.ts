import type { Context, Reading } from '../../platform/context.ts'
import type { BatchState } from './contract.ts'
import { findBatch } from './store.ts'
import { type WorkWatch, watchWork } from './watch-work.ts'

export type BatchWatch = WorkWatch

/** Watches a batch that is being worked on, as long as it is in one of these states. */
export function watchBatch(
  ctx: Context,
  batchId: string,
  going: readonly BatchState[],
  drop: () => void,
): BatchWatch {
  const goesOn = async (reading: Reading) =>
    going.includes((await findBatch(reading, batchId)).state)
  return watchWork(ctx, goesOn, drop)
}
