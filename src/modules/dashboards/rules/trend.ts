import { addDays, daysBetween, type PlainDate, weekdayOf } from '../../../kernel/day.ts'
import { fen, type Fen } from '../../../kernel/money.ts'

/** A day of the chart, and the day that stood as far from the Spring Festival before. */
export interface TrendDay {
  readonly on: PlainDate
  readonly lastYearOn: PlainDate
}

export interface TrendPoint extends TrendDay {
  readonly overdueFen: Fen
  /** Null where nothing was known yet. */
  readonly lastYearFen: Fen | null
}

/** By how much what is overdue changed on a day; in order of days. */
export interface TrendStep {
  readonly day: PlainDate
  readonly fen: number
}

/** How many Sundays the chart goes back: half a year. */
const weeks = 26

/** The Sundays of the last weeks, and today; each with its day before the last Spring Festival. */
export function trendDays(
  today: PlainDate,
  festival: PlainDate,
  festivalBefore: PlainDate,
): TrendDay[] {
  const sunday = addDays(today, -(weekdayOf(today) % 7))
  const days: PlainDate[] = []
  for (let back = weeks - 1; back >= 0; back -= 1) days.push(addDays(sunday, -7 * back))
  if (sunday !== today) days.push(today)
  return days.map((on) => ({ on, lastYearOn: addDays(festivalBefore, -daysBetween(on, festival)) }))
}

/**
 * What was overdue on each day: the sum of all steps up to it. `firstPayOn` is the first pay date of any known wage
 * month; up to it nothing is known, and that is not nought.
 */
export function trendOf(
  days: readonly TrendDay[],
  steps: readonly TrendStep[],
  firstPayOn: PlainDate | null,
): TrendPoint[] {
  const at = (day: PlainDate) =>
    fen(steps.reduce((sum, step) => (step.day <= day ? sum + step.fen : sum), 0))
  const isKnown = (day: PlainDate) => firstPayOn !== null && day > firstPayOn
  return days.map(({ on, lastYearOn }) => ({
    on,
    overdueFen: at(on),
    lastYearOn,
    lastYearFen: isKnown(lastYearOn) ? at(lastYearOn) : null,
  }))
}
