import { Refused, must } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { act, look } from '../../platform/act.ts'
import { openFile } from '../files/open-file.ts'
import { type Understood, batchReady } from './contract.ts'
import { noteProgress, forgetProgress } from './views-progress.ts'
import { type Reader, openReader } from './reader.ts'
import { whyNotRead } from './rules/batch.ts'
import { findFiles, lockBatch, recordBatchState, recordFile } from './store.ts'

/** All files of the batch are there: it is read next. */
export async function readBatch(ctx: Context, batchId: string): Promise<{ id: string }> {
  return act(ctx, 'batch.read', batchId, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    must(whyNotRead(batch.state))
    await recordBatchState(tx, batchId, { state: 'reading' })
    tx.announce(batchReady, { batchId })
    return { id: batchId }
  })
}

/**
 * Reads the batch's files in one reader process and keeps what was understood. A file that cannot be read says why
 * and does not stop the others. Done twice it does nothing the second time.
 */
export async function understandFiles(ctx: Context, batchId: string): Promise<void> {
  const files = await look(ctx, (reading) => findFiles(reading, batchId))
  const waiting = files.filter((file) => file.state === 'received')
  let reader: Reader | null = null
  try {
    for (const file of waiting) {
      reader ??= await openReader(ctx.platform.keys, ctx.district)
      try {
        const understood = await understandFile(ctx, reader, batchId, file)
        await act(ctx, 'source-file.understand', file.id, async (tx) => {
          await recordFile(tx, file.id, stateOf(understood))
        })
      } catch (error) {
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
    reader?.close()
    forgetProgress(batchId)
  }
  await act(ctx, 'batch.understood', batchId, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    if (batch.state !== 'reading' && batch.state !== 'receiving') return
    await recordBatchState(tx, batchId, { state: 'understood' })
  })
}

async function understandFile(
  ctx: Context,
  reader: Reader,
  batchId: string,
  file: { name: string; hash: string; bytes: number },
): Promise<Understood> {
  const task = { mode: 'understand', fileName: file.name } as const
  for await (const message of reader.read(task, openFile(ctx, file.hash))) {
    if (message.kind === 'done') return message.understood
    if (message.kind === 'progress') noteProgress(batchId, file, message.doneBytes)
  }
  throw new Refused({ code: 'exchange.reader-broke', kind: 'invalid' })
}

function stateOf(understanding: Understood) {
  if (understanding.error === undefined) return { state: 'understood', understanding } as const
  return { state: 'unreadable', understanding, error_code: understanding.error.code } as const
}
