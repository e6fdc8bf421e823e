import { YearMonth } from '../../../kernel/day.ts'
import type { Cell } from '../../../kernel/sheet.ts'
import { foldPunches, usualShift } from '../../labour/rules/attendance.ts'
import { emptyMonth, handOver, monthPlaces, type MonthSum } from './attendance-month.ts'
import { isBlank, remembered, textOf } from './cell-text.ts'
import { dayHintsOf } from './day-order.ts'
import { clockMinutesOf, dayNumberOf, minuteNumberOf, plainDateOf } from './day-text.ts'
import { personOf, workerCounter, type Reading, type RowReader } from './reading.ts'
import type { Person } from './record.ts'
import type { Row } from '../../../kernel/sheet.ts'

/** A worker's punches; each is minute × 4 + way, so that a million of them are eight megabytes. */
interface Punches {
  readonly person: Person
  /** The first row of each month: two months of one worker are two lines, and a line is known by its row. */
  readonly rows: Map<YearMonth, number>
  readonly packed: number[]
}

const ways = ['unknown', 'in', 'out'] as const

/** Reads a list of punches and folds each worker's days: first in to last out. */
export function punchRows(reading: Reading): RowReader {
  const { shape, report, totals, lastMonth } = reading
  const person = personOf(reading)
  const count = workerCounter(totals)
  const minuteOf = minuteReader(reading)
  const wayAt = shape.columns.direction?.index ?? -1
  const wayOf = remembered((text: string) => wayOfText(text))
  const placeOf = monthPlaces((text) => YearMonth.parse(text))
  const byPerson = new Map<number, Punches>()
  const months = new Set<YearMonth>()
  const read = (row: Row, rowNo: number) => {
    const who = person(row, rowNo)
    if (who === null) return
    const minute = minuteOf(row)
    if (minute === null || Number.isNaN(minute)) {
      report.reject(
        rowNo,
        'punchAt',
        minute === null ? 'recognition.time-missing' : 'recognition.time-unclear',
      )
      return
    }
    const { month } = placeOf(Math.floor(minute / 1440))
    if (month > lastMonth) return report.reject(rowNo, 'punchAt', 'recognition.month-in-future')
    months.add(month)
    const written = wayAt < 0 ? '' : textOf(row[wayAt])
    const way = wayOf(written)
    if (way === 0 && written !== '')
      report.find(rowNo, 'direction', 'recognition.direction-unclear', 'note')
    let punches = byPerson.get(who.no)
    if (punches === undefined) {
      punches = { person: who, rows: new Map(), packed: [] }
      byPerson.set(who.no, punches)
      count(who)
    }
    if (!punches.rows.has(month)) punches.rows.set(month, rowNo)
    punches.packed.push(minute * 4 + way)
    report.accept()
  }
  return {
    row: read,
    end() {
      for (const punches of byPerson.values()) handOverMonths(reading, punches, placeOf)
      byPerson.clear()
    },
    month: () => (months.size === 1 ? ([...months][0] ?? null) : null),
  }
}

function handOverMonths(
  reading: Reading,
  { person, rows, packed }: Punches,
  placeOf: ReturnType<typeof monthPlaces>,
): void {
  const numberOf = new Map<string, number>()
  const punches = packed.map((punch) => {
    const minute = Math.floor(punch / 4)
    const day = plainDateOf(Math.floor(minute / 1440))
    numberOf.set(day, Math.floor(minute / 1440))
    return { day, minute: minute % 1440, direction: ways[punch % 4] ?? 'unknown' }
  })
  const sums = new Map<YearMonth, MonthSum>()
  const unpaired = new Map<YearMonth, number>()
  for (const { day, minutes, finding } of foldPunches(punches, reading.shift ?? usualShift)) {
    const place = placeOf(numberOf.get(day) ?? 0)
    const row = rows.get(place.month) ?? 0
    let sum = sums.get(place.month)
    if (sum === undefined) {
      sum = emptyMonth(person, place.month, row)
      sums.set(place.month, sum)
    }
    const at = (numberOf.get(day) ?? 0) - place.first
    sum.present |= 1 << at
    sum.minutes[at] = minutes
    if (finding === 'labour.day-over-24-hours')
      reading.report.find(row, 'punchAt', 'recognition.hours-impossible', 'warning')
    if (finding === 'labour.punch-unpaired')
      unpaired.set(place.month, (unpaired.get(place.month) ?? 0) + 1)
  }
  for (const sum of sums.values()) {
    const days = unpaired.get(sum.month)
    if (days !== undefined)
      reading.report.find(sum.row, 'punchAt', 'recognition.punch-unpaired', 'note', { days })
    handOver(reading, sum, 'punches')
  }
}

/** The minute of a punch: one column, or a day and a time beside it. */
function minuteReader({ shape, date1904, period }: Reading): (row: Row) => number | null {
  const hints = dayHintsOf(shape, period)
  const at = shape.columns.punchAt?.index ?? -1
  const dayAt = shape.columns.punchDay?.index ?? shape.columns.workDay?.index ?? -1
  if (dayAt < 0) return (row) => minuteNumberOf(row[at], date1904, hints)
  return (row) => {
    const whole: Cell = row[at] ?? null
    const minute = minuteNumberOf(whole, date1904, hints)
    if (minute !== null && !Number.isNaN(minute)) return minute
    const day = dayNumberOf(row[dayAt], date1904, hints)
    const clock = clockMinutesOf(whole)
    return day === null || clock === null ? (isBlank(whole) ? null : NaN) : day * 1440 + clock
  }
}

/** 0 not said, 1 in, 2 out: words, and the national platform's codes 01 入场, 02 出场. */
export function wayOfText(text: string): 0 | 1 | 2 {
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
  if (/^(?:0?1|in|进|入|[进入]场|进门|进口|入口|上班|签到|进方向|入方向|进入)$|^[进入]/.test(plain))
    return 1
  if (/^(?:0?2|0|out|出|出场|出门|出口|下班|签退|出方向|离开|离场)$|^[出离]/.test(plain)) return 2
  return 0
}
