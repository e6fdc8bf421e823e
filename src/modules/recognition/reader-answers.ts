import type { ReadFormat, ReaderTask } from './reader-protocol.ts'
import { type SheetAnswer, answeredShape } from './rules/answer.ts'
import { answerOf, findFormat, formatOf } from './rules/format.ts'
import type { SheetHead } from './rules/recognise-sheet.ts'
import { findReasons } from './rules/returned.ts'
import { say } from './rules/sentences.ts'
import type { Shape } from './rules/shape.ts'
import type { Answered } from './rules/understand.ts'

/** What the task says of sheets, put over what is recognised, and what came of it. */
export interface Answers {
  answered(sheetNo: number, shape: Shape, head: SheetHead): Answered
  formats(): ReadFormat[]
  returnedOf(): string | undefined
}

/** A person's word goes before a remembered format, and that before what was recognised. */
export function openAnswers(task: ReaderTask): Answers {
  const said = new Map(task.answers?.map((one) => [one.sheet, one]))
  const formats: ReadFormat[] = []
  let returned: string | undefined
  return {
    answered(sheetNo, shape, head) {
      returned ??= findReasons(head.firstRows)?.fileId
      const own = said.get(sheetNo)
      const known = own === undefined ? knownAnswer(task, head) : null
      const answer = own?.answer ?? known?.answer
      const read = answer === undefined ? shape : answeredShape(shape, answer, head)
      const by = known === null ? null : { profileId: known.profileId, answer: known.answer }
      const format = answer?.skip === true ? skipFormat(shape, head) : formatOf(read, head)
      formats.push({ sheet: sheetNo, format: mutable(format), by })
      const name = own?.by ?? known?.name
      const reasons = typeof name === 'string' ? [say('reason.profile', { name })] : read.reasons
      return { shape: { ...read, reasons }, leftOut: answer?.skip ?? false }
    },
    formats: () => formats,
    returnedOf: () => returned,
  }
}

function knownAnswer(task: ReaderTask, head: SheetHead) {
  const known = (task.formats ?? []).map(({ id, name, format }) => ({ ...format, id, name }))
  const found = findFormat(known, head)
  if (found === null) return null
  const { format, headerRow } = found
  const answer: ReadFormat['by'] = {
    profileId: format.id,
    answer: mutableAnswer(answerOf(format, headerRow, head)),
  }
  return { ...answer, name: format.name }
}

/** A sheet that is left out is known again by the header that was recognised in it. */
function skipFormat(shape: Shape, head: SheetHead) {
  const format = formatOf(shape, head)
  return format === null ? null : { ...format, skip: true }
}

function mutable(format: ReturnType<typeof formatOf>): ReadFormat['format'] {
  return format === null ? null : { ...format, columns: format.columns.map((one) => ({ ...one })) }
}

function mutableAnswer(answer: SheetAnswer) {
  return { ...answer, columns: answer.columns.map((one) => ({ ...one })) }
}
