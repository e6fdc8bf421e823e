import type { Context } from '../../platform/context.ts'
import { act, look } from '../../platform/act.ts'
import { openBatch } from './open-batch.ts'
import type { Readers } from '../recognition/readers.ts'
import { receiveSourceFile } from './receive-file.ts'
import { findFile, recordBatchState } from './store.ts'
import { type TakenIn, takeInFile } from './take-in-file.ts'

/**
 * Receives a file and takes it in at once, without an officer's look in between: the command line and the demo. A
 * refusal leaves the batch abandoned and the ledger as it was.
 */
export async function takeIn(
  ctx: Context,
  readers: Readers,
  file: { readonly name: string; readonly projectId: string | null },
  content: AsyncIterable<Uint8Array>,
  onProgress?: (rows: number) => void,
): Promise<TakenIn> {
  // It starts while the file is being kept.
  readers.get().catch(() => undefined)
  const batch = await openBatch(ctx, { projectId: file.projectId })
  const received = await receiveSourceFile(
    ctx,
    { batchId: batch.id, no: 1, name: file.name },
    content,
  )
  const source = await look(ctx, (reading) => findFile(reading, received.id))
  const end = (state: 'committed' | 'abandoned') =>
    act(ctx, `batch.${state}`, batch.id, async (tx) => {
      const when = state === 'committed' ? { committed_at: tx.now } : {}
      await recordBatchState(tx, batch.id, { state, ...when })
    })
  try {
    const taken = await takeInFile(ctx, readers, source, file.projectId, {
      progress: ({ rows }) => onProgress?.(rows),
    })
    await end('committed')
    return taken
  } catch (error) {
    await end('abandoned')
    throw error
  }
}
