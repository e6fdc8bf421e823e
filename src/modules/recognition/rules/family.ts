import type { Cell } from '../../../kernel/sheet.ts'
import { sensitiveWords } from './fields.ts'
import { findHeader, type Header } from './header-rows.ts'
import { headerTextOf, maxHeaderLength, type HeaderSense, type Vocabulary } from './header-words.ts'
import type { Reading, RowReader } from './reading.ts'
import { say } from './sentences.ts'
import type { AnyField, Column, Doubt, Shape, SheetKind } from './shape.ts'
import { contextOf, type Context } from './sheet-context.ts'
import type { Lines } from './sheet-lines.ts'

/**
 * A family of sheets with words of its own: 账号 is the worker's card in a roster and the project's account in a bank's
 * statement. A sheet is looked at with the words of each family; the one that explains most of it wins.
 */
export interface Family<F extends AnyField, K extends SheetKind> {
  /** A field and the header words that name it, without spaces and brackets; a word stands once in a family. */
  readonly words: readonly (readonly [F, string])[]
  /** Words that a header contains, most telling first. */
  readonly contained: readonly (readonly [F, RegExp])[]
  /** In the order of precedence. */
  readonly kinds: readonly FamilyKind<F, K>[]
  /** What the values of a field look like, where that can be told. */
  readonly values: { readonly [V in F]?: (text: string, cell: Cell) => boolean }
}

export interface FamilyKind<F extends AnyField, K extends SheetKind> {
  readonly kind: K
  /** Of each group at least one must be there. */
  readonly needs: readonly (readonly F[])[]
  /** None of these may be there. */
  readonly not: readonly F[]
  /** Words of title, sheet or file name. */
  readonly title: RegExp
  /** Its columns alone do not tell it: the title must. */
  readonly onlyWithTitle?: boolean
  /** How many columns more its own signs weigh: a result beside each amount only a bank writes. */
  readonly telling?: number
  /** The month that its sheets are of; left out: as head lines and names say it. */
  readonly period?: (context: Context) => Shape['period']
  /** Fields whose columns a row of totals sums: what it states is compared with the rows that it closes. */
  readonly totals?: readonly F[]
  readonly read: (reading: Reading) => RowReader
}

/** A shape, and how much speaks for it: columns explained, and the title. */
export interface Recognised {
  readonly shape: Shape
  readonly weight: number
}

/** A title that names the kind weighs as much as three columns. */
export function weightOf(columnsNamed: number, byTitle: boolean): number {
  return columnsNamed + (byTitle ? 3 : 0)
}

export const surelyRecognised = 0.6

/** Whether a colleague would ask what the sheet is. */
export function doubtsOf(kind: SheetKind, confidence: number): readonly Doubt[] {
  if (confidence >= surelyRecognised) return []
  const code = 'recognition.kind-unsure'
  return [
    { about: 'kind', code, values: { percent: Math.round(confidence * 100) }, choices: [kind] },
  ]
}

interface Head {
  readonly sheetName: string
  readonly fileName: string
  readonly date1904?: boolean
}

/** The sheet as one of the family's kinds; null where it is none. */
export function recogniseFamily<F extends AnyField, K extends SheetKind>(
  family: Family<F, K>,
  lines: Lines,
  head: Head,
  vocabulary: Vocabulary<F> = vocabularyOf(family),
): Recognised | null {
  const words = findHeader(lines, vocabulary)
  if (words === null) return null
  const header = withUnits(words, lines)
  const { sheetName, fileName, date1904 } = head
  const context = contextOf(lines, header.row, sheetName, fileName, date1904 ?? false)
  const { columns, fitness } = columnsOf(family, header, lines)
  const able = family.kinds.filter((one) => isAble(one, columns, context))
  const found = able.find((one) => one.title.test(context.words)) ?? able[0]
  if (found === undefined) return null
  const byTitle = found.title.test(context.words)
  const confidence = confidenceOf(found, columns, fitness, byTitle)
  const named = columns.size
  return {
    weight: (weightOf(named, byTitle) + (found.telling ?? 0)) * (fitness < 0.5 ? 0.5 : 1),
    shape: shapeOf(found, header, context, columns, confidence, byTitle),
  }
}

const unitWords =
  /^[(（【]?(?:单位[:：]?)?(?:百|千|万|亿)?(?:元|人|%|％|‰|天|日|月|年|个|㎡|平方米|m2)[)）】]?$/

/** A row under the header that holds units only belongs to it: 合同价 above, （万元） below. */
function withUnits<F extends string>(header: Header<F>, lines: Lines): Header<F> {
  const row = header.row + header.rows
  const units = new Map<number, string>()
  for (let column = 0; column < lines.width; column += 1) {
    const text = lines.text(row, column)
    if (text === '') continue
    if (!unitWords.test(text)) return header
    units.set(column, text)
  }
  if (units.size === 0) return header
  const columns = header.columns.map((column) => ({
    ...column,
    text: column.text + (units.get(column.index) ?? ''),
  }))
  return { ...header, rows: header.rows + 1, columns }
}

function isAble<F extends AnyField, K extends SheetKind>(
  { needs, not, title, onlyWithTitle }: FamilyKind<F, K>,
  columns: ReadonlyMap<F, Column>,
  context: Context,
): boolean {
  if (onlyWithTitle === true && !title.test(context.words)) return false
  return (
    needs.every((group) => group.some((field) => columns.has(field))) &&
    !not.some((field) => columns.has(field))
  )
}

