import { addDays, addMonths, type PlainDate } from '../../../kernel/day.ts'
import type { Level } from '../../../kernel/level.ts'
import {
  numberParameterFor,
  type NumberParameter,
  type Parameter,
} from '../../places/rules/parameter.ts'

/** Ages in months since the pay date at which a warning rises a level (rulebook A30). */
export interface RiskParameters {
  readonly orangeMonths: NumberParameter
  readonly redMonths: NumberParameter
}

/** Refuses, naming it, where one of the ages has no value for the district on the day. */
export function riskParametersFor(
  rows: readonly Parameter[],
  district: string,
  on: PlainDate,
): RiskParameters {
  return {
    orangeMonths: numberParameterFor(rows, 'arrears-age-orange-months', district, on),
    redMonths: numberParameterFor(rows, 'arrears-age-red-months', district, on),
  }
}

/** The first day on which a pay date is missed. */
export function missedOn(payOn: PlainDate): PlainDate {
  return addDays(payOn, 1)
}

/**
 * The level by age, in calendar months from the pay date (a month after 31 January is the end of February): up to
 * the first age yellow, up to the second orange, beyond it red. Null while the pay date is not missed.
 */
export function levelByAge(
  payOn: PlainDate,
  day: PlainDate,
  parameters: RiskParameters,
): Level | null {
  if (day <= payOn) return null
  if (day > addMonths(payOn, parameters.redMonths.value)) return 'red'
  return day > addMonths(payOn, parameters.orangeMonths.value) ? 'orange' : 'yellow'
}

/** The days on which the level changes by age, in order. */
export function levelDays(payOn: PlainDate, parameters: RiskParameters): PlainDate[] {
  const ages = [0, parameters.orangeMonths.value, parameters.redMonths.value]
  return ages.map((months) => addDays(addMonths(payOn, months), 1)).toSorted()
}

/** The level that comes next by age alone, and its first day; null where it is the last. */
export function nextLevelOf(
  payOn: PlainDate,
  day: PlainDate,
  parameters: RiskParameters,
): { readonly level: Level; readonly on: PlainDate } | null {
  const now = levelByAge(payOn, day, parameters)
  for (const on of levelDays(payOn, parameters)) {
    const level = on > day ? levelByAge(payOn, on, parameters) : null
    if (level !== null && level !== now) return { level, on }
  }
  return null
}
