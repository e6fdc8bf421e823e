import type { PlainDate, YearMonth } from '../../../kernel/day.ts'
import { resultMissing, type Cell, type Merge, type Row } from '../../../kernel/sheet.ts'
import type { ShiftRules } from '../../labour/rules/attendance.ts'
import { attendanceGrid } from './attendance-grid.ts'
import { attendanceDays, attendanceSummary } from './attendance-rows.ts'
import type { IdentityChecks } from './identity-checks.ts'
import { familyReader } from './families.ts'
import { contractRows, entryExitRows, participantRows, rosterRows, teamRows } from './list-rows.ts'
import { payRows } from './pay-rows.ts'
import type { People } from './person-reader.ts'
import { punchRows } from './punch-rows.ts'
import { newTotals, type Reading, type RowReader, type Totals } from './reading.ts'
import { mergeFiller } from './merge-filler.ts'
import { hasAdvances } from './recognise-sheet.ts'
import type { SheetRecord } from './record.ts'
import type { Report, SkippedRow } from './report.ts'
import { rowJoiner } from './row-joiner.ts'
import { rowKeyOf } from '../../../kernel/row-key.ts'
import type { Shape } from './shape.ts'
import { statedTotals, type StatedTotals } from './stated-totals.ts'

export interface ReadOptions {
  /** 1-based place of the sheet in its book. */
  readonly sheetNo: number
  readonly sheetName: string
  readonly fileName: string
  readonly date1904: boolean
  readonly merges: readonly Merge[]
  readonly checks: IdentityChecks
  readonly people: People
  /** What the officer says the month is, where the sheet does not. */
  readonly period: YearMonth | null
  /** The last month that rows may speak of. */
  readonly lastMonth: YearMonth
  /** The day of reading, where it is known. */
  readonly today?: PlainDate
  /** How punches become days; left out: as usual. */
  readonly shift?: ShiftRules
  readonly onRecord: (record: SheetRecord) => void
}

/** What reading one table of a sheet came to. */
export interface BlockOutcome {
  readonly shape: Shape
  readonly totals: Totals
  readonly counts: Report['counts']
  /** Rows that say something: accepted, rejected and skipped. */
  readonly rows: number
  readonly period: YearMonth | null
  /** How many stated totals agree with the rows that they close, and how many do not. */
  readonly stated: { readonly equal: number; readonly different: number }
  /** Sums of the columns that totals state, by field. */
  readonly sums: ReadonlyMap<string, number>
}

/** Reads one table of a sheet, row by row; records are handed over as they come, folded ones at the end. */
export interface BlockReader {
  readonly shape: Shape
  row(row: Row, rowNo: number): void
  end(): BlockOutcome
  sums(): ReadonlyMap<string, number>
}

/** `table`: its place among the tables that stand side by side; `others`: sums of tables that its totals may close too. */
export function readBlock(
  shape: Shape,
  options: ReadOptions,
  sheetReport: Report,
  { table, others }: { table: number; others: () => readonly ReadonlyMap<string, number>[] },
): BlockReader {
  const totals = newTotals()
  const now: Now = { row: noCells, rowNo: 0, isSkipped: false }
  const report = blockReport(sheetReport, now, (row, rowNo, why) => heard(row, rowNo, why))
  const stated = statedTotals({
    shape,
    report,
    workers: () => totals.seen.size,
    others,
  })
  const heard = (row: Row, rowNo: number, why: SkippedRow['why']): SkippedRow['why'] => {
    if (why === 'total') stated?.close(row, rowNo)
    return why === 'nameless' && stated?.isTotal(row) === true ? 'total' : why
  }
  const { onRecord } = options
  const reader = rowReaderOf({
    ...options,
    shape,
    report,
    totals,
    period: options.period ?? shape.period,
    onRecord:
      table === 0
        ? onRecord
        : (record) => onRecord({ ...record, row: rowKeyOf(record.row, table) }),
  })
  sayOfSheet(shape, saidOnce(report, sheetReport))
  const read = rowTaker(shape, reader, report, now, stated)
  const joiner = rowJoiner(shape, read)
  const filled = mergeFiller(shape, options.merges)
  const take = joiner === null ? read : joiner.push
  return {
    shape,
    row: filled === null ? take : (row, rowNo) => take(filled(row, rowNo), rowNo),
    sums: () => stated?.sums() ?? noSums,
    end() {
      joiner?.end()
      reader?.end()
      const { counts } = report
      return {
        shape,
        totals,
        counts,
        rows: counts.accepted + counts.rejected + counts.skipped,
        period: reader?.month() ?? shape.period,
        stated: stated?.said ?? { equal: 0, different: 0 },
        sums: stated?.sums() ?? noSums,
      }
    },
  }
}

const noSums: ReadonlyMap<string, number> = new Map()
const noCells: Row = []

/** The row that is being read: what is skipped while it is, is it. */
interface Now {
  row: Row
  rowNo: number
  isSkipped: boolean
}

function rowTaker(
  shape: Shape,
  reader: RowReader | null,
  report: Report,
  now: Now,
  stated: StatedTotals | null,
): (row: Row, rowNo: number) => void {
  if (reader === null) return () => {}
  const results = resultFinder(shape, report)
  return (row, rowNo) => {
    now.row = row
    now.rowNo = rowNo
    now.isSkipped = false
    reader.row(row, rowNo)
    if (now.isSkipped) return
    stated?.add(row)
    results(row, rowNo)
  }
}

