import { every, within } from '../../platform/hearing.ts'
import { calendarChanged } from '../calendar/contract.ts'
import { followCalendar } from './follow-calendar.ts'
import { sweepOverdue } from './sweep-overdue.ts'

export const tasksHears = [
  within(calendarChanged, async (tx, changes) => {
    for (const change of changes) await followCalendar(tx, change)
  }),
  every('hour', 'tasks.overdue', sweepOverdue),
]
