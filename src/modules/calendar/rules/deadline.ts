import { addDays, addMonths, type PlainDate } from '../../../kernel/day.ts'
import { dateOfEpochDay, epochDayOf, type Calendar } from './calendar.ts'

export const dayClocks = ['workdays', 'days', 'months'] as const
/** What a limit is counted in; hours are the fourth clock and have a function of their own. */
export type DayClock = (typeof dayClocks)[number]

/** More of the same clock, granted by somebody (rulebook: an event, never an overwrite). */
export interface Extension {
  readonly count: number
  /** The article that allows it. */
  readonly article: string
}

export interface Limit {
  /** The day of the fact that starts it; not counted itself. */
  readonly from: PlainDate
  readonly count: number
  readonly clock: DayClock
  /** Whether a last day on a rest day moves on; false for limits whose law says otherwise. */
  readonly movesOffRestDays: boolean
  /** The article that sets the limit. */
  readonly article: string
  readonly extension?: Extension
}

export interface HourLimit {
  /** An instant, ISO 8601 with zone. */
  readonly from: string
  readonly count: number
  readonly article: string
  readonly extension?: Extension
}

export const deadlineSteps = [
  'calendar.day-zero-not-counted',
  'calendar.counted-workdays',
  'calendar.counted-days',
  'calendar.counted-months',
  'calendar.counted-hours',
  'calendar.extended',
  'calendar.moved-later-off-rest-day',
  'calendar.pay-day-agreed',
  'calendar.pay-day-last-workday',
  'calendar.pay-day-month-end',
  'calendar.moved-earlier-off-rest-day',
  'calendar.starts-at-later',
  'calendar.suspended',
  'calendar.counted-back-workdays',
  'calendar.counted-back-months',
  'calendar.ends-at-earlier',
  'calendar.agreed-day',
  'calendar.quarter-end',
  'calendar.year-not-published',
] as const

/** One step of the reckoning, to be shown to whoever asks how the day came about. */
export interface DerivationStep {
  readonly step: number
  /** A day, or an instant where hours are counted. */
  readonly day: string
  /** Code of the sentence that says it. */
  readonly because: (typeof deadlineSteps)[number]
  readonly article: string
  readonly values: Readonly<Record<string, string | number>>
}

export interface Deadline {
  readonly dueOn: PlainDate
  /** True where a year without notice had a say: to be computed again when the notice is in. */
  readonly provisional: boolean
  readonly calendarVersion: string
  readonly derivation: readonly DerivationStep[]
}

export interface HourDeadline {
  readonly dueAt: string
  readonly provisional: false
  readonly derivation: readonly DerivationStep[]
}

/** The last day of a limit, with how it was reckoned (rulebook §16.1). */
export function deadline(limit: Limit, calendar: Calendar): Deadline {
  const { from, count, clock, extension, article } = limit
  const steps = derivation()
  steps.add(from, 'calendar.day-zero-not-counted', articleOf.start)
  const counted = endOf(from, count, clock, calendar)
  steps.add(counted, `calendar.counted-${clock}`, article, { count })
  // Counted from the start in one piece: 31 January and 1 + 1 months is 31 March, not the 28th.
  const end =
    extension === undefined ? counted : endOf(from, count + extension.count, clock, calendar)
  if (extension !== undefined) {
    steps.add(end, 'calendar.extended', extension.article, { count: extension.count })
  }
  // A workday clock ends on a workday by itself; only one of no days at all may not.
  const moves = limit.movesOffRestDays && clock !== 'workdays'
  const dueOn = moves ? workdayOnOrAfter(end, calendar) : end
  if (dueOn !== end) steps.add(dueOn, 'calendar.moved-later-off-rest-day', articleOf.restDay)
  const asked: [PlainDate, PlainDate] | null =
    clock === 'workdays' ? [earlier(addDays(from, 1), dueOn), dueOn] : moves ? [end, dueOn] : null
  const unpublished = asked === null ? [] : unpublishedYears(...asked, calendar)
  steps.addUnpublished(dueOn, unpublished)
  return {
    dueOn,
    provisional: unpublished.length > 0,
    calendarVersion: calendar.version,
    derivation: steps.done,
  }
}

/** The instant at which a limit in hours ends; it runs from the moment, rest days or not (民法典 art. 201). */
export function hourDeadline(limit: HourLimit): HourDeadline {
  const steps = derivation()
  const start = Date.parse(limit.from)
  if (Number.isNaN(start)) throw new RangeError('a limit in hours starts at an instant')
  const after = (hours: number) => new Date(start + wholeCount(hours) * millisPerHour).toISOString()
  let dueAt = after(limit.count)
  steps.add(dueAt, 'calendar.counted-hours', limit.article, { count: limit.count })
  if (limit.extension !== undefined) {
    dueAt = after(limit.count + limit.extension.count)
    steps.add(dueAt, 'calendar.extended', limit.extension.article, {
      count: limit.extension.count,
    })
  }
  return { dueAt, provisional: false, derivation: steps.done }
}

