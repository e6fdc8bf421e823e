import type { PlainDate } from '../../../kernel/day.ts'
import { type Fen, fen, zeroFen } from '../../../kernel/money.ts'

export interface Promised {
  readonly id: string
  readonly dueOn: PlainDate
  readonly amountFen: number
}

/** What the ledger says was paid on a day, of whatever wage month. */
export interface PaidOnDay {
  readonly on: PlainDate
  readonly fen: number
}

export type PromiseState = 'pending' | 'kept' | 'partly' | 'broken'

export interface PromiseKept {
  readonly id: string
  readonly state: PromiseState
  /** Paid by its day. */
  readonly keptFen: Fen
  /** Paid after its day, by now. */
  readonly lateFen: Fen
  /** Of one whose day has passed: what is not paid yet. */
  readonly lacksFen: Fen
}

/** The order in which payments cover promises. */
export function inOrder<P extends Promised>(promises: readonly P[]): P[] {
  return promises.toSorted((a, b) =>
    a.dueOn === b.dueOn ? (a.id < b.id ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1,
  )
}

/**
 * What became of each promise when `day` ends, by payments alone: those from `from` on cover the promises in the order of
 * their days. A promise is due to the end of its day.
 */
export function keptOf(
  promises: readonly Promised[],
  payments: readonly PaidOnDay[],
  from: PlainDate,
  day: PlainDate,
): PromiseKept[] {
  const paidBy = (until: PlainDate) =>
    payments
      .filter(({ on }) => on >= from && on <= until && on <= day)
      .reduce((sum, payment) => sum + payment.fen, 0)
  const byNow = paidBy(day)
  let before = 0
  return inOrder(promises).map((promise) => {
    const cover = (paid: number) => fen(Math.min(promise.amountFen, Math.max(0, paid - before)))
    const keptFen = cover(paidBy(promise.dueOn))
    const all = cover(byNow)
    before += promise.amountFen
    const hasPassed = promise.dueOn < day
    return {
      id: promise.id,
      state: stateOf(promise, keptFen, hasPassed),
      keptFen,
      lateFen: fen(Math.max(0, all - keptFen)),
      lacksFen: hasPassed ? fen(promise.amountFen - Math.max(all, keptFen)) : zeroFen,
    }
  })
}

/** A sum that is there before its day is kept already. */
function stateOf({ amountFen }: Promised, kept: Fen, hasPassed: boolean): PromiseState {
  if (kept === amountFen) return 'kept'
  if (!hasPassed) return 'pending'
  return kept > 0 ? 'partly' : 'broken'
}

export interface PlanSums {
  readonly plannedFen: Fen
  readonly keptFen: Fen
  readonly lateFen: Fen
  readonly brokenFen: Fen
  readonly broken: number
  readonly nextOn: PlainDate | null
}

export function sumsOf(promises: readonly Promised[], kept: readonly PromiseKept[]): PlanSums {
  const sum = (of: (one: PromiseKept) => number) =>
    fen(kept.reduce((total, one) => total + of(one), 0))
  const pending = new Set(kept.filter(({ state }) => state === 'pending').map(({ id }) => id))
  return {
    plannedFen: fen(promises.reduce((total, { amountFen }) => total + amountFen, 0)),
    keptFen: sum((one) => one.keptFen),
    lateFen: sum((one) => one.lateFen),
    brokenFen: sum((one) => one.lacksFen),
    broken: kept.filter(({ lacksFen }) => lacksFen > 0).length,
    nextOn: inOrder(promises).find(({ id }) => pending.has(id))?.dueOn ?? null,
  }
}
