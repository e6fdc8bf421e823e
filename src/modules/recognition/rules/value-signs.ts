import type { Merge } from '../../../kernel/sheet.ts'
import { hundredthsOf } from './amount.ts'
import { ordinaryHundredths } from './grid-cell.ts'
import { dayNumberOf, minuteNumberOf, yearMonthOf } from './day-text.ts'
import type { Field } from './fields.ts'
import { looksLikeId, looksLikeName } from './row-kind.ts'
import type { Column, DayColumn, Shape } from './shape.ts'
import type { Lines } from './sheet-lines.ts'

/** Fields that values alone can tell, most telling first. */
export const valueFields = ['idNumber', 'phone', 'card', 'name'] as const

/** The share of a column's filled cells that look like a field's values; 0 where all are empty. */
export function shareOf(
  field: (typeof valueFields)[number],
  lines: Lines,
  dataRow: number,
  column: number,
): number {
  const share = shareWhere(lines, dataRow, column, valueTests[field])
  return share ?? 0
}

/** How well a column's values agree with a field: 1 where nothing speaks against it, 0.5 where it is empty. */
export function fits(
  field: Field | 'total',
  lines: Lines,
  dataRow: number,
  column: number,
): number {
  const test = fieldTests[field]
  if (test === undefined) return 0.5
  return (
    shareWhere(lines, dataRow, column, (text, row) => test(text, lines.rows[row]?.[column])) ?? 0.5
  )
}

type CellTest = (text: string, cell: Lines['rows'][number][number] | undefined) => boolean

const valueTests: Record<(typeof valueFields)[number], (text: string) => boolean> = {
  idNumber: looksLikeId,
  phone: (text) => /^1[3-9]\d{9}$/.test(text),
  card: (text) => /^[3-9]\d{15,18}$/.test(text) && !looksLikeId(text),
  name: (text) => /^\p{Script=Han}{2,4}$/u.test(text),
}

const isDay: CellTest = (_, cell) => Number.isFinite(dayNumberOf(cell, false))
const isNumber: CellTest = (_, cell) => Number.isFinite(hundredthsOf(cell))

const fieldTests: { [F in Field | 'total']?: CellTest } = {
  idNumber: looksLikeId,
  nameOverId: (text) => looksLikeId(text) || looksLikeName(text),
  name: looksLikeName,
  card: (text) => /^\d{12,21}$/.test(text.replaceAll(/\s/g, '')),
  phone: (text) => /^\+?[\d\s-]{7,16}$/.test(text),
  due: isNumber,
  net: isNumber,
  deducted: isNumber,
  amount: isNumber,
  workdays: isNumber,
  daysPresent: isNumber,
  hours: isNumber,
  unitPrice: isNumber,
  paidOn: isDay,
  workDay: isDay,
  entryExitOn: isDay,
  effectiveOn: isDay,
  payMonth: (_, cell) => yearMonthOf(cell, false, '2026') !== 'unclear',
  punchAt: (_, cell) => Number.isFinite(minuteNumberOf(cell, false)),
  bankName: (text) => /银行|信用社|农信|邮储|支行|[工农中建交]行/.test(text),
}

/** Null where the column is empty; rows that are nobody's count against it, so no test asks for all. */
function shareWhere(
  lines: Lines,
  dataRow: number,
  column: number,
  test: (text: string, row: number) => boolean,
): number | null {
  let filled = 0
  let good = 0
  for (let row = dataRow; row < lines.count; row += 1) {
    const text = lines.text(row, column)
    if (text === '' || text.length > 60) continue
    filled += 1
    if (test(text, row)) good += 1
  }
  return filled === 0 ? null : good / filled
}

/** How many rows a worker has in a grid: by merges of the columns beside the days, or by an ID under a name. */
export function rowsPerWorkerOf(
  columns: Shape['columns'],
  lines: Lines,
  dataRow: number,
  merges: readonly Merge[],
): number {
  const heights = new Map<number, number>()
  for (const merge of merges) {
    const height = merge.bottom - merge.top + 1
    if (merge.top < dataRow || merge.left !== merge.right || height > 4) continue
    heights.set(height, (heights.get(height) ?? 0) + 1)
  }
  const [common] = [...heights].toSorted((one, other) => other[1] - one[1])
  if (common !== undefined && common[1] >= 2) return common[0]
  const names: Column | undefined = columns.nameOverId ?? columns.name
  if (names === undefined) return 1
  let under = 0
  for (let row = dataRow + 1; row < lines.count; row += 1) {
    const isUnder =
      looksLikeId(lines.text(row, names.index)) && looksLikeName(lines.text(row - 1, names.index))
    if (isUnder) under += 1
  }
  return under > 0 ? 2 : 1
}

/** The column beside the days whose values say which of a worker's lines a row is; -1 where none is. */
export function lineLabelColumn(
  columns: Shape['columns'],
  firstDay: number,
  lines: Lines,
  dataRow: number,
): number {
  const named = new Set(Object.values(columns).map(({ index }) => index))
  const project = columns.projectName?.index
  for (let column = 0; column < firstDay; column += 1) {
    if (named.has(column) && column !== project) continue
    const share = shareWhere(lines, dataRow, column, (text) => lineLabels.test(text))
    if (share !== null && share >= 0.5) return column
  }
  return -1
}

const lineLabels = /^(?:出勤|正常|上午|下午|晚上|加班|延时|白班|夜班|工时|备注)/

/** Hours, 工日 or marks: by what the header says, else by the values of the cells. */
export function gridUnitOf(
  days: readonly DayColumn[],
  lines: Lines,
  dataRow: number,
  said: string,
): Exclude<Shape['unit'], null> {
  if (/小时|工时/.test(said)) return 'hours'
  if (/工日|单位[:：]?(?:天|工|日)/.test(said) || /(?:^|\s)(?:天|工)(?:\s|$)/.test(said))
    return 'workdays'
  let marks = 0
  let numbers = 0
  let largest = 0
  for (let row = dataRow; row < lines.count; row += 1) {
    for (const { index } of days) {
      const cell = lines.rows[row]?.[index]
      const value = ordinaryHundredths(cell)
      if (value === null) continue
      if (Number.isNaN(value)) marks += 1
      else {
        numbers += 1
        largest = Math.max(largest, value)
      }
    }
  }
  if (marks > numbers) return 'marks'
  return largest > 300 ? 'hours' : 'workdays'
}
