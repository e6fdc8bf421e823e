import type { PlainDate } from '../../../kernel/day.ts'
import type { Fen } from '../../../kernel/money.ts'
import { gapOf, moneyInSight, type MoneyFacts, type MoneyInSight } from './money-in-sight.ts'
import {
  keptOf,
  type PaidOnDay,
  type PlanSums,
  type Promised,
  type PromiseKept,
  sumsOf,
} from './promise.ts'
import { type WageFacts, type WageParameters, type WagesUntil, wagesUntil } from './wages-due.ts'

/** All that is known of a project on a day. */
export interface OutlookFacts {
  readonly wages: WageFacts
  readonly money: MoneyFacts
  /** The day from which payments count; null: there is no plan. */
  readonly planMadeOn: PlainDate | null
  readonly promises: readonly Promised[]
  readonly payments: readonly PaidOnDay[]
}

export interface ProjectOutlook {
  readonly wages: WagesUntil
  readonly money: MoneyInSight
  readonly gapFen: Fen
  readonly kept: readonly PromiseKept[]
  readonly plan: PlanSums
}

/** How a project stands before the festival: the same for what is kept, shown and computed for another day. */
export function projectOutlook(facts: OutlookFacts, parameters: WageParameters): ProjectOutlook {
  const wages = wagesUntil(facts.wages, parameters)
  const money = moneyInSight(facts.money)
  const { planMadeOn, promises, payments } = facts
  const kept = planMadeOn === null ? [] : keptOf(promises, payments, planMadeOn, facts.wages.day)
  return {
    wages,
    money,
    gapFen: gapOf(wages.dueFen, money.moneyFen),
    kept,
    plan: sumsOf(promises, kept),
  }
}
