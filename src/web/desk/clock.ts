import { officeDayAt } from '../../kernel/day.ts'
import type { PlainDate } from '../../kernel/day.ts'

let aheadMillis = 0

/** Takes the server's clock from a reply: an office computer's own may be wrong by days. */
export function heardServerClock(httpDate: string | null): void {
  const told = Date.parse(httpDate ?? '')
  if (!Number.isNaN(told)) aheadMillis = told - Date.now()
}

/** The office's day now. The desk's only look at the clock. */
export function today(): PlainDate {
  return officeDayAt(new Date(Date.now() + aheadMillis))
}
