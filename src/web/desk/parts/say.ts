import { officeDayAt } from '../../../kernel/day.ts'
import type { PlainDate, YearMonth } from '../../../kernel/day.ts'
import { today } from '../clock.ts'

const weekdays = ['日', '一', '二', '三', '四', '五', '六'] as const

/** `11月26日`, the year before it only where it is another than this one. */
export function sayDay(date: PlainDate): string {
  const text = `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`
  return date.slice(0, 4) === today().slice(0, 4) ? text : `${date.slice(0, 4)}年${text}`
}

/** `周一`. */
export function sayWeekday(date: PlainDate): string {
  return `周${weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? ''}`
}

/** `10月`, `2025年12月` where it is another year. */
export function sayMonth(month: YearMonth): string {
  const text = `${Number(month.slice(5))}月`
  return month.slice(0, 4) === today().slice(0, 4) ? text : `${month.slice(0, 4)}年${text}`
}

/** `11月23日 09:06` of an instant, in the office's zone. */
export function sayInstant(instant: string): string {
  const at = new Date(instant)
  const clock = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)
  return `${sayDay(officeDayAt(at))} ${clock}`
}

/** As `sayInstant`, to the second: `11月23日 09:06:31`. */
export function sayMoment(instant: string): string {
  const seconds = new Date(instant).toISOString().slice(17, 19)
  return `${sayInstant(instant)}:${seconds}`
}

/** Workdays (工日) from hundredths: `3800` → `38`, `2650` → `26.5`. */
export function sayWorkdays(hundredths: number): string {
  return (hundredths / 100).toLocaleString('en-US', { maximumFractionDigits: 2 })
}

/** Hours from minutes: `20520` → `342`. */
export function sayHours(minutes: number): string {
  return (minutes / 60).toLocaleString('en-US', { maximumFractionDigits: 2 })
}

export function sayCount(count: number): string {
  return count.toLocaleString('en-US')
}

/** `212 KB`, `3.4 MB`. */
export function sayBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
