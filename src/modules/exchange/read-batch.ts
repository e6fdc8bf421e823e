import { Refused, must } from '../../kernel/refusal.ts'
import { sentence } from '../../kernel/words.ts'
import type { Context } from '../../platform/context.ts'
import { act, look } from '../../platform/act.ts'
import { type BatchState, batchReady } from './contract.ts'
import type { Understood } from '../recognition/contract.ts'
import { noteProgress, forgetProgress } from './views-progress.ts'
import { type Reader, openReader } from '../recognition/reader.ts'
import { whyNotRead } from './rules/batch.ts'
import { type FileRecord, findFiles, lockBatch, recordBatchState, recordFile } from './store.ts'
import { keepSaid, understandFile } from './understand-file.ts'
import { unpackFile } from './unpack-file.ts'
import { watchBatch } from './watch-batch.ts'
import { exchangeWords } from './words.ts'

/** All files of the batch are there: it is read next. */
export async function readBatch(ctx: Context, batchId: string): Promise<{ id: string }> {
  return act(ctx, 'batch.read', batchId, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    must(whyNotRead(batch.state))
    await recordBatchState(tx, batchId, { state: 'reading', queued_at: tx.now })
    tx.announce(batchReady, { batchId })
    return { id: batchId }
  })
}

/**
 * Reads the batch's files in one reader process and keeps what was understood. A file that cannot be read says why
 * and does not stop the others. Done twice it does nothing the second time.
 */
export async function understandFiles(ctx: Context, batchId: string): Promise<void> {
  if (!(await beginReading(ctx, batchId))) return
  const files = await look(ctx, (reading) => findFiles(reading, batchId))
  const waiting = files.filter((file) => file.state === 'received')
  let reader: Reader | null = null
  const watch = watchBatch(ctx, batchId, going, () => reader?.close())
  try {
    for (const file of waiting) {
      if (watch.isBroken()) break
      reader ??= await openReader(ctx.platform.keys, ctx.district)
      try {
        const said = await understandFile(ctx, reader, file, (rows, doneBytes) =>
          noteProgress(batchId, file, { rows, doneBytes }),
        )
        if (said.understood.error?.code === 'sheets.archive') {
          waiting.push(...(await unpackOrSayWhyNot(ctx, reader, file)))
          continue
        }
        await act(ctx, 'source-file.understand', file.id, async (tx) => {
          const { deviceUsers: device_users } = said
          await recordFile(tx, file.id, { ...stateOf(said.understood), device_users })
          await keepSaid(tx, file, said)
        })
      } catch (error) {
        if (watch.isBroken()) break
        if (!(error instanceof Refused) || error.refusal.kind === 'busy') throw error
        // The reader is gone with the file that broke it; the next file gets a new one.
        reader.close()
        reader = null
        const { code } = error.refusal
        await act(ctx, 'source-file.understand', file.id, async (tx) => {
          await recordFile(tx, file.id, { state: 'unreadable', error_code: code })
        })
      }
    }
  } finally {
    watch.stop()
    reader?.close()
    forgetProgress(batchId)
  }
  await act(ctx, 'batch.understood', batchId, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    if (!going.includes(batch.state)) return
    await recordBatchState(tx, batchId, { state: 'understood' })
  })
}

/** The files of a zip, to be read next; none where it cannot be unpacked, which then is said. */
async function unpackOrSayWhyNot(
  ctx: Context,
  reader: Reader,
  file: FileRecord,
): Promise<readonly FileRecord[]> {
  const refuse = (error: { code: string; message: string }) =>
    act(ctx, 'source-file.understand', file.id, async (tx) => {
      await recordFile(tx, file.id, stateOf({ file: file.name, sheets: [], error }))
    })
  if (file.unpacked_from !== null) {
    const code = 'recognition.archive-nested'
    await refuse({ code, message: sentence(exchangeWords, code) })
    return []
  }
  const unpacked = await unpackFile(ctx, reader, file)
  if ('files' in unpacked) return unpacked.files
  await refuse(unpacked.error)
  return []
}

/** Some are read without having been asked for: while they are still being handed in. */
const going: readonly BatchState[] = ['reading', 'receiving']

/** Its turn has come; false where it was broken off while it waited. */
async function beginReading(ctx: Context, batchId: string): Promise<boolean> {
  return act(ctx, 'batch.begin', batchId, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    if (!going.includes(batch.state)) return false
    if (batch.begun_at === null) await recordBatchState(tx, batchId, { begun_at: tx.now })
    return true
  })
}

function stateOf(understanding: Understood) {
  if (understanding.error === undefined) return { state: 'understood', understanding } as const
  return { state: 'unreadable', understanding, error_code: understanding.error.code } as const
}
