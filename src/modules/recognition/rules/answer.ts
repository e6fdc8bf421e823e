import type { YearMonth } from '../../../kernel/day.ts'
import { dayRunOf } from './day-columns.ts'
import { familyFieldNames, familyFieldsOf, familyVocabulary } from './families.ts'
import { fieldWords } from './fields.ts'
import type { ProjectSource } from '../../registry/rules/project-source.ts'
import { withProjectSource } from './projects/source.ts'
import type { Header, HeaderColumn } from './header-rows.ts'
import { labourVocabulary, type Vocabulary } from './header-words.ts'
import type { SheetHead } from './recognise-sheet.ts'
import { columnsFor } from './settled-columns.ts'
import { say } from './sentences.ts'
import type { AnyField, Column, Doubt, Shape, SheetKind } from './shape.ts'
import { headLinesOf, linesOf, type Lines } from './sheet-lines.ts'
import { gridUnitOf, rowsPerWorkerOf } from './value-signs.ts'

/** What a column holds, as somebody says it: a field, a single deduction, or nothing that is to be read. */
export interface SaidColumn {
  /** 0-based. */
  readonly index: number
  /** A field's name, `deduction`, or null. */
  readonly field: string | null
}

/** How an officer, or a remembered format, says that a sheet is to be read. Null: as it was recognised. */
export interface SheetAnswer {
  /** The sheet is not to be imported. */
  readonly skip: boolean
  readonly kind: string | null
  /** 1-based, as in the file. */
  readonly headerRow: number | null
  readonly headerRows: number | null
  readonly columns: readonly SaidColumn[]
  readonly month: YearMonth | null
  readonly unit: 'hours' | 'workdays' | 'marks' | null
  readonly moneyUnit: 'yuan' | 'ten-thousand-yuan' | null
  /** Whose list of projects it is. */
  readonly source?: ProjectSource | null | undefined
}

/** The shape with what was said of it put in the place of what was recognised. */
export function answeredShape(shape: Shape, answer: SheetAnswer, head: SheetHead): Shape {
  if (answer.skip) return leftOut(shape)
  const lines = linesOf(head.firstRows, head.merges)
  const kind = answer.kind !== null && isSheetKind(answer.kind) ? answer.kind : shape.kind
  const headerRow = answer.headerRow ?? shape.headerRow
  const headerRows =
    answer.headerRows ?? (headerRow === shape.headerRow ? Math.max(1, shape.headerRows) : 1)
  const isSame =
    kind === shape.kind && headerRow === shape.headerRow && headerRows === shape.headerRows
  const based = isSame ? shape : reshaped(shape, kind, headerRow, headerRows, head, lines)
  const named = withColumns(based, answer.columns, lines)
  const isGrid = kind === 'attendance-grid'
  const answered: Shape = {
    ...named,
    confidence: 1,
    reasons: [say('reason.answered')],
    doubts: shape.doubts.filter((doubt) => remains(doubt, answer)),
    unit: isGrid ? (answer.unit ?? named.unit) : null,
    moneyUnit: answer.moneyUnit ?? named.moneyUnit,
    period: answer.month ?? named.period,
  }
  const headLines = answered.headLines ?? headLinesOf(lines, headerRow - 1, head)
  return withProjectSource({ ...answered, headLines }, answer.source ?? null)
}

/** Kind and columns are settled by any answer; the month by one that names it. */
function remains(doubt: Doubt, answer: SheetAnswer): boolean {
  return doubt.about === 'month' && answer.month === null
}

function leftOut(shape: Shape): Shape {
  return {
    ...shape,
    kind: 'unknown',
    confidence: 1,
    reasons: [say('reason.left-out')],
    doubts: [],
    headerRow: 0,
    headerRows: 0,
    columns: {},
    deductions: [],
    sensitive: [],
    unknown: [],
    dayColumns: [],
  }
}

