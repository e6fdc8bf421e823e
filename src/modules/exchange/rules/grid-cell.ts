import type { Cell } from '../../../kernel/sheet.ts'
import { hundredthsOf, minutesOf, roundedHundredthsOf } from './amount.ts'
import { isBlank, textOf } from './cell-text.ts'
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

const presentMarks = /^(?:[√✓✔☑vV●■★]|全勤?|出勤?|勤|到|在岗|上班|正常|满勤|白班?|夜班?|全天|一天)$/
const halfMarks = /^(?:半|半天|半勤|½|0\.5天|[上下]午|◐|◑|△半)$/
const absentMarks =
  /^(?:[×xX✗✘☒/\\—-]|休息?|假|事假?|病假?|旷工?|缺勤?|请假|公休|轮休|年假?|婚假?|丧假?|产假?|工伤?|停工?|雨停?|离场?|退场?|未进场|节|法定|周末|补休|调休|放假|n|N)$/

/**
 * Reads a cell as the grid's unit asks. Null where it cannot be understood; a mark in a grid of hours is
 * presence whose hours nobody wrote.
 */
export function dayCellOf(cell: Cell | undefined, unit: Shape['unit']): DayCell | null {
  if (cell === null || cell === undefined || cell === '') return absent
  if (typeof cell === 'boolean') return cell ? wholeDay(unit) : absent
  if (unit === 'hours') {
    const minutes = minutesOf(cell)
    if (minutes !== null && !Number.isNaN(minutes)) return ofMinutes(minutes)
    const sum = typeof cell === 'string' ? hoursWithOvertime(cell) : null
    if (sum !== null) return sum
  } else {
    const exact = hundredthsOf(cell)
    const hundredths = Number.isNaN(exact) ? roundedHundredthsOf(cell) : exact
    if (hundredths !== null && !Number.isNaN(hundredths)) {
      return hundredths > 0
        ? { ...absent, present: true, workdaysHundredths: hundredths }
        : hundredths === 0
          ? absent
          : null
    }
  }
  if (isBlank(cell)) return absent
  const text = textOf(cell).normalize('NFKC').replaceAll(/\s/g, '')
  if (presentMarks.test(text)) return wholeDay(unit)
  if (halfMarks.test(text))
    return { ...wholeDay(unit), workdaysHundredths: unit === 'hours' ? 0 : 50 }
  return absentMarks.test(text) ? absent : null
}

function ofMinutes(minutes: number): DayCell | null {
  if (minutes < 0) return null
  return minutes === 0 ? absent : { ...absent, present: true, minutes }
}

function wholeDay(unit: Shape['unit']): DayCell {
  return { ...absent, present: true, workdaysHundredths: unit === 'hours' ? 0 : 100, isMark: true }
}

/** `8+2`: hours and overtime in one cell. */
function hoursWithOvertime(cell: string): DayCell | null {
  const parts = /^(\d{1,2}(?:\.\d+)?)\s*[+＋]\s*(\d{1,2}(?:\.\d+)?)$/.exec(
    cell.normalize('NFKC').trim(),
  )
  if (parts === null) return null
  const minutes = Math.round(Number(parts[1]) * 60)
  return { ...absent, present: true, minutes, overtime: Math.round(Number(parts[2]) * 60) }
}
