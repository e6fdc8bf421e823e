import type { PlainDate } from '../../../kernel/day.ts'
import { attendedWithoutPayLine } from './catalogue/attended-without-pay-line.ts'
import { identityImpossible } from './catalogue/identity-impossible.ts'
import { livingCostOnly } from './catalogue/living-cost-only.ts'
import { manyUnpaid } from './catalogue/many-unpaid.ts'
import { noPaySheet } from './catalogue/no-pay-sheet.ts'
import { owedAfterPayDate } from './catalogue/owed-after-pay-date.ts'
import { paidLessThanDue } from './catalogue/paid-less-than-due.ts'
import { paidNotAttended } from './catalogue/paid-not-attended.ts'
import { payBelowAgreed } from './catalogue/pay-below-agreed.ts'
import { payTooHigh } from './catalogue/pay-too-high.ts'
import type { RiskRule, RuleWarning } from './catalogue/rule.ts'
import { sharedCard } from './catalogue/shared-card.ts'
import type { RiskParameters } from './level.ts'
import type { ProjectMonth } from './project-month.ts'

/*
 * Each rule is a pure function of the project-month as it stands, so that a warning clears by itself on the day its fact
 * ends: nothing is remembered, nobody has to close it.
 *
 * share what is owed between them: R-01 has the workers who were paid nothing, R-03 those who were
 * paid a part. No worker and no fen is in both, and together they are all that is owed. share those who
 * worked and have no pay line: R-05 where nobody of the month has one. The others name no sum that is owed.
 *
 * No rule speaks of how many days have passed: a stored sentence would be wrong tomorrow. Pages reckon it
 * from `payOn`.
 */
export const riskRules: readonly RiskRule[] = [
  owedAfterPayDate,
  attendedWithoutPayLine,
  paidLessThanDue,
  paidNotAttended,
  noPaySheet,
  payBelowAgreed,
  payTooHigh,
  sharedCard,
  manyUnpaid,
  identityImpossible,
  livingCostOnly,
]

const known: ReadonlyMap<string, RiskRule> = new Map(riskRules.map((rule) => [rule.id, rule]))

/** Undefined where no rule of today has the id. */
export function ruleOf(id: string): RiskRule | undefined {
  return known.get(id)
}

/** Every warning that a project-month deserves on a day. */
export function warningsOf(
  state: ProjectMonth,
  day: PlainDate,
  parameters: RiskParameters,
  rules: readonly RiskRule[] = riskRules,
): RuleWarning[] {
  return warningsBy(rules, state, day, parameters)
}

/** The same by other rules: some of them, or more. */
export function warningsBy<Id extends string>(
  rules: readonly RiskRule<Id>[],
  state: ProjectMonth,
  day: PlainDate,
  parameters: RiskParameters,
): RuleWarning<Id>[] {
  const warnings: RuleWarning<Id>[] = []
  for (const { check } of rules) {
    const warning = check(state, day, parameters)
    if (warning !== null) warnings.push(warning)
  }
  return warnings
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
  let next = state.nextPaymentOn
  for (const rule of riskRules) {
    for (const on of rule.days(state, parameters)) {
      if (on > day && (next === null || on < next)) next = on
    }
  }
  return next
}
