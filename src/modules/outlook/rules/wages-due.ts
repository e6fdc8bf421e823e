import {
  addDays,
  daysBetween,
  daysIn,
  firstOf,
  lastOf,
  monthOf,
  nextMonth,
  type PlainDate,
  type YearMonth,
} from '../../../kernel/day.ts'
import { type Fen, fen, zeroFen } from '../../../kernel/money.ts'

/*
 * What wages a project needs until the Spring Festival: what the ledger owes today, and an estimate of what is worked and not
 * stated, or still to be worked. No law gives the estimate: it is said with its method, its months and how sure it is.
 */

/** A month of the ledger, folded. */
export interface WageMonth {
  readonly month: YearMonth
  readonly dueFen: number
  readonly deductedFen: number
  readonly owedFen: number
  readonly owedWorkers: number
  /** Workers who are due something. */
  readonly payable: number
  /** Workers of whom nobody has said what is due. */
  readonly dueUnknown: number
}

export interface WageFacts {
  readonly day: PlainDate
  readonly festivalOn: PlainDate
  readonly building: boolean
  readonly begunOn: PlainDate | null
  readonly finishOn: PlainDate | null
  /** In any order. */
  readonly months: readonly WageMonth[]
  /** People on the roster who have not left by the day. */
  readonly onRoster: number
  /** What those with an agreed rate come to for a whole month, and how many they are. */
  readonly agreedFen: number
  readonly agreedPeople: number
}

export interface WageParameters {
  /** Newest months that usual pay is taken from. */
  readonly monthsUsed: number
  /** Days before the festival on which the site stops. */
  readonly stopDays: number
}

export type Method = 'usual-pay' | 'agreed-rate' | 'nothing-to-work' | 'unknown'
export type Confidence = 'high' | 'medium' | 'low' | 'none'
export type Doubt =
  | 'few-months'
  | 'old-months'
  | 'due-unknown'
  | 'no-roster'
  | 'roster-differs'
  | 'agreed-rate'
  | 'nothing-known'

export type WageLineKind = 'owed' | 'due-unknown' | 'unreported' | 'current' | 'ahead'

export interface WageLine {
  readonly month: YearMonth
  readonly kind: WageLineKind
  readonly people: number
  /** Null: nobody can say, and it is not nought. */
  readonly fen: Fen | null
  /** Days of the month that count, of how many. */
  readonly days: number
  readonly daysInMonth: number
}

export interface WagesUntil {
  readonly owedFen: Fen
  readonly estimatedFen: Fen
  readonly dueFen: Fen
  /** A line of the estimate has no sum. */
  readonly unestimated: boolean
  readonly unknownWorkerMonths: number
  readonly people: number
  readonly peopleFrom: 'roster' | 'ledger'
  /** For one worker and a whole month; null where nothing tells. */
  readonly usualFen: Fen | null
  readonly usualMonths: readonly YearMonth[]
  readonly worksUntil: PlainDate
  readonly method: Method
  readonly confidence: Confidence
  readonly doubts: readonly Doubt[]
  readonly lines: readonly WageLine[]
}

/** A roster and a ledger that differ by more than a third speak of different people. */
const rosterMayDiffer = 1 / 3

