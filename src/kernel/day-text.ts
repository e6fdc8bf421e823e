import type { PlainDate, YearMonth } from './day.ts'

/** `2026-10-30` → `2026年10月30日`: for sentences that are read on another day too. */
export function dayText(date: PlainDate): string {
  return `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`
}

/** `2026-09` → `2026年9月`. */
export function monthText(month: YearMonth): string {
  return `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`
}
