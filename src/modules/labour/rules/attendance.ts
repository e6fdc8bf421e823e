import {
  addDays,
  dayOf,
  daysIn,
  monthOf,
  type PlainDate,
  type YearMonth,
} from '../../../kernel/day.ts'
import type { Finding, Severity } from '../../../kernel/finding.ts'

export const attendanceFindings = {
  'labour.punch-unpaired': 'warning',
  'labour.day-over-24-hours': 'warning',
  'labour.day-beyond-month': 'warning',
} as const satisfies Record<string, Severity>
type AttendanceCode = keyof typeof attendanceFindings

/** One pass of a gate. Many devices know no direction; then the first of a day is in and the last is out. */
export interface Punch {
  readonly day: PlainDate
  /** Minutes since midnight, 0 to 1439. */
  readonly minute: number
  readonly direction: 'in' | 'out' | 'unknown'
}

/** A day on which somebody was there. */
export interface PunchedDay {
  readonly day: PlainDate
  readonly minutes: number
  readonly finding: AttendanceCode | null
}

/** One worker's month on one team, as it is stored; place 0 of each is the first of the month. */
export interface AttendanceMonth {
  readonly month: YearMonth
  /** 31 signs, `1` where present: the text of `bit(31)`. */
  readonly present: string
  /** 31 figures each. */
  readonly minutes: readonly number[]
  readonly overtimeMinutes: readonly number[]
}

/**
 * One worker's punches as days: first in to last out, breaks included, for gates tell nothing of breaks.
 *
 * A shift across midnight: an out before any in of its day belongs to the in that the day before left open, where
 * the two are at most 16 hours apart, and all its minutes count for the day it began. Sixteen, because a double
 * shift is that long and a forgotten out is followed by the next morning's in, not by an out. A day with a
 * shift by day and one by night is the sum of both. What finds no partner makes the day present with no minutes
 * of its own, and is said.
 */
export function foldPunches(punches: readonly Punch[]): PunchedDay[] {
  const days: PunchedDay[] = []
  let open: OpenDay | null = null
  for (const punch of inOrder(punches)) {
    if (open !== null && punch.day !== open.day) {
      const minutes = nightMinutes(open, punch)
      if (minutes !== null) {
        open.nightMinutes = minutes
        continue
      }
      days.push(closed(open))
      open = null
    }
    open ??= {
      day: punch.day,
      firstIn: null,
      lastOut: null,
      openIn: null,
      stray: false,
      nightMinutes: null,
    }
    take(open, punch)
  }
  if (open !== null) days.push(closed(open))
  return days
}

/** Days of punches as attendance months, in order of month. */
export function attendanceMonthsOf(days: readonly PunchedDay[]): AttendanceMonth[] {
  const months = new Map<string, { month: YearMonth; present: string[]; minutes: number[] }>()
  for (const { day, minutes } of days) {
    const key = day.slice(0, 7)
    let folded = months.get(key)
    if (folded === undefined) {
      folded = { month: monthOf(day), present: filled(31, '0'), minutes: filled(31, 0) }
      months.set(key, folded)
    }
    const at = Number(day.slice(8)) - 1
    folded.present[at] = '1'
    folded.minutes[at] = (folded.minutes[at] ?? 0) + minutes
  }
  return [...months.values()]
    .toSorted((a, b) => (a.month < b.month ? -1 : 1))
    .map(({ month, present, minutes }) => ({
      month,
      present: present.join(''),
      minutes,
      overtimeMinutes: filled(31, 0),
    }))
}

/** Sums of a month. `totalMinutes` is ordinary time and overtime together: 274 h + 68 h = 342 h. */
export function attendanceTotals({
  present,
  minutes,
  overtimeMinutes,
}: Pick<AttendanceMonth, 'present' | 'minutes' | 'overtimeMinutes'>) {
  let daysPresent = 0
  for (const sign of present) if (sign === '1') daysPresent += 1
  const ordinary = total(minutes)
  const overtime = total(overtimeMinutes)
  return {
    daysPresent,
    minutes: ordinary,
    overtimeMinutes: overtime,
    totalMinutes: ordinary + overtime,
  }
}

