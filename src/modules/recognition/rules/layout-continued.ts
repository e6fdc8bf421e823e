import { textOf } from './cell-text.ts'
import { filledUpTo, isHeadRow } from './layout-heads.ts'
import { say } from './sentences.ts'
import type { SheetHead } from './recognise-sheet.ts'
import { doubtsOf } from './family.ts'
import type { AnyField, Shape } from './shape.ts'
import { linesOf, type Lines } from './sheet-lines.ts'
import { fits, shareOf } from './value-signs.ts'

/*
 * A table may go on on the next sheet: without its header, or with it again and without the month that the first sheet
 * says.
 */

const saysSo = /续|[(（]\s*\d{1,2}\s*[)）]|第\s*[\d一二三四五六七八九十]+\s*页|[-_ ]\d{1,2}$|page/i

export function isContinued(sheetName: string): boolean {
  return saysSo.test(sheetName)
}

/** The shape of a sheet without a header whose columns hold what those of the sheet before hold; null where they do not. */
export function goesOn(before: Shape, beforeName: string, head: SheetHead): Shape | null {
  if (before.kind === 'unknown' || before.kind === 'instructions') return null
  const lines = linesOf(head.firstRows, head.merges)
  for (let row = lines.first; row < lines.count; row += 1) {
    if (isHeadRow(lines.rows[row] ?? [])) return null
  }
  const evidence = agreement(before, lines)
  if (evidence < 2) return null
  const isSaid = saysSo.test(head.sheetName) || saysSo.test(textsAbove(lines))
  const confidence = Math.round((isSaid ? 0.95 : 0.6) * before.confidence * 100) / 100
  return {
    ...before,
    confidence,
    reasons: [say('reason.goes-on', { sheet: beforeName })],
    doubts: isSaid ? [] : doubtsOf(before.kind, confidence),
    headerRow: 0,
    headerRows: 0,
  }
}

/** How many of the columns hold what they held, where that can be told; 0 where one holds something else. */
function agreement({ columns, dayColumns }: Shape, lines: Lines): number {
  let good = 0
  for (const field of telling) {
    const column = columns[field]
    if (column === undefined) continue
    if (!isFilled(lines, column.index)) continue
    const share =
      field === 'card' || field === 'phone' || field === 'idNumber'
        ? shareOf(field, lines, lines.first, column.index)
        : fits(field, lines, lines.first, column.index)
    if (share < 0.5) return 0
    good += 1
  }
  const hasDays = dayColumns.some(({ index }) => isFilled(lines, index))
  return good + (hasDays ? 1 : 0)
}

function isFilled(lines: Lines, column: number): boolean {
  for (let row = lines.first; row < lines.count; row += 1) {
    if (lines.text(row, column) !== '') return true
  }
  return false
}

/** Fields whose values tell them: a number alone may be anything. */
const telling = [
  'name',
  'idNumber',
  'card',
  'phone',
  'due',
  'net',
  'workdays',
  'daysPresent',
  'paidOn',
  'punchAt',
] as const satisfies readonly AnyField[]

function textsAbove(lines: Lines): string {
  const texts: string[] = []
  for (let row = lines.first; row < Math.min(lines.first + 3, lines.count); row += 1) {
    const cells = lines.rows[row] ?? []
    if (filledUpTo(cells, 2) <= 2) texts.push(cells.map(textOf).join(' '))
  }
  return texts.join(' ')
}

/** A sheet with the header of the one before it is of its month and project, where it names none itself. */
export function withWhatWasSaid(shape: Shape, before: Shape, beforeName: string): Shape {
  if (shape.kind !== before.kind || !hasSameHeader(shape, before)) return shape
  const inherits = shape.period === null && before.period !== null
  return {
    ...shape,
    ...ofHead(shape, before),
    reasons: inherits
      ? [
          ...shape.reasons,
          say('reason.period-before', { period: before.period ?? '', sheet: beforeName }),
        ]
      : shape.reasons,
    doubts: inherits ? shape.doubts.filter((doubt) => doubt.about !== 'month') : shape.doubts,
  }
}

/** A table below another one is of its month, project and firm, where it says nothing else itself. */
export function withWhatStandsAbove(shape: Shape, above: Shape): Shape {
  const ownMonth = shape.periodFrom === 'title' || shape.periodFrom === 'days'
  const period = ownMonth ? shape.period : (above.period ?? shape.period)
  // A request to pay stays one on its second page.
  const isRequest = shape.kind === 'pay-sheet' && above.kind === 'pay-confirmation'
  return {
    ...shape,
    ...ofHead(shape, above),
    kind: isRequest ? 'pay-confirmation' : shape.kind,
    period,
    teamName: shape.teamName ?? above.teamName,
    doubts:
      period === null || ownMonth || above.period === null
        ? shape.doubts
        : shape.doubts.filter((doubt) => doubt.about !== 'month'),
  }
}

function ofHead(shape: Shape, before: Shape) {
  return {
    period: shape.period ?? before.period,
    projectName: shape.projectName ?? before.projectName,
    projectCode: shape.projectCode ?? before.projectCode,
    firmName: shape.firmName ?? before.firmName,
    employerName: shape.employerName ?? before.employerName,
  }
}

/** The same fields in the same columns, under the same words. */
export function hasSameHeader(one: Shape, other: Shape): boolean {
  return headerOf(one) === headerOf(other)
}

function headerOf({ columns, deductions, dayColumns }: Shape): string {
  const named = Object.entries(columns).map(([field, { index, headerText }]) =>
    [field, index, headerText].join(' '),
  )
  const singles = deductions.map(({ index, headerText }) => `${index} ${headerText}`)
  const days = dayColumns.map(({ index, day, part }) => `${index} ${day} ${part}`)
  return [...named.toSorted(), ...singles, ...days].join('\n')
}
