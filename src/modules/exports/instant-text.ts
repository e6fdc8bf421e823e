import { officeDayAt } from '../../kernel/day.ts'

/** `2026-11-23 09:06:31` of an instant, in the office's zone. */
export function instantText(instant: string): string {
  const at = new Date(instant)
  const clock = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 19)
  return `${officeDayAt(at)} ${clock}`
}
