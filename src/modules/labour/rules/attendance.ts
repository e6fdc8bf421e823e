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

/** How punches become days: figures of a place (parameters), for no law states them. */
export interface ShiftRules {
  /** `first-last`: from the first in to the last out, breaks included. `pairs`: each in with the out that follows it. */
  readonly count: 'first-last' | 'pairs'
  /** An in and an out further apart belong to two shifts. */
  readonly longestShiftMinutes: number
  /** A punch of no direction before this minute of the day ends the shift that the day before left open. */
  readonly dayCutMinute: number
  /** Punches of no direction so close together are one. */
  readonly repeatMinutes: number
}

/**
 * What holds where no place says otherwise. Sixteen hours, because a double shift is that long and a forgotten out is
 * followed by the next morning's in, not by an out. Five o'clock, because hardly a shift by day begins before it.
 */
export const usualShift: ShiftRules = {
  count: 'first-last',
  longestShiftMinutes: 16 * 60,
  dayCutMinute: 5 * 60,
  repeatMinutes: 2,
}

/** A day on which somebody was there. */
export interface PunchedDay {
  readonly day: PlainDate
  readonly minutes: number
  readonly finding: PunchFinding | null
}

/**
 * One worker's punches, of however many machines, as days: first in to last out, breaks included, for gates tell nothing
 * of breaks; or in by in to its out.
 *
 * A shift across midnight: an out before any in of its day belongs to the in that the day before left open, where
 * the two are no longer apart than the longest shift, and all its minutes count for the day it began. Of a machine that
 * knows no direction a punch before the cut of the day does the same. A day with a shift by day and one by night is the
 * sum of both. What finds no partner makes the day present with no minutes of its own, and is said.
 */
export function foldPunches(
  punches: readonly Punch[],
  shift: ShiftRules = usualShift,
): PunchedDay[] {
  const days: PunchedDay[] = []
  let open: OpenDay | null = null
  for (const punch of withoutRepeats(inOrder(punches), shift.repeatMinutes)) {
    if (open !== null && punch.day !== open.day) {
      if (endsNight(open, punch, shift)) continue
      days.push(closed(open, shift))
      open = null
    }
    open ??= {
      day: punch.day,
      firstIn: null,
      lastOut: null,
      openIn: null,
      stray: false,
      pairMinutes: 0,
      nightMinutes: null,
      unsaid: 0,
    }
    take(open, punch, shift)
  }
  if (open !== null) days.push(closed(open, shift))
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

interface OpenDay {
  readonly day: PlainDate
  firstIn: number | null
  lastOut: number | null
  /** The first in after the last out. */
  openIn: number | null
  /** An out that no in precedes. */
  stray: boolean
  /** Of ins with their outs. */
  pairMinutes: number
  /** From `openIn` to the last out of the following morning. */
  nightMinutes: number | null
  /** Punches of no direction: after an odd number of them somebody is inside. */
  unsaid: number
}

function take(open: OpenDay, { minute, direction }: Punch, { count, repeatMinutes }: ShiftRules) {
  if (direction === 'unknown') open.unsaid += 1
  const isFirst = count === 'pairs' ? open.openIn === null : open.firstIn === null
  if (direction === 'in' || (direction === 'unknown' && isFirst)) {
    open.firstIn ??= minute
    open.openIn ??= minute
    return
  }
  if (open.firstIn === null) {
    open.stray = true
    return
  }
  if (open.openIn !== null) open.pairMinutes += minute - open.openIn
  else if (count === 'pairs' && minute - (open.lastOut ?? -minutesOfDay) > repeatMinutes)
    open.stray = true
  open.lastOut = minute
  open.openIn = null
}

/** Whether this punch of the next day ends what the day left open; then its minutes are the day's. */
function endsNight(open: OpenDay, punch: Punch, shift: ShiftRules): boolean {
  const { direction, minute } = punch
  if (direction === 'in' || punch.day !== addDays(open.day, 1)) return false
  const isEarly = direction === 'unknown' && minute < shift.dayCutMinute
  if (direction !== 'out' && !isEarly) return false
  const isInside = isEarly && shift.count === 'first-last' && open.unsaid % 2 === 1
  const since = open.openIn ?? (isInside ? open.firstIn : null)
  if (since === null) return false
  const minutes = minutesOfDay - since + minute
  if (minutes > shift.longestShiftMinutes) return false
  // Of first to last without directions the whole day ends here.
  if (open.openIn === null) open.lastOut = minutesOfDay + minute
  else open.nightMinutes = minutes
  return true
}

function closed(open: OpenDay, { count }: ShiftRules): PunchedDay {
  const { firstIn, lastOut } = open
  const firstToLast = firstIn !== null && lastOut !== null ? lastOut - firstIn : 0
  const byDay = count === 'pairs' ? open.pairMinutes : firstToLast
  const minutes = byDay + (open.nightMinutes ?? 0)
  if (minutes > minutesOfDay) {
    return { day: open.day, minutes: minutesOfDay, finding: 'labour.day-over-24-hours' }
  }
  const unpaired = open.stray || (open.openIn !== null && open.nightMinutes === null)
  return { day: open.day, minutes, finding: unpaired ? 'labour.punch-unpaired' : null }
}

/** Somebody who touches a machine twice was there once; with directions the first in and the last out say so already. */
function* withoutRepeats(punches: readonly Punch[], repeatMinutes: number): Generator<Punch> {
  let before: Punch | null = null
  for (const punch of punches) {
    const isRepeat =
      before?.direction === 'unknown' &&
      punch.direction === 'unknown' &&
      before.day === punch.day &&
      punch.minute - before.minute <= repeatMinutes
    if (isRepeat) continue
    before = punch
    yield punch
  }
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
