import { PlainDate, YearMonth } from '../../../kernel/day.ts'
import type { Cell } from '../../../kernel/sheet.ts'
import { isBlank, remembered, textOf, withoutExcelQuote } from './cell-text.ts'

/** Days are counted from 1970-01-01 here, minutes from its first: numbers are quick to compare and fold. */
const firstDay = dayNumber(1950, 1, 1)
const lastDay = dayNumber(2099, 12, 31)

/** Day 0 of a sheet's own count: 1899-12-30, or 1904-01-01. */
const epochOf1900 = dayNumber(1899, 12, 30)
const epochOf1904 = dayNumber(1904, 1, 1)

/** The day a cell says, as a day number; null where it is empty, NaN where it is no day, or may be two. */
export function dayNumberOf(
  cell: Cell | undefined,
  date1904: boolean,
  hints: DayHints = noHints,
): number | null {
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'string') {
    const quick = leadingDay(cell)
    if (!Number.isNaN(quick)) return quick
    return isBlank(cell) ? null : spokenDay(cell, date1904, hints)
  }
  if (typeof cell === 'boolean') return NaN
  if (typeof cell !== 'number') return leadingDay(cell.date)
  return dayOfNumber(cell, date1904)
}

/** What else is known where a day stands: of 10月3日 the year, of 10/3/2026 which number is the month. */
export interface DayHints {
  readonly year: string | null
  readonly order: 'year-first' | 'month-first' | 'day-first' | null
}

const noHints: DayHints = { year: null, order: null }

/** The minute a cell says (刷卡时间); the time of day must be there. */
export function minuteNumberOf(
  cell: Cell | undefined,
  date1904: boolean,
  hints: DayHints = noHints,
): number | null {
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'string' || (typeof cell === 'object' && cell !== null)) {
    const text = typeof cell === 'string' ? cell : cell.date
    const day = leadingDay(text)
    const quick = day * 1440 + trailingClock(text)
    if (!Number.isNaN(quick)) return quick
    return isBlank(cell) ? null : spokenMinute(text, date1904, hints)
  }
  if (typeof cell === 'boolean') return NaN
  const day = dayOfNumber(Math.floor(cell), date1904)
  return day * 1440 + Math.floor((cell - Math.floor(cell)) * 1440 + 1e-4)
}

/** A time of day as minutes after midnight: `7:58`, `07:58:12`, or the time of an instant. */
export function clockMinutesOf(cell: Cell | undefined): number | null {
  if (isBlank(cell)) return null
  if (typeof cell === 'number') return Math.floor((cell - Math.floor(cell)) * 1440 + 1e-4)
  const text = plainClock(textOf(cell))
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
      said === 'unclear' && year !== null
        ? /^(0?[1-9]|1[0-2])(?:月份?)?$/.exec(withHanNumbers(cell.trim().normalize('NFKC')))
        : null
    return bare === null ? said : (yearMonth(`${year}-${String(bare[1]).padStart(2, '0')}`) ?? said)
  }
  if (typeof cell === 'boolean') return 'unclear'
  if (typeof cell !== 'number') return yearMonth(cell.date.slice(0, 7)) ?? 'unclear'
  if (year !== null && Number.isInteger(cell) && cell >= 1 && cell <= 12) {
    return yearMonth(`${year}-${String(cell).padStart(2, '0')}`) ?? 'unclear'
  }
  if (Number.isInteger(cell) && cell > 195_000 && cell < 210_013) return monthOfText(String(cell))
  const day = dayOfNumber(cell, date1904)
  // 2026.1 may be January, or October that has lost its zero.
  return !Number.isNaN(day) ? (yearMonth(plainDateOf(day).slice(0, 7)) ?? 'unclear') : 'unclear'
}

/** A month said in running text: 2026年5月, 2026-05, 2026.5, 202605; null where none is, or only days are. */
export function monthSaidIn(text: string): YearMonth | null {
  const plain = withHanNumbers(text.normalize('NFKC').replaceAll(/\s/g, ''))
  return (
    monthIn(
      plain,
      /(?<!\d)((?:19|20)\d\d)(?:年度?|[-./_])(1[0-2]|0?[1-9])(?:月(?!\d{1,2}[日号])|(?!\d|月|[-./_]\d))/,
    ) ?? monthIn(plain, /(?<!\d)(20\d\d)(0[1-9]|1[0-2])(?!\d)/)
  )
}

