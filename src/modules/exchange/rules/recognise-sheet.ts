import type { Merge, Row } from '../../../kernel/sheet.ts'
import { advanceWords, type Field } from './fields.ts'
import { findHeader, type Header, type HeaderColumn } from './header-rows.ts'
import { headerTextOf } from './header-words.ts'
import { kindSigns, requestWords, type KindSign } from './kind-signs.ts'
import { say } from './sentences.ts'
import type { Column, Shape, SheetKind } from './shape.ts'
import { contextOf, type Context } from './sheet-context.ts'
import { linesOf, type Lines } from './sheet-lines.ts'
import {
  fits,
  gridUnitOf,
  lineLabelColumn,
  rowsPerWorkerOf,
  shareOf,
  valueFields,
} from './value-signs.ts'

type Named = Field | 'total'
type Columns = { [F in Named]?: Column }

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
  const header = findHeader(lines)
  const date1904 = head.date1904 ?? false
  const context = contextOf(
    lines,
    header?.row ?? Math.min(3, lines.count),
    head.sheetName,
    head.fileName,
    date1904,
  )
  if (isInstructions(lines))
    return bare('instructions', context, 0.95, [say('reason.instructions')])
  if (header === null) return bare('unknown', context, 0, [say('reason.no-header')])
  const dataRow = header.row + header.rows
  const choice = chooseColumns(header, lines, dataRow)
  const kind = kindOf(choice.columns, header, context)
  if (kind === null) {
    const named = header.columns.filter((column) => column.sense?.is === 'field').length
    return {
      ...bare('unknown', context, 0, [say('reason.no-kind', { named })]),
      headerRow: header.row + 1,
      headerRows: header.rows,
      columns: choice.columns,
    }
  }
  const columns = settled(choice.columns, kind.kind, header, lines, dataRow)
  const reasons = reasonsOf(kind, columns, choice.byValues, header, context)
  const isGrid = kind.kind === 'attendance-grid'
  const days = isGrid ? (header.days?.columns ?? []) : []
  return {
    kind: kind.kind,
    confidence: confidenceOf(kind, columns, choice, lines, dataRow),
    reasons,
    headerRow: header.row + 1,
    headerRows: header.rows,
    columns,
    deductions: columns.deducted === undefined ? columnsWhere(header, 'deduction') : [],
    sensitive: columnsWhere(header, 'sensitive'),
    unknown: header.columns
      .filter(({ sense, index }) => sense === null && !choice.byValues.has(index))
      .map(asColumn),
    dayColumns: days,
    rowsPerWorker: isGrid ? rowsPerWorkerOf(columns, lines, dataRow, head.merges) : 1,
    unit: isGrid
      ? gridUnitOf(days, lines, dataRow, `${context.unit} ${headerUnits(header)}`)
      : null,
    moneyUnit: moneyUnitOf(columns, context),
    period: context.period ?? header.days?.month ?? null,
    projectName: context.projectName,
    projectCode: context.projectCode,
    firmName: context.firmName,
    employerName: context.employerName,
    teamName: context.teamName,
  }
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
  for (let row = 0; row < Math.min(lines.count, 10); row += 1) {
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

interface Choice {
  readonly columns: Columns
  readonly scores: ReadonlyMap<Named, number>
  /** Columns that only their values named. */
  readonly byValues: ReadonlySet<number>
}

/** Each field its column: the plainest word, then the values that fit best, then the first. */
function chooseColumns(header: Header, lines: Lines, dataRow: number): Choice {
  const columns: Columns = {}
  const scores = new Map<Named, number>()
  const fit = new Map<Named, number>()
  for (const column of header.columns) {
    if (column.sense?.is !== 'field') continue
    const { field, score } = column.sense
    const before = scores.get(field) ?? 0
    const fitness = fits(field, lines, dataRow, column.index)
    if (score < before || (score === before && fitness <= (fit.get(field) ?? -1))) continue
    columns[field] = asColumn(column)
    scores.set(field, score)
    fit.set(field, fitness)
  }
  const byValues = new Set<number>()
  for (const field of valueFields) {
    if (columns[field] !== undefined || (field === 'idNumber' && columns.nameOverId !== undefined))
      continue
    const unnamed = header.columns.filter(
      ({ sense, index }) => sense === null && !byValues.has(index),
    )
    const found = unnamed.find(({ index }) => shareOf(field, lines, dataRow, index) >= 0.6)
    if (found === undefined) continue
    columns[field] = asColumn(found)
    scores.set(field, 0.4)
    byValues.add(found.index)
  }
  return { columns, scores, byValues }
}

function asColumn({ index, text }: Pick<HeaderColumn, 'index' | 'text'>): Column {
  return { index, headerText: text }
}

function columnsWhere(header: Header, is: 'deduction' | 'sensitive'): Column[] {
  return header.columns.filter(({ sense }) => sense?.is === is).map(asColumn)
}

interface KindFound {
  readonly kind: SheetKind
  readonly sign: KindSign | null
  readonly byWords: boolean
}

function kindOf(columns: Columns, header: Header, context: Context): KindFound | null {
  const has = (field: Named) => columns[field] !== undefined
  if (header.days !== null && (has('name') || has('nameOverId'))) {
    return {
      kind: 'attendance-grid',
      sign: null,
      byWords: /考勤|出勤|打卡|工时|点工|记工/.test(context.words),
    }
  }
  const able = kindSigns.filter(
    ({ needs, not }) => needs.every((group) => group.some(has)) && !not.some(has),
  )
  const signsOf = (sign: KindSign) => sign.signs.filter(has).length
  const [first] = able
  if (first === undefined) {
    // Only 金额 is said: a list of transfers, where nothing better fits.
    const pays = has('amount') && (has('name') || has('nameOverId'))
    return pays ? payKind(null, context) : null
  }
  const spoken = new Set(able.filter((sign) => sign.words.test(context.words)))
  const roster = able.find((sign) => sign.kind === 'roster')
  // A roster with contract days, or entry days, is one when more of it speaks of the person.
  const isMixed =
    first.kind === 'contract-list' ||
    first.kind === 'entry-exit' ||
    first.kind === 'attendance-summary'
  if (isMixed && roster !== undefined && !spoken.has(first)) {
    const own = first.signs.filter((field) => has(field) && !roster.signs.includes(field)).length
    const ofPerson = roster.signs.filter(has).length
    if ((spoken.has(roster) && /册/.test(context.words)) || ofPerson > own + 3) {
      return { kind: 'roster', sign: roster, byWords: spoken.has(roster) }
    }
  }
  const amountOnly =
    has('amount') &&
    signsOf(first) < 3 &&
    (first.kind === 'roster' || first.kind === 'attendance-summary')
  if (first.kind === 'pay-sheet') return payKind(first, context)
  if (amountOnly && /工资|发放|代发|支付|转账/.test(context.words)) return payKind(first, context)
  return { kind: first.kind, sign: first, byWords: spoken.has(first) }
}

function payKind(sign: KindSign | null, context: Context): KindFound {
  const isRequest = requestWords.test(context.words)
  return {
    kind: isRequest ? 'pay-confirmation' : 'pay-sheet',
    sign,
    byWords: /工资|支付|发放|代发/.test(context.words),
  }
}

/** Columns whose meaning depends on the kind. */
function settled(
  chosen: Columns,
  kind: SheetKind,
  header: Header,
  lines: Lines,
  dataRow: number,
): Columns {
  const columns: Columns = { ...chosen }
  const move = (from: Named, to: Named) => {
    const column = columns[from]
    if (column === undefined || columns[to] !== undefined) return
    columns[to] = column
    delete columns[from]
  }
  if (kind === 'pay-sheet' || kind === 'pay-confirmation') {
    if (columns.due === undefined && columns.net === undefined) move('amount', 'net')
    const total = columns.total
    const net = columns.net
    if (
      columns.due === undefined &&
      total !== undefined &&
      net !== undefined &&
      total.index < net.index
    ) {
      if (fits('due', lines, dataRow, total.index) > 0.5) move('total', 'due')
    }
    if (columns.idNumber === undefined) move('nameOverId', 'name')
  }
  if (kind === 'participant-list') {
    move('entryExitMove', 'firmKind')
    move('leaderName', 'managerName')
    move('leaderPhone', 'managerPhone')
    move('leaderIdNumber', 'managerIdNumber')
    move('phone', 'managerPhone')
    move('idNumber', 'managerIdNumber')
  }
  if (kind === 'team-list') {
    move('phone', 'leaderPhone')
    move('idNumber', 'leaderIdNumber')
    move('managerName', 'leaderName')
  }
  if (kind === 'entry-exit') {
    if (columns.enteredOn === undefined || columns.leftOn === undefined) {
      move('workDay', 'entryExitOn')
      move('enteredOn', 'entryExitOn')
      move('leftOn', 'entryExitOn')
    }
  }
  if (kind === 'attendance-days') move('punchDay', 'workDay')
  if (kind === 'attendance-grid' && header.days !== null) {
    const label = lineLabelColumn(columns, header.days.columns[0]?.index ?? 0, lines, dataRow)
    if (columns.lineLabel === undefined && label >= 0) {
      if (columns.projectName?.index === label) delete columns.projectName
      columns.lineLabel = { index: label, headerText: lines.spread(dataRow - 1, label) }
    }
    const after = header.days.columns.at(-1)?.index ?? 0
    if (
      columns.hours === undefined &&
      columns.workdays === undefined &&
      columns.daysPresent === undefined
    ) {
      if ((columns.total?.index ?? 0) > after) move('total', 'daysPresent')
    }
  }
  return columns
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
  context: Context,
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
  if (context.periodFrom !== null && context.period !== null) {
    reasons.push(say(`reason.period-${context.periodFrom}`, { period: context.period }))
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
