import { dayText } from '../../../kernel/day-text.ts'
import type { PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Role } from '../../../kernel/role.ts'

/** Who is to pay; the order in which they answer is the law's (条例 art. 29 to 31), not the plan's. */
export const payers = [
  'owner',
  'general-contractor',
  'subcontractor',
  'labour-company',
  'other',
] as const
export type Payer = (typeof payers)[number]

/** Where the money comes from. */
export const moneySources = [
  'special-account',
  'labour-cost',
  'progress-payment',
  'own-funds',
  'loan',
  'other',
] as const
export type MoneySource = (typeof moneySources)[number]

/** Who writes plans and enters money. */
export const planners = ['coordination-office', 'labour-officer'] as const satisfies readonly Role[]

/** A whole plan has few instalments; a bound, not a page. */
export const mostPromises = 40
/** 100 billion yuan: beyond it a sum is a slip of the pen. */
export const mostFen = 10_000_000_000_000

export interface PromiseDraft {
  readonly beginsOn: PlainDate | null
  readonly dueOn: PlainDate
  readonly amountFen: number
  readonly people: number
}

export interface PlanDay {
  readonly day: PlainDate
  readonly festivalOn: PlainDate
}

/** Why a promise cannot be made; null when it can. `nth` counts from 1. */
export function whyNotPromise(
  draft: PromiseDraft,
  nth: number,
  { day, festivalOn }: PlanDay,
): Refusal | null {
  const no = (
    code: string,
    field: string,
    values: Record<string, string | number> = {},
  ): Refusal => ({
    code,
    kind: 'invalid',
    field: `promises.${nth - 1}.${field}`,
    values: { nth, ...values },
  })
  const { beginsOn, dueOn, amountFen, people } = draft
  if (!(amountFen > 0)) return no('outlook.promise-sum', 'amountFen')
  if (amountFen > mostFen) return no('outlook.promise-sum-too-great', 'amountFen')
  if (!(people > 0)) return no('outlook.promise-people', 'people')
  if (dueOn > festivalOn)
    return no('outlook.promise-after-festival', 'dueOn', { festival: dayText(festivalOn) })
  if (dueOn < day) return no('outlook.promise-day-passed', 'dueOn')
  if (beginsOn !== null && beginsOn > dueOn)
    return no('outlook.promise-ends-before-begin', 'beginsOn')
  return null
}

/** Why a plan cannot be made of these promises; null when it can. Those that stand of it already are not among them. */
export function whyNotPlan(
  drafts: readonly PromiseDraft[],
  known: PlanDay & {
    readonly version: number
    readonly seenVersion: number
    readonly standing: number
  },
): Refusal | null {
  if (known.version !== known.seenVersion) {
    return { code: 'outlook.plan-changed-meanwhile', kind: 'changed-meanwhile' }
  }
  if (drafts.length + known.standing === 0) {
    return { code: 'outlook.plan-empty', kind: 'invalid', field: 'promises' }
  }
  if (drafts.length > mostPromises) {
    return {
      code: 'outlook.plan-too-long',
      kind: 'invalid',
      field: 'promises',
      values: { most: mostPromises },
    }
  }
  for (const [at, draft] of drafts.entries()) {
    const refusal = whyNotPromise(draft, at + 1, known)
    if (refusal !== null) return refusal
  }
  return null
}

/** More is promised than is due by so many times: no refusal, but somebody is to look. */
export function isFarBeyond(plannedFen: number, dueFen: number, times: number): boolean {
  return dueFen > 0 && plannedFen > dueFen * times
}

/** Why money cannot be entered for that day; null when it can. */
export function whyNotEnterMoney(
  { amountFen, expectedOn }: { readonly amountFen: number; readonly expectedOn: PlainDate },
  { day, festivalOn }: PlanDay,
): Refusal | null {
  if (!(amountFen > 0)) return invalid('outlook.money-sum', 'amountFen')
  if (amountFen > mostFen) return invalid('outlook.money-sum-too-great', 'amountFen')
  if (expectedOn < day) return invalid('outlook.money-day-passed', 'expectedOn')
  if (expectedOn > festivalOn) {
    return {
      ...invalid('outlook.money-after-festival', 'expectedOn'),
      values: { festival: dayText(festivalOn) },
    }
  }
  return null
}

function invalid(code: string, field: string): Refusal {
  return { code, kind: 'invalid', field }
}

/** Why this actor may not take entered money back; null when he may. */
export function whyNotWithdrawMoney(
  money: { readonly withdrawnOn: PlainDate | null; readonly enteredBy: string },
  actor: { readonly id: string; readonly roles: readonly Role[] },
): Refusal | null {
  if (money.withdrawnOn !== null) return { code: 'outlook.money-withdrawn', kind: 'wrong-state' }
  if (actor.roles.includes('coordination-office') || money.enteredBy === actor.id) return null
  return { code: 'outlook.money-not-yours', kind: 'not-allowed' }
}