/** The sheet read anew from the header row, or as the kind, that was said. */
function reshaped(
  shape: Shape,
  kind: SheetKind,
  headerRow: number,
  headerRows: number,
  head: SheetHead,
  lines: Lines,
): Shape {
  if (headerRow === 0) return { ...shape, kind }
  const family = familyVocabulary(kind)
  const dataRow = headerRow - 1 + headerRows
  const labour = headerAt(lines, headerRow - 1, headerRows, labourVocabulary)
  const columns =
    family === null
      ? columnsFor(kind, labour, lines)
      : firstOfEach(headerAt(lines, headerRow - 1, headerRows, family))
  const isGrid = kind === 'attendance-grid'
  const days = isGrid ? (labour.days?.columns ?? []) : []
  const isOf = (is: 'deduction' | 'sensitive') =>
    labour.columns.filter(({ sense }) => sense?.is === is).map(asColumn)
  const used = new Set(Object.values(columns).map(({ index }) => index))
  return {
    ...shape,
    kind,
    headerRow,
    headerRows,
    columns,
    deductions: family === null && columns.deducted === undefined ? isOf('deduction') : [],
    sensitive: isOf('sensitive'),
    unknown: labour.columns
      .filter(({ index, sense }) => sense === null && !used.has(index))
      .map(asColumn),
    dayColumns: days,
    rowsPerWorker: isGrid ? rowsPerWorkerOf(columns, lines, dataRow, head.merges) : 1,
    unit: isGrid ? gridUnitOf(days, lines, dataRow, '') : null,
    period: shape.period ?? labour.days?.month ?? null,
  }
}

/** What stands in the given rows, taken for a header whatever it says. `row` is 0-based. */
export function headerAt<F extends string>(
  lines: Lines,
  row: number,
  rows: number,
  vocabulary: Vocabulary<F>,
): Header<F> {
  let days: Header<F>['days'] = null
  for (let at = row + rows - 1; at >= row && days === null; at -= 1) days = dayRunOf(lines, at)
  const inDays = new Set(days?.columns.map(({ index }) => index))
  const columns: HeaderColumn<F>[] = []
  for (let index = 0; index < lines.width; index += 1) {
    if (inDays.has(index)) continue
    const levels = headerLevels(lines, row, rows, index)
    if (levels.length === 0) continue
    const text = levels.join('/').replaceAll(/\s+/g, '')
    columns.push({ index, text, sense: vocabulary.senseOfLevels(levels) })
  }
  return { row, rows, columns, days }
}

/** The texts that head a column, from the top down, each once. */
export function headerLevels(lines: Lines, row: number, rows: number, column: number): string[] {
  const levels = new Set<string>()
  for (let at = row; at < row + rows; at += 1) levels.add(lines.spread(at, column))
  levels.delete('')
  return [...levels]
}

function firstOfEach(header: Header<AnyField>): Shape['columns'] {
  const columns: { [F in AnyField]?: Column } = {}
  for (const column of header.columns) {
    if (column.sense?.is !== 'field') continue
    columns[column.sense.field] ??= asColumn(column)
  }
  return columns
}

/** Each said column its field; a field moves where it is said to be. What may not be kept stays unkept. */
function withColumns(shape: Shape, said: readonly SaidColumn[], lines: Lines): Shape {
  const secret = new Set(shape.sensitive.map(({ index }) => index))
  const able = said.filter(({ index }) => !secret.has(index) && index < lines.width)
  if (able.length === 0) return shape
  const touched = new Set(able.map(({ index }) => index))
  const columns: { [F in AnyField]?: Column } = {}
  for (const [field, column] of Object.entries(shape.columns)) {
    if (isAnyField(field) && !touched.has(column.index)) columns[field] = column
  }
  const deductions = shape.deductions.filter(({ index }) => !touched.has(index))
  const unknown = shape.unknown.filter(({ index }) => !touched.has(index))
  for (const { index, field } of able) {
    const levels = headerLevels(lines, shape.headerRow - 1, shape.headerRows, index)
    const column = { index, headerText: levels.join('/').replaceAll(/\s+/g, '') }
    if (field === 'deduction') deductions.push(column)
    else if (field !== null && isAnyField(field)) columns[field] = column
    else unknown.push(column)
  }
  const dayColumns = shape.dayColumns.filter(({ index }) => !touched.has(index))
  return { ...shape, columns, deductions, unknown, dayColumns }
}

function asColumn({ index, text }: Pick<HeaderColumn<string>, 'index' | 'text'>): Column {
  return { index, headerText: text }
}

export function isAnyField(name: string): name is AnyField {
  return name === 'total' || Object.hasOwn(fieldWords, name) || familyFieldNames.has(name)
}

/** The fields that a column of such a sheet may be said to hold. */
export function fieldsOfKind(kind: string): readonly string[] {
  return familyFieldsOf(kind) ?? [...Object.keys(fieldWords), 'total']
}

const labourKinds: ReadonlySet<string> = new Set([
  'attendance-grid',
  'attendance-summary',
  'attendance-days',
  'punch-list',
  'pay-sheet',
  'pay-confirmation',
  'participant-list',
  'team-list',
  'roster',
  'entry-exit',
  'contract-list',
])

/** Whether somebody may say that a sheet is of this kind. */
export function isSheetKind(name: string): name is SheetKind {
  return labourKinds.has(name) || familyVocabulary(name) !== null
}