/** 二〇二六年五月 → 2026年5月, 十月三号 → 10月3号, 26年5月 → 2026年5月. */
function withHanNumbers(text: string): string {
  return text
    .replaceAll(spelledYear, (_, year: string) => {
      const digits = [...year].map((sign) => (/\d/.test(sign) ? sign : hanDigitOf(sign)))
      return `${digits.join('')}年`
    })
    .replaceAll(
      /(?<!\d)([23]\d)年(?=\s*(?:1[0-2]|0?[1-9])\s*月|十|[一二三四五六七八九]月)/g,
      '20$1年',
    )
    .replaceAll(/元月/g, '1月')
    .replaceAll(
      /(?<![\d十])([一二三四五六七八九十拾廿卅壹贰叁肆伍陆柒捌玖]{1,3})(?=[月日号])/g,
      (spelledDay) => {
        const value = smallHanNumber(spelledDay)
        return Number.isNaN(value) ? spelledDay : String(value)
      },
    )
}

const spelledYear =
  /(?<![\d〇零一二三四五六七八九])([12一二壹贰][09〇○零OＯ九玖][\dO〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖]{2})年/g

const hanDigits = '〇一二三四五六七八九'

function hanDigitOf(sign: string): number {
  const digit = hanDigits.indexOf(sign)
  if (digit >= 0) return digit
  return Math.max(0, '零壹贰叁肆伍陆柒捌玖'.indexOf(sign))
}

/** 一 to 三十一, 廿三 and 卅一; NaN where it is none. */
function smallHanNumber(text: string): number {
  const plain = text.replace('廿', '二十').replace('卅', '三十').replaceAll('拾', '十')
  const parts = /^([一二三贰叁壹])?十([一二三四五六七八九壹贰叁肆伍陆柒捌玖])?$/.exec(plain)
  if (parts === null) return plain.length === 1 ? hanDigitOf(plain) : NaN
  return (
    (parts[1] === undefined ? 1 : hanDigitOf(parts[1])) * 10 +
    (parts[2] === undefined ? 0 : hanDigitOf(parts[2]))
  )
}

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
  if (month < 1 || month > 12) return NaN
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
  const last = text.charCodeAt(text.length - 1)
  // 下午 before it and PM behind it are another clock.
  if (colon < 9 || !(last >= 48 && last <= 57)) return NaN
  const tens = text.charCodeAt(colon - 2)
  if (tens >= 48 && tens <= 57) {
    const before = text.charCodeAt(colon - 3)
    if (before !== 32 && before !== 84 && before !== 160) return NaN
  }
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

