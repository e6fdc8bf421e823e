import type { PlainDate, YearMonth } from '../../../kernel/day.ts'
import { fen, type Fen } from '../../../kernel/money.ts'
import { ledgerRowOf, owedOn, paidUpTo, type WorkerMonth } from '../../wages/rules/ledger.ts'

/**
 * One project's wages of one month as they stand when a day ends: what the rules look at. It is a sum of the
 * worker-months, and with each of them a fold of facts; nothing in it is set by hand.
 */
export interface ProjectMonth {
  readonly month: YearMonth
  readonly payOn: PlainDate
  readonly workers: number
  readonly workersAttended: number
  /** Attended, with neither pay line nor rate: what they are due nobody knows. */
  readonly dueUnknown: number
  /** Attended without an ordinary pay line, whether or not a rate says what is due. */
  readonly attendedWithoutPayLine: number
  readonly dueFen: Fen
  readonly deductedFen: Fen
  readonly paidOnTimeFen: Fen
  readonly paidLateFen: Fen
  /** Owed to all, by the payments up to the day. */
  readonly owedFen: Fen
  readonly owedWorkers: number
  /** Of those owed, who has been paid nothing for the month, and what they are owed. */
  readonly unpaidWorkers: number
  readonly unpaidFen: Fen
  /** The others of those owed: paid a part; and what they are still owed. */
  readonly underpaidWorkers: number
  readonly underpaidFen: Fen
  /** The first payment dated after the day, where somebody has recorded one ahead; null otherwise. */
  readonly nextPaymentOn: PlainDate | null
}

/** The reference fold, which the database's own is tested against. */
export function projectMonthOf(
  month: YearMonth,
  payOn: PlainDate,
  workers: readonly WorkerMonth[],
  day: PlainDate,
): ProjectMonth {
  const sum = {
    workersAttended: 0,
    dueUnknown: 0,
    attendedWithoutPayLine: 0,
    owedWorkers: 0,
    unpaidWorkers: 0,
    underpaidWorkers: 0,
  }
  const money = { due: 0, deducted: 0, onTime: 0, late: 0, owed: 0, unpaid: 0, underpaid: 0 }
  let nextPaymentOn: PlainDate | null = null
  for (const facts of workers) {
    const row = ledgerRowOf(facts)
    const [paid, owed] = [paidUpTo(facts, day), owedOn(facts, day)]
    const onTime = paidUpTo(facts, day < payOn ? day : payOn)
    if (row.attended) sum.workersAttended += 1
    if (row.dueBasis === 'unknown') sum.dueUnknown += 1
    if (row.attended && !row.hasPayLine) sum.attendedWithoutPayLine += 1
    money.due += row.dueFen ?? 0
    money.deducted += row.deductedFen
    money.onTime += onTime
    money.late += paid - onTime
    money.owed += owed
    if (owed > 0) {
      sum.owedWorkers += 1
      sum[paid > 0 ? 'underpaidWorkers' : 'unpaidWorkers'] += 1
      money[paid > 0 ? 'underpaid' : 'unpaid'] += owed
    }
    for (const { paidOn } of facts.payments) {
      if (paidOn > day && (nextPaymentOn === null || paidOn < nextPaymentOn)) nextPaymentOn = paidOn
    }
  }
  return {
    month,
    payOn,
    workers: workers.length,
    ...sum,
    dueFen: fen(money.due),
    deductedFen: fen(money.deducted),
    paidOnTimeFen: fen(money.onTime),
    paidLateFen: fen(money.late),
    owedFen: fen(money.owed),
    unpaidFen: fen(money.unpaid),
    underpaidFen: fen(money.underpaid),
    nextPaymentOn,
  }
}