/** The senses of a family's words: its very word, else what a header contains. */
export function vocabularyOf<F extends AnyField, K extends SheetKind>(
  family: Family<F, K>,
): Vocabulary<F> {
  const exact = new Map<string, F>()
  for (const [field, words] of family.words) {
    for (const word of words.split(/\s+/)) exact.set(word, field)
  }
  const senseOf = (written: string): HeaderSense<F> => {
    if (written === '' || /[:：]\s*[^\s)）]/.test(written.replaceAll(/[(（【].*?[)）】]/g, '')))
      return null
    const { base, whole } = headerTextOf(written)
    if (whole.length === 0 || whole.length > maxHeaderLength) return null
    const field = exact.get(base) ?? exact.get(whole) ?? exact.get(base.replaceAll(/[/_-]/g, ''))
    if (field !== undefined) return { is: 'field', field, score: 1 }
    if (sensitiveWords.test(base)) return { is: 'sensitive' }
    const within = family.contained.find(([, pattern]) => pattern.test(base))
    return within === undefined ? null : { is: 'field', field: within[0], score: 0.6 }
  }
  return {
    senseOf,
    senseOfLevels(levels) {
      const said = levels.filter((text) => text !== '')
      const joined = senseOf(said.join(''))
      if (joined?.is === 'field' && joined.score === 1) return joined
      return senseOf(said.at(-1) ?? '') ?? joined
    },
  }
}

interface Columns<F extends AnyField> {
  readonly columns: ReadonlyMap<F, Column>
  /** The share of the columns, of those whose values can be told, that hold what their header says. */
  readonly fitness: number
}

/** Each field its column: the plainest word, then the first. */
function columnsOf<F extends AnyField, K extends SheetKind>(
  family: Family<F, K>,
  header: Header<F>,
  lines: Lines,
): Columns<F> {
  const columns = new Map<F, Column>()
  const scores = new Map<F, number>()
  for (const { index, text, sense } of header.columns) {
    if (sense?.is !== 'field' || sense.score <= (scores.get(sense.field) ?? 0)) continue
    columns.set(sense.field, { index, headerText: text })
    scores.set(sense.field, sense.score)
  }
  let told = 0
  let good = 0
  for (const [field, { index }] of columns) {
    const share = shareOf(family.values[field], lines, header.row + header.rows, index)
    if (share === null) continue
    told += 1
    if (share >= 0.5) good += 1
  }
  return { columns, fitness: told === 0 ? 1 : good / told }
}

function shareOf(
  test: ((text: string, cell: Cell) => boolean) | undefined,
  lines: Lines,
  dataRow: number,
  column: number,
): number | null {
  if (test === undefined) return null
  let filled = 0
  let good = 0
  for (let row = dataRow; row < lines.count; row += 1) {
    const text = lines.text(row, column)
    if (text === '') continue
    filled += 1
    if (test(text, lines.rows[row]?.[column] ?? null)) good += 1
  }
  return filled === 0 ? null : good / filled
}

function confidenceOf<F extends AnyField, K extends SheetKind>(
  { needs }: FamilyKind<F, K>,
  columns: ReadonlyMap<F, Column>,
  fitness: number,
  byTitle: boolean,
): number {
  const further = Math.max(0, columns.size - needs.length)
  const sum = 0.4 + 0.2 * fitness + 0.06 * Math.min(further, 4) + (byTitle ? 0.15 : 0)
  return Math.round(Math.min(0.99, sum) * 100) / 100
}

function shapeOf<F extends AnyField, K extends SheetKind>(
  { kind, period: periodOf }: FamilyKind<F, K>,
  header: Header<F>,
  context: Context,
  columns: ReadonlyMap<F, Column>,
  confidence: number,
  byTitle: boolean,
): Shape {
  const named = [...columns.values()]
  const words = named.slice(0, 8).map((column) => column.headerText)
  const reasons = [say('reason.header', { row: header.row + 1, words: words.join('、') })]
  if (byTitle) reasons.push(say('reason.title'))
  const period = periodOf === undefined ? context.period : periodOf(context)
  if (period !== null && context.periodFrom !== null)
    reasons.push(say(`reason.period-${context.periodFrom}`, { period }))
  const isOf = (is: 'sensitive' | null) =>
    header.columns
      .filter(({ sense }) => (sense === null ? null : sense.is) === is)
      .map(({ index, text }) => ({ index, headerText: text }))
  return {
    kind,
    confidence,
    reasons,
    doubts: doubtsOf(kind, confidence),
    headerRow: header.row + 1,
    headerRows: header.rows,
    columns: Object.fromEntries(columns),
    deductions: [],
    sensitive: isOf('sensitive'),
    unknown: isOf(null),
    dayColumns: [],
    rowsPerWorker: 1,
    unit: null,
    moneyUnit: [context.unit, ...words].some((text) => text.includes('万元'))
      ? 'ten-thousand-yuan'
      : 'yuan',
    period,
    projectName: context.projectName,
    projectCode: context.projectCode,
    firmName: context.firmName,
    employerName: context.employerName,
    teamName: context.teamName,
  }
}
