import { addDays, day, month, type PlainDate, type YearMonth } from '../src/kernel/day.ts'
import { fen } from '../src/kernel/money.ts'
import type { ProjectMonth } from '../src/modules/risk/rules/project-month.ts'

export const today: PlainDate = day('2026-11-24')

/** The same numbers on every machine (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Project-months as a district has them over a year: six in seven are in order; of the others some owe everybody, some a few, some
 * have no pay sheet, and each of the rarer things is on one in some dozens.
 */
export function statesOf(count: number, next: () => number): ProjectMonth[] {
  return Array.from({ length: count }, () => stateOf(next))
}

function stateOf(next: () => number): ProjectMonth {
  const below = (most: number) => Math.floor(next() * (most + 1))
  const once = (share: number) => next() < share
  const at = monthAgo(below(11))
  const workers = 10 + below(290)
  const workersAttended = workers - below(3)
  const inOrder = once(0.85)
  const noSheet = !inOrder && once(0.15)
  const unpaidWorkers =
    inOrder || noSheet ? 0 : once(0.5) ? workersAttended : Math.min(workersAttended, below(12))
  const underpaidWorkers = inOrder || noSheet ? 0 : below(workersAttended - unpaidWorkers)
  const payLineWorkers = noSheet ? 0 : workers - (inOrder ? 0 : below(4))
  const dueFen = noSheet ? 0 : workers * 700_000
  const some = (share: number, most: number) => (!inOrder && once(share) ? 1 + below(most) : 0)
  const belowRateWorkers = some(0.1, 20)
  return {
    month: at,
    payOn: addDays(day(`${at}-01`), 55 + below(6)),
    workers,
    workersAttended,
    dueUnknown: noSheet ? workersAttended : 0,
    attendedWithoutPayLine: workersAttended - Math.min(workersAttended, payLineWorkers),
    dueFen: fen(dueFen),
    deductedFen: fen(0),
    paidOnTimeFen: fen(inOrder ? dueFen : 0),
    paidLateFen: fen(0),
    owedFen: fen((unpaidWorkers * 2 + underpaidWorkers) * 350_000),
    owedWorkers: unpaidWorkers + underpaidWorkers,
    unpaidWorkers,
    unpaidFen: fen(unpaidWorkers * 700_000),
    underpaidWorkers,
    underpaidFen: fen(underpaidWorkers * 350_000),
    payLineWorkers,
    paidNotAttended: some(0.1, 8),
    belowRateWorkers,
    belowRateFen: fen(belowRateWorkers * 40_000),
    belowMinimumWorkers: 0,
    belowWorkers: belowRateWorkers,
    overMonthWorkers: some(0.02, 1),
    overYearWorkers: some(0.01, 1),
    highestDueFen: fen(900_000 + below(600_000)),
    sharedCardWorkers: some(0.05, 11),
    attendedUnpaid: noSheet ? workersAttended : unpaidWorkers,
    doubtfulIdWorkers: some(0.05, 2),
    underAgeWorkers: some(0.01, 1),
    payableWorkers: noSheet ? 0 : workers,
    livingCostWorkers: once(0.5) ? underpaidWorkers : 0,
    nextPaymentOn: null,
  }
}

function monthAgo(count: number): YearMonth {
  const at = 2026 * 12 + 9 - count
  return month(`${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`)
}
