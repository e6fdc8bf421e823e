import { lastOf, type PlainDate, type YearMonth } from '../../../kernel/day.ts'
import { Level } from '../../../kernel/level.ts'
import {
  findParameter,
  numberParameterFor,
  type NumberParameter,
  type Parameter,
  textParameterFor,
  type TextParameter,
} from '../../places/rules/parameter.ts'
import { ageDaysOf } from './first-days.ts'

/** Rules whose level is a parameter; the first three go by age alone. */
export const graded = ['R-04', 'R-05', 'R-06', 'R-07', 'R-08', 'R-09', 'R-10', 'R-11'] as const
export type Graded = (typeof graded)[number]

/** The figures that rules go by, each with where it comes from (rulebook A05, A06, A22, A30, §15.1). */
export interface RiskParameters {
  /** Ages in months since the pay date at which a warning rises a level. */
  readonly orangeMonths: NumberParameter
  readonly redMonths: NumberParameter
  readonly overMonthYuan: NumberParameter
  readonly overYearYuan: NumberParameter
  readonly belowRatePercent: NumberParameter
  /** Null where the place has no figure: what needs it is not computed, and named. */
  readonly minimumWageMonth: NumberParameter | null
  readonly unpaidSharePercent: NumberParameter
  readonly livingCostPaidPercent: NumberParameter
  readonly livingCostWorkersPercent: NumberParameter
  readonly levels: Readonly<Record<Graded, TextParameter>>
}

/** Of what a place may leave open. */
export const minimumWageKey = 'minimum-wage-month'

/**
 * The figures as they hold on a day; one that does not hold yet, as on the other. Refuses, naming it, where one has no
 * value for the district on either.
 */
export function riskParametersFor(
  rows: readonly Parameter[],
  district: string,
  on: PlainDate,
  other: PlainDate = on,
): RiskParameters {
  const when = (key: string) => (findParameter(rows, key, district, on) === null ? other : on)
  const number = (key: string) => numberParameterFor(rows, key, district, when(key))
  const level = (rule: Graded) => {
    const key = `level-${rule.toLowerCase()}`
    return textParameterFor(rows, key, district, when(key))
  }
  return {
    orangeMonths: number('arrears-age-orange-months'),
    redMonths: number('arrears-age-red-months'),
    overMonthYuan: number('pay-above-month-yuan'),
    overYearYuan: number('pay-above-year-yuan'),
    belowRatePercent: number('pay-below-rate-percent'),
    minimumWageMonth:
      findParameter(rows, minimumWageKey, district, on) === null ? null : number(minimumWageKey),
    unpaidSharePercent: number('unpaid-share-percent'),
    livingCostPaidPercent: number('living-cost-paid-percent'),
    livingCostWorkersPercent: number('living-cost-workers-percent'),
    levels: {
      'R-04': level('R-04'),
      'R-05': level('R-05'),
      'R-06': level('R-06'),
      'R-07': level('R-07'),
      'R-08': level('R-08'),
      'R-09': level('R-09'),
      'R-10': level('R-10'),
      'R-11': level('R-11'),
    },
  }
}

export type ParametersOfMonth = (month: YearMonth) => RiskParameters

/**
 * The figures for each month as they held when it ended, so that it does not matter on which day its state is looked at;
 * where one did not hold yet, as they hold on the day.
 */
export function parametersByMonth(
  rows: readonly Parameter[],
  district: string,
  today: PlainDate,
): ParametersOfMonth {
  const known = new Map<YearMonth, RiskParameters>()
  return (month) => {
    const found = known.get(month) ?? riskParametersFor(rows, district, lastOf(month), today)
    known.set(month, found)
    return found
  }
}

type Ages = Pick<RiskParameters, 'orangeMonths' | 'redMonths'>

function agesOf(payOn: PlainDate, { orangeMonths, redMonths }: Ages) {
  return ageDaysOf(payOn, orangeMonths.value, redMonths.value)
}

/**
 * The level by age, in calendar months from the pay date (a month after 31 January is the end of February): up to
 * the first age yellow, up to the second orange, beyond it red. Null while the pay date is not missed.
 */
export function levelByAge(payOn: PlainDate, day: PlainDate, parameters: Ages): Level | null {
  if (day <= payOn) return null
  const { orange, red } = agesOf(payOn, parameters)
  if (day >= red) return 'red'
  return day >= orange ? 'orange' : 'yellow'
}

/** How grave a rule is: `by-age`, a level above that (`above-age`), or the same on every day. */
export type Gravity = 'by-age' | 'above-age' | Level

export function levelOf(
  gravity: Gravity,
  payOn: PlainDate,
  day: PlainDate,
  parameters: Ages,
): Level | null {
  if (gravity !== 'by-age' && gravity !== 'above-age') return gravity
  const level = levelByAge(payOn, day, parameters)
  return level === null || gravity === 'by-age' ? level : raised(level, 1)
}

/** So many levels higher; red is the highest. */
export function raised(level: Level, levels: number): Level {
  const at = Math.min(Level.options.indexOf(level) + levels, Level.options.length - 1)
  return Level.options[at] ?? 'red'
}

export function isGraver(one: Level, other: Level): boolean {
  return Level.options.indexOf(one) > Level.options.indexOf(other)
}

/** The days on which the level changes by age, in order; the first of them: the pay date is missed. */
export function levelDays(payOn: PlainDate, parameters: Ages): readonly PlainDate[] {
  return agesOf(payOn, parameters).days
}

/** The level that comes next by age alone, and its first day; null where it is the last. */
export function nextLevelOf(
  payOn: PlainDate,
  day: PlainDate,
  parameters: Ages,
  gravity: Gravity = 'by-age',
): { readonly level: Level; readonly on: PlainDate } | null {
  const now = levelOf(gravity, payOn, day, parameters)
  for (const on of levelDays(payOn, parameters)) {
    const level = on > day ? levelOf(gravity, payOn, on, parameters) : null
    if (level !== null && level !== now) return { level, on }
  }
  return null
}