export function wagesUntil(facts: WageFacts, parameters: WageParameters): WagesUntil {
  const thisMonth = monthOf(facts.day)
  const months = facts.months
    .filter(({ month }) => month <= thisMonth)
    .toSorted((a, b) => (a.month < b.month ? -1 : 1))
  const usual = usualOf(months, facts, parameters)
  const newest = months.findLast(({ payable }) => payable > 0)
  const peopleFrom = facts.onRoster > 0 ? ('roster' as const) : ('ledger' as const)
  const people = facts.onRoster > 0 ? facts.onRoster : (newest?.payable ?? 0)
  const worksUntil = lastWorked(facts, parameters)
  const lines = [
    ...owedLines(months),
    ...unknownLines(months, thisMonth, usual.fen),
    ...workLines({ facts, months, people, worksUntil, usualFen: usual.fen, parameters }),
  ]
  const estimates = lines.filter(({ kind }) => kind !== 'owed')
  const owedFen = sumOf(lines.filter(({ kind }) => kind === 'owed'))
  const estimatedFen = sumOf(estimates)
  const unestimated = estimates.some((line) => line.fen === null) || nothingKnown(facts, people)
  const doubts = doubtsOf(facts, months, usual, { people, newest, parameters, estimates })
  return {
    owedFen,
    estimatedFen,
    dueFen: fen(owedFen + estimatedFen),
    unestimated,
    unknownWorkerMonths: months
      .filter(({ month }) => month < thisMonth)
      .reduce((sum, one) => sum + one.dueUnknown, 0),
    people,
    peopleFrom,
    usualFen: usual.fen,
    usualMonths: usual.months,
    worksUntil,
    method: methodOf(usual, estimates, unestimated),
    confidence: confidenceOf(doubts, unestimated),
    doubts,
    lines,
  }
}

interface Usual {
  readonly fen: Fen | null
  readonly months: readonly YearMonth[]
  readonly agreed: boolean
}

/** Net due ÷ payable workers of the newest whole months; without any, what was agreed. */
function usualOf(
  months: readonly WageMonth[],
  { day, agreedFen, agreedPeople }: WageFacts,
  { monthsUsed }: WageParameters,
): Usual {
  const whole = months.filter(({ month, payable }) => month < monthOf(day) && payable > 0)
  const used = whole.slice(-Math.max(1, monthsUsed))
  const payable = used.reduce((sum, one) => sum + one.payable, 0)
  if (payable > 0) {
    const net = used.reduce((sum, one) => sum + netOf(one), 0)
    return {
      fen: fen(Math.round(Math.max(0, net) / payable)),
      months: used.map(({ month }) => month),
      agreed: false,
    }
  }
  if (agreedPeople === 0) return { fen: null, months: [], agreed: false }
  return { fen: fen(Math.round(agreedFen / agreedPeople)), months: [], agreed: true }
}

function netOf({ dueFen, deductedFen }: WageMonth): number {
  return dueFen - deductedFen
}

/** The last day worked before the festival: the site stops some days before it, or is finished earlier. */
function lastWorked({ festivalOn, finishOn }: WageFacts, { stopDays }: WageParameters): PlainDate {
  const stops = addDays(festivalOn, -1 - Math.max(0, stopDays))
  return finishOn !== null && finishOn < stops ? finishOn : stops
}

function owedLines(months: readonly WageMonth[]): WageLine[] {
  return months
    .filter(({ owedFen }) => owedFen > 0)
    .map(({ month, owedFen, owedWorkers }) => ({
      ...wholeOf(month),
      kind: 'owed',
      people: owedWorkers,
      fen: fen(owedFen),
    }))
}

function wholeOf(month: YearMonth) {
  return { month, days: daysIn(month), daysInMonth: daysIn(month) }
}

/** Of this month who is unknown is in the rest of it. */
function unknownLines(
  months: readonly WageMonth[],
  thisMonth: YearMonth,
  usualFen: Fen | null,
): WageLine[] {
  return months
    .filter(({ month, dueUnknown }) => month < thisMonth && dueUnknown > 0)
    .map(({ month, dueUnknown }) => ({
      ...wholeOf(month),
      kind: 'due-unknown',
      people: dueUnknown,
      fen: usualFen === null ? null : fen(usualFen * dueUnknown),
    }))
}

interface Work {
  readonly facts: WageFacts
  readonly months: readonly WageMonth[]
  readonly people: number
  readonly worksUntil: PlainDate
  readonly usualFen: Fen | null
  readonly parameters: WageParameters
}

