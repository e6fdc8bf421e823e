import { z } from 'zod'
import { topic } from '../../kernel/announcement.ts'
import { PlainDate } from '../../kernel/day.ts'
import { DistrictCode } from '../../kernel/district.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { holidayNoticeKinds } from './rules/holiday-notice.ts'

/** Longer than any notice with its signatures and addresses. */
export const longestNotice = 20_000

/** A year whose notice is in: with the program, or entered since. */
export const CalendarYear = z.object({
  year: z.int(),
  source: z.enum(['shipped', 'entered']),
  /** `MM-DD`. */
  off: z.array(z.string()),
  work: z.array(z.string()),
  /** Where the shipped notices stand. */
  notices: z.array(z.string()),
})
export type CalendarYear = z.infer<typeof CalendarYear>

/** A notice that was taken in; none is ever deleted. */
export const EnteredNotice = z.object({
  number: z.int(),
  year: z.int(),
  kind: z.enum(holidayNoticeKinds),
  off: z.array(PlainDate),
  work: z.array(PlainDate),
  text: z.string(),
  /** The district whose office entered it. */
  enteredIn: DistrictCode,
  enteredByName: z.string(),
  organisation: z.string(),
  enteredAt: z.iso.datetime(),
  /** What it moved in this district, as far as one sees it. */
  movedPayDates: z.int(),
  movedLimits: z.int(),
})
export type EnteredNotice = z.infer<typeof EnteredNotice>

export const CalendarPage = z.object({
  /** Of the days as they stand; whoever takes a notice in says which he saw. */
  version: z.string(),
  years: z.array(CalendarYear),
  /** This year and the next, where no notice is in: what rests on them is provisional. */
  provisional: z.array(z.int()),
  /** The newest first. */
  entered: z.array(EnteredNotice),
})
export type CalendarPage = z.infer<typeof CalendarPage>

export const viewCalendar = endpoint({
  name: 'calendar.view',
  method: 'GET',
  path: '/calendar',
  reach: 'district',
  reply: CalendarPage,
})

export const TakeInNotice = z.object({
  text: z.string().min(1).max(longestNotice),
  /** Of the calendar that was shown beside it. */
  version: z.string().max(60),
})
export type TakeInNotice = z.infer<typeof TakeInNotice>

export const takeInNotice = endpoint({
  name: 'calendar.take-in-notice',
  method: 'POST',
  path: '/calendar/notices',
  reach: 'district',
  may: ['coordination-office'],
  body: TakeInNotice,
  reply: z.object({ number: z.int(), year: z.int() }),
})

/** Other days are worked than before; what was reckoned by them is reckoned again, within the same transaction. */
export const calendarChanged = topic(
  'calendar.changed',
  z.object({ district: DistrictCode, number: z.int(), year: z.int() }),
  (body) => body.district,
)