/**
 * 工日 in hundredths, where the sheet does not state them: time ÷ the length of a 工日, which the sheet, the
 * contract or a parameter gives (practice: 342 h ÷ 9 h = 38.00). Halves are rounded up.
 */
export function workdaysHundredthsOf(totalMinutes: number, minutesPerWorkday: number): number {
  if (!(minutesPerWorkday > 0)) throw new RangeError('a workday has minutes')
  return Math.floor((totalMinutes * 200 + minutesPerWorkday) / (2 * minutesPerWorkday))
}

/** What is odd about a stored month: days it does not have, days of more than 24 hours. */
export function attendanceMonthFindings(of: AttendanceMonth): Finding[] {
  const findings: Finding[] = []
  const length = daysIn(of.month)
  for (let at = 0; at < 31; at += 1) {
    const minutes = (of.minutes[at] ?? 0) + (of.overtimeMinutes[at] ?? 0)
    const day = at + 1
    if (day > length && (of.present[at] === '1' || minutes > 0)) {
      findings.push(found('labour.day-beyond-month', { month: of.month, day }))
    } else if (minutes > minutesOfDay) {
      findings.push(found('labour.day-over-24-hours', { day: dayOf(of.month, day) }))
    }
  }
  return findings
}

const minutesOfDay = 24 * 60
const longestShiftMinutes = 16 * 60

interface OpenDay {
  readonly day: PlainDate
  firstIn: number | null
  lastOut: number | null
  /** The first in after the last out. */
  openIn: number | null
  /** An out that no in precedes. */
  stray: boolean
  /** From `openIn` to the last out of the following morning. */
  nightMinutes: number | null
}

function take(open: OpenDay, { minute, direction }: Punch): void {
  const isIn = direction === 'in' || (direction === 'unknown' && open.firstIn === null)
  if (isIn) {
    open.firstIn ??= minute
    open.openIn ??= minute
  } else if (open.firstIn === null) {
    open.stray = true
  } else {
    open.lastOut = minute
    open.openIn = null
  }
}

/** How long the open in of the day before had lasted at this punch; null where the punch starts a day of its own. */
function nightMinutes(open: OpenDay, punch: Punch): number | null {
  if (punch.direction !== 'out' || open.openIn === null) return null
  const minutes = minutesOfDay - open.openIn + punch.minute
  if (minutes > longestShiftMinutes) return null
  return punch.day === addDays(open.day, 1) ? minutes : null
}

function closed(open: OpenDay): PunchedDay {
  const byDay = open.firstIn !== null && open.lastOut !== null ? open.lastOut - open.firstIn : 0
  const minutes = byDay + (open.nightMinutes ?? 0)
  if (minutes > minutesOfDay) {
    return { day: open.day, minutes: minutesOfDay, finding: 'labour.day-over-24-hours' }
  }
  const unpaired = open.stray || (open.openIn !== null && open.nightMinutes === null)
  return { day: open.day, minutes, finding: unpaired ? 'labour.punch-unpaired' : null }
}

/** Device logs are in order already, mostly: looked at before it is sorted. */
function inOrder(punches: readonly Punch[]): readonly Punch[] {
  for (let at = 1; at < punches.length; at += 1) {
    const [before, after] = [punches[at - 1], punches[at]]
    if (before === undefined || after === undefined || earlierFirst(before, after) <= 0) continue
    return punches.toSorted(earlierFirst)
  }
  return punches
}

/** In the same minute an in comes before an out, so that the order of the rows does not matter. */
function earlierFirst(a: Punch, b: Punch): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1
  return a.minute - b.minute || rank[a.direction] - rank[b.direction]
}

const rank = { in: 0, unknown: 1, out: 2 } as const

function filled<T>(length: number, value: T): T[] {
  return Array.from({ length }, () => value)
}

function total(figures: readonly number[]): number {
  let sum = 0
  for (const figure of figures) sum += figure
  return sum
}

function found(code: AttendanceCode, values: Record<string, string | number>): Finding {
  return { code, severity: attendanceFindings[code], values }
}
