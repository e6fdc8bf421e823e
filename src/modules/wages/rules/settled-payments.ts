import { nextMonth, monthOf, type PlainDate, type YearMonth } from '../../../kernel/day.ts'
import { fen, type Fen } from '../../../kernel/money.ts'

/*
 * What was paid for one worker-month where sheets and banks both speak of it: the reference that the database's own fold
 * is tested against. One sum of money is looked at after the other:
 *
 *  - what a bank paid is paid, on the bank's day;
 *  - a sheet's payment of the same sum is the same payment, of the same day first, else in the order of days: it does
 *    not count again;
 *  - what a bank could not pay takes a sheet's payment away in the same manner: the money did not arrive. One that was
 *    tried again and then paid is one payment, not two;
 *  - what came back (退汇) makes a payment of the bank, the earliest, one that failed;
 *  - whatever is left of the sheet's payments still counts as stated; a bank that has no result yet says nothing.
 */

export interface StatedPayment {
  readonly paidOn: PlainDate
  readonly amountFen: Fen
}

export interface BankReturn {
  readonly outcome: 'paid' | 'failed' | 'refunded' | 'pending'
  readonly paidOn: PlainDate
  readonly amountFen: Fen
}

/** What counts, by day; without returns what was stated. */
export function settledPayments(
  stated: readonly StatedPayment[],
  returns: readonly BankReturn[],
): StatedPayment[] {
  const amounts = new Set([...stated, ...returns].map(({ amountFen }) => amountFen))
  return [...amounts].flatMap((amountFen) => {
    const ofSum = <P extends { amountFen: Fen }>(all: readonly P[]) =>
      all.filter((one) => one.amountFen === amountFen)
    return [...paidByDay(ofSum(stated), ofSum(returns))].map(([paidOn, times]) => ({
      paidOn,
      amountFen: fen(amountFen * times),
    }))
  })
}

interface OfDay {
  readonly paidOn: PlainDate
  readonly stated: number
  readonly paid: number
  readonly failed: number
}

/** How often one sum was paid on each day. */
function paidByDay(
  stated: readonly StatedPayment[],
  returns: readonly BankReturn[],
): Map<PlainDate, number> {
  const { days, refundsLeft } = refunded(stated, returns)
  const sum = (of: (day: OfDay) => number) => days.reduce((all, day) => all + of(day), 0)
  const met = (day: OfDay) => Math.min(day.stated, day.paid + day.failed)
  // A later payment of what had failed is that one, tried again.
  const paidElsewhere =
    sum((day) => Math.max(0, day.paid - day.stated)) -
    sum((day) => met(day) - Math.min(day.stated, day.paid))
  const failedElsewhere = sum((day) => Math.max(0, day.failed - day.stated)) + refundsLeft
  let elsewhere = Math.max(0, paidElsewhere, failedElsewhere)
  const paid = new Map<PlainDate, number>()
  for (const day of days) {
    const left = day.stated - met(day)
    const taken = Math.min(left, elsewhere)
    elsewhere -= taken
    const times = day.paid + left - taken
    if (times > 0) paid.set(day.paidOn, times)
  }
  return paid
}

/** The days in order, with each refund's payment one that failed. */
function refunded(stated: readonly StatedPayment[], returns: readonly BankReturn[]) {
  const countOn = (outcome: BankReturn['outcome'], paidOn: PlainDate) =>
    returns.filter((one) => one.outcome === outcome && one.paidOn === paidOn).length
  let refundsLeft = returns.filter(({ outcome }) => outcome === 'refunded').length
  const paidOns = new Set([...stated, ...returns].map(({ paidOn }) => paidOn))
  const days = [...paidOns].toSorted().map((paidOn): OfDay => {
    const paid = countOn('paid', paidOn)
    const back = Math.min(paid, refundsLeft)
    refundsLeft -= back
    return {
      paidOn,
      stated: stated.filter((one) => one.paidOn === paidOn).length,
      paid: paid - back,
      failed: countOn('failed', paidOn) + back,
    }
  })
  return { days, refundsLeft }
}

/** A return whose list says no month. */
export interface OpenReturn extends BankReturn {
  readonly place: string
}

/**
 * The month that each of a worker's open returns counts for: work comes before pay, so it is the latest month before the
 * payment for which a pay line states this very sum as net; several of one sum paid in one month take the months backwards,
 * the last first. Else the month of the payment itself where its pay line states the sum, else the month before.
 */
export function monthsOfReturns(
  open: readonly OpenReturn[],
  nets: readonly { readonly month: YearMonth; readonly netFen: Fen }[],
): Map<OpenReturn, YearMonth> {
  return new Map(
    open.map((one) => {
      const paidIn = monthOf(one.paidOn)
      const fitting = new Set(
        nets.filter(({ netFen }) => netFen === one.amountFen).map(({ month }) => month),
      )
      const before = [...fitting]
        .filter((month) => month < paidIn)
        .toSorted()
        .toReversed()
      const rank = open.filter((other) => isLater(other, one)).length
      const found = before[rank] ?? before[0] ?? (fitting.has(paidIn) ? paidIn : null)
      return [one, found ?? nextMonth(paidIn, -1)]
    }),
  )
}

/** Of the same sum and outcome, paid in the same month, later than the other. */
function isLater(one: OpenReturn, other: OpenReturn): boolean {
  if (one === other || one.amountFen !== other.amountFen || one.outcome !== other.outcome)
    return false
  if (monthOf(one.paidOn) !== monthOf(other.paidOn)) return false
  return one.paidOn > other.paidOn || (one.paidOn === other.paidOn && one.place > other.place)
}
