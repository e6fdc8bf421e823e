import { Refused, must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import type { SheetAnswer } from '../recognition/contract.ts'
import { understandFiles } from './read-batch.ts'
import { whyNotAnswer, whyNotReadSo } from './rules/mending.ts'
import { findFiles, lockBatch, lockFile, recordBatchState, recordFile } from './store.ts'
import { insertAnswer } from './store-answers.ts'
import { isOfAnother } from './understand-file.ts'

export interface SaidOfSheet {
  readonly fileId: string
  /** 1-based. */
  readonly sheet: number
  readonly answer: SheetAnswer
}

/** Says how sheets of a batch are to be read, and reads their files again here, for whoever waits for the result. */
export async function answerHere(
  ctx: Context,
  batchId: string,
  said: readonly SaidOfSheet[],
): Promise<void> {
  await act(ctx, 'sheet.answer', batchId, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    const there = new Set((await findFiles(tx, batchId)).map(({ id }) => id))
    for (const fileId of new Set(said.map((one) => one.fileId))) {
      if (!there.has(fileId)) {
        throw new Refused({ code: 'exchange.no-such-file', kind: 'not-found' })
      }
      const file = await lockFile(tx, fileId)
      const sheets = file.understanding?.sheets.length ?? 0
      const asked = { batch: batch.state, file: file.state, sheets }
      must(whyNotAnswer({ ...asked, isOfAnother: isOfAnother(file) }))
      for (const { sheet, answer } of said.filter((one) => one.fileId === fileId)) {
        must(whyNotReadSo(answer))
        await insertAnswer(tx, { fileId, sheet, answer, profileId: null, rememberAs: null })
      }
      await recordFile(tx, fileId, { state: 'received', error_code: null })
    }
    // Not announced: it is read below. As long as it is being handed in, nobody else reads it.
    await recordBatchState(tx, batchId, { state: 'receiving', begun_at: null })
    tx.note({ sheets: said.length })
  })
  await understandFiles(ctx, batchId)
}
