import { YearMonth, monthOf } from '../../../kernel/day.ts'
import { dayNumberOf, monthSaidIn, plainDateOf, yearMonthOf } from './day-text.ts'
import type { Column, Doubt, SheetKind } from './shape.ts'
import type { Lines } from './sheet-lines.ts'

/** Where a month may stand. */
export type MonthPlace = 'title' | 'sheet-name' | 'file-name' | 'head-line' | 'days' | 'column'

/** What each place says; null where it says none, or several. */
export interface MonthsSaid {
  readonly title: YearMonth | null
  readonly sheetName: YearMonth | null
  readonly fileName: YearMonth | null
  /** A day of the head lines: it may be the day of writing. */
  readonly headDay: YearMonth | null
  /** A first of a month, or a stretch within one, is no day of writing. */
  readonly headDayIsMonth: boolean
  /** `7月份工资表` where no year is written anywhere: 1 to 12. */
  readonly withoutYear: number | null
}

export interface MonthTold {
  readonly period: YearMonth | null
  readonly from: MonthPlace | null
  readonly doubts: readonly Doubt[]
}

/** Kinds whose rows are of a month that they need not say themselves. */
const monthly = new Set<SheetKind>([
  'attendance-grid',
  'attendance-summary',
  'pay-sheet',
  'pay-confirmation',
])

/** The month of a sheet: what most places say, and what a colleague would ask where they disagree or are silent. */
export function monthOfSheet(
  kind: SheetKind,
  said: MonthsSaid,
  days: YearMonth | null,
  column: ColumnMonths,
  paidIn: YearMonth | null,
): MonthTold {
  const places: (readonly [MonthPlace, YearMonth | null])[] = [
    ['days', days],
    ['title', said.title],
    ['sheet-name', said.sheetName],
    ['file-name', said.fileName],
  ]
  const stated = places.flatMap(([place, month]) => (month === null ? [] : [{ place, month }]))
  const likeliest = mostSaid(stated)
  const period = likeliest?.month ?? said.headDay
  const from = likeliest?.place ?? (said.headDay === null ? null : 'head-line')
  if (!monthly.has(kind)) return { period, from, doubts: [] }
  const one = column.only === null ? [] : [{ place: 'column' as const, month: column.only }]
  const all = [...one, ...stated]
  const months = new Set(all.map(({ month }) => month))
  if (months.size > 1) return { period, from, doubts: [disagree(all)] }
  if (column.isFilled || likeliest !== null) return { period, from, doubts: [] }
  const { headDay, withoutYear } = said
  if (withoutYear !== null && paidIn !== null) {
    return { period: lastOfNumber(withoutYear, paidIn), from: 'title', doubts: [] }
  }
  if (headDay === null) {
    return { period, from, doubts: [withoutYear === null ? unsaid : noYear(withoutYear)] }
  }
  return { period, from, doubts: said.headDayIsMonth ? [] : [onlyDay(headDay)] }
}

interface Stated {
  readonly place: MonthPlace
  readonly month: YearMonth
}

/** The month that most places say; of as many the one that is said nearer to the rows. */
function mostSaid(stated: readonly Stated[]): Stated | null {
  let best: Stated | null = null
  let bestCount = 0
  for (const one of stated) {
    const count = stated.filter(({ month }) => month === one.month).length
    if (count > bestCount) [best, bestCount] = [one, count]
  }
  return best
}

const placeNames: Readonly<Record<MonthPlace, string>> = {
  column: '月份列',
  days: '日期列',
  title: '标题',
  'sheet-name': '工作表名',
  'file-name': '文件名',
  'head-line': '表头上方的日期',
}

function disagree(stated: readonly Stated[]): Doubt {
  const places = stated.map(({ place, month }) => `${placeNames[place]}写 ${month}`).join('，')
  const first = mostSaid(stated)
  const months = new Set([
    ...(first === null ? [] : [first.month]),
    ...stated.map((one) => one.month),
  ])
  const values: Record<string, string> = { places }
  for (const { place, month } of stated) values[place] = month
  return { about: 'month', code: 'recognition.month-disagrees', values, choices: [...months] }
}

const unsaid: Doubt = { about: 'month', code: 'recognition.month-unsaid', values: {}, choices: [] }

function noYear(month: number): Doubt {
  return { about: 'month', code: 'recognition.month-without-year', values: { month }, choices: [] }
}

