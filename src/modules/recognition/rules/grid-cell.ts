import type { Cell } from '../../../kernel/sheet.ts'
import { hundredthsOf, minutesOf, roundedHundredthsOf } from './amount.ts'
import { isBlank, textOf } from './cell-text.ts'
import { plainMark, type Legend, type MarkMeans } from './grid-legend.ts'
import type { Shape } from './shape.ts'

/** What a day's cell of a grid says; numbers are hundredths of 工日, or minutes. */
export interface DayCell {
  readonly present: boolean
  readonly minutes: number
  readonly overtime: number
  readonly workdaysHundredths: number
  /** A mark, not a number: in half a day's column it says half as much. */
  readonly isMark: boolean
}

export const absent: DayCell = {
  present: false,
  minutes: 0,
  overtime: 0,
  workdaysHundredths: 0,
  isMark: false,
}

const presentWords =
  /^(?:[√●■★]|全勤?|出勤?|勤|到|在岗|在|上班|班|正常|满勤|白班?|夜班?|中班|早班|晚班|[早中晚]|全天|一天|迟到?|早退|外出|公出|出差|[vV])$/
const halfWords = /^(?:半|半天|半勤|½|[上下]半?[午天]?|[早晚]半天|◐|◑|△半)$/
const absentWords =
  /^(?:[×○⊙☒/\\—–~-]|休息?|假|事假?|病假?|旷工?|缺勤?|请假?|公休|轮休|年[假休]?|婚假?|丧假?|产假?|陪产假?|探亲?假?|工伤假?|停工?|雨[停天休]?|[大暴中小下][雨雪]+|雪|高温|台风|停电|停水|离场?|退场?|未进场|未到|未来|节假?日?|法定(?:节?假日?)?|春节|国庆|中秋|端午|清明|五一|十一|元旦|周末|补休|调休?|放假?|回家|n|N)$/

const none: Legend = new Map()

/**
 * Reads a cell as the grid's unit asks. Null where it cannot be understood; a mark in a grid of hours is
 * presence whose hours nobody wrote. What the sheet's own legend says of a mark goes before what is usual.
 */
export function dayCellOf(
  cell: Cell | undefined,
  unit: Shape['unit'],
  legend: Legend = none,
): DayCell | null {
  if (cell === null || cell === undefined || cell === '') return absent
  if (typeof cell === 'boolean') return cell ? wholeDay(unit) : absent
  if (legend.size > 0 && typeof cell === 'string') {
    const means = legend.get(plainMark(cell.trim()))
    if (means !== undefined) return ofMark(means, unit)
  }
  const number = unit === 'hours' ? ofHours(cell) : ofWorkdays(cell)
  if (number !== 'no-number') return number
  if (isBlank(cell)) return absent
  const text = plainOf(cell)
  const means = meansOf(text, legend)
  if (means !== null) return ofMark(means, unit)
  return typeof cell === 'string' ? ofParts(partsOf(text), unit, legend) : null
}

/** The ordinary part of a cell as hundredths, whatever else stands in it; NaN where there is none, null where empty. */
export function ordinaryHundredths(cell: Cell | undefined): number | null {
  const value = hundredthsOf(cell)
  if (value === null || !Number.isNaN(value) || typeof cell !== 'string') return value
  const parts = partsOf(plainOf(cell))
  return parts?.first === undefined ? NaN : Math.round(parts.first.value * 100)
}

function plainOf(cell: Cell): string {
  return textOf(cell)
    .normalize('NFKC')
    .replaceAll(/\s*\n\s*/g, '/')
    .replaceAll(/\s/g, '')
}

function ofHours(cell: Cell): DayCell | null | 'no-number' {
  const minutes = minutesOf(cell)
  return minutes === null || Number.isNaN(minutes) ? 'no-number' : ofMinutes(minutes)
}

function ofWorkdays(cell: Cell): DayCell | null | 'no-number' {
  const exact = hundredthsOf(cell)
  const hundredths = Number.isNaN(exact) ? roundedHundredthsOf(cell) : exact
  if (hundredths === null || Number.isNaN(hundredths)) return 'no-number'
  if (hundredths < 0) return null
  if (hundredths === 0) return absent
  return { ...absent, present: true, workdaysHundredths: hundredths }
}

function ofMinutes(minutes: number): DayCell | null {
  if (minutes < 0) return null
  return minutes === 0 ? absent : { ...absent, present: true, minutes }
}

function meansOf(text: string, legend: Legend): MarkMeans | null {
  const sign = plainMark(text)
  const said = legend.get(sign)
  if (said !== undefined) return said
  if (presentWords.test(sign)) return 'present'
  if (halfWords.test(sign)) return 'half'
  return absentWords.test(sign) ? 'absent' : null
}

function ofMark(means: MarkMeans, unit: Shape['unit']): DayCell {
  if (means === 'absent') return absent
  const whole = wholeDay(unit)
  return means === 'present' ? whole : { ...whole, workdaysHundredths: unit === 'hours' ? 0 : 50 }
}

function wholeDay(unit: Shape['unit']): DayCell {
  return { ...absent, present: true, workdaysHundredths: unit === 'hours' ? 0 : 100, isMark: true }
}