function spokenDay(written: string, date1904: boolean, { year, order }: DayHints): number {
  const text = withHanNumbers(withoutExcelQuote(written.trim()).normalize('NFKC'))
    .replaceAll(/\s*([-/.年月日])\s*/g, '$1')
    .replace(/(?<=\d)[号號]/, '日')
    .replace(/\s*(?:\(?(?:周|星期|礼拜)[一二三四五六日天]\)?|\([一二三四五六日天]\))$/, '')
  const quick = leadingDay(text)
  if (!Number.isNaN(quick)) return quick
  const digits = /^((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/.exec(text)
  if (digits !== null) return dayOfParts(Number(digits[0]))
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return dayOfNumber(Number(text), date1904)
  const three = /^(\d{1,2})([-/.年])(\d{1,2})[-/.月](\d{4}|\d{1,2})日?(?:\s.*)?$/.exec(text)
  if (three !== null) {
    const parts = [Number(three[1]), Number(three[3]), Number(three[4])] as const
    return dayOfThree(parts, three[2] === '年' || three[2] === '.', order)
  }
  const short = /^(\d{1,2})[-/.月](\d{1,2})日?$/.exec(text)
  if (short !== null && year !== null) {
    return dayOfParts(Number(year) * 10_000 + Number(short[1]) * 100 + Number(short[2]))
  }
  return dayWithNamedMonth(text)
}

/**
 * 10/3/2026 and 26-10-3: the day of three numbers. Where they may be two days and nothing says which, it is none.
 * Years of two digits are those that a wage sheet speaks of.
 */
function dayOfThree(
  [first, second, third]: readonly [number, number, number],
  isYearFirst: boolean,
  order: DayHints['order'],
): number {
  const isYear = (value: number) => value >= 2000 || (value >= 15 && value <= 39)
  const full = (value: number) => (value >= 2000 ? value : 2000 + value)
  if (third >= 100 && third < 1950) return NaN
  const found = new Map<NonNullable<DayHints['order']>, number>()
  const offer = (as: NonNullable<DayHints['order']>, year: number, month: number, date: number) => {
    const number = isYear(year) ? dayOfParts(full(year) * 10_000 + month * 100 + date) : NaN
    if (!Number.isNaN(number)) found.set(as, number)
  }
  if (third < 100) offer('year-first', first, second, third)
  if (!isYearFirst) {
    offer('month-first', third, first, second)
    offer('day-first', third, second, first)
  }
  const days = new Set(found.values())
  if (days.size === 1) return [...days][0] ?? NaN
  // 26-10-25 is the year first, as everybody here writes; only what cannot be so is read otherwise.
  return found.get(order ?? 'year-first') ?? found.get('year-first') ?? NaN
}

/** 3-Oct-2026, Oct 3, 2026, 03-10月-26: as programs made abroad write a day. */
function dayWithNamedMonth(text: string): number {
  const parts =
    /^(\d{1,2})[-\s/]([A-Za-z]{3,9})\.?[-\s/,]*(\d{4}|\d\d)(?:\s.*)?$/.exec(text) ??
    /^(\d{1,2})-(\d{1,2})月-?(\d{4}|\d\d)$/.exec(text)
  const swapped = /^([A-Za-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4})$/.exec(text)
  const [date, name, year] = parts?.slice(1) ?? [swapped?.[2], swapped?.[1], swapped?.[3]]
  if (date === undefined || name === undefined || year === undefined) return NaN
  const named = months.indexOf(name.slice(0, 3).toLowerCase()) + 1
  const month = /^\d/.test(name) ? Number(name) : named
  const whole = year.length === 2 ? 2000 + Number(year) : Number(year)
  return month === 0 ? NaN : dayOfParts(whole * 10_000 + month * 100 + Number(date))
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

function spokenMinute(written: string, date1904: boolean, hints: DayHints): number {
  const text = plainClock(written)
  const compact = /^(\d{8})\s*(\d\d)(\d\d)(?:\d\d)?$/.exec(text)
  if (compact !== null) {
    return dayOfParts(Number(compact[1])) * 1440 + Number(compact[2]) * 60 + Number(compact[3])
  }
  const clock = /(\d{1,2}):(\d\d)(?::\d\d)?(?:\.\d+)?$/.exec(text)
  if (clock === null || Number(clock[1]) > 23 || Number(clock[2]) > 59) return NaN
  const date = text.slice(0, clock.index).replace(/[\sT]+$/, '')
  return spokenDay(date, date1904, hints) * 1440 + Number(clock[1]) * 60 + Number(clock[2])
}

/** 下午5点30分, 5:30 PM and 17时30分 as 17:30. */
function plainClock(written: string): string {
  const text = written
    .trim()
    .normalize('NFKC')
    .replace(/(\d{1,2})\s*[时点](?:整|(?=\D*$)(?!\s*\d))/, '$1:00')
    .replace(/(\d{1,2})\s*[时点]\s*(\d{1,2})分?/, (_, hour: string, minute: string) => {
      return `${hour}:${minute.padStart(2, '0')}`
    })
    .replace(/(?<=:\d\d)分?:?(\d{1,2})秒$/, '')
  const isLate = /下午|晚上|傍晚|pm\b/i.test(text)
  const halves = /上午|早上|凌晨|中午|下午|晚上|傍晚|\s*[ap]m\b/gi
  if (!isLate && !/am\b/i.test(text)) return text.replaceAll(halves, ' ').trim()
  return text
    .replaceAll(halves, ' ')
    .trim()
    .replace(/(\d{1,2})(?=:\d\d)/, (hour) => {
      const value = Number(hour)
      if (isLate) return String(value < 12 ? value + 12 : value)
      return value === 12 ? '0' : hour
    })
    .replace(/\s+/g, ' ')
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
    const text = withHanNumbers(
      withoutExcelQuote(written.trim()).normalize('NFKC').replaceAll(/\s/g, ''),
    )
    // 2026年9-10月 is two months.
    if (/\d{1,2}月?[-—~至到、,]\d{1,2}月/.test(text)) return 'unclear'
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