/** The sheet's report, with counts of this table's own; `heard` says what a skipped row is after all. */
function blockReport(
  sheet: Report,
  now: Now,
  heard: (row: Row, rowNo: number, why: SkippedRow['why']) => SkippedRow['why'],
): Report {
  const counts = { findings: 0, rejected: 0, skipped: 0, accepted: 0 }
  return {
    ...sheet,
    counts,
    find(row, field, code, severity, values) {
      counts.findings += 1
      sheet.find(row, field, code, severity, values)
    },
    reject(row, field, code, values) {
      counts.rejected += 1
      sheet.reject(row, field, code, values)
    },
    skip(row, why) {
      counts.skipped += 1
      if (row !== now.rowNo) return sheet.skip(row, why)
      now.isSkipped = true
      sheet.skip(row, heard(now.row, row, why))
    },
    accept() {
      counts.accepted += 1
      sheet.accept()
    },
  }
}

/** Says of each cell that is used where a formula has no result, or a failed one. */
function resultFinder(shape: Shape, report: Report): (row: Row, rowNo: number) => void {
  const used = Object.entries(shape.columns).map(([field, column]) => ({ field, ...column }))
  for (const column of shape.deductions) used.push({ field: 'deducted', ...column })
  for (const { index, day } of shape.dayColumns)
    used.push({ field: String(day), index, headerText: `${day} 日` })
  const indexes = used.map(({ index }) => index)
  const find = (at: number, rowNo: number, cell: Cell) => {
    const { field, headerText: header } = used[at] ?? { field: '', headerText: '' }
    if (cell === resultMissing)
      report.find(rowNo, field, 'recognition.result-missing', 'warning', { header })
    else if (typeof cell === 'string' && failed.test(cell))
      report.find(rowNo, field, 'recognition.result-failed', 'warning', { header, text: cell })
  }
  return (row, rowNo) => {
    for (let at = 0; at < indexes.length; at += 1) {
      const cell = row[indexes[at] ?? -1]
      // A sign is quicker to look at than a text.
      if (typeof cell === 'string' ? cell.charCodeAt(0) === hash : cell === resultMissing)
        find(at, rowNo, cell ?? null)
    }
  }
}

const hash = '#'.charCodeAt(0)
const failed = /^#(?:REF!|VALUE!|DIV\/0!|NAME\?|N\/A|NUM!|NULL!|SPILL!|CALC!)$/

function rowReaderOf(reading: Reading): RowReader | null {
  switch (reading.shape.kind) {
    case 'attendance-grid':
      return attendanceGrid(reading)
    case 'attendance-summary':
      return attendanceSummary(reading)
    case 'attendance-days':
      return attendanceDays(reading)
    case 'punch-list':
      return punchRows(reading)
    case 'pay-sheet':
    case 'pay-confirmation':
      return payRows(reading)
    case 'participant-list':
      return participantRows(reading)
    case 'team-list':
      return teamRows(reading)
    case 'roster':
      return rosterRows(reading)
    case 'entry-exit':
      return entryExitRows(reading)
    case 'contract-list':
      return contractRows(reading)
    case 'bank-transfer':
    case 'bank-return':
    case 'account-statement':
    case 'labour-cost':
    case 'project-list':
    case 'deposit-list':
    case 'standard-list':
    case 'clue-list-12345':
    case 'clue-list-national':
    case 'device-log':
      return familyReader(reading.shape.kind)(reading)
    case 'instructions':
    case 'unknown':
      return null
  }
}

/** What is said of a header that tables side by side share is said once. */
function saidOnce(report: Report, { findings }: Report): Report {
  return {
    ...report,
    find(row, field, code, ...more) {
      const isSaid = findings.some(
        (one) => one.row === row && one.code === code && one.field === field,
      )
      if (!isSaid) report.find(row, field, code, ...more)
    },
  }
}

/** What is to be said of the sheet as a whole stands at its header. */
function sayOfSheet(shape: Shape, report: Report): void {
  for (const column of shape.sensitive) {
    report.find(shape.headerRow, column.headerText, 'recognition.sensitive-not-stored', 'note', {
      header: column.headerText,
    })
  }
  const { kind, columns } = shape
  const ofPersons = columns.name !== undefined || columns.nameOverId !== undefined
  if (
    ofPersons &&
    columns.idNumber === undefined &&
    columns.nameOverId === undefined &&
    shape.rowsPerWorker === 1
  ) {
    // Who a machine's user is is said by ties, not by what its log may lack.
    if (kind !== 'unknown' && kind !== 'device-log')
      report.find(shape.headerRow, 'idNumber', 'recognition.no-id-column', 'note')
  }
  if (hasAdvances(shape)) {
    const header = shape.deductions.map((column) => column.headerText).join('、')
    report.find(shape.headerRow, 'deducted', 'recognition.advance-as-deduction', 'note', { header })
  }
  const wraps = shape.dayColumns.some(
    (column, at) => at > 0 && column.day < (shape.dayColumns[at - 1]?.day ?? 0),
  )
  if (wraps) report.find(shape.headerRow, 'workDay', 'recognition.period-crosses-month', 'warning')
}