/** The last month of that number that was not over when it was paid for: wages of July are paid in July or after. */
function lastOfNumber(number: number, paidIn: YearMonth): YearMonth {
  const year = Number(paidIn.slice(0, 4)) - (number > Number(paidIn.slice(5, 7)) ? 1 : 0)
  return YearMonth.parse(`${year}-${String(number).padStart(2, '0')}`)
}

/** Sheets are mostly written in the month that follows the one they speak of, or in that one. */
function onlyDay(month: YearMonth): Doubt {
  return {
    about: 'month',
    code: 'recognition.month-by-day-only',
    values: { month },
    choices: [month, monthBefore(month)],
  }
}

function monthBefore(month: YearMonth): YearMonth {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
  const before = number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`
  return YearMonth.parse(before)
}

/** What a column of months says in the rows that are looked at. */
export interface ColumnMonths {
  readonly isFilled: boolean
  /** The one month of all rows; null where there are several or none. */
  readonly only: YearMonth | null
}

export function columnMonths(
  column: Column | undefined,
  lines: Lines,
  dataRow: number,
  year: string | null,
): ColumnMonths {
  const months = new Set<YearMonth>()
  for (let row = dataRow; column !== undefined && row < lines.count; row += 1) {
    const month = yearMonthOf(lines.rows[row]?.[column.index], false, year)
    if (month !== null && month !== 'unclear') months.add(month)
  }
  const [only] = months
  return { isFilled: months.size > 0, only: months.size === 1 && only !== undefined ? only : null }
}

/** The one month that all days of a column lie in; null where they lie in several, or there are none. */
export function monthOfDays(
  column: Column | undefined,
  lines: Lines,
  dataRow: number,
): YearMonth | null {
  const months = new Set<string>()
  for (let row = dataRow; column !== undefined && row < lines.count; row += 1) {
    const number = dayNumberOf(lines.rows[row]?.[column.index] ?? null, false)
    if (number !== null && !Number.isNaN(number)) months.add(monthOf(plainDateOf(number)))
  }
  const [only] = months
  return months.size === 1 && only !== undefined ? YearMonth.parse(only) : null
}

/** The month that a text names without any year: `7月份工资表`. */
export function monthWithoutYear(text: string): number | null {
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '')
  if (/20\d\d/.test(plain)) return null
  const months = new Set(
    [...plain.matchAll(/(?<!\d)(1[0-2]|0?[1-9])月(?!\d{1,2}[日号])/g)].map(([, month]) => month),
  )
  const [month] = months
  return months.size === 1 ? Number(month) : null
}

/** 2026年5-6月, 4月、5月: no row of such a text is of one month. */
export function saysSeveralMonths(text: string): boolean {
  return /\d{1,2}月?[-—~至到、和及,，]\d{1,2}月/.test(text.replaceAll(/\s/g, ''))
}

/** The month that a text says, in words that go with wages and attendance before all others. */
export function monthOfText(text: string, yearIn: string): YearMonth | null {
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '')
  const own = /(20\d\d年\d{1,2}月份?)(?=.{0,8}?(?:工资|薪资|考勤|出勤|工时|用工|点工|记工))/g.exec(
    plain,
  )?.[1]
  return (
    (own === undefined ? null : monthSaidIn(own)) ?? monthSaidIn(text) ?? bareMonth(text, yearIn)
  )
}

/** `5月份工资表` of a file in a year: month and year from different places. */
function bareMonth(monthIn: string, yearIn: string): YearMonth | null {
  const month = /(?<![\d年])(1[0-2]|0?[1-9])月(?!\d{1,2}[日号])/.exec(monthIn)?.[1]
  const years = new Set(
    [...yearIn.matchAll(/(?<!\d)(20\d\d)(?:年|(?!\d))/g)].map((match) => match[1]),
  )
  const [year] = years
  return month === undefined || year === undefined || years.size !== 1
    ? null
    : monthSaidIn(`${year}年${month}月`)
}

/** Whether days of the head lines are a stretch within one month, or its first: then they say the month. */
export function saysMonthByDays(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '')
  const stretch =
    /(20\d\d)[年\-./](\d{1,2})[月\-./]\d{1,2}日?[-—~至到]+(?:(20\d\d)[年\-./])?(\d{1,2})[月\-./]\d{1,2}/.exec(
      plain,
    )
  if (stretch === null) return false
  return Number(stretch[2]) === Number(stretch[4]) && (stretch[3] ?? stretch[1]) === stretch[1]
}
