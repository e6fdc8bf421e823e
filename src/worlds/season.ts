import {
  addDays,
  dayOf,
  daysBetween,
  daysIn,
  firstOf,
  lastOf,
  month as monthOfText,
  weekdayOf,
  type PlainDate,
  type YearMonth,
} from '../kernel/day.ts'
import { shippedCalendar } from '../modules/calendar/rules/calendar.ts'
import { chance } from './chance.ts'

type Weather = 'fine' | 'rain' | 'storm' | 'heat'

/** One day of the year as a building site sees it. */
export interface SeasonDay {
  readonly date: PlainDate
  readonly dayOfMonth: number
  readonly sunday: boolean
  readonly weather: Weather
  /** A public holiday of three days and more outside the Spring Festival. */
  readonly holiday: boolean
}

/** A month's days up to the last one known. */
export interface SeasonMonth {
  readonly month: YearMonth
  readonly days: readonly SeasonDay[]
}

/** The weeks around a Spring Festival in which sites stand still, first and last day off. */
export interface FestivalBreak {
  readonly from: PlainDate
  readonly to: PlainDate
}

export function seasonOf(
  months: readonly YearMonth[],
  lastDay: PlainDate,
  seed: string,
): SeasonMonth[] {
  const weather = chance(`${seed}/weather`)
  return months.map((month) => {
    const days: SeasonDay[] = []
    for (let at = 1; at <= daysIn(month); at += 1) {
      const date = dayOf(month, at)
      // Drawn for every day, also for those that are not shown, so that tomorrow keeps its rain.
      const sky = weatherOf(month, weather.unit())
      if (date > lastDay) continue
      const weekday = weekdayOf(date)
      const holiday = weekday < 6 && !shippedCalendar.isWorkday(date)
      days.push({ date, dayOfMonth: at, sunday: weekday === 7, weather: sky, holiday })
    }
    return { month, days }
  })
}

/** The public holidays of each Spring Festival that touches these months. */
export function festivalBreaks(months: readonly YearMonth[]): FestivalBreak[] {
  const years = new Set(months.map((month) => Number(month.slice(0, 4))))
  const breaks: FestivalBreak[] = []
  for (const year of years) {
    const found = longestHoliday(year)
    if (found !== null) breaks.push(found)
  }
  return breaks
}

/** Days of heavy rain stop everything, rain stops work outside, heat shortens the day. */
function weatherOf(month: YearMonth, drawn: number): Weather {
  const at = Number(month.slice(5))
  const plumRain = at === 6 || at === 7
  const storm = at >= 7 && at <= 9 ? 0.03 : 0.005
  const rain = plumRain ? 0.22 : at >= 3 && at <= 5 ? 0.16 : 0.09
  if (drawn < storm) return 'storm'
  if (drawn < storm + rain) return 'rain'
  return (at === 7 || at === 8) && drawn > 0.7 ? 'heat' : 'fine'
}

/** The Spring Festival is the longest holiday between mid-January and early March. */
function longestHoliday(year: number): FestivalBreak | null {
  let best: FestivalBreak | null = null
  let length = 3
  const end = lastOf(monthText(year, 3))
  for (let at = addDays(firstOf(monthText(year, 1)), 14); at <= end; at = addDays(at, 1)) {
    if (shippedCalendar.isWorkday(at)) continue
    let to = at
    while (!shippedCalendar.isWorkday(addDays(to, 1))) to = addDays(to, 1)
    const days = daysBetween(at, to) + 1
    if (days > length) [best, length] = [{ from: at, to }, days]
    at = to
  }
  return best
}

function monthText(year: number, at: number): YearMonth {
  return monthOfText(`${year}-${String(at).padStart(2, '0')}`)
}
