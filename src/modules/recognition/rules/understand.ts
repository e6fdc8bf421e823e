import type { PlainDate, YearMonth } from '../../../kernel/day.ts'
import { monthOf } from '../../../kernel/day.ts'
import type { ShiftRules } from '../../labour/rules/attendance.ts'
import type { Book, Sheet } from '../../../kernel/sheet.ts'
import { identityChecks } from './identity-checks.ts'
import type { People } from './person-reader.ts'
import { lastMonthFrom } from './reading.ts'
import { recogniseTables } from './layout.ts'
import { goesOn, isContinued, hasSameHeader, withWhatWasSaid } from './layout-continued.ts'
import { countHidden, sayHidden } from './layout-hidden.ts'
import { readSheet, type SheetOutcome } from './layout-reader.ts'
import type { SheetHead } from './recognise-sheet.ts'
import type { Person, SheetRecord } from './record.ts'
import type { RowNote } from './report.ts'
import { saidOf, type UnderstoodSheet } from './said-sheet.ts'
import { say } from './sentences.ts'
import type { Shape } from './shape.ts'
import { firstRowsOf } from './sheet-lines.ts'

export interface UnderstoodFile {
  readonly file: string
  readonly sheets: UnderstoodSheet[]
  readonly error?: { code: string; message: string }
}

export interface UnderstandOptions {
  /** The day of reading: nothing is worked or paid long after it. */
  readonly on: PlainDate
  /** Whether numbers of area 99xxxx are good here. */
  readonly demo: boolean
  readonly period?: YearMonth | null
  /** How punches become days; left out: as usual. */
  readonly shift?: ShiftRules
  /** Every distinct person, before the first record that names him. */
  readonly onPerson?: (person: Person) => void
  readonly onRecord?: (record: SheetRecord) => void
  /** What somebody said of a sheet, put over what was recognised. */
  readonly answered?: (sheetNo: number, shape: Shape, head: SheetHead) => Answered
  /** A sheet begins, or another table of it; nothing of that has been handed over yet. */
  readonly onSheet?: (sheetNo: number, name: string, shape: Shape) => void
  /** A sheet has ended; its notes have their weight and values here. */
  readonly onOutcome?: (sheetNo: number, name: string, shape: Shape, outcome: SheetOutcome) => void
  /** The sentence of a finding's code; the module's words know more codes than these rules. */
  readonly say?: (code: string, values: RowNote['values']) => string
}

/** A shape as it is to be read. */
export interface Answered {
  readonly shape: Shape
  readonly leftOut: boolean
}

/** Reads a whole book: recognises each sheet, hands over its records, and says what was understood. */
export async function understand(book: Book, options: UnderstandOptions): Promise<UnderstoodFile> {
  const people: People = { count: 0, onPerson: options.onPerson ?? (() => {}) }
  const sheets: UnderstoodSheet[] = []
  let before: SheetBefore | null = null
  for await (const sheet of book.sheets) {
    const { said, next } = await understandSheet(sheet, book.fileName, people, options, before)
    sheets.push(said)
    before = next
  }
  const isRecognised = sheets.some((sheet) => sheet.kind !== 'unknown')
  if (isRecognised) return { file: book.fileName, sheets }
  const isLeftOut = sheets.some((sheet) => sheet.leftOut === true && sheet.asks.length === 0)
  const code = isLeftOut ? 'recognition.all-left-out' : 'recognition.nothing-recognised'
  return { file: book.fileName, sheets, error: { code, message: say(code) } }
}

/** The sheet before, on which a table may have begun that goes on. */
export interface SheetBefore {
  readonly name: string
  readonly shape: Shape
  readonly sums: ReadonlyMap<string, number>
}

