import type { PlainDate } from '../../kernel/day.ts'
import type { HolidayNoticeKind } from './rules/holiday-notice.ts'

export const moveKinds = ['pay-date', 'task-limit'] as const
export type MoveKind = (typeof moveKinds)[number]

/** Published: a day that a notice moved. */
export interface MovedDayView {
  district: string
  id: string
  number: number
  kind: MoveKind
  subject_id: string
  project_id: string | null
  month: string | null
  from_on: PlainDate
  to_on: PlainDate
  at: Date
}

/** What later modules may read. */
export interface CalendarViews {
  'calendar.moved_day': MovedDayView
}

export interface HolidayNoticeColumns {
  number: number
  id: string
  year: number
  kind: HolidayNoticeKind
  /** Read as texts. */
  off: PlainDate[]
  work: PlainDate[]
  text: string
  entered_in: string
  entered_by: string
  entered_by_name: string
  organisation: string
  entered_at: Date
}

export interface CalendarTables extends CalendarViews {
  'calendar.holiday_notice': HolidayNoticeColumns
  'calendar.followed_notice': { district: string; number: number; followed_at: Date }
  'calendar.move_event': MovedDayView
}
