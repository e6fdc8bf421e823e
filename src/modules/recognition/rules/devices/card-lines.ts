import type { Cell, Row } from '../../../../kernel/sheet.ts'
import { textOf } from '../cell-text.ts'
import { clockMinutesOf, dayNumber, dayNumberOf } from '../day-text.ts'

/*
 * Reports that machines and their programs print, one block of lines a user (刷卡记录表, 考勤记录表, 考勤卡表): a line with his number,
 * name and department, then his days, side by side with all times of a day in one cell, or one below the other with the
 * times beside it. Blocks may stand beside each other too.
 */

/** What a line says of one user. */
export interface CardHead {
  /** 0-based: where it begins, and the next one's begins. */
  readonly from: number
  readonly to: number
  readonly userNo: string | null
  readonly name: string | null
}

/** A day of a line of days. */
export interface CardDay {
  readonly index: number
  /** 1 to 31. */
  readonly day: number
  /** As a day number, where the cell says the whole date. */
  readonly whole: number | null
}

type Label = 'user' | 'name' | 'other'

const labelWords: readonly (readonly [Label, RegExp])[] = [
  [
    'user',
    /^(?:(?:员工|人员|职工)?[工编]号|考勤号码?|登记号码?|(?:人员|用户|员工)(?:编号|号码?|id)|user ?id|ac-?no\.?|no\.?|id号?)$/i,
  ],
  ['name', /^(?:(?:员工|人员|工人|用户)?姓名|name)$/i],
  [
    'other',
    /^(?:部门(?:名称)?|所属部门|班组|公司|职[务位]|岗位|日期|考勤日期|统计日期|班次|班别|卡号|dept\.?|department)$/i,
  ],
]

function labelOf(text: string): Label | null {
  const plain = text.replaceAll(/\s/g, '').replace(/[:：]$/, '')
  return labelWords.find(([, words]) => words.test(plain))?.[0] ?? null
}

interface Said {
  readonly label: Label
  readonly at: number
  readonly value: string
}

/** Labels of a line with what stands behind each, in the same cell or in the next that is filled. */
function saidIn(row: Row): Said[] {
  const said: Said[] = []
  let open: { label: Label; at: number } | null = null
  const close = (value: string) => {
    if (open !== null) said.push({ ...open, value })
    open = null
  }
  for (const [at, cell] of row.entries()) {
    const text = textOf(cell).normalize('NFKC')
    if (text === '') continue
    const label = labelOf(text)
    if (label !== null) {
      close('')
      open = { label, at }
      continue
    }
    const inside = [...text.matchAll(/([^\s:]{2,6}|[Ii][Dd]|[Nn]o\.?):\s*([^\s:]*)(?=\s|$)/g)]
    const named = inside.flatMap(([, word = '', value = '']) => {
      const of = labelOf(word)
      return of === null ? [] : [{ label: of, at, value }]
    })
    if (named.length === 0) {
      close(text)
      continue
    }
    close('')
    said.push(...named)
  }
  close('')
  return said
}

const isNumber = (text: string) => /^[A-Za-z]{0,6}[-_]?\d{1,18}$/.test(text.replace(/\.0$/, ''))
const isName = (text: string) =>
  /^[\p{Script=Han}·•A-Za-z][\p{Script=Han}·•A-Za-z .]{0,19}\d{0,3}$/u.test(text)

/** The users whose blocks a line opens, or says more of; null where it is no such line. */
export function cardHeadsOf(row: Row): CardHead[] | null {
  const said = saidIn(row)
  const telling = said.filter(({ label }) => label !== 'other')
  // A header of a plain list has labels and no values.
  const good = telling.filter(({ label, value }) =>
    label === 'user' ? isNumber(value) : isName(value),
  )
  if (good.length === 0) return null
  if (telling.some(({ value, label }) => label === 'user' && value !== '' && !isNumber(value)))
    return null
  const groups: Said[][] = []
  for (const one of said) {
    const last = groups.at(-1)
    if (last === undefined || last.some(({ label }) => label === one.label && label !== 'other'))
      groups.push([one])
    else last.push(one)
  }
  const heads = regrouped(groups).map((group, at, all) => ({
    from: at === 0 ? 0 : (group[0]?.at ?? 0),
    to: all[at + 1]?.[0]?.at ?? Number.MAX_SAFE_INTEGER,
    userNo: valueOf(group, 'user', isNumber),
    name: valueOf(group, 'name', isName),
  }))
  return heads
}

/** 部门 before a 姓名 belongs to it: what stands last in a group and begins the next ones goes with those. */
function regrouped(groups: readonly Said[][]): Said[][] {
  const first = groups[0]?.[0]
  if (first === undefined || first.label !== 'other') return groups.map((group) => [...group])
  const made: Said[][] = []
  let carried: Said[] = []
  for (const [at, group] of groups.entries()) {
    const last = group.at(-1)
    const isLast = at === groups.length - 1
    const moves = !isLast && group.length > 1 && last !== undefined && last.label === 'other'
    made.push([...carried, ...(moves ? group.slice(0, -1) : group)])
    carried = moves && last !== undefined ? [last] : []
  }
  return made
}

function valueOf(
  group: readonly Said[],
  label: Label,
  is: (value: string) => boolean,
): string | null {
  return group.find((one) => one.label === label && is(one.value))?.value ?? null
}

/** Fewer days side by side are no line of days: a week is the shortest stretch that is printed. */
const fewestDays = 7

