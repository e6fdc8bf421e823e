import { firstOf, type PlainDate, type YearMonth } from '../../../kernel/day.ts'
import { fen, type Fen } from '../../../kernel/money.ts'
import {
  earned,
  monthWorkdaysHundredths,
  type LedgerRow,
  ledgerRowOf,
  owedOn,
  paidUpTo,
  type WorkerMonth,
} from '../../wages/rules/ledger.ts'
import type { RiskParameters } from './level.ts'

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
  /** With an ordinary pay line; none while others attended: no pay sheet at all. */
  readonly payLineWorkers: number
  /** A pay line that states a sum, and no attendance. */
  readonly paidNotAttended: number
  /** Attended, and the pay line states less than the tolerated share of 工日 × rate; and by how much less. */
  readonly belowRateWorkers: number
  readonly belowRateFen: Fen
  /** Attended, and due less than the minimum wage for their part of the month; 0 where no minimum is known. */
  readonly belowMinimumWorkers: number
  /** Either of both. */
  readonly belowWorkers: number
  readonly overMonthWorkers: number
  /** Whose sum of the year passed its threshold in this month, and who are not over the month's. */
  readonly overYearWorkers: number
  /** The most that one worker is due. */
  readonly highestDueFen: Fen
  /** Paid by a card that pay lines or bank returns of the month name for another worker too. */
  readonly sharedCardWorkers: number
  /** Attended, and paid nothing when the day ends. */
  readonly attendedUnpaid: number
  /** With a number that cannot be right. */
  readonly doubtfulIdWorkers: number
  /** Not yet 16 on the first of the month; a number that cannot be right says no age. */
  readonly underAgeWorkers: number
  /** Due something after deductions. */
  readonly payableWorkers: number
  /** Of them, who was paid something, and no more than a share of it. */
  readonly livingCostWorkers: number
  /** The first payment dated after the day, where somebody has recorded one ahead; null otherwise. */
  readonly nextPaymentOn: PlainDate | null
}

/** All that the rules ask of one worker and month. */
export interface MonthFacts extends WorkerMonth {
  /** Which cards pay lines and bank returns name; only whether two are the same is asked. */
  readonly cards?: readonly string[]
  readonly idImpossible?: boolean
  /** The day he turns 16, of who may be younger. */
  readonly sixteenOn?: PlainDate | null
  /** What he is due for the earlier months of the year on this project. */
  readonly dueEarlierFen?: Fen
}

/** What the fold itself goes by; the other figures are the rules' own. */
export type FoldTerms = Pick<
  RiskParameters,
  | 'overMonthYuan'
  | 'overYearYuan'
  | 'belowRatePercent'
  | 'minimumWageMonth'
  | 'livingCostPaidPercent'
>

/** One worker-month as the rules look at it: which of them count it. The database says the same (views-fold.ts). */
export interface WorkerMarks {
  readonly row: LedgerRow
  readonly paidFen: Fen
  readonly owedFen: Fen
  readonly paidNotAttended: boolean
  readonly belowRateFen: Fen
  readonly belowRate: boolean
  readonly belowMinimum: boolean
  readonly overMonth: boolean
  readonly overYear: boolean
  readonly sharedCard: boolean
  readonly attendedUnpaid: boolean
  readonly doubtfulId: boolean
  readonly underAge: boolean
  readonly payable: boolean
  readonly livingCost: boolean
}

export function marksOf(
  facts: MonthFacts,
  month: YearMonth,
  day: PlainDate,
  terms: FoldTerms,
  sharedCards: ReadonlySet<string>,
): WorkerMarks {
  const row = ledgerRowOf(facts)
  const due = row.dueFen ?? 0
  const paidFen = paidUpTo(facts, day)
  const left = due - row.deductedFen
  const worked =
    facts.rate === null
      ? 0
      : earned(facts.rate, { minutes: row.minutes, workdaysHundredths: row.sureWorkdaysHundredths })
  const stated = row.attended && row.dueBasis === 'pay-line'
  const belowRate = stated && due * 100 < worked * terms.belowRatePercent.value
  const minimum = terms.minimumWageMonth === null ? 0 : terms.minimumWageMonth.value * 100
  const share = Math.min(monthWorkdaysHundredths, row.workdaysHundredths)
  const known = row.attended && row.dueFen !== null
  const overMonth = due > terms.overMonthYuan.value * 100
  const yearly = terms.overYearYuan.value * 100
  const earlier = facts.dueEarlierFen ?? 0
  const payable = row.dueBasis !== 'unknown' && left > 0
  const here = row.attended || row.dueBasis === 'pay-line'
  return {
    row,
    paidFen,
    owedFen: owedOn(facts, day),
    paidNotAttended: row.dueBasis === 'pay-line' && !row.attended && due > 0,
    belowRate,
    belowRateFen: fen(belowRate ? worked - due : 0),
    belowMinimum: known && due * monthWorkdaysHundredths < minimum * share,
    overMonth,
    overYear: !overMonth && earlier <= yearly && earlier + due > yearly,
    sharedCard: (facts.cards ?? []).some((card) => sharedCards.has(card)),
    attendedUnpaid: row.attended && paidFen <= 0,
    doubtfulId: here && (facts.idImpossible ?? false),
    underAge: here && !facts.idImpossible && (facts.sixteenOn ?? firstOf(month)) > firstOf(month),
    payable,
    livingCost: payable && paidFen > 0 && paidFen * 100 <= left * terms.livingCostPaidPercent.value,
  }
}