/** The last day of a period of `count` workdays that starts the day after `from` (民法典 art. 201). */
export function addWorkdays(from: PlainDate, count: number, calendar: Calendar): PlainDate {
  let epochDay = epochDayOf(from)
  const bound = epochDay + wholeCount(count) * 4 + longestRest
  for (let left = count; left > 0;) {
    epochDay += 1
    if (epochDay > bound) throw new RangeError('the calendar has too few workdays')
    if (calendar.isWorkdayAt(epochDay)) left -= 1
  }
  return dateOfEpochDay(epochDay)
}

/** The `count`-th workday before `to`: what must be done so many workdays ahead is done on that day at the latest. */
export function subtractWorkdays(to: PlainDate, count: number, calendar: Calendar): PlainDate {
  let epochDay = epochDayOf(to)
  const bound = epochDay - wholeCount(count) * 4 - longestRest
  for (let left = count; left > 0;) {
    epochDay -= 1
    if (epochDay < bound) throw new RangeError('the calendar has too few workdays')
    if (calendar.isWorkdayAt(epochDay)) left -= 1
  }
  return dateOfEpochDay(epochDay)
}

/** Workdays after `from` up to and including `to`; negative where `to` is earlier. */
export function workdaysBetween(from: PlainDate, to: PlainDate, calendar: Calendar): number {
  if (to < from) return -workdaysBetween(to, from, calendar)
  const last = epochDayOf(to)
  let count = 0
  for (let epochDay = epochDayOf(from) + 1; epochDay <= last; epochDay += 1) {
    if (calendar.isWorkdayAt(epochDay)) count += 1
  }
  return count
}

/** The day itself where it is worked, else the first workday after it (民法典 art. 203). */
export function workdayOnOrAfter(date: PlainDate, calendar: Calendar): PlainDate {
  return nearestWorkday(date, 1, calendar)
}

/** The day itself where it is worked, else the last workday before it (条例 art. 14). */
export function workdayOnOrBefore(date: PlainDate, calendar: Calendar): PlainDate {
  return nearestWorkday(date, -1, calendar)
}

/** Years from the one day's to the other's whose notice is not in. */
export function unpublishedYears(one: PlainDate, other: PlainDate, calendar: Calendar): number[] {
  const [first, last] = one < other ? [one, other] : [other, one]
  const years: number[] = []
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year += 1) {
    if (!calendar.isPublished(year)) years.push(year)
  }
  return years
}

const articleOf = {
  start: '民法典 第二百零一条',
  restDay: '民法典 第二百零三条',
  notice: '全国年节及纪念日放假办法',
} as const

const millisPerHour = 3_600_000

/** No row of rest days is longer than this; a bound for loops, not a rule. */
const longestRest = 60

function endOf(from: PlainDate, count: number, clock: DayClock, calendar: Calendar): PlainDate {
  switch (clock) {
    case 'workdays':
      return addWorkdays(from, count, calendar)
    case 'days':
      return addDays(from, wholeCount(count))
    case 'months':
      return addMonths(from, wholeCount(count))
  }
}

function nearestWorkday(date: PlainDate, step: 1 | -1, calendar: Calendar): PlainDate {
  const start = epochDayOf(date)
  for (let away = 0; away <= longestRest; away += 1) {
    const epochDay = start + away * step
    if (calendar.isWorkdayAt(epochDay)) return away === 0 ? date : dateOfEpochDay(epochDay)
  }
  throw new RangeError('the calendar has too few workdays')
}

function earlier(one: PlainDate, other: PlainDate): PlainDate {
  return one < other ? one : other
}

function wholeCount(count: number): number {
  if (!Number.isInteger(count) || count < 0 || count > 100_000) {
    throw new RangeError('a limit is a whole number of days, months or hours')
  }
  return count
}

/** Collects the steps of a reckoning. */
export function derivation() {
  const done: DerivationStep[] = []
  const add = (
    day: string,
    because: DerivationStep['because'],
    article: string,
    values: DerivationStep['values'] = {},
  ) => {
    done.push({ step: done.length + 1, day, because, article, values })
  }
  const addUnpublished = (day: string, years: readonly number[]) => {
    for (const year of years) {
      add(day, 'calendar.year-not-published', articleOf.notice, { year })
    }
  }
  return { done, add, addUnpublished }
}
