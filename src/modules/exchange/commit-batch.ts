import { Refused, must } from '../../kernel/refusal.ts'
import { sentence } from '../../kernel/words.ts'
import type { Context, Reading } from '../../platform/context.ts'
import { act, look } from '../../platform/act.ts'
import { projectIdsByCode } from '../registry/views.ts'
import { commitAsked } from './contract.ts'
import { forgetProgress, noteProgress } from './views-progress.ts'
import { openReaders } from './readers.ts'
import { type BatchProjects, whyNotCommit } from './rules/batch.ts'
import {
  type BatchRecord,
  type FileRecord,
  findBatch,
  findFiles,
  lockBatch,
  recordBatchState,
  recordFile,
} from './store.ts'
import { takeInFile } from './take-in-file.ts'
import { exchangeWords } from './words.ts'

/** What was understood goes into the ledger next; the rows that wait do not. */
export async function commitBatch(ctx: Context, batchId: string): Promise<{ id: string }> {
  return act(ctx, 'batch.commit', batchId, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    const files = await findFiles(tx, batchId)
    must(whyNotCommit(batch.state, await batchProjects(tx, batch, files)))
    await recordBatchState(tx, batchId, { state: 'committing' })
    tx.announce(commitAsked, { batchId, actor: tx.actor, projects: tx.scope.projects })
    return { id: batchId }
  })
}

/** Takes in the batch's files one after another, each in a transaction of its own; done twice it changes nothing. */
export async function commitFiles(ctx: Context, batchId: string): Promise<void> {
  const { batch, files } = await look(ctx, async (reading) => ({
    batch: await findBatch(reading, batchId),
    files: await findFiles(reading, batchId),
  }))
  const readers = openReaders(ctx.platform.keys, ctx.district)
  try {
    for (const file of files.filter((one) => one.state === 'understood')) {
      try {
        noteProgress(batchId, file, 0)
        await takeInFile(ctx, readers, file, batch.project_id, (_rows, doneBytes) =>
          noteProgress(batchId, file, doneBytes),
        )
      } catch (error) {
        if (!(error instanceof Refused) || error.refusal.kind === 'busy') throw error
        const { code, values } = error.refusal
        const said = { code, message: sentence(exchangeWords, code, values) }
        const known = file.understanding ?? { file: file.name, sheets: [] }
        await act(ctx, 'source-file.fail', file.id, async (tx) => {
          const understanding = { ...known, error: said }
          await recordFile(tx, file.id, { state: 'unreadable', error_code: code, understanding })
        })
      }
    }
  } finally {
    readers.drop()
    forgetProgress(batchId)
  }
  await act(ctx, 'batch.committed', batchId, async (tx) => {
    await recordBatchState(tx, batchId, { state: 'committed', committed_at: tx.now })
  })
}

/** What the batch's files say of their projects, as the rule of committing asks it. */
export async function batchProjects(
  reading: Reading,
  batch: BatchRecord,
  files: readonly FileRecord[],
): Promise<BatchProjects> {
  const understood = files.filter((file) => file.state === 'understood')
  const codes = understood.flatMap((file) => file.understanding?.speaksOf?.projectCodes ?? [])
  const known = await projectIdsByCode(reading, codes)
  return {
    needsProject: understood.some(
      (file) => (file.understanding?.speaksOf?.withoutProject ?? 0) > 0,
    ),
    chosen: batch.project_id !== null,
    unknownCodes: [...new Set(codes)].filter((code) => !known.has(code)),
    understood: understood.length,
  }
}
