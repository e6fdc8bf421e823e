import { z } from 'zod'

/** A day of the office's calendar, `YYYY-MM-DD`; no time, no zone. */
export const PlainDate = z.iso.date().brand<'PlainDate'>()
export type PlainDate = z.infer<typeof PlainDate>

/** A month, `YYYY-MM`. */
export const YearMonth = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .brand<'YearMonth'>()
export type YearMonth = z.infer<typeof YearMonth>

const millisPerDay = 86_400_000

/** Throws where the text is no real day. */
export function day(text: string): PlainDate {
  return PlainDate.parse(text)
}

/** Throws where the text is no month. */
export function month(text: string): YearMonth {
  return YearMonth.parse(text)
}

export function addDays(from: PlainDate, count: number): PlainDate {
  return dayOfMillis(millisOf(from) + count * millisPerDay)
}

/** Whole days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((millisOf(to) - millisOf(from)) / millisPerDay)
}

/** The same day `count` months on, the month's last day where there is none (民法典 art. 202). */
export function addMonths(from: PlainDate, count: number): PlainDate {
  const target = nextMonth(monthOf(from), count)
  const dayOfMonth = Math.min(Number(from.slice(8)), daysIn(target))
  return dayOf(target, dayOfMonth)
}

export function monthOf(date: PlainDate): YearMonth {
  return month(date.slice(0, 7))
}

export function nextMonth(from: YearMonth, count = 1): YearMonth {
  const months = Number(from.slice(0, 4)) * 12 + Number(from.slice(5)) - 1 + count
  const year = String(Math.floor(months / 12)).padStart(4, '0')
  return month(`${year}-${String((months % 12) + 1).padStart(2, '0')}`)
}

export function daysIn(value: YearMonth): number {
  return new Date(Date.UTC(Number(value.slice(0, 4)), Number(value.slice(5)), 0)).getUTCDate()
}

/** The `dayOfMonth`-th of the month; throws where the month has no such day. */
export function dayOf(value: YearMonth, dayOfMonth: number): PlainDate {
  return day(`${value}-${String(dayOfMonth).padStart(2, '0')}`)
}

export function firstOf(value: YearMonth): PlainDate {
  return dayOf(value, 1)
}

export function lastOf(value: YearMonth): PlainDate {
  return dayOf(value, daysIn(value))
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: PlainDate): number {
  const weekday = new Date(millisOf(date)).getUTCDay()
  return weekday === 0 ? 7 : weekday
}

/** The office's day (Asia/Shanghai, UTC+8 the year round since 1992) at an instant. */
export function officeDayAt(instant: Date): PlainDate {
  return dayOfMillis(instant.getTime() + 8 * 3_600_000)
}

function millisOf(date: PlainDate): number {
  return Date.parse(`${date}T00:00:00Z`)
}

function dayOfMillis(millis: number): PlainDate {
  return day(new Date(millis).toISOString().slice(0, 10))
}
