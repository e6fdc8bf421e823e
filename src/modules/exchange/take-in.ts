import { createHash } from 'node:crypto'
import type { Context } from '../../platform/context.ts'
import { act, look } from '../../platform/act.ts'
import { taskOfNew, toTakeIn } from './file-reading.ts'
import { openBatch } from './open-batch.ts'
import type { Readers } from '../recognition/readers.ts'
import { receiveSourceFile } from './receive-file.ts'
import { findFile, recordBatchState } from './store.ts'
import { type TakenIn, takeInFile } from './take-in-file.ts'

/** The file that is handed in after this one, by whom and when: it is read while this one is folded. */
export interface HandedInNext {
  readonly ctx: Context
  readonly name: string
  content(): AsyncIterable<Buffer>
}

/**
 * Receives a file and takes it in at once, without an officer's look in between: the command line and the demo. A
 * refusal leaves the batch abandoned and the ledger as it was.
 */
export async function takeIn(
  ctx: Context,
  readers: Readers,
  file: { readonly name: string; readonly projectId: string | null },
  content: AsyncIterable<Uint8Array>,
  next: HandedInNext | null = null,
): Promise<TakenIn> {
  // It starts while the file is being kept.
  readers.start()
  const batch = await openBatch(ctx, { projectId: file.projectId })
  const received = await receiveSourceFile(
    ctx,
    { batchId: batch.id, no: 1, name: file.name },
    content,
  )
  const source = await look(ctx, (reading) => findFile(reading, received.id))
  let beginning: Promise<void> = Promise.resolve()
  try {
    return await takeInFile(ctx, readers, source, file.projectId, {
      isRead: () => {
        if (next !== null) beginning = beginning.then(() => beginNext(readers, next))
      },
      taken: (tx) => endBatch(tx, batch.id, 'committed'),
    })
  } catch (error) {
    await endBatch(ctx, batch.id, 'abandoned')
    throw error
  } finally {
    // So that nobody begins anything behind the back of who closes the readers.
    await beginning
  }
}

function endBatch(ctx: Context, batchId: string, state: 'committed' | 'abandoned'): Promise<void> {
  return act(ctx, `batch.${state}`, batchId, async (tx) => {
    const when = state === 'committed' ? { committed_at: tx.now } : {}
    await recordBatchState(tx, batchId, { state, ...when })
  })
}

async function beginNext(readers: Readers, { ctx, name, content }: HandedInNext): Promise<void> {
  try {
    const whole = createHash('sha256')
    for await (const piece of content()) whole.update(piece)
    const task = await look(ctx, (reading) => taskOfNew(reading, name))
    const root = { hash: whole.digest('hex') }
    readers.readNext({ ...toTakeIn(ctx, { task, root }, null), bytes: content })
  } catch {
    // It is read when its turn comes, and says then what is wrong.
  }
}
