import { PlainDate, YearMonth } from '../../../kernel/day.ts'
import type { Cell } from '../../../kernel/sheet.ts'
import { isBlank, remembered, textOf, withoutExcelQuote } from './cell-text.ts'

/** Days are counted from 1970-01-01 here, minutes from its first: numbers are quick to compare and fold. */
const firstDay = dayNumber(1950, 1, 1)
const lastDay = dayNumber(2099, 12, 31)

/** Day 0 of a sheet's own count: 1899-12-30, or 1904-01-01. */
const epochOf1900 = dayNumber(1899, 12, 30)
const epochOf1904 = dayNumber(1904, 1, 1)

/** The day a cell says, as a day number; null where it is empty, NaN where it is no day. */
export function dayNumberOf(cell: Cell | undefined, date1904: boolean): number | null {
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'string') {
    const quick = leadingDay(cell)
    if (!Number.isNaN(quick)) return quick
    return isBlank(cell) ? null : spokenDay(cell)
  }
  if (typeof cell === 'boolean') return NaN
  if (typeof cell !== 'number') return leadingDay(cell.date)
  return dayOfNumber(cell, date1904)
}

/** The minute a cell says (刷卡时间); the time of day must be there. */
export function minuteNumberOf(cell: Cell | undefined, date1904: boolean): number | null {
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'string' || (typeof cell === 'object' && cell !== null)) {
    const text = typeof cell === 'string' ? cell : cell.date
    const day = leadingDay(text)
    const quick = day * 1440 + trailingClock(text)
    if (!Number.isNaN(quick)) return quick
    return isBlank(cell) ? null : spokenMinute(text)
  }
  if (typeof cell === 'boolean') return NaN
  const day = dayOfNumber(Math.floor(cell), date1904)
  return day * 1440 + Math.floor((cell - Math.floor(cell)) * 1440 + 1e-4)
}

/** A time of day as minutes after midnight: `7:58`, `07:58:12`, or the time of an instant. */
export function clockMinutesOf(cell: Cell | undefined): number | null {
  if (isBlank(cell)) return null
  if (typeof cell === 'number') return Math.floor((cell - Math.floor(cell)) * 1440 + 1e-4)
  const text = textOf(cell).normalize('NFKC').replaceAll('时', ':').replaceAll('分', '')
  const clock = /(?:^|[\sT日])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$/.exec(text)
  return clock === null ? NaN : Number(clock[1]) * 60 + Number(clock[2])
}

/** The month a cell says; null where it is empty, 'unclear' where it says none, or only half of one. */
export function yearMonthOf(
  cell: Cell | undefined,
  date1904: boolean,
  /** The year that `5月` belongs to, where the sheet says one. */
  year: string | null = null,
): YearMonth | null | 'unclear' {
  if (cell === null || cell === undefined || cell === '') return null
  if (typeof cell === 'string') {
    const said = monthOfText(cell)
    const bare =
      said === 'unclear' && year !== null ? /^(0?[1-9]|1[0-2])月份?$/.exec(cell.trim()) : null
    return bare === null ? said : (yearMonth(`${year}-${String(bare[1]).padStart(2, '0')}`) ?? said)
  }
  if (typeof cell === 'boolean') return 'unclear'
  if (typeof cell !== 'number') return yearMonth(cell.date.slice(0, 7)) ?? 'unclear'
  if (Number.isInteger(cell) && cell > 195_000 && cell < 210_013) return monthOfText(String(cell))
  const day = dayOfNumber(cell, date1904)
  // 2026.1 may be January, or October that has lost its zero.
  return !Number.isNaN(day) ? (yearMonth(plainDateOf(day).slice(0, 7)) ?? 'unclear') : 'unclear'
}

/** A month said in running text: 2026年5月, 2026-05, 2026.5, 202605; null where none is, or only days are. */
export function monthSaidIn(text: string): YearMonth | null {
  const plain = withDigits(text.normalize('NFKC').replaceAll(/\s/g, ''))
  return (
    monthIn(
      plain,
      /(?<!\d)((?:19|20)\d\d)(?:年度?|[-./_])(1[0-2]|0?[1-9])(?:月(?!\d{1,2}[日号])|(?!\d|月|[-./_]\d))/,
    ) ?? monthIn(plain, /(?<!\d)(20\d\d)(0[1-9]|1[0-2])(?!\d)/)
  )
}

/** 二〇二六年五月 → 2026年5月. */
function withDigits(text: string): string {
  return text.replaceAll(spelledMonth, (_, year: string, month: string) => {
    const digits = [...year].map((sign) => Math.max(0, hanDigits.indexOf(sign))).join('')
    const tens = month.startsWith('十') ? 10 : 0
    return `${digits}年${tens + Math.max(0, hanDigits.indexOf(month.at(-1) ?? ''))}月`
  })
}

const spelledMonth = /([〇○零一二三四五六七八九]{4})年(十[一二]?|[一二三四五六七八九])月/g
const hanDigits = '〇一二三四五六七八九'

/** The month of the first day said in running text: 2026年5月31日, 2026-05-01至2026-05-31. */
export function monthOfDayIn(text: string): YearMonth | null {
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '')
  return monthIn(plain, /(?<!\d)((?:19|20)\d\d)[年\-./](1[0-2]|0?[1-9])[月\-./]\d{1,2}(?!\d)/)
}

function monthIn(text: string, pattern: RegExp): YearMonth | null {
  const said = pattern.exec(text)
  return said === null ? null : yearMonth(`${said[1]}-${String(said[2]).padStart(2, '0')}`)
}

