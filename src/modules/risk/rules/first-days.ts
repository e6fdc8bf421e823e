import {
  addDays,
  addMonths,
  firstOf,
  lastOf,
  type PlainDate,
  type YearMonth,
} from '../../../kernel/day.ts'

/*
 * First days of what rules wait for. A district has few pay dates and months, and thousands of states with each: every
 * one is reckoned once.
 */

/** The first days of being late, and of the ages at which a level rises. */
export interface AgeDays {
  readonly missed: PlainDate
  readonly orange: PlainDate
  readonly red: PlainDate
  /** The three in order. */
  readonly days: readonly PlainDate[]
}

export interface MonthDays {
  readonly first: PlainDate
  /** The first day on which the month is over. */
  readonly over: PlainDate
}

/** More than decades of pay dates; a bound. */
const mostKept = 20_000
const ages = new Map<number, Map<PlainDate, AgeDays>>()
const months = new Map<YearMonth, MonthDays>()

/** In calendar months from the pay date: a month after 31 January is the end of February, and the next day is the first of the level. */
export function ageDaysOf(payOn: PlainDate, orangeMonths: number, redMonths: number): AgeDays {
  const key = orangeMonths * 1_000 + redMonths
  const ofAges = ages.get(key) ?? keep(ages, key, new Map<PlainDate, AgeDays>())
  return ofAges.get(payOn) ?? keep(ofAges, payOn, reckoned(payOn, orangeMonths, redMonths))
}

export function monthDaysOf(month: YearMonth): MonthDays {
  const known = months.get(month)
  if (known !== undefined) return known
  return keep(months, month, { first: firstOf(month), over: addDays(lastOf(month), 1) })
}

function reckoned(payOn: PlainDate, orangeMonths: number, redMonths: number): AgeDays {
  const missed = addDays(payOn, 1)
  const orange = addDays(addMonths(payOn, orangeMonths), 1)
  const red = addDays(addMonths(payOn, redMonths), 1)
  return { missed, orange, red, days: [missed, orange, red].toSorted() }
}

function keep<K, V>(kept: Map<K, V>, key: K, value: V): V {
  if (kept.size >= mostKept) kept.clear()
  kept.set(key, value)
  return value
}
