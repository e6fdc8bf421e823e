import type { YearMonth } from '../../../kernel/day.ts'
import type { Merge, RowBatch } from '../../../kernel/sheet.ts'
import { attendanceGrid } from './attendance-grid.ts'
import { attendanceDays, attendanceSummary } from './attendance-rows.ts'
import type { IdentityChecks } from './identity-checks.ts'
import { contractRows, entryExitRows, participantRows, rosterRows, teamRows } from './list-rows.ts'
import { payRows } from './pay-rows.ts'
import type { People } from './person-reader.ts'
import { punchRows } from './punch-rows.ts'
import type { Reading, RowReader, Totals } from './reading.ts'
import { mergeFiller } from './merge-filler.ts'
import { hasAdvances } from './recognise-sheet.ts'
import type { SheetRecord } from './record.ts'
import { newReport, type Report } from './report.ts'
import type { Shape } from './shape.ts'

export interface ReadOptions {
  /** 1-based place of the sheet in its book. */
  readonly sheetNo: number
  readonly date1904: boolean
  readonly merges: readonly Merge[]
  readonly checks: IdentityChecks
  readonly people: People
  /** What the officer says the month is, where the sheet does not. */
  readonly period: YearMonth | null
  /** The last month that rows may speak of. */
  readonly lastMonth: YearMonth
  readonly onRecord: (record: SheetRecord) => void
}

/** What reading a sheet came to. */
export interface SheetOutcome {
  readonly report: Report
  readonly totals: Totals
  /** Rows that say something: accepted, rejected and skipped. */
  readonly rows: number
  readonly period: YearMonth | null
}

/** Fed with batches of rows in order; records are handed over as they come, folded ones at the end. */
export interface SheetReader {
  push(batch: RowBatch): void
  end(): SheetOutcome
}

export function readSheet(shape: Shape, options: ReadOptions): SheetReader {
  const report = newReport()
  const totals: Totals = {
    workers: 0,
    daysPresent: 0,
    workdaysHundredths: 0,
    minutes: 0,
    dueFen: 0,
    deductedFen: 0,
    netFen: 0,
    paidFen: 0,
  }
  const reader = rowReaderOf({
    ...options,
    shape,
    report,
    totals,
    period: options.period ?? shape.period,
  })
  sayOfSheet(shape, report)
  const firstData = shape.headerRow + shape.headerRows
  const filled = mergeFiller(shape, options.merges)
  return {
    push({ firstRow, rows }) {
      if (reader === null) return
      for (let index = Math.max(0, firstData - firstRow); index < rows.length; index += 1) {
        const row = rows[index]
        if (row === undefined || row.length === 0) continue
        const rowNo = firstRow + index
        reader.row(filled === null ? row : filled(row, rowNo), rowNo)
      }
    },
    end() {
      reader?.end()
      const { accepted, rejected, skipped } = report.counts
      return {
        report,
        totals,
        rows: accepted + rejected + skipped,
        period: reader?.month() ?? shape.period,
      }
    },
  }
}

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
    case 'instructions':
    case 'unknown':
      return null
  }
}

/** What is to be said of the sheet as a whole stands at its header. */
function sayOfSheet(shape: Shape, report: Report): void {
  for (const column of shape.sensitive) {
    report.find(shape.headerRow, column.headerText, 'exchange.sensitive-not-stored', 'note', {
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
    if (kind !== 'unknown')
      report.find(shape.headerRow, 'idNumber', 'exchange.no-id-column', 'note')
  }
  if (hasAdvances(shape)) {
    const header = shape.deductions.map((column) => column.headerText).join('、')
    report.find(shape.headerRow, 'deducted', 'exchange.advance-as-deduction', 'note', { header })
  }
  const wraps = shape.dayColumns.some(
    (column, at) => at > 0 && column.day < (shape.dayColumns[at - 1]?.day ?? 0),
  )
  if (wraps) report.find(shape.headerRow, 'workDay', 'exchange.period-crosses-month', 'warning')
}
