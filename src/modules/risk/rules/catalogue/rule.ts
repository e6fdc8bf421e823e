import type { PlainDate, YearMonth } from '../../../../kernel/day.ts'
import type { Level, Mark } from '../../../../kernel/level.ts'
import type { NumberParameter, TextParameter } from '../../../places/rules/parameter.ts'
import { ageDaysOf, monthDaysOf } from '../first-days.ts'
import { type Gravity, levelDays, levelOf, type RiskParameters } from '../level.ts'
import type { ProjectMonth } from '../project-month.ts'

export const ruleIds = [
  'R-01',
  'R-02',
  'R-03',
  'R-04',
  'R-05',
  'R-06',
  'R-07',
  'R-08',
  'R-09',
  'R-10',
  'R-11',
] as const
export type RuleId = (typeof ruleIds)[number]

export type RuleValues = Readonly<Record<string, string | number>>

/** A figure or a choice that a rule goes by. */
export type RuleParameter = NumberParameter | TextParameter

export interface RuleWarning<Id extends string = RuleId> {
  readonly rule: Id
  readonly level: Level
  readonly month: YearMonth
  /** The first day on which it may be said: since when it holds. */
  readonly raisedOn: PlainDate
  readonly article: string
  /** Code of the sentence; its values are below. */
  readonly code: string
  readonly values: RuleValues
  /** How many worker-months stand behind it. */
  readonly evidence: number
  /** Code of the sentence that says what ends it. */
  readonly clearsWhen: string
}

/** `Id`: of a rule of the catalogue, or of one that is made to measure with. */
export interface RiskRule<Id extends string = RuleId> {
  readonly id: Id
  /** Codes of its sentences: its name, what it says to an officer and to the firm, what ends it, why it is asked. */
  readonly title: string
  readonly code: string
  readonly firm: string
  readonly clearsWhen: string
  readonly why: string
  readonly article: string
  /** How sure the article is (rulebook). */
  readonly mark: Mark
  readonly gravity: (parameters: RiskParameters) => Gravity
  readonly parameters: (parameters: RiskParameters) => readonly RuleParameter[]
  /** What the rule cannot say for want of a figure: the keys. */
  readonly missing: (parameters: RiskParameters) => readonly string[]
  readonly check: (
    state: ProjectMonth,
    day: PlainDate,
    parameters: RiskParameters,
  ) => RuleWarning<Id> | null
  /** The days on which it may begin or change its level by itself; none where it has nothing to say. */
  readonly days: (state: ProjectMonth, parameters: RiskParameters) => readonly PlainDate[]
}

export interface RuleShape<Id extends string = RuleId> {
  readonly id: Id
  readonly name: string
  readonly article: string
  /** How many it is about; none: it has nothing to say. */
  readonly workers: (state: ProjectMonth, parameters: RiskParameters) => number
  /** The other values of its sentence; asked only where it speaks. */
  readonly values?: (state: ProjectMonth, parameters: RiskParameters) => RuleValues
  /** The first day on which it may be said. */
  readonly begins: Begins
  readonly gravity: (parameters: RiskParameters) => Gravity
  readonly parameters?: (parameters: RiskParameters) => readonly RuleParameter[]
  readonly missing?: (parameters: RiskParameters) => readonly string[]
}

type Begins = (state: ProjectMonth, parameters: RiskParameters) => PlainDate

/** From the day after the pay date on. */
export const afterPayDate: Begins = ({ payOn }, { orangeMonths, redMonths }) =>
  ageDaysOf(payOn, orangeMonths.value, redMonths.value).missed

/** Once the month is over: before that its papers are not whole. */
export const afterMonth: Begins = ({ month }) => monthDaysOf(month).over

/** A rule of its shape: silent before its day and where it finds nobody. */
export function rule<Id extends string = RuleId>(shape: RuleShape<Id>): RiskRule<Id> {
  const { id, name, article, workers: counts, values, begins, gravity } = shape
  const code = `risk.${name}`
  const clearsWhen = `risk.${name}-clears`
  const own = shape.parameters ?? (() => [])
  const parameters = (all: RiskParameters) => [...own(all), ...ofGravity(gravity(all), all)]
  return {
    id,
    title: `risk.${name}-title`,
    code,
    firm: `risk.${name}-firm`,
    clearsWhen,
    why: `risk.${name}-why`,
    article,
    mark: 'read',
    gravity,
    parameters,
    missing: shape.missing ?? (() => []),
    check: (state, day, all) => {
      const workers = counts(state, all)
      if (workers <= 0) return null
      const begin = begins(state, all)
      if (day < begin) return null
      const level = levelOf(gravity(all), state.payOn, day, all)
      if (level === null) return null
      return {
        rule: id,
        level,
        month: state.month,
        raisedOn: begin,
        article,
        code,
        values: { month: state.month, payOn: state.payOn, workers, ...values?.(state, all) },
        evidence: workers,
        clearsWhen,
      }
    },
    days: (state, all) => {
      if (counts(state, all) <= 0) return []
      const ages = agesMatter(gravity(all)) ? levelDays(state.payOn, all) : []
      return [begins(state, all), ...ages]
    },
  }
}

function agesMatter(gravity: Gravity): boolean {
  return gravity === 'by-age' || gravity === 'above-age'
}

function ofGravity(gravity: Gravity, all: RiskParameters): RuleParameter[] {
  return agesMatter(gravity) ? [all.orangeMonths, all.redMonths] : []
}