/** `PlainDate` of a day number. */
export const plainDateOf: (day: number) => PlainDate = remembered((day: number) =>
  PlainDate.parse(new Date(day * 86_400_000).toISOString().slice(0, 10)),
)

/** Days since 1970-01-01 in the Gregorian calendar; NaN where the month has no such day. */
export function dayNumber(year: number, month: number, day: number): number {
  const millis = Date.UTC(year, month - 1, day)
  return new Date(millis).getUTCDate() === day ? millis / 86_400_000 : NaN
}

const dayOfParts = remembered((packed: number) => {
  const day = dayNumber(Math.floor(packed / 10_000), Math.floor(packed / 100) % 100, packed % 100)
  return day >= firstDay && day <= lastDay ? day : NaN
})

/** `2026-05-03`, `2026/5/3`, `2026.5.3`, `2026年5月3日`, whatever follows; NaN where it begins otherwise. */
function leadingDay(text: string): number {
  const length = text.length
  let at = 0
  let part = 0
  let packed = 0
  let value = 0
  let digits = 0
  for (; at <= length; at += 1) {
    const code = at < length ? text.charCodeAt(at) : 32
    if (code >= 48 && code <= 57) {
      value = value * 10 + (code - 48)
      digits += 1
      if (digits > 4) return NaN
      continue
    }
    if (digits === 0 || (part === 0 ? digits !== 4 : digits > 2)) return NaN
    if (part === 2) {
      // 日, a space, the T of ISO, or the end.
      if (code !== 32 && code !== 26085 && code !== 84 && code !== 160) return NaN
      return value < 1 || value > 31 ? NaN : dayOfParts(packed * 100 + value)
    }
    const separates =
      code === 45 || code === 47 || code === 46 || code === (part === 0 ? 24180 : 26376)
    if (!separates || (part === 1 && (value < 1 || value > 12))) return NaN
    packed = packed * 100 + value
    part += 1
    value = 0
    digits = 0
  }
  return NaN
}

/** Minutes after midnight at the end of `… 07:58` or `… 07:58:12`. */
function trailingClock(text: string): number {
  const colon = text.indexOf(':')
  if (colon < 9) return NaN
  const hour = number2(text, colon - 2)
  const minute = number2(text, colon + 1)
  return hour < 24 && minute < 60 ? hour * 60 + minute : NaN
}

/** Two digits, the first of which may be a space (`2026-05-03  7:58`). */
function number2(text: string, at: number): number {
  const tens = text.charCodeAt(at)
  const ones = text.charCodeAt(at + 1) - 48
  if (!(ones >= 0 && ones <= 9)) return NaN
  if (tens === 32 || tens === 84 || tens === 160) return ones
  return tens >= 48 && tens <= 57 ? (tens - 48) * 10 + ones : NaN
}

function spokenDay(written: string): number {
  const text = withoutExcelQuote(written.trim())
    .normalize('NFKC')
    .replaceAll(/\s*([-/.年月日])\s*/g, '$1')
  const quick = leadingDay(text)
  if (!Number.isNaN(quick)) return quick
  const digits = /^((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/.exec(text)
  if (digits !== null) return dayOfParts(Number(digits[0]))
  return /^\d{5}(?:\.\d+)?$/.test(text) ? dayOfNumber(Number(text), false) : NaN
}

function spokenMinute(written: string): number {
  const text = written
    .trim()
    .normalize('NFKC')
    .replace(/\s*时/, ':')
    .replace(/分(?:\d{1,2}秒)?$/, '')
  const compact = /^(\d{8})\s*(\d\d)(\d\d)(?:\d\d)?$/.exec(text)
  if (compact !== null) {
    return dayOfParts(Number(compact[1])) * 1440 + Number(compact[2]) * 60 + Number(compact[3])
  }
  const day = spokenDay(text.replace(/[\sT]*\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?$/, ''))
  const clock = /(\d{1,2}):(\d\d)(?::\d\d)?(?:\.\d+)?$/.exec(text)
  if (clock === null || Number(clock[1]) > 23 || Number(clock[2]) > 59) return NaN
  return day * 1440 + Number(clock[1]) * 60 + Number(clock[2])
}

/** A bare number: a sheet's own day count, or eight digits. */
function dayOfNumber(value: number, date1904: boolean): number {
  if (value > 19_500_000 && value < 21_000_000) return dayOfParts(value)
  const day = Math.floor(value) + (date1904 ? epochOf1904 : epochOf1900)
  return day >= firstDay && day <= lastDay ? day : NaN
}

const monthOfText: (text: string) => YearMonth | null | 'unclear' = remembered(
  (written: string) => {
    if (isBlank(written)) return null
    const text = withoutExcelQuote(written.trim()).normalize('NFKC').replaceAll(/\s/g, '')
    const parts =
      /^((?:19|20)\d\d)(?:年|[-./])(1[0-2]|0?[1-9])(?:月份?(?:\d{1,2}日?.*)?|[-./]\d{1,2}.*)?$/.exec(
        text,
      ) ?? /^((?:19|20)\d\d)(0[1-9]|1[0-2])(?:\d\d)?$/.exec(text)
    if (parts === null) return monthSaidIn(text) ?? 'unclear'
    return yearMonth(`${parts[1]}-${String(parts[2]).padStart(2, '0')}`) ?? 'unclear'
  },
)

function yearMonth(text: string): YearMonth | null {
  const parsed = YearMonth.safeParse(text)
  return parsed.success ? parsed.data : null
}
