import { addDays, day, daysBetween, type PlainDate } from '../../../kernel/day.ts'
import { publishedYears, type PublishedYear } from './published.ts'

/** Which days are worked, and how sure that is. */
export interface Calendar {
  isWorkday(date: PlainDate): boolean
  /** Same answer for the `epochDayOf` of a date; for loops over many days. */
  isWorkdayAt(epochDay: number): boolean
  /** Whether the State Council's notice for the year is in; without it every answer is provisional. */
  isPublished(year: number): boolean
  /** Stands in the derivation of a deadline; another set of published days has another version. */
  readonly version: string
}

/**
 * The calendar that published years make. A year without notice has its weekends and its statutory
 * days off, no make-up days: a guess, to be computed again when the notice is in.
 */
export function calendarFrom(years: readonly PublishedYear[]): Calendar {
  const published = new Set(years.map(({ year }) => year))
  const off = new Set<number>()
  const work = new Set<number>()
  for (const { year, off: offDays, work: workDays } of years) {
    for (const monthDay of offDays) off.add(epochDayOf(day(`${year}-${monthDay}`)))
    for (const monthDay of workDays) work.add(epochDayOf(day(`${year}-${monthDay}`)))
  }
  for (let year = firstYear; year <= lastYear; year += 1) {
    if (published.has(year)) continue
    for (const date of statutoryDaysOff(year)) off.add(epochDayOf(date))
  }
  const isWorkdayAt = (epochDay: number) =>
    work.has(epochDay) || (!off.has(epochDay) && !isWeekendAt(epochDay))
  return {
    isWorkday: (date) => isWorkdayAt(epochDayOf(date)),
    isWorkdayAt,
    isPublished: (year) => published.has(year),
    version: versionOf(years),
  }
}

/**
 * Days off for all citizens (全国年节及纪念日放假办法 art. 2): 13 since 2025, 11 before (without the eve of
 * the Spring Festival and 2 May). Lunar ones only where the table below has the year.
 */
export function statutoryDaysOff(year: number): PlainDate[] {
  const days = ['01-01', '05-01', '10-01', '10-02', '10-03'].map((at) => day(`${year}-${at}`))
  if (year >= 2025) days.push(day(`${year}-05-02`))
  const lunar = lunarDays[year]
  if (lunar === undefined) return days.toSorted()
  const spring = day(`${year}-${lunar.springFestival}`)
  const first = year >= 2025 ? -1 : 0
  for (let count = first; count <= 2; count += 1) days.push(addDays(spring, count))
  for (const at of [lunar.tombSweeping, lunar.dragonBoat, lunar.midAutumn]) {
    days.push(day(`${year}-${at}`))
  }
  return days.toSorted()
}

/** Days since 1970-01-01. */
export function epochDayOf(date: PlainDate): number {
  return daysBetween(epoch, date)
}

export function dateOfEpochDay(epochDay: number): PlainDate {
  return addDays(epoch, epochDay)
}

interface LunarDays {
  readonly springFestival: string
  readonly tombSweeping: string
  readonly dragonBoat: string
  readonly midAutumn: string
}

// Astronomical facts, checked in the test against a lunar table. The run-time's own Chinese calendar is
// not used: it puts the Spring Festival of 2027 on 7 February, and it is the 6th.
const lunarDays: Readonly<Record<number, LunarDays>> = {
  2027: {
    springFestival: '02-06',
    tombSweeping: '04-05',
    dragonBoat: '06-09',
    midAutumn: '09-15',
  },
  2028: {
    springFestival: '01-26',
    tombSweeping: '04-04',
    dragonBoat: '05-28',
    midAutumn: '10-03',
  },
  2029: {
    springFestival: '02-13',
    tombSweeping: '04-04',
    dragonBoat: '06-16',
    midAutumn: '09-22',
  },
  2030: {
    springFestival: '02-03',
    tombSweeping: '04-05',
    dragonBoat: '06-05',
    midAutumn: '09-12',
  },
}

const epoch = day('1970-01-01')

// Outside these years only weekends are known; no limit of wage law reaches so far.
const firstYear = 1990
const lastYear = 2100

/** 1970-01-01 was a Thursday. */
function isWeekendAt(epochDay: number): boolean {
  const fromMonday = (((epochDay + 3) % 7) + 7) % 7
  return fromMonday >= 5
}

/** The span of years and a fingerprint (FNV-1a) of what they say. */
function versionOf(years: readonly PublishedYear[]): string {
  const sorted = years.toSorted((a, b) => a.year - b.year)
  const text = sorted
    .map(({ year, off, work }) => `${year}:${off.toSorted().join()}/${work.toSorted().join()}`)
    .join(';')
  let print = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    print = Math.imul(print ^ text.charCodeAt(at), 0x01000193) >>> 0
  }
  const span = `${sorted[0]?.year ?? 'none'}-${sorted.at(-1)?.year ?? 'none'}`
  return `${span}.${print.toString(16).padStart(8, '0')}`
}

/** The calendar of the years that are shipped. */
export const shippedCalendar: Calendar = calendarFrom(publishedYears)
