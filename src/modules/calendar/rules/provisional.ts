import type { PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Calendar } from './calendar.ts'
import { type ReadNotice, noticeOf } from './read-notice.ts'

/** This year and the next, as far as their notice is not in: what rests on them is provisional. */
export function provisionalYears(today: PlainDate, calendar: Calendar): number[] {
  const year = Number(today.slice(0, 4))
  return [year, year + 1].filter((one) => !calendar.isPublished(one))
}

/** Years further than the next are not announced; one that is asked for was read wrongly. */
export function whyNotTakeIn(read: ReadNotice, today: PlainDate): Refusal | null {
  const [first] = read.findings
  if (first !== undefined) {
    return { code: first.code, kind: 'invalid', field: 'text', values: first.values }
  }
  const notice = noticeOf(read)
  if (notice === null) return { code: 'calendar.notice-no-year', kind: 'invalid', field: 'text' }
  const year = Number(today.slice(0, 4))
  if (notice.year > year + 1 || notice.year < firstYear) {
    const values = { year: notice.year }
    return { code: 'calendar.notice-far-year', kind: 'invalid', field: 'text', values }
  }
  return null
}

/** The first that is shipped; what lies before it nobody reckons with any more. */
const firstYear = 2019