/** Months that are worked, or will be, and of which no sheet says what is due. */
function workLines({ facts, months, people, worksUntil, usualFen, parameters }: Work): WageLine[] {
  if (!facts.building || people === 0) return []
  const thisMonth = monthOf(facts.day)
  const known = new Map(months.map((one) => [one.month, one]))
  const lines: WageLine[] = []
  let month = firstUnreported(months, thisMonth, parameters)
  for (; firstOf(month) <= worksUntil; month = nextMonth(month)) {
    const one = known.get(month)
    if (month < thisMonth && one !== undefined) continue
    const days = daysWorked(month, facts.begunOn, worksUntil)
    if (days === 0) continue
    const whole = usualFen === null ? null : (usualFen * people * days) / daysIn(month)
    const rest = whole === null ? null : Math.max(0, Math.round(whole - (one ? netOf(one) : 0)))
    lines.push({
      month,
      kind: month < thisMonth ? 'unreported' : month === thisMonth ? 'current' : 'ahead',
      people,
      fen: rest === null ? null : fen(rest),
      days,
      daysInMonth: daysIn(month),
    })
  }
  return lines
}

/** The month after the newest known one, at most as many back as usual pay is taken from; without any, this one. */
function firstUnreported(
  months: readonly WageMonth[],
  thisMonth: YearMonth,
  { monthsUsed }: WageParameters,
): YearMonth {
  const last = months.at(-1)?.month
  if (last === undefined) return thisMonth
  const earliest = nextMonth(thisMonth, -Math.max(0, monthsUsed))
  const next = last >= thisMonth ? thisMonth : nextMonth(last)
  return next < earliest ? earliest : next
}

function daysWorked(month: YearMonth, begunOn: PlainDate | null, until: PlainDate): number {
  const from = begunOn !== null && begunOn > firstOf(month) ? begunOn : firstOf(month)
  const to = until < lastOf(month) ? until : lastOf(month)
  return Math.max(0, daysBetween(from, to) + 1)
}

/** A site that is building and of which neither roster nor ledger names anybody. */
function nothingKnown({ building }: WageFacts, people: number): boolean {
  return building && people === 0
}

function sumOf(lines: readonly WageLine[]): Fen {
  return lines.reduce((sum, line) => fen(sum + (line.fen ?? 0)), zeroFen)
}

function doubtsOf(
  facts: WageFacts,
  months: readonly WageMonth[],
  usual: Usual,
  known: {
    people: number
    newest: WageMonth | undefined
    parameters: WageParameters
    estimates: readonly WageLine[]
  },
): Doubt[] {
  if (nothingKnown(facts, known.people)) return ['nothing-known']
  if (known.estimates.length === 0) return []
  const doubts: Doubt[] = []
  const thisMonth = monthOf(facts.day)
  if (usual.fen === null) doubts.push('nothing-known')
  else if (usual.agreed) doubts.push('agreed-rate')
  else {
    if (usual.months.length < known.parameters.monthsUsed) doubts.push('few-months')
    const newest = usual.months.at(-1)
    if (newest !== undefined && newest < nextMonth(thisMonth, -2)) doubts.push('old-months')
  }
  if (months.some(({ month, dueUnknown }) => month < thisMonth && dueUnknown > 0)) {
    doubts.push('due-unknown')
  }
  if (facts.onRoster === 0) doubts.push('no-roster')
  else if (known.newest !== undefined) {
    const apart = Math.abs(facts.onRoster - known.newest.payable)
    if (apart > facts.onRoster * rosterMayDiffer) doubts.push('roster-differs')
  }
  return doubts
}

function confidenceOf(doubts: readonly Doubt[], unestimated: boolean): Confidence {
  if (unestimated) return 'none'
  if (doubts.length === 0) return 'high'
  const grave = new Set<Doubt>(['old-months', 'agreed-rate', 'due-unknown', 'roster-differs'])
  return doubts.length > 1 || doubts.some((doubt) => grave.has(doubt)) ? 'low' : 'medium'
}

function methodOf(usual: Usual, estimates: readonly WageLine[], unestimated: boolean): Method {
  if (unestimated) return 'unknown'
  if (estimates.length === 0) return 'nothing-to-work'
  return usual.agreed ? 'agreed-rate' : 'usual-pay'
}