/** Two things in one cell: `8+2`, `8(2)`, `8/2`, `√+2`, `√/×`, `8小时+2小时`; or a number with another unit. */
interface Parts {
  readonly first?: Quantity
  readonly mark?: string
  readonly second?: Quantity
  readonly secondMark?: string
  readonly join: '+' | '/'
  /** Something stands between the two. */
  readonly isJoined?: boolean
}

interface Quantity {
  readonly value: number
  readonly unit: 'hours' | 'workdays' | null
}

const quantity = '(\\d{1,2}(?:\\.\\d+)?)(h|小时|时|工日?|个工?|天)?'
const single = new RegExp(`^${quantity}$`, 'i')
const twoNumbers = new RegExp(
  `^${quantity}([+加/、,;](?:班)?|\\((?:加班?|\\+)?)${quantity}\\)?$`,
  'i',
)
const markAndNumber = new RegExp(`^([^\\d+/(加]{1,3}?)((?:[+/(]|加班?)*)${quantity}\\)?$`, 'i')
const twoMarks = /^([^\d]{1,2}?)[/、,;|+-]?([^\d/、,;|+-]{1,2})$/

function partsOf(text: string): Parts | null {
  const alone = single.exec(text)
  if (alone !== null) return { first: quantityOf(alone[1], alone[2]), join: '+' }
  const two = twoNumbers.exec(text)
  if (two !== null) {
    const join = /^[/、,;]/.test(two[3] ?? '') ? '/' : '+'
    return { first: quantityOf(two[1], two[2]), second: quantityOf(two[4], two[5]), join }
  }
  const marked = markAndNumber.exec(text)
  if (marked?.[1] !== undefined)
    return {
      mark: marked[1],
      second: quantityOf(marked[3], marked[4]),
      join: '+',
      isJoined: marked[2] !== '',
    }
  const marks = twoMarks.exec(text)
  if (marks?.[1] === undefined || marks[2] === undefined) return null
  return { mark: marks[1], secondMark: marks[2], join: '/' }
}

function quantityOf(value: string | undefined, unit: string | undefined): Quantity {
  const said = unit?.toLowerCase() ?? ''
  const isHours = said === 'h' || said.includes('时')
  return { value: Number(value), unit: said === '' ? null : isHours ? 'hours' : 'workdays' }
}

function ofParts(parts: Parts | null, unit: Shape['unit'], legend: Legend): DayCell | null {
  if (parts === null) return null
  const { mark, secondMark, first, second, join } = parts
  if (mark !== undefined && secondMark !== undefined)
    return ofTwoMarks(mark, secondMark, unit, legend)
  if (mark !== undefined) {
    const means = meansOf(mark, legend)
    // √0.5 may be a half or one and a half.
    if (means === null || second === undefined || (second.value < 1 && !parts.isJoined)) return null
    return withMore(ofMark(means, unit), second)
  }
  if (first === undefined) return null
  const base = ofQuantity(first, unit)
  if (second === undefined) return base
  // 4/4 are a morning and an afternoon; 8/2 are eight hours and two of overtime.
  const areHalves = join === '/' && first.value <= 6 && Math.abs(first.value - second.value) <= 2
  if (areHalves) return sumOf(base, ofQuantity(second, unit))
  return withMore(base, unit === 'hours' ? { ...second, unit: second.unit ?? 'hours' } : second)
}

/** A number of a day: of hours where it says so or can be nothing else. */
function ofQuantity({ value, unit: own }: Quantity, unit: Shape['unit']): DayCell {
  if (value === 0) return absent
  const inHours = own === null ? unit === 'hours' || value > 3 : own === 'hours'
  if (inHours) return { ...absent, present: true, minutes: Math.round(value * 60) }
  return { ...absent, present: true, workdaysHundredths: Math.round(value * 100) }
}

/** Overtime: in hours, where it is more than a 工 or says so; else in 工. */
function withMore(base: DayCell, { value, unit }: Quantity): DayCell {
  const inWorkdays = unit === 'workdays' || (unit === null && value <= 1)
  const present = base.present || value > 0
  if (inWorkdays) {
    const workdaysHundredths = base.workdaysHundredths + Math.round(value * 100)
    return { ...base, present, workdaysHundredths, isMark: false }
  }
  return { ...base, present, overtime: base.overtime + Math.round(value * 60) }
}

function sumOf(one: DayCell, other: DayCell): DayCell {
  return {
    present: one.present || other.present,
    minutes: one.minutes + other.minutes,
    overtime: one.overtime + other.overtime,
    workdaysHundredths: one.workdaysHundredths + other.workdaysHundredths,
    isMark: false,
  }
}

/** √/×: a morning and an afternoon, each half a day. */
function ofTwoMarks(
  one: string,
  other: string,
  unit: Shape['unit'],
  legend: Legend,
): DayCell | null {
  const means = [meansOf(one, legend), meansOf(other, legend)]
  // √半 may be a half or one and a half.
  if (means.includes(null) || (new Set(means).size === 2 && !means.includes('absent'))) return null
  const halves = means.filter((mean) => mean === 'present' || mean === 'half').length
  if (halves === 0) return absent
  return ofMark(halves === 2 ? 'present' : 'half', unit)
}
