import { Refused, must } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import type { SheetAnswer } from '../recognition/contract.ts'
import { readAgain } from './read-again.ts'
import { whyNotAnswer, whyNotReadSo } from './rules/mending.ts'
import { findFile, lockBatch, lockFile } from './store.ts'
import { type AnswerRecord, findAnswers, insertAnswer } from './store-answers.ts'
import { isOfAnother } from './understand-file.ts'

/** Says how a sheet is to be read; its file alone is read again. */
export async function answerSheet(
  ctx: Context,
  { fileId, sheet }: { fileId: string; sheet: number },
  { answer, rememberAs }: { answer: SheetAnswer; rememberAs: string | null },
): Promise<{ id: string }> {
  return act(ctx, 'sheet.answer', fileId, async (tx) => {
    const batch = await lockBatch(tx, (await findFile(tx, fileId)).batch_id)
    const file = await lockFile(tx, fileId)
    const seen = file.understanding?.sheets ?? []
    const asked = { batch: batch.state, file: file.state, sheets: seen.length }
    must(whyNotAnswer({ ...asked, isOfAnother: isOfAnother(file) }))
    must(whyNotReadSo(answer))
    if (sheet > seen.length) {
      throw new Refused({ code: 'recognition.no-such-sheet', kind: 'not-found', values: { sheet } })
    }
    const known = (await findAnswers(tx, fileId)).find((one) => one.sheet === sheet)
    const profileId =
      known !== undefined && saysSameButMonth(known, answer) ? known.profile_id : null
    const remember = profileId === null ? rememberAs : null
    await insertAnswer(tx, { fileId, sheet, answer, profileId, rememberAs: remember })
    await readAgain(tx, file)
    tx.note({ sheet })
    return { id: fileId }
  })
}

/** The month is each sheet's own: a remembered format still answers the rest. */
function saysSameButMonth(known: AnswerRecord, answer: SheetAnswer): boolean {
  const saying = ({ skip, kind, headerRow, headerRows, columns, unit, moneyUnit }: SheetAnswer) =>
    JSON.stringify({ skip, kind, headerRow, headerRows, unit, moneyUnit }) +
    JSON.stringify(columns.map(({ index, field }) => [index, field]))
  return saying(known.answer) === saying(answer)
}
