import type { PlainDate, YearMonth } from '../../../kernel/day.ts'
import { monthOf } from '../../../kernel/day.ts'
import type { Book, Row, RowBatch, Sheet } from '../../../kernel/sheet.ts'
import { identityChecks } from './identity-checks.ts'
import type { People } from './person-reader.ts'
import { lastMonthFrom } from './reading.ts'
import { readSheet, type SheetOutcome } from './read-sheet.ts'
import { recogniseSheet } from './recognise-sheet.ts'
import type { Person, SheetRecord } from './record.ts'
import type { RowNote } from './report.ts'
import { say } from './sentences.ts'
import type { Shape } from './shape.ts'
import { looksAtRows } from './sheet-lines.ts'

/** A row that waits, or a finding on it, as the officer reads it. */
export interface SaidNote {
  readonly row: number
  readonly field: string
  readonly code: string
  readonly message: string
}

/** A sheet as `huxin import --dry-run --json` prints it: money in whole fen, `days` is 工日. */
export interface UnderstoodSheet {
  readonly name: string
  readonly kind: string
  readonly headerRow: number | null
  readonly columns: Record<string, string>
  readonly rows: number
  readonly accepted: number
  readonly rejected: SaidNote[]
  readonly findings: SaidNote[]
  readonly skipped: { row: number; why: string }[]
  readonly period: YearMonth | null
  readonly totals: {
    workers: number
    daysPresent: number
    days: number
    hours: number
    dueFen: number
    deductedFen: number
    netFen: number
    paidFen: number
  }
  readonly confidence: number
  readonly reasons: string[]
  /** Header texts of columns that are named and not stored. */
  readonly sensitive: string[]
  /** How many there are of each list, where one was cut to its first thousand. */
  readonly counts?: { rejected: number; findings: number; skipped: number }
}

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
  /** Every distinct person, before the first record that names him. */
  readonly onPerson?: (person: Person) => void
  readonly onRecord?: (record: SheetRecord) => void
  /** A sheet begins; nothing of it has been handed over yet. */
  readonly onSheet?: (sheetNo: number, name: string, shape: Shape) => void
  /** A sheet has ended; its notes have their weight and values here. */
  readonly onOutcome?: (sheetNo: number, name: string, shape: Shape, outcome: SheetOutcome) => void
  /** The sentence of a finding's code; the module's words know more codes than these rules. */
  readonly say?: (code: string, values: RowNote['values']) => string
}

/** Reads a whole book: recognises each sheet, hands over its records, and says what was understood. */
export async function understand(book: Book, options: UnderstandOptions): Promise<UnderstoodFile> {
  const people: People = { count: 0, onPerson: options.onPerson ?? (() => {}) }
  const sheets: UnderstoodSheet[] = []
  for await (const sheet of book.sheets)
    sheets.push(await understandSheet(sheet, book.fileName, people, options))
  const isRecognised = sheets.some((sheet) => sheet.kind !== 'unknown')
  if (isRecognised) return { file: book.fileName, sheets }
  const code = 'exchange.nothing-recognised'
  return { file: book.fileName, sheets, error: { code, message: say(code) } }
}

async function understandSheet(
  sheet: Sheet,
  fileName: string,
  people: People,
  options: UnderstandOptions,
): Promise<UnderstoodSheet> {
  const batches = sheet.rows[Symbol.asyncIterator]()
  const { firstRows, held } = await firstRowsOf(batches)
  const { name: sheetName, merges, date1904, no } = sheet
  const shape = recogniseSheet({ firstRows, merges, sheetName, fileName, date1904 })
  options.onSheet?.(no, sheetName, shape)
  const reader = readSheet(sheet.hidden ? { ...shape, kind: 'unknown' } : shape, {
    sheetNo: no,
    date1904,
    merges,
    checks: identityChecks(options),
    people,
    period: options.period ?? null,
    lastMonth: lastMonthFrom(monthOf(options.on)),
    onRecord: options.onRecord ?? (() => {}),
  })
  for (const batch of held) reader.push(batch)
  const hasRows = !sheet.hidden && shape.kind !== 'unknown' && shape.kind !== 'instructions'
  if (hasRows) {
    for (let next = await batches.next(); !next.done; next = await batches.next())
      reader.push(next.value)
  } else await batches.return?.()
  const outcome = reader.end()
  if (sheet.hidden) outcome.report.skip(1, 'hidden')
  options.onOutcome?.(no, sheetName, shape, outcome)
  return saidOf(sheet, shape, outcome, options.say ?? say)
}

/** Enough rows to recognise a sheet by, and the batches they came in. */
async function firstRowsOf(
  batches: AsyncIterator<RowBatch>,
): Promise<{ firstRows: Row[]; held: RowBatch[] }> {
  const firstRows: Row[] = []
  const held: RowBatch[] = []
  while (firstRows.length < looksAtRows) {
    const next = await batches.next()
    if (next.done === true) break
    held.push(next.value)
    const { firstRow, rows } = next.value
    while (firstRows.length < Math.min(firstRow - 1, looksAtRows)) firstRows.push([])
    firstRows.push(...rows.slice(0, looksAtRows - firstRows.length))
  }
  return { firstRows, held }
}

function saidOf(
  sheet: Sheet,
  shape: Shape,
  { report, totals, rows, period }: SheetOutcome,
  sayCode: (code: string, values: RowNote['values']) => string,
): UnderstoodSheet {
  const said = ({ row, field, code, values }: RowNote): SaidNote => ({
    row,
    field,
    code,
    message: sayCode(code, values),
  })
  const { rejected, findings, skipped } = report
  const { counts } = report
  const isCut =
    counts.rejected > rejected.length ||
    counts.findings > findings.length ||
    counts.skipped > skipped.length
  return {
    name: sheet.name,
    kind: sheet.hidden ? 'unknown' : shape.kind,
    headerRow: shape.headerRow === 0 ? null : shape.headerRow,
    columns: columnsOf(shape),
    rows,
    accepted: counts.accepted,
    rejected: rejected.map(said),
    findings: findings.map(said),
    skipped: skipped.map(({ row, why }) => ({ row, why: say(`skip.${why}`) })),
    period,
    totals: {
      workers: totals.workers,
      daysPresent: totals.daysPresent,
      days: totals.workdaysHundredths / 100,
      hours: Math.round(totals.minutes / 0.6) / 100,
      dueFen: totals.dueFen,
      deductedFen: totals.deductedFen,
      netFen: totals.netFen,
      paidFen: totals.paidFen,
    },
    confidence: shape.confidence,
    reasons: [...shape.reasons],
    sensitive: shape.sensitive.map((column) => column.headerText),
    ...(isCut && {
      counts: { rejected: counts.rejected, findings: counts.findings, skipped: counts.skipped },
    }),
  }
}

/** Field → header text; a grid's days are one entry, single deductions are joined. */
function columnsOf(shape: Shape): Record<string, string> {
  const columns: Record<string, string> = {}
  for (const [field, column] of Object.entries(shape.columns)) columns[field] = column.headerText
  const first = shape.dayColumns[0]?.day
  const last = shape.dayColumns.at(-1)?.day
  if (first !== undefined && last !== undefined) columns['day'] = `${first}–${last}`
  if (shape.deductions.length > 0) {
    columns['deducted'] = shape.deductions.map((column) => column.headerText).join(' + ')
  }
  return columns
}
