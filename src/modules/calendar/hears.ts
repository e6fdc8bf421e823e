import { every, type Hearer } from '../../platform/hearing.ts'
import { followNotices } from './follow-notices.ts'

export const calendarHears: readonly Hearer[] = [every('minute', 'calendar.follow', followNotices)]
