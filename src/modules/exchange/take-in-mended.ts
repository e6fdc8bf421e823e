import { uuidv7 } from 'uuidv7'
import { must } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import { readingOf } from './file-reading.ts'
import { openBatch } from './open-batch.ts'
import { readAgain } from './read-again.ts'
import { whyNotTakeInMended } from './rules/mending.ts'
import { findFile, lockFile } from './store.ts'
import { findOpenMending, insertMendedFile } from './store-answers.ts'

/**
 * The rows of a committed file that were mended since become an import of their own, in a batch that is looked at and
 * committed like any other. Asked twice it is one batch.
 */
export async function takeInMended(ctx: Context, fileId: string): Promise<{ batchId: string }> {
  return act(ctx, 'source-file.take-in-mended', fileId, async (tx) => {
    const asked = await findFile(tx, fileId)
    const file = await lockFile(tx, asked.mends_of ?? asked.returned_of ?? asked.id)
    const { waiting } = await readingOf(tx, file)
    must(whyNotTakeInMended(file.state, waiting.length))
    tx.note({ cells: waiting.length })
    const open = await findOpenMending(tx, file.id)
    if (open !== null) {
      // More may have been mended since it was read.
      if (open.batchState === 'understood') await readAgain(tx, open)
      return { batchId: open.batch_id }
    }
    const { id: batchId } = await openBatch(tx, { projectId: file.project_id })
    const id = uuidv7()
    await insertMendedFile(tx, { id, batchId, of: file })
    await readAgain(tx, { id, batch_id: batchId })
    return { batchId }
  })
}
