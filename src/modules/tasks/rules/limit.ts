import type { PlainDate } from '../../../kernel/day.ts'
import type { Calendar } from '../../calendar/rules/calendar.ts'
import { type DayClock, deadline } from '../../calendar/rules/deadline.ts'

export interface SuggestedLimit {
  readonly from: PlainDate
  readonly count: number
  readonly clock: DayClock
  /** Whether a last day on a rest day moves on (民法典 art. 203); left out: it stays. */
  readonly movesOffRestDays?: boolean
}

/** The limit to propose to whoever sets one: the office's own counting, no term of law. */
export function suggestedLimit(
  { from, count, clock, movesOffRestDays = false }: SuggestedLimit,
  calendar: Calendar,
): PlainDate {
  return deadline({ from, count, clock, movesOffRestDays, article: '' }, calendar).dueOn
}
