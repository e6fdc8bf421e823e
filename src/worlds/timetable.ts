import { addDays, dayOf, firstOf, lastOf, type PlainDate, type YearMonth } from '../kernel/day.ts'
import { nth } from './chance.ts'

/**
 * When the provincial platform's exports come in. A month's attendance comes at the beginning of the
 * next, pay on the 21st, rosters four times a year; what is new since then comes yesterday.
 */
export function rosterDays(months: readonly YearMonth[]): PlainDate[] {
  return [1, 4, 7, 10].map((at) => dayOf(nth(months, at), 20))
}

export function attendanceDay(month: YearMonth, yesterday: PlainDate): PlainDate {
  return earlier(addDays(lastOf(month), 2), yesterday)
}

export function payDays(months: readonly YearMonth[], yesterday: PlainDate): PlainDate[] {
  const days = months.slice(1).map((month) => dayOf(month, 21))
  return [...days.filter((at) => at < yesterday), yesterday]
}

export function entryExitDays(months: readonly YearMonth[], yesterday: PlainDate): PlainDate[] {
  return [dayOf(nth(months, 5), 25), yesterday]
}

/** A site that keeps its sheets by hand brings them on the fifth. */
export function siteWorkbookDay(month: YearMonth): PlainDate {
  return addDays(firstOf(month), 4)
}

export function earlier(a: PlainDate, b: PlainDate): PlainDate {
  return a < b ? a : b
}
