import { Refused, must } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import type { ReadFormat, ReaderTask } from '../recognition/reader-protocol.ts'
import type { Readers } from '../recognition/readers.ts'
import { countUses } from './remember-format.ts'
import { whyNotReceive } from './rules/batch.ts'
import {
  type FileRecord,
  findBatch,
  findFile,
  lockBatch,
  recordBatchState,
  recordFile,
} from './store.ts'
import { findAnswers, findFormats, insertAnswer } from './store-answers.ts'
import { NotUnderstood, type TakenIn, takeInFile } from './take-in-file.ts'
import { forgetProgress, noteProgress } from './views-progress.ts'
import { watchBatch } from './watch-batch.ts'

/** What is to be looked at before it goes in: its batch is read as on the desk. */
class ToBeLookedAt extends Error {}

const asksWhose = new Set(['exchange.project-not-chosen', 'exchange.projects-unknown'])

/**
 * Takes in the one file of a batch that is still being handed in, in one pass: read as the formats remembered of its
 * sender say, and nothing of it kept where a colleague would ask. Null: something is to be asked, or it is several files;
 * then the batch is to be read first. What cannot be understood is thrown, and kept with the file.
 */
export async function takeInAtOnce(
  ctx: Context,
  readers: Readers,
  { batchId, fileId }: { readonly batchId: string; readonly fileId: string },
  projectId: string | null,
): Promise<TakenIn | null> {
  const { file, formats } = await look(ctx, async (reading) => {
    const { sender } = await findBatch(reading, batchId)
    const found = sender === '' ? [] : await findFormats(reading, sender)
    return {
      file: await findFile(reading, fileId),
      formats: found.map(({ id, name, format }) => ({ id, name, format })),
    }
  })
  const asking = readersThatAsk(readers, formats)
  const watch = watchBatch(ctx, batchId, ['receiving'], () => readers.drop())
  try {
    return await takeInFile(ctx, asking.readers, file, projectId, {
      begun: (tx) => watch.under(tx),
      progress: (done) => noteProgress(batchId, file, done),
      taken: async (tx) => {
        await keepFormats(tx, file, asking.formats())
        const { state } = await lockBatch(tx, batchId)
        // Somebody has broken it off.
        must(whyNotReceive(state))
        const whole = { state: 'committed', project_id: projectId, committed_at: tx.now } as const
        await recordBatchState(tx, batchId, whole)
      },
    })
  } catch (error) {
    if (isToBeLookedAt(error)) return null
    if (error instanceof NotUnderstood) await keepWhyNot(ctx, file, error)
    throw error
  } finally {
    watch.stop()
    forgetProgress(batchId)
  }
}

function isToBeLookedAt(error: unknown): boolean {
  if (error instanceof ToBeLookedAt) return true
  if (error instanceof NotUnderstood) return error.refusal.code === 'sheets.archive'
  return error instanceof Refused && asksWhose.has(error.refusal.code)
}

/** The same readers, which know the formats of the sender and stop where something is to be asked. */
function readersThatAsk(readers: Readers, formats: NonNullable<ReaderTask['formats']>) {
  let read: readonly ReadFormat[] = []
  const asking: Readers = {
    ...readers,
    async *read({ task, ...file }) {
      for await (const said of readers.read({ ...file, task: { ...task, formats } })) {
        if (said.kind === 'done') {
          const { error, sheets } = said.understood
          const asks = sheets.some((sheet) => (sheet.asks ?? []).length > 0)
          const isCopy = said.returnedOf !== undefined
          if (error === undefined && (asks || isCopy)) throw new ToBeLookedAt()
          read = said.formats ?? []
        }
        yield said
      }
    },
  }
  return { readers: asking, formats: () => read }
}

/** Which remembered formats it was read by, and that each was used. */
async function keepFormats(
  tx: Tx,
  file: FileRecord,
  formats: readonly ReadFormat[],
): Promise<void> {
  for (const { sheet, by } of formats) {
    if (by === null) continue
    const { profileId, answer } = by
    await insertAnswer(tx, { fileId: file.id, sheet, answer, profileId, rememberAs: null })
  }
  if (formats.some(({ by }) => by !== null))
    await countUses(tx, await findAnswers(tx, file.id), file.id)
}

async function keepWhyNot(ctx: Context, file: FileRecord, why: NotUnderstood): Promise<void> {
  await act(ctx, 'source-file.fail', file.id, async (tx) => {
    const { understood: understanding } = why
    await recordFile(tx, file.id, {
      state: 'unreadable',
      understanding,
      error_code: why.refusal.code,
    })
  })
}
