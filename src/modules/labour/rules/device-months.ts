import { monthOf, nextMonth, type YearMonth } from '../../../kernel/day.ts'
import { foldPunches, type ShiftRules } from './attendance.ts'
import { punchOf } from './packed-punch.ts'

/** What one log has of a worker's month on a project. */
export interface LoggedMonth {
  readonly projectId: string
  readonly workerId: string
  readonly month: YearMonth
  /** See `packed-punch.ts`. */
  readonly punches: readonly number[]
  /** Where it stands. */
  readonly from: LogPlace
}

export interface LogPlace {
  readonly importId: string
  readonly sheet: number
  readonly row: number
}

/** A worker's month on a project by all its machines. */
export interface MonthFolded {
  readonly projectId: string
  readonly workerId: string
  readonly month: YearMonth
  /** 31 signs, the first of the month first. */
  readonly present: string
  /** 31 places. */
  readonly minutes: readonly number[]
  readonly daysPresent: number
  readonly minutesTotal: number
  /** The newest log with punches of the month. */
  readonly from: LogPlace
}

/**
 * Months of workers from what logs have of them, however they overlap and whichever machine they are of: a punch counts
 * once. A night over the end of a month counts for the month in which it began. By the rules of the month it begins in.
 */
export function foldedMonths(
  logged: readonly LoggedMonth[],
  shiftOf: (month: YearMonth) => ShiftRules,
): MonthFolded[] {
  const byWorker = Map.groupBy(logged, ({ projectId, workerId }) => `${projectId} ${workerId}`)
  return [...byWorker.values()].flatMap((months) => foldedWorker(months, shiftOf))
}

function foldedWorker(
  logged: readonly LoggedMonth[],
  shiftOf: (month: YearMonth) => ShiftRules,
): MonthFolded[] {
  const [first] = logged
  if (first === undefined) return []
  const byMonth = Map.groupBy(logged, ({ month }) => month)
  const punches = new Map(
    [...byMonth].map(([month, some]) => {
      const once = new Set(some.flatMap((one) => one.punches))
      return [month, [...once].map((packed) => punchOf(month, packed))]
    }),
  )
  const folded: MonthFolded[] = []
  for (const [month, some] of byMonth) {
    // No shift reaches further than into the months beside.
    const near = [nextMonth(month, -1), month, nextMonth(month)]
    const all = near.flatMap((one) => punches.get(one) ?? [])
    const days = foldPunches(all, shiftOf(month)).filter(({ day }) => monthOf(day) === month)
    if (days.length === 0) continue
    const minutes = Array.from({ length: 31 }, () => 0)
    const present = Array.from({ length: 31 }, () => '0')
    for (const one of days) {
      const at = Number(one.day.slice(8)) - 1
      minutes[at] = one.minutes
      present[at] = '1'
    }
    folded.push({
      projectId: first.projectId,
      workerId: first.workerId,
      month,
      present: present.join(''),
      minutes,
      daysPresent: days.length,
      minutesTotal: days.reduce((sum, one) => sum + one.minutes, 0),
      from: newestOf(some),
    })
  }
  return folded
}

/** Ids are made in the order of time. */
function newestOf(logged: readonly LoggedMonth[]): LogPlace {
  const places = logged.map(({ from }) => from)
  return places.reduce((newest, one) => {
    if (one.importId !== newest.importId) return one.importId > newest.importId ? one : newest
    const isEarlier = one.sheet - newest.sheet || one.row - newest.row
    return isEarlier < 0 ? one : newest
  })
}
