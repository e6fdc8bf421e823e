import { day, type PlainDate } from '../../../kernel/day.ts'
import type { Calendar } from './calendar.ts'

/** The day that wages must be paid by in everybody's mind: the first of the first lunar month. */
export interface SpringFestival {
  readonly on: PlainDate
  /** The year's notice is not published: days off around it may still be moved. */
  readonly provisional: boolean
}

// Astronomical facts, checked in the test against the published days off and the calendar's own lunar days. The
// run-time's Chinese calendar is not used: it puts the festival of 2027 on 7 February, and it is the 6th.
const festivals: readonly PlainDate[] = [
  '2018-02-16',
  '2019-02-05',
  '2020-01-25',
  '2021-02-12',
  '2022-02-01',
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
  '2030-02-03',
].map(day)

/** The next one, today's included; throws beyond the table, which ends in 2030. */
export function nextSpringFestival(from: PlainDate, calendar: Calendar): SpringFestival {
  const on = springFestivalFrom(from)
  return { on, provisional: !calendar.isPublished(Number(on.slice(0, 4))) }
}

/** Its day alone: it lies in the heavens, and no notice moves it. */
export function springFestivalFrom(from: PlainDate): PlainDate {
  const on = festivals.find((festival) => festival >= from)
  if (on === undefined) throw new RangeError(`no Spring Festival is known after ${from}`)
  return on
}

/** The one a year before that one; null where the table begins later. */
export function springFestivalBefore(festival: PlainDate): PlainDate | null {
  return festivals.findLast((one) => one < festival) ?? null
}
