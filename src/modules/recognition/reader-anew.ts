import { hash } from 'node:crypto'
import type { Book, Sheet } from '../../kernel/sheet.ts'
import { rowOfKey } from '../../kernel/row-key.ts'
import type { UnderstoodSheet } from './contract.ts'
import { type CellMend, mendRows, mendsOfSheet } from './rules/mend.ts'
import { withFindings } from './rules/note-counts.ts'
import { sayingOf } from './rules/reading-anew.ts'
import type { SheetRecord } from './rules/record.ts'
import { lettersOf } from './rules/returned.ts'
import { say } from './rules/sentences.ts'

/** The book as if its mended cells held what they should. */
export function mendedBook(book: Book, mends: readonly CellMend[]): Book {
  if (mends.length === 0) return book
  const sheets = async function* (): AsyncGenerator<Sheet> {
    for await (const sheet of book.sheets) {
      const own = mendsOfSheet(mends, sheet.no)
      const rows = async function* () {
        for await (const batch of sheet.rows) yield mendRows(batch, own)
      }
      yield own.size === 0 ? sheet : { ...sheet, rows: rows() }
    }
  }
  return { ...book, sheets: sheets() }
}

/** Mends that are not among those that stood before. */
export function newsOf(mends: readonly CellMend[], before: readonly CellMend[]): CellMend[] {
  const keyOf = ({ sheet, row, column, value }: CellMend) => `${sheet} ${row} ${column} ${value}`
  const known = new Set(before.map(keyOf))
  return mends.filter((mend) => !known.has(keyOf(mend)))
}

/** Short enough to keep half a million of them. */
export function digestOf(record: SheetRecord): string {
  return hash('sha1', sayingOf(record), 'base64').slice(0, 16)
}

/** Mended rows are said to be mended. */
export function sayMended(
  sheets: readonly UnderstoodSheet[],
  mends: readonly CellMend[],
): UnderstoodSheet[] {
  return sheets.map((sheet, index) => {
    const rows = mendsOfSheet(mends, index + 1)
    const notes = [...rows].map(([row, cells]) => {
      const columns = lettersOf(cells.map(({ column }) => column))
      const code = 'recognition.mended'
      return { row, field: '', code, message: say(code, { columns }) }
    })
    return notes.length === 0 ? sheet : withFindings(sheet, notes)
  })
}

/** Gathers what is taken in of each sheet, where that is not all. */
export function openTaken() {
  const taken = new Map<number, Taken>()
  return {
    add(record: SheetRecord) {
      const known = taken.get(record.sheetNo)
      const of = known ?? { records: 0, rows: new Set(), persons: new Set(), totals: noTotals() }
      if (known === undefined) taken.set(record.sheetNo, of)
      of.records += 1
      of.rows.add(rowOfKey(record.row))
      if ('person' in record) of.persons.add(record.person.no)
      addTo(of.totals, record)
    },
    /** The sheets, as far as they are taken in. */
    of: (sheets: readonly UnderstoodSheet[], mends: readonly CellMend[]): UnderstoodSheet[] =>
      sheets.map((sheet, index) =>
        takenSheet(sheet, taken.get(index + 1), new Set(mendsOfSheet(mends, index + 1).keys())),
      ),
  }
}

interface Taken {
  records: number
  readonly rows: Set<number>
  readonly persons: Set<number>
  readonly totals: UnderstoodSheet['totals']
}

function takenSheet(
  sheet: UnderstoodSheet,
  taken: Taken | undefined,
  mended: ReadonlySet<number>,
): UnderstoodSheet {
  const { counts, blocks: _blocks, ...whole } = sheet
  const findings = sheet.findings.filter(
    ({ row }) => mended.has(row) || taken?.rows.has(row) === true,
  )
  const records = taken?.records ?? 0
  return {
    ...whole,
    rows: records,
    accepted: records,
    findings,
    skipped: [],
    totals: { ...(taken?.totals ?? noTotals()), workers: taken?.persons.size ?? 0 },
    ...(counts && { counts: { ...counts, findings: findings.length, skipped: 0 } }),
  }
}

function noTotals(): UnderstoodSheet['totals'] {
  return {
    workers: 0,
    daysPresent: 0,
    days: 0,
    hours: 0,
    dueFen: 0,
    deductedFen: 0,
    netFen: 0,
    paidFen: 0,
  }
}

function addTo(totals: UnderstoodSheet['totals'], record: SheetRecord): void {
  if (record.kind === 'pay-line') {
    totals.dueFen += record.dueFen
    totals.deductedFen += record.deductedFen
    totals.netFen += record.netFen ?? 0
    if (record.paidOn !== null && !record.isRequest) totals.paidFen += record.netFen ?? 0
  }
  if (record.kind === 'attendance-month') {
    totals.daysPresent += record.daysPresent
    totals.days += (record.workdaysHundredths ?? 0) / 100
    totals.hours += (record.totalMinutes + record.totalOvertimeMinutes) / 60
  }
}