/** Cards that are named for more than one worker of the month. */
export function sharedCardsOf(workers: readonly MonthFacts[]): Set<string> {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const { cards = [] } of workers) {
    for (const card of new Set(cards)) {
      if (seen.has(card)) shared.add(card)
      seen.add(card)
    }
  }
  return shared
}

/** The reference fold, which the database's own is tested against. */
export function projectMonthOf(
  month: YearMonth,
  payOn: PlainDate,
  workers: readonly MonthFacts[],
  day: PlainDate,
  terms: FoldTerms,
): ProjectMonth {
  const shared = sharedCardsOf(workers)
  const all = workers.map((facts) => ({
    facts,
    marks: marksOf(facts, month, day, terms, shared),
  }))
  const count = (asks: (marks: WorkerMarks) => boolean) =>
    all.filter(({ marks }) => asks(marks)).length
  const sum = (value: (marks: WorkerMarks, facts: MonthFacts) => number) =>
    fen(all.reduce((total, { marks, facts }) => total + value(marks, facts), 0))
  const onTime = (facts: MonthFacts) => paidUpTo(facts, day < payOn ? day : payOn)
  const isUnpaid = ({ owedFen, paidFen }: WorkerMarks) => owedFen > 0 && paidFen <= 0
  const isUnderpaid = ({ owedFen, paidFen }: WorkerMarks) => owedFen > 0 && paidFen > 0
  return {
    month,
    payOn,
    workers: workers.length,
    workersAttended: count(({ row }) => row.attended),
    dueUnknown: count(({ row }) => row.dueBasis === 'unknown'),
    attendedWithoutPayLine: count(({ row }) => row.attended && !row.hasPayLine),
    dueFen: sum(({ row }) => row.dueFen ?? 0),
    deductedFen: sum(({ row }) => row.deductedFen),
    paidOnTimeFen: sum((_, facts) => onTime(facts)),
    paidLateFen: sum(({ paidFen }, facts) => paidFen - onTime(facts)),
    owedFen: sum(({ owedFen }) => owedFen),
    owedWorkers: count(({ owedFen }) => owedFen > 0),
    unpaidWorkers: count(isUnpaid),
    unpaidFen: sum((marks) => (isUnpaid(marks) ? marks.owedFen : 0)),
    underpaidWorkers: count(isUnderpaid),
    underpaidFen: sum((marks) => (isUnderpaid(marks) ? marks.owedFen : 0)),
    payLineWorkers: count(({ row }) => row.hasPayLine),
    paidNotAttended: count((marks) => marks.paidNotAttended),
    belowRateWorkers: count((marks) => marks.belowRate),
    belowRateFen: sum((marks) => marks.belowRateFen),
    belowMinimumWorkers: count((marks) => marks.belowMinimum),
    belowWorkers: count((marks) => marks.belowRate || marks.belowMinimum),
    overMonthWorkers: count((marks) => marks.overMonth),
    overYearWorkers: count((marks) => marks.overYear),
    highestDueFen: fen(Math.max(0, ...all.map(({ marks }) => marks.row.dueFen ?? 0))),
    sharedCardWorkers: count((marks) => marks.sharedCard),
    attendedUnpaid: count((marks) => marks.attendedUnpaid),
    doubtfulIdWorkers: count((marks) => marks.doubtfulId),
    underAgeWorkers: count((marks) => marks.underAge),
    payableWorkers: count((marks) => marks.payable),
    livingCostWorkers: count((marks) => marks.livingCost),
    nextPaymentOn: nextPaymentAfter(day, workers),
  }
}

function nextPaymentAfter(day: PlainDate, workers: readonly MonthFacts[]): PlainDate | null {
  const ahead = workers
    .flatMap(({ payments }) => payments.map(({ paidOn }) => paidOn))
    .filter((paidOn) => paidOn > day)
  return ahead.toSorted()[0] ?? null
}
