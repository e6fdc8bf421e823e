import type { PlainDate, YearMonth } from '../../../kernel/day.ts'
import type { Level, Mark } from '../../../kernel/level.ts'
import { yuanText, type Fen } from '../../../kernel/money.ts'
import type { NumberParameter } from '../../places/rules/parameter.ts'
import { levelByAge, levelDays, missedOn, type RiskParameters } from './level.ts'
import type { ProjectMonth } from './project-month.ts'

/*
 * The first rules. Each is a pure function of the project-month as it stands, so that a warning clears by itself
 * on the day its fact ends: nothing is remembered, nobody has to close it.
 *
 * share what is owed between them: R-01 has the workers who were paid nothing, R-03 those who were
 * paid a part. No worker and no fen is in both, and together they are all that is owed. R-02 is about paper, not
 * money: somebody worked and no pay line says what for.
 *
 * No rule speaks of how many days have passed: a stored sentence would be wrong tomorrow. Pages reckon it
 * from `payOn`.
 */

export const ruleIds = ['R-01', 'R-02', 'R-03'] as const
export type RuleId = (typeof ruleIds)[number]

export interface RuleWarning {
  readonly rule: RuleId
  readonly level: Level
  readonly month: YearMonth
  /** The day after the pay date, since when it holds. */
  readonly raisedOn: PlainDate
  readonly article: string
  /** Code of the sentence; its values are below. */
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
  /** How many worker-months stand behind it. */
  readonly evidence: number
  /** Code of the sentence that says what ends it. */
  readonly clearsWhen: string
  /** The figures that made its level, with where they come from. */
  readonly parameters: readonly NumberParameter[]
}

export interface RiskRule {
  readonly id: RuleId
  /** Code of its name. */
  readonly title: string
  /** Code of its sentence. */
  readonly code: string
  readonly clearsWhen: string
  readonly article: string
  /** How sure the article is (rulebook). */
  readonly mark: Mark
  readonly check: (
    state: ProjectMonth,
    day: PlainDate,
    parameters: RiskParameters,
  ) => RuleWarning | null
}

/** Owed after the pay date, to workers who were paid nothing. */
export const owedAfterPayDate: RiskRule = rule({
  id: 'R-01',
  name: 'owed-after-pay-date',
  article: '保障农民工工资支付条例 第十三条、第十六条、第三十条',
  finds: (state) => ({ workers: state.unpaidWorkers, owed: state.unpaidFen }),
})

/** Attended, and after the pay date no pay line: 条例 asks for a monthly sheet and a ledger. */
export const attendedWithoutPayLine: RiskRule = rule({
  id: 'R-02',
  name: 'attended-without-pay-line',
  article: '保障农民工工资支付条例 第十五条、第三十一条',
  finds: (state) => ({ workers: state.attendedWithoutPayLine, owed: null }),
})

/** Paid, but less than due, and still so after the pay date. */
export const paidLessThanDue: RiskRule = rule({
  id: 'R-03',
  name: 'paid-less-than-due',
  article: '保障农民工工资支付条例 第十三条、第十六条、第三十条',
  finds: (state) => ({ workers: state.underpaidWorkers, owed: state.underpaidFen }),
})

export const riskRules: readonly RiskRule[] = [
  owedAfterPayDate,
  attendedWithoutPayLine,
  paidLessThanDue,
]

/** Every warning that a project-month deserves on a day. */
export function warningsOf(
  state: ProjectMonth,
  day: PlainDate,
  parameters: RiskParameters,
): RuleWarning[] {
  if (!mayWarn(state)) return []
  return riskRules.flatMap(({ check }) => check(state, day, parameters) ?? [])
}

/**
 * The next day on which a warning may begin, end or change its level by the mere passing of days; null where only a
 * new fact can bring one.
 */
export function lookAgainOn(
  state: ProjectMonth,
  day: PlainDate,
  parameters: RiskParameters,
): PlainDate | null {
  if (!mayWarn(state)) return null
  const days = levelDays(state.payOn, parameters)
  if (state.nextPaymentOn !== null) days.push(state.nextPaymentOn)
  return days.toSorted().find((next) => next > day) ?? null
}

function mayWarn({ owedFen, attendedWithoutPayLine: without }: ProjectMonth): boolean {
  return owedFen > 0 || without > 0
}

interface RuleShape {
  readonly id: RuleId
  readonly name: string
  readonly article: string
  /** Whom it is about, and how much is owed to them; null where money is not what it says. */
  readonly finds: (state: ProjectMonth) => { workers: number; owed: Fen | null }
}

function rule({ id, name, article, finds }: RuleShape): RiskRule {
  const [code, clearsWhen] = [`risk.${name}`, `risk.${name}-clears`]
  const check: RiskRule['check'] = (state, day, parameters) => {
    const { workers, owed } = finds(state)
    const level = workers > 0 ? levelByAge(state.payOn, day, parameters) : null
    if (level === null) return null
    const money = owed === null ? {} : { fen: owed, yuan: yuanText(owed) }
    return {
      rule: id,
      level,
      month: state.month,
      raisedOn: missedOn(state.payOn),
      article,
      code,
      values: { month: state.month, payOn: state.payOn, workers, ...money },
      evidence: workers,
      clearsWhen,
      parameters: [parameters.orangeMonths, parameters.redMonths],
    }
  }
  return { id, title: `risk.${name}-title`, code, clearsWhen, article, mark: 'read', check }
}
