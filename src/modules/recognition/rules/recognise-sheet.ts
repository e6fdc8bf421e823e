import type { YearMonth } from '../../../kernel/day.ts'
import type { Merge, Row } from '../../../kernel/sheet.ts'
import { advanceWords } from './fields.ts'
import { recogniseFamilies } from './families.ts'
import { doubtsOf, weightOf, type Recognised } from './family.ts'
import { dayOrderOf } from './day-order.ts'
import { monthSaidIn } from './day-text.ts'
import { legendOfLines } from './grid-legend.ts'
import { findHeader, type Header } from './header-rows.ts'
import { headerTextOf, labourVocabulary } from './header-words.ts'
import { kindOf, type KindFound } from './kind-found.ts'
import { withProjectSource } from './projects/source.ts'
import { linesPerPerson } from './row-joiner.ts'
import { say } from './sentences.ts'
import {
  asColumn,
  chooseColumns,
  settled,
  type Choice,
  type Columns,
  type Named,
} from './settled-columns.ts'
import type { Column, Shape, SheetKind } from './shape.ts'
import { contextOf, type Context } from './sheet-context.ts'
import { columnMonths, monthOfDays, monthOfSheet, type MonthTold } from './sheet-month.ts'
import { headLinesOf, linesOf, type Lines } from './sheet-lines.ts'
import { fits, gridUnitOf, rowsPerWorkerOf } from './value-signs.ts'

export interface SheetHead {
  /** The first rows of the sheet, at most 60 are looked at; row 1 of the file first. */
  readonly firstRows: readonly Row[]
  readonly merges: readonly Merge[]
  readonly sheetName: string
  readonly fileName: string
  readonly date1904?: boolean
}

/** Tells what a sheet is and what its columns hold, by header words, values, position and title. */
export function recogniseSheet(head: SheetHead): Shape {
  const lines = linesOf(head.firstRows, head.merges)
  const header = findHeader(lines, labourVocabulary)
  const date1904 = head.date1904 ?? false
  const context = contextOf(
    lines,
    header?.row ?? Math.min(lines.first + 3, lines.count),
    head.sheetName,
    head.fileName,
    date1904,
  )
  if (isInstructions(lines))
    return bare('instructions', context, 0.95, [say('reason.instructions')])
  const labour = recogniseLabour(head, lines, header, context)
  const family = recogniseFamilies(lines, head)
  if (family === null || family.weight <= labour.weight) return labour.shape
  const headLines = headLinesOf(lines, family.shape.headerRow - 1, head)
  return withProjectSource({ ...family.shape, headLines })
}

/** A sheet of workers, firms or teams; how much speaks for it. */
function recogniseLabour(
  head: SheetHead,
  lines: Lines,
  header: Header | null,
  context: Context,
): Recognised {
  if (header === null)
    return { weight: 0, shape: bare('unknown', context, 0, [say('reason.no-header')]) }
  const dataRow = header.row + header.rows
  const choice = chooseColumns(header, lines, dataRow)
  const kind = kindOf(choice.columns, header, context)
  if (kind === null) {
    const named = header.columns.filter((column) => column.sense?.is === 'field').length
    const shape = {
      ...bare('unknown', context, 0, [say('reason.no-kind', { named })]),
      headerRow: header.row + 1,
      headerRows: header.rows,
      columns: choice.columns,
      sensitive: columnsWhere(header, 'sensitive'),
    }
    return { weight: 0, shape }
  }
  const columns = settled(choice.columns, kind.kind, header, lines, dataRow)
  const year = context.period?.slice(0, 4) ?? null
  const month = monthOfSheet(
    kind.kind,
    context.months,
    header.days?.month ?? monthInHeads(header),
    columnMonths(columns.payMonth, lines, dataRow, year),
    monthOfDays(columns.paidOn, lines, dataRow),
  )
  const reasons = reasonsOf(kind, columns, choice.byValues, header, month)
  const isGrid = kind.kind === 'attendance-grid'
  const days = isGrid ? (header.days?.columns ?? []) : []
  const confidence = confidenceOf(kind, columns, choice, lines, dataRow)
  const shape: Shape = {
    kind: kind.kind,
    confidence,
    reasons,
    doubts: [...doubtsOf(kind.kind, confidence), ...month.doubts],
    headerRow: header.row + 1,
    headerRows: header.rows,
    columns,
    deductions: columns.deducted === undefined ? columnsWhere(header, 'deduction') : [],
    sensitive: columnsWhere(header, 'sensitive'),
    unknown: header.columns
      .filter(({ sense, index }) => sense === null && !choice.byValues.has(index))
      .map(asColumn),
    dayColumns: days,
    rowsPerWorker: isGrid
      ? rowsPerWorkerOf(columns, lines, dataRow, head.merges)
      : linesPerPerson(columns, lines, dataRow),
    unit: isGrid
      ? gridUnitOf(days, lines, dataRow, `${context.unit} ${headerUnits(header)}`)
      : null,
    moneyUnit: moneyUnitOf(columns, context),
    dayOrder: dayOrderOf(columns, lines, dataRow, month.period),
    ...(isGrid && legendOfLines(lines, header, days)),
    period: month.period,
    periodFrom: month.from,
    projectName: context.projectName,
    projectCode: context.projectCode,
    firmName: context.firmName,
    employerName: context.employerName,
    teamName: context.teamName,
  }
  const named = Object.keys(columns).length + (isGrid ? 6 : 0)
  return { weight: weightOf(named, kind.byWords), shape }
}

