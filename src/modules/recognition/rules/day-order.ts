import type { YearMonth } from '../../../kernel/day.ts'
import type { Cell } from '../../../kernel/sheet.ts'
import { textOf } from './cell-text.ts'
import type { DayHints } from './day-text.ts'
import type { AnyField, Shape } from './shape.ts'
import type { Lines } from './sheet-lines.ts'

const dayFields: readonly AnyField[] = [
  'paidOn',
  'workDay',
  'punchDay',
  'punchAt',
  'entryExitOn',
  'enteredOn',
  'leftOn',
  'effectiveOn',
  'expiresOn',
]

const threeNumbers = /^(\d{1,2})[-/](\d{1,2})[-/](?:20\d\d|[123]\d)(?!\d)/

/**
 * Which number of 10/3/2026 is the month, by the sheet's own days: one that only a day can be (13 and above), else one
 * that stays the same in a column where the other changes, else the one that is the sheet's month, or the next.
 */
export function dayOrderOf(
  columns: Shape['columns'],
  lines: Lines,
  dataRow: number,
  period: YearMonth | null,
): DayHints['order'] {
  let dayFirst = 0
  let monthFirst = 0
  const weigh = (forDay: boolean, forMonth: boolean) => {
    if (forDay === forMonth) return
    if (forDay) dayFirst += 1
    else monthFirst += 1
  }
  const found = dayFields.flatMap((field) => {
    const index = columns[field]?.index
    return index === undefined ? [] : [pairsOf(lines, dataRow, index)]
  })
  for (const [first, second] of found.flat()) weigh(first > 12, second > 12)
  if (dayFirst === 0 && monthFirst === 0) {
    for (const pairs of found) {
      const firsts = new Set(pairs.map(([first]) => first)).size
      const seconds = new Set(pairs.map(([, second]) => second)).size
      weigh(seconds === 1 && firsts >= 3, firsts === 1 && seconds >= 3)
    }
  }
  if (dayFirst === 0 && monthFirst === 0 && period !== null) {
    const month = Number(period.slice(5))
    const isNear = (value: number) => value === month || value === (month % 12) + 1
    for (const [first, second] of found.flat()) weigh(isNear(second), isNear(first))
  }
  if (dayFirst > 0 === monthFirst > 0) return null
  return dayFirst > 0 ? 'day-first' : 'month-first'
}

function pairsOf(lines: Lines, dataRow: number, column: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = []
  for (let row = dataRow; row < lines.count; row += 1) {
    const parts = threeNumbers.exec(lines.text(row, column).normalize('NFKC'))
    if (parts !== null) pairs.push([Number(parts[1]), Number(parts[2])])
  }
  return pairs
}

/** What a sheet adds to its days. */
export function dayHintsOf(shape: Shape, period: YearMonth | null): DayHints {
  return { year: period?.slice(0, 4) ?? null, order: shape.dayOrder ?? null }
}

/** Why a day that is written is none: it may be two, or cannot be read. */
export function dayFaultOf(cell: Cell | undefined): string {
  const isTwo = threeNumbers.test(textOf(cell).normalize('NFKC').trim())
  return isTwo ? 'recognition.day-may-be-two' : 'recognition.day-unclear'
}