async function understandSheet(
  sheet: Sheet,
  fileName: string,
  people: People,
  options: UnderstandOptions,
  before: SheetBefore | null,
): Promise<{ said: UnderstoodSheet; next: SheetBefore | null }> {
  const batches = sheet.rows[Symbol.asyncIterator]()
  const { firstRows, held } = await firstRowsOf(batches)
  const { name: sheetName, merges, date1904, no } = sheet
  const head = { firstRows, merges, sheetName, fileName, date1904 }
  const { tables, sumsBefore } = tablesOf(head, before)
  const { shapes, leftOut } = answeredTables(no, tables, head, options)
  const [shape] = shapes
  const onBlock = (one: Shape) => options.onSheet?.(no, sheetName, one)
  for (const one of shapes) onBlock(one)
  const [read, ...beside] = shapes
  const reader = readSheet(sheet.hidden ? [{ ...read, kind: 'unknown' }] : [read, ...beside], {
    sheetNo: no,
    sheetName,
    fileName,
    date1904,
    merges,
    checks: identityChecks(options),
    people,
    period: options.period ?? null,
    lastMonth: lastMonthFrom(monthOf(options.on)),
    today: options.on,
    onRecord: options.onRecord ?? (() => {}),
    ...(options.shift !== undefined && { shift: options.shift }),
    headerRows: firstRows.slice(shape.headerRow - 1, shape.headerRow - 1 + shape.headerRows),
    sumsBefore,
    onBlock,
  })
  const hidden = countHidden(sheet)
  const hasRows = !sheet.hidden && shape.kind !== 'unknown' && shape.kind !== 'instructions'
  for (const batch of held) {
    reader.push(batch)
    hidden.count(batch)
  }
  if (hasRows) {
    for (let next = await batches.next(); !next.done; next = await batches.next()) {
      reader.push(next.value)
      hidden.count(next.value)
    }
  } else await batches.return?.()
  const outcome = reader.end()
  if (sheet.hidden) outcome.report.skip(1, 'hidden')
  else if (hasRows) sayHidden(sheet, outcome, hidden)
  options.onOutcome?.(no, sheetName, shape, outcome)
  const said = saidOf(sheet, shape, outcome, {
    sayCode: options.say ?? say,
    isMonthSaid: options.period !== null && options.period !== undefined,
  })
  const next = hasRows ? nextBefore(sheetName, outcome, sumsBefore) : null
  return { said: leftOut ? { ...said, leftOut } : said, next }
}

/** The tables that the sheet begins with, as they are where they go on from the sheet before. */
export function tablesOf(
  head: SheetHead,
  before: SheetBefore | null,
): { tables: readonly [Shape, ...Shape[]]; sumsBefore: readonly ReadonlyMap<string, number>[] } {
  const tables = recogniseTables(head)
  if (before === null) return { tables, sumsBefore: [] }
  const [main, ...beside] = tables
  if (main.kind === 'unknown') {
    const shape = goesOn(before.shape, before.name, head)
    return shape === null
      ? { tables, sumsBefore: [] }
      : { tables: [shape], sumsBefore: [before.sums] }
  }
  const withBefore = (one: Shape) => withWhatWasSaid(one, before.shape, before.name)
  const isOne = hasSameHeader(main, before.shape) && isContinued(head.sheetName)
  return {
    tables: [withBefore(main), ...beside.map(withBefore)],
    sumsBefore: isOne ? [before.sums] : [],
  }
}

function nextBefore(
  name: string,
  { blocks }: SheetOutcome,
  sumsBefore: readonly ReadonlyMap<string, number>[],
): SheetBefore | null {
  const last = blocks.at(-1)
  if (last === undefined) return null
  const sums = new Map<string, number>()
  for (const part of [...sumsBefore, ...blocks.map((block) => block.sums)]) {
    for (const [field, sum] of part) sums.set(field, (sums.get(field) ?? 0) + sum)
  }
  return { name, shape: last.shape, sums }
}

/** What somebody said of the sheet, said of its first table; a month holds for those beside it too. */
export function answeredTables(
  no: number,
  tables: readonly [Shape, ...Shape[]],
  head: SheetHead,
  options: Pick<UnderstandOptions, 'answered'>,
): { shapes: readonly [Shape, ...Shape[]]; leftOut: boolean } {
  const [main, ...beside] = tables
  const answer = options.answered?.(no, main, head)
  if (answer === undefined) return { shapes: tables, leftOut: false }
  const { shape, leftOut } = answer
  const said = withMonthSaid(main, shape)
  if (leftOut || said.headerRow !== main.headerRow) return { shapes: [said], leftOut }
  const isSaid = said.period !== main.period
  const others = beside.map((one) => (isSaid ? { ...one, period: said.period } : one))
  return { shapes: [said, ...others], leftOut }
}

/** A month that somebody says against the sheet's own column of months: the column is not to be read. */
function withMonthSaid(recognised: Shape, answered: Shape): Shape {
  const asked = recognised.doubts.find(({ about }) => about === 'month')
  const column = asked?.values['column']
  const isOpen = answered.doubts.some(({ about }) => about === 'month')
  if (column === undefined || isOpen || answered.period === column) return answered
  const { payMonth: _column, ...columns } = answered.columns
  return { ...answered, columns }
}
