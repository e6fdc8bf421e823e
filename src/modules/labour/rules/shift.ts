import type { PlainDate } from '../../../kernel/day.ts'
import {
  numberParameterFor,
  type Parameter,
  textParameterFor,
} from '../../places/rules/parameter.ts'
import type { ShiftRules } from './attendance.ts'

/** Parameters that say how punches become days. */
export const shiftKeys = {
  count: 'shift-count',
  longest: 'shift-longest-hours',
  cut: 'shift-day-cut-hour',
  repeat: 'shift-repeat-minutes',
} as const

/** The rules of shifts that hold in a district on a day; refuses where one is missing. */
export function shiftRulesFrom(
  parameters: readonly Parameter[],
  district: string,
  on: PlainDate,
): ShiftRules {
  const number = (key: string) => numberParameterFor(parameters, key, district, on).value
  const count = textParameterFor(parameters, shiftKeys.count, district, on).value
  if (count !== 'first-last' && count !== 'pairs') {
    throw new Error(`${shiftKeys.count} is neither first-last nor pairs.`)
  }
  return {
    count,
    longestShiftMinutes: Math.round(number(shiftKeys.longest) * 60),
    dayCutMinute: Math.round(number(shiftKeys.cut) * 60),
    repeatMinutes: number(shiftKeys.repeat),
  }
}