/** The one month that the heads of columns name (2026年9月工资, over 应发 and 实发). */
function monthInHeads(header: Header): YearMonth | null {
  const months = new Set(header.columns.flatMap(({ text }) => monthSaidIn(text) ?? []))
  return months.size === 1 ? ([...months][0] ?? null) : null
}

/** Whether a sheet's deductions hold wages paid in advance. */
export function hasAdvances(shape: Shape): boolean {
  return shape.deductions.some((column) => advanceWords.test(column.headerText))
}

function bare(kind: SheetKind, context: Context, confidence: number, reasons: string[]): Shape {
  return {
    kind,
    confidence,
    reasons,
    doubts: [],
    headerRow: 0,
    headerRows: 0,
    columns: {},
    deductions: [],
    sensitive: [],
    unknown: [],
    dayColumns: [],
    rowsPerWorker: 1,
    unit: null,
    moneyUnit: 'yuan',
    period: context.period,
    projectName: context.projectName,
    projectCode: context.projectCode,
    firmName: context.firmName,
    employerName: context.employerName,
    teamName: context.teamName,
  }
}

/** The sheet that explains the templates: names of templates and of their fields, no rows. */
function isInstructions(lines: Lines): boolean {
  for (let row = lines.first; row < Math.min(lines.count, lines.first + 10); row += 1) {
    let signs = 0
    for (let column = 0; column < Math.min(lines.width, 20); column += 1) {
      if (
        /^(?:模板名称|字段名称|字段名|填写说明|填写要求|填写示例|是否必填|必填项?)$/.test(
          lines.text(row, column),
        )
      ) {
        signs += 1
      }
    }
    if (signs >= 2) return true
  }
  return false
}

function columnsWhere(header: Header, is: 'deduction' | 'sensitive'): Column[] {
  return header.columns.filter(({ sense }) => sense?.is === is).map(asColumn)
}

function headerUnits(header: Header): string {
  return header.columns.map(({ text }) => headerTextOf(text).unit).join(' ')
}

function moneyUnitOf(columns: Columns, context: Context): Shape['moneyUnit'] {
  const texts = [columns.due, columns.net].map(
    (column) => headerTextOf(column?.headerText ?? '').unit,
  )
  return [context.unit, ...texts].some((text) => text.includes('万元'))
    ? 'ten-thousand-yuan'
    : 'yuan'
}

function reasonsOf(
  kind: KindFound,
  columns: Columns,
  byValues: ReadonlySet<number>,
  header: Header,
  month: MonthTold,
): string[] {
  const named = Object.values(columns)
  const reasons = [
    say('reason.header', {
      row: header.row + 1,
      words: named
        .slice(0, 8)
        .map((column) => column.headerText)
        .join('、'),
    }),
  ]
  if (header.days !== null) reasons.push(say('reason.days', { days: header.days.columns.length }))
  if (kind.byWords) reasons.push(say('reason.title'))
  if (kind.kind === 'pay-confirmation') reasons.push(say('reason.request'))
  if (month.from !== null && month.period !== null) {
    reasons.push(say(`reason.period-${month.from}`, { period: month.period }))
  }
  for (const column of named) {
    if (byValues.has(column.index))
      reasons.push(say('reason.by-values', { header: column.headerText }))
  }
  return reasons
}

/** Plain words of the key columns, further signs, a title that agrees, and values of the right shape. */
function confidenceOf(
  kind: KindFound,
  columns: Columns,
  choice: Choice,
  lines: Lines,
  dataRow: number,
): number {
  const keys = Object.keys(columns).filter(isKey)
  const plainness =
    keys.reduce((sum, field) => sum + (choice.scores.get(field) ?? 0.7), 0) /
    Math.max(keys.length, 1)
  const signs = kind.sign?.signs.filter((field) => columns[field] !== undefined).length ?? 4
  let confidence = 0.45 + 0.25 * plainness + 0.05 * Math.min(signs, 4) + (kind.byWords ? 0.08 : 0)
  for (const field of keys) {
    const column = columns[field]
    if (column !== undefined && fits(field, lines, dataRow, column.index) < 0.3) confidence -= 0.12
  }
  return Math.round(Math.max(0.1, Math.min(0.99, confidence)) * 100) / 100
}

const keyFields = new Set<string>([
  'name',
  'idNumber',
  'nameOverId',
  'due',
  'net',
  'punchAt',
  'workDay',
  'firm',
  'team',
  'entryExitOn',
])

function isKey(name: string): name is Named {
  return keyFields.has(name)
}
