import type { PlainDate } from '../../../kernel/day.ts'
import type { Calendar } from '../../calendar/rules/calendar.ts'
import { addWorkdays, unpublishedYears, workdaysBetween } from '../../calendar/rules/deadline.ts'

/** A limit that the program counted: so many workdays after a day. */
export interface CountedLimit {
  readonly limit_from: PlainDate
  readonly limit_workdays: number
}

/** How a limit that was counted from `from` on is kept, so that it can be counted again. */
export function countedLimit(from: PlainDate, dueOn: PlainDate, calendar: Calendar): CountedLimit {
  return { limit_from: from, limit_workdays: workdaysBetween(from, dueOn, calendar) }
}

/** The day of the limit by this calendar. */
export function countedAgain(limit: CountedLimit, calendar: Calendar): PlainDate {
  return addWorkdays(limit.limit_from, limit.limit_workdays, calendar)
}

/** Whether a year that is not announced has a say in it; a day that somebody gave is what it is. */
export function isProvisional(
  task: { readonly due_on: PlainDate | null; readonly limit_from: PlainDate | null },
  calendar: Calendar,
): boolean {
  if (task.due_on === null || task.limit_from === null) return false
  return unpublishedYears(task.limit_from, task.due_on, calendar).length > 0
}
