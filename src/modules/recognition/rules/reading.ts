import { nextMonth, type PlainDate, type YearMonth } from '../../../kernel/day.ts'
import type { Row } from '../../../kernel/sheet.ts'
import type { ShiftRules } from '../../labour/rules/attendance.ts'
import { yearMonthOf } from './day-text.ts'
import type { IdentityChecks } from './identity-checks.ts'
import { personReader, type People } from './person-reader.ts'
import type { Person, SheetRecord } from './record.ts'
import type { Report } from './report.ts'
import { nobodyKindOf, type NobodyKind } from './row-kind.ts'
import type { Shape } from './shape.ts'

/** What a sheet comes to; money in fen, `days` is 工日. */
export interface Totals {
  workers: number
  daysPresent: number
  workdaysHundredths: number
  minutes: number
  dueFen: number
  deductedFen: number
  netFen: number
  paidFen: number
  /** What came into an account and went out of it, by its statement. */
  inFen: number
  outFen: number
  /** Who was counted, and as which: a sheet of several tables counts nobody twice. */
  readonly seen: Map<string, number>
}

export function newTotals(): Totals {
  return {
    workers: 0,
    daysPresent: 0,
    workdaysHundredths: 0,
    minutes: 0,
    dueFen: 0,
    deductedFen: 0,
    netFen: 0,
    paidFen: 0,
    inFen: 0,
    outFen: 0,
    seen: new Map(),
  }
}

/** What several tables come to together. */
export function totalsOfAll(parts: readonly Totals[]): Totals {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return only
  const all = newTotals()
  for (const part of parts) {
    all.daysPresent += part.daysPresent
    all.workdaysHundredths += part.workdaysHundredths
    all.minutes += part.minutes
    all.dueFen += part.dueFen
    all.deductedFen += part.deductedFen
    all.netFen += part.netFen
    all.paidFen += part.paidFen
    all.inFen += part.inFen
    all.outFen += part.outFen
    for (const key of part.seen.keys()) all.seen.set(key, all.seen.size)
  }
  return { ...all, workers: all.seen.size }
}

/** What every reader of rows works with. */
export interface Reading {
  readonly shape: Shape
  readonly sheetNo: number
  readonly date1904: boolean
  readonly checks: IdentityChecks
  readonly people: People
  readonly report: Report
  readonly totals: Totals
  /** The month of the sheet: what the officer said, else what the sheet says. */
  readonly period: YearMonth | null
  /** No month after this can have been worked: the month that follows the reading's own. */
  readonly lastMonth: YearMonth
  /** The day of reading, where it is known. */
  readonly today?: PlainDate
  /** How punches become days; left out: as usual. */
  readonly shift?: ShiftRules
  readonly fileName?: string
  readonly onRecord: (record: SheetRecord) => void
}

/** Reads the rows under a header, one after the other. */
export interface RowReader {
  row(row: Row, rowNo: number): void
  end(): void
  /** The one month that all rows speak of; null where there are several, or none. */
  month(): YearMonth | null
}

export function lastMonthFrom(month: YearMonth): YearMonth {
  return nextMonth(month)
}

/** Gives the person of a row; where there is none, says so and gives null. */
export function personOf(reading: Reading): (row: Row, rowNo: number) => Person | null {
  const { shape, report } = reading
  const { read } = personReader(shape, reading.checks, reading.people, report)
  const skip = skipper(reading)
  return (row, rowNo) => {
    const person = read(row, rowNo)
    if (person !== 'nobody') return person
    skip(row, rowNo)
    return null
  }
}

/** Notes a row that is nobody's; empty ones are not worth a note. */
export function skipper({ shape, report }: Reading): (row: Row, rowNo: number) => NobodyKind {
  const seq = shape.columns.seq?.index ?? -1
  const name =
    (shape.columns.name ?? shape.columns.nameOverId ?? shape.columns.team ?? shape.columns.firm)
      ?.index ?? -1
  return (row, rowNo) => {
    const why = nobodyKindOf(row, seq, name)
    if (why !== 'empty') report.skip(rowNo, why)
    return why
  }
}

/** Counts each person of the sheet once: by ID, else card, else name with firm and team. */
export function workerCounter(totals: Totals): (person: Person) => number {
  const { seen } = totals
  const numbers = new Map<number, number>()
  return (person) => {
    const known = numbers.get(person.no)
    if (known !== undefined) return known
    const key =
      person.idNumber ?? person.card ?? `${person.name}|${person.firm ?? ''}|${person.team ?? ''}`
    let number = seen.get(key)
    if (number === undefined) {
      number = seen.size + 1
      seen.set(key, number)
      totals.workers = seen.size
    }
    numbers.set(person.no, number)
    return number
  }
}

export interface MonthReader {
  /** The month of a row; null where it waits for one (already reported). */
  of(row: Row, rowNo: number): YearMonth | null
  month(): YearMonth | null
}

/** The month of each row: its own column, else the sheet's. */
export function monthReader(reading: Reading): MonthReader {
  const { shape, report, date1904, period, lastMonth } = reading
  const index = shape.columns.payMonth?.index ?? -1
  const year = period?.slice(0, 4) ?? null
  let only: YearMonth | null | 'several' = null
  return {
    of(row, rowNo) {
      const said = index < 0 ? null : yearMonthOf(row[index], date1904, year)
      const month = said ?? period
      if (month === null || month === 'unclear') {
        report.reject(
          rowNo,
          'payMonth',
          month === null ? 'recognition.month-missing' : 'recognition.month-unclear',
        )
        return null
      }
      if (month > lastMonth) {
        report.reject(rowNo, 'payMonth', 'recognition.month-in-future')
        return null
      }
      if (only === null) only = month
      else if (only !== month) only = 'several'
      return month
    },
    month: () => (only === 'several' ? null : (only ?? period)),
  }
}
