import type { PlainDate } from '../../../kernel/day.ts'
import { type Fen, fen } from '../../../kernel/money.ts'

/** What is known of a project's money on a day. */
export interface MoneyFacts {
  readonly day: PlainDate
  readonly festivalOn: PlainDate
  /** Newest balances of its special accounts together; null: no statement was ever taken in. */
  readonly accountFen: number | null
  /** Labour cost due and not transferred, by the schedule that is known; null: no schedule. */
  readonly labourCostFen: number | null
  readonly entered: readonly EnteredMoney[]
}

export interface EnteredMoney {
  readonly amountFen: number
  readonly expectedOn: PlainDate
  readonly enteredOn: PlainDate
  readonly withdrawnOn: PlainDate | null
}

export interface MoneyInSight {
  readonly accountFen: Fen | null
  readonly labourCostFen: Fen | null
  readonly enteredFen: Fen
  readonly moneyFen: Fen
  /** Nothing tells of any money: nought is what is known, and not what there is. */
  readonly unknown: boolean
}

/** How entered money stands: it counts while it is expected. */
export type EnteredState = 'expected' | 'day-passed' | 'withdrawn'

export function enteredState(
  { expectedOn, withdrawnOn }: EnteredMoney,
  day: PlainDate,
): EnteredState {
  if (withdrawnOn !== null && withdrawnOn <= day) return 'withdrawn'
  return expectedOn < day ? 'day-passed' : 'expected'
}

/**
 * Account, labour cost to come, and what is entered by hand for a day between today and the festival. What was expected on a
 * day that has passed is in the account by now, or did not come: counted once more it would be there twice.
 */
export function moneyInSight(facts: MoneyFacts): MoneyInSight {
  const counted = facts.entered.filter(
    (one) =>
      one.enteredOn <= facts.day &&
      one.expectedOn <= facts.festivalOn &&
      enteredState(one, facts.day) === 'expected',
  )
  const enteredFen = fen(counted.reduce((sum, one) => sum + one.amountFen, 0))
  const accountFen = facts.accountFen === null ? null : fen(Math.max(0, facts.accountFen))
  const labourCostFen = facts.labourCostFen === null ? null : fen(Math.max(0, facts.labourCostFen))
  return {
    accountFen,
    labourCostFen,
    enteredFen,
    moneyFen: fen((accountFen ?? 0) + (labourCostFen ?? 0) + enteredFen),
    unknown: accountFen === null && labourCostFen === null && enteredFen === 0,
  }
}

/** What lacks; never below nought. */
export function gapOf(dueFen: Fen, moneyFen: Fen): Fen {
  return fen(Math.max(0, dueFen - moneyFen))
}