/** 1, 2, 3 …, 26 … 31, 1 … 25, or whole dates, in cells side by side; null where it is no line of days. */
export function cardDaysOf(row: Row, date1904: boolean): CardDay[] | null {
  const days: CardDay[] = []
  for (const [index, cell] of row.entries()) {
    if (textOf(cell) === '') continue
    const one = dayIn(cell, index, date1904)
    const before = days.at(-1)
    const follows = one !== null && (before === undefined || isNext(before, one))
    if (follows) days.push(one)
    else if (days.length >= fewestDays) break
    else if (one === null && days.length > 0) return null
    else if (one !== null) days.splice(0, days.length, one)
  }
  return days.length >= fewestDays ? days : null
}

function isNext(before: CardDay, one: CardDay): boolean {
  if (before.whole !== null && one.whole !== null) return one.whole === before.whole + 1
  return one.day === before.day + 1 || (one.day === 1 && before.day >= 28)
}

function dayIn(cell: Cell, index: number, date1904: boolean): CardDay | null {
  if (typeof cell === 'number') {
    return Number.isInteger(cell) && cell >= 1 && cell <= 31
      ? { index, day: cell, whole: null }
      : null
  }
  const text = textOf(cell).normalize('NFKC').replaceAll(/\s+/g, ' ')
  const whole = dayNumberOf(text.replace(/ .*$/, ''), date1904)
  if (whole !== null && !Number.isNaN(whole) && /^\d{4}/.test(text)) {
    return { index, day: new Date(whole * 86_400_000).getUTCDate(), whole }
  }
  const said =
    /^(?:\d{1,2}[-/.月])?(0?[1-9]|[12]\d|3[01])[日号]?[ \n]?\(?(?:星期|周)?[一二三四五六日天]?\)?$/.exec(
      text,
    )?.[1]
  return said === undefined ? null : { index, day: Number(said), whole: null }
}

/** The day that a card's line begins with: `01 二`, `2026-09-01`; null where it begins otherwise. */
export function leadingDayOf(
  row: Row,
  from: number,
  to: number,
  date1904: boolean,
): CardDay | null {
  for (let index = from; index < Math.min(to, row.length); index += 1) {
    if (textOf(row[index]) !== '') return dayIn(row[index] ?? null, index, date1904)
  }
  return null
}

/** All times of day in a cell, as minutes: 07:58 12:01, one below the other, or one behind the other without a sign. */
export function timesIn(cell: Cell): number[] {
  if (typeof cell === 'number') {
    return cell > 0 && cell < 1 ? [clockMinutesOf(cell) ?? Number.NaN] : []
  }
  const text = textOf(cell).normalize('NFKC')
  if (/\d{4}[-/.年]\d/.test(text) && !/^\d{4}\S+\s+\d{1,2}:\d{2}/.test(text)) return []
  return [...text.matchAll(/([01]\d|2[0-3]|(?<!\d)\d):([0-5]\d)(?::[0-5]\d)?/g)].map(
    ([, hour, minute]) => Number(hour) * 60 + Number(minute),
  )
}

const dated = String.raw`(20\d\d)[-/.年](1[0-2]|0?[1-9])[-/.月]([12]\d|3[01]|0?[1-9])日?`

/** The stretch of days that a line says, as its first and last day; null where it says none. */
export function stretchIn(row: Row): readonly [from: number, to: number] | null {
  const text = row.map(textOf).join(' ').normalize('NFKC').replaceAll(/\s+/g, ' ')
  const said = new RegExp(
    `${dated} ?(?:-{1,2}|~|—{1,2}|至|到) ?(?:(20\\d\\d)[-/.年])?(1[0-2]|0?[1-9])[-/.月]([12]\\d|3[01]|0?[1-9])(?!\\d)`,
  ).exec(text)
  if (said === null) return null
  const [year = NaN, month = NaN, day = NaN] = said.slice(1, 4).map(Number)
  const from = dayNumber(year, month, day)
  const to = dayNumber(
    said[4] === undefined ? year : Number(said[4]),
    Number(said[5]),
    Number(said[6]),
  )
  return Number.isNaN(from) || Number.isNaN(to) || to < from || to - from > 366 ? null : [from, to]
}

/** The dates of days side by side: from a day on, or such that the last of them lies in a month. */
export function datesOf(
  days: readonly CardDay[],
  said: { readonly from: number | null; readonly month: string | null },
): (number | null)[] {
  const [first] = days
  if (first === undefined) return []
  if (days.every(({ whole }) => whole !== null)) return days.map(({ whole }) => whole)
  const begin = said.from === null ? beginIn(days, said.month) : onOrAfter(said.from, first.day)
  let date = begin
  return days.map(({ day }, at) => {
    if (date !== null && at > 0) date = onOrAfter(date + 1, day)
    return date
  })
}

/** The first day on or after another that is that day of its month; null where none comes soon. */
function onOrAfter(from: number, day: number): number | null {
  for (let date = from; date < from + 62; date += 1) {
    if (new Date(date * 86_400_000).getUTCDate() === day) return date
  }
  return null
}

function beginIn(days: readonly CardDay[], month: string | null): number | null {
  const [first] = days
  if (month === null || first === undefined) return null
  const [year = NaN, no = NaN] = month.split('-').map(Number)
  const wraps = days.some(({ day }, at) => at > 0 && day < (days[at - 1]?.day ?? 0))
  const begin = wraps
    ? dayNumber(no === 1 ? year - 1 : year, no === 1 ? 12 : no - 1, first.day)
    : dayNumber(year, no, first.day)
  return Number.isNaN(begin) ? null : begin
}
