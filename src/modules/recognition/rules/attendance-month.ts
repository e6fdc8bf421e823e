import { daysIn, type YearMonth } from '../../../kernel/day.ts'
import { judgedOn, sayAge } from './age.ts'
import { dayNumber } from './day-text.ts'
import type { Reading } from './reading.ts'
import type { AttendanceMonthRecord, Person } from './record.ts'

/** A worker's month while it is being put together. */
export interface MonthSum {
  readonly person: Person
  readonly month: YearMonth
  /** Of its first line, 1-based. */
  readonly row: number
  present: number
  readonly minutes: Int16Array
  readonly overtime: Int16Array
  /** Null as long as no line says one. */
  workdaysHundredths: number | null
}

export function emptyMonth(person: Person, month: YearMonth, row: number): MonthSum {
  return {
    person,
    month,
    row,
    present: 0,
    minutes: new Int16Array(31),
    overtime: new Int16Array(31),
    workdaysHundredths: null,
  }
}

/** Hands a finished month over and adds it to the sheet's totals. */
export function handOver(
  reading: Reading,
  sum: MonthSum,
  from: AttendanceMonthRecord['from'],
): void {
  let daysPresent = 0
  for (let bits = sum.present; bits !== 0; bits &= bits - 1) daysPresent += 1
  const totalMinutes = sumOf(sum.minutes)
  const totalOvertimeMinutes = sumOf(sum.overtime)
  const { totals } = reading
  totals.daysPresent += daysPresent
  totals.minutes += totalMinutes + totalOvertimeMinutes
  totals.workdaysHundredths += sum.workdaysHundredths ?? 0
  sayAge(reading.report, sum.row, sum.person, judgedOn(sum.month, sum.present))
  reading.onRecord({
    kind: 'attendance-month',
    sheetNo: reading.sheetNo,
    row: sum.row,
    person: sum.person,
    month: sum.month,
    from,
    present: sum.present,
    minutes: sum.minutes,
    overtimeMinutes: sum.overtime,
    daysPresent,
    totalMinutes,
    totalOvertimeMinutes,
    workdaysHundredths: sum.workdaysHundredths,
  })
}

function sumOf(minutes: Int16Array): number {
  let sum = 0
  for (let place = 0; place < minutes.length; place += 1) sum += minutes[place] ?? 0
  return sum
}

/** A month as one number, for keys: months since year 0. */
export interface MonthPlace {
  readonly month: YearMonth
  readonly place: number
  /** The day number of its first. */
  readonly first: number
  readonly days: number
}

/** The month of a day number, remembered by stretches: lists are mostly of few months. */
export function monthPlaces(parse: (text: string) => YearMonth): (day: number) => MonthPlace {
  const known = new Map<number, MonthPlace>()
  let last: MonthPlace | null = null
  return (day) => {
    if (last !== null && day >= last.first && day < last.first + last.days) return last
    const date = new Date(day * 86_400_000)
    const place = date.getUTCFullYear() * 12 + date.getUTCMonth()
    let found = known.get(place)
    if (found === undefined) {
      const month = parse(date.toISOString().slice(0, 7))
      found = {
        month,
        place,
        first: dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, 1),
        days: daysIn(month),
      }
      known.set(place, found)
    }
    last = found
    return found
  }
}
