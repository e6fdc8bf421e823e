import { addDays, type PlainDate } from '../../../kernel/day.ts'

/** What is to be said of a day's punches. */
type PunchFinding = 'labour.punch-unpaired' | 'labour.day-over-24-hours'

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
  readonly finding: PunchFinding | null
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

/**
 * 工日 in hundredths, where the sheet does not state them: time ÷ the length of a 工日, which the sheet, the
 * contract or a parameter gives (practice: 342 h ÷ 9 h = 38.00). Halves are rounded up.
 */
export function workdaysHundredthsOf(totalMinutes: number, minutesPerWorkday: number): number {
  if (!(minutesPerWorkday > 0)) throw new RangeError('a workday has minutes')
  return Math.floor((totalMinutes * 200 + minutesPerWorkday) / (2 * minutesPerWorkday))
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
