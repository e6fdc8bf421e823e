import type { YearMonth } from '../../../kernel/day.ts'
import type { Reading } from './reading.ts'
import type { NoteField, Report } from './report.ts'

/** Three shifts of eight hours on every day of a month, as hundredths of 工日: nobody can have more. */
export const mostWorkdays = 9300

/** Finds a worker's month that stands in the table a second time. */
export function repeatedMonth({
  report,
}: Reading): (worker: number, month: YearMonth, row: number) => void {
  const months = new Map<YearMonth, Map<number, number>>()
  return (worker, month, row) => {
    let rows = months.get(month)
    if (rows === undefined) {
      rows = new Map()
      months.set(month, rows)
    }
    const first = rows.get(worker)
    if (first === undefined) rows.set(worker, row)
    else report.find(row, 'name', 'recognition.month-twice', 'warning', { first })
  }
}

/** A list of more is a whole district's export: what it has twice is found in the ledger. */
const mostKeys = 100_000

/** Finds what stands in a list a second time. */
export function repeatFinder(
  report: Report,
  field: NoteField,
  code: string,
): (key: string, row: number) => void {
  const rows = new Map<string, number>()
  return (key, row) => {
    const first = rows.get(key)
    if (first !== undefined) return report.find(row, field, code, 'warning', { first })
    if (rows.size < mostKeys) rows.set(key, row)
  }
}
