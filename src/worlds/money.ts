import {
  addDays,
  dayOf,
  nextMonth,
  weekdayOf,
  type PlainDate,
  type YearMonth,
} from '../kernel/day.ts'
import { fen, type Fen } from '../kernel/money.ts'
import { shippedCalendar } from '../modules/calendar/rules/calendar.ts'
import { nth } from './chance.ts'
import { isFled, type Stay } from './staff.ts'
import { siteWorkbookDay } from './timetable.ts'
import type { WorkMonth } from './work.ts'

/** What became of one worked month's wages. */
export interface Wage {
  readonly work: WorkMonth
  readonly dueFen: Fen
  readonly deductedFen: Fen
  /** The day from which a pay sheet has its line; null where none was drawn up. */
  readonly drawnOn: PlainDate | null
  readonly payments: readonly Payment[]
}

export interface Payment {
  readonly paidOn: PlainDate
  readonly paidFen: Fen
  /** 补发: comes as a line of its own. */
  readonly back: boolean
}

/** What the contractor did for one person's month, before the calendar cuts it off at yesterday. */
interface Settlement {
  readonly drawnOn: PlainDate | null
  readonly payments: readonly Payment[]
}

export function wageOf(work: WorkMonth, yesterday: PlainDate): Wage {
  const { plan, rateYuan, ghost } = work.stay
  const exact = (ghost ? claimedDays * 100 : work.workdaysHundredths) * rateYuan
  // A site that reckons by hand pays whole yuan.
  const dueFen = fen(plan.story === 'messy-site' ? Math.round(exact / 100) * 100 : exact)
  const deductedFen = deductionOf(work.stay, dueFen)
  const { drawnOn, payments } = settle(work, fen(dueFen - deductedFen))
  const drawn = drawnOn !== null && drawnOn <= yesterday
  return {
    work,
    dueFen,
    deductedFen,
    drawnOn: drawn ? drawnOn : null,
    payments: drawn ? payments.filter(({ paidOn }) => paidOn <= yesterday) : [],
  }
}

/** What a pay sheet says of somebody who never came. */
export const claimedDays = 26

/** The general contractor's own people have their share of social insurance taken off. */
function deductionOf({ team, plan }: Stay, dueFen: Fen): Fen {
  const own = plan.onPlatform && team.firm.role === 'general-contractor'
  return fen(own && dueFen > 300_000 ? insuranceFen : 0)
}

const insuranceFen = 36_000

/** The owner's money and the contractor's choice, story by story; `back` counts from the last month due. */
function settle(work: WorkMonth, netFen: Fen): Settlement {
  const { stay, monthIndex } = work
  const { plan } = stay
  const payDate = nth(plan.payDates, monthIndex)
  const back = plan.lastDue - monthIndex
  const share = stay.rank / plan.people
  const onTime = () => inFull(inTime(payDate, work.month), netFen)
  switch (plan.story) {
    case 'clean':
      return onTime()
    case 'late-payer':
      return inFull(
        workdayFrom(addDays(payDate, nth(lateDays, monthIndex % lateDays.length))),
        netFen,
      )
    case 'stopped-government':
      return back > 2 ? onTime() : stopped(work, netFen, back, share)
    case 'fled-subcontractor':
      return isFled(plan, stay.rank) ? fled(work, netFen, back) : onTime()
    case 'messy-site':
      return byHand(work, payDate, netFen)
    case 'no-permit-site':
      return { drawnOn: addDays(nth(plan.payDates, Math.max(0, plan.lastDue)), 1), payments: [] }
    case 'partly-paid':
      return back === 0 || back === 1
        ? short(work, netFen, partOf(netFen, 0.86 - back * 0.06))
        : onTime()
    case 'back-pay':
      return backPay(work, netFen, back, share)
    case 'half-paid':
      if (back === 2) return paidAfterAll(work, netFen)
      return back === 0 && share >= 0.5 ? unpaid(work) : onTime()
    case 'small-differences':
      return smallDifference(work, netFen, back, share)
  }
}

// Days after the pay date; never so few that the office might still call it punctual.
const lateDays = [38, 52, 45, 61, 40, 57, 48, 66, 43, 54, 36, 50]

/** The owner stopped: the money left paid a tenth, then a sheet with nothing behind it, then no sheet. */
function stopped(work: WorkMonth, netFen: Fen, back: number, share: number): Settlement {
  if (back === 2 && share < 0.1) return inFull(inTime(payDateOf(work), work.month), netFen)
  return back >= 1 ? unpaid(work) : { drawnOn: null, payments: [] }
}

/** Three months were never paid; of the crew a third has been paid since by the general contractor. */
function fled(work: WorkMonth, netFen: Fen, back: number): Settlement {
  const { plan, rank } = work.stay
  if (back > 3) return inFull(inTime(payDateOf(work), work.month), netFen)
  if (back < 1) return { drawnOn: null, payments: [] }
  const drawn = unpaid(work)
  if (rank % 3 !== 0) return drawn
  const clearedOn = workdayFrom(addDays(nth(plan.payDates, plan.lastDue), -9))
  return { ...drawn, payments: [{ paidOn: clearedOn, paidFen: netFen, back: true }] }
}

/** The request is in the site's workbook; the bank's list follows. */
function byHand(work: WorkMonth, payDate: PlainDate, netFen: Fen): Settlement {
  const paidOn = inTime(payDate, work.month)
  return {
    drawnOn: siteWorkbookDay(nextMonth(work.month)),
    payments: [{ paidOn, paidFen: netFen, back: false }],
  }
}

function backPay(work: WorkMonth, netFen: Fen, back: number, share: number): Settlement {
  if (back === 4 && share < 0.5) return shortThenMadeGood(work, netFen, partOf(netFen, 0.9), 41)
  if (back === 0 && share < 0.3) return short(work, netFen, lessBy(work.stay, netFen, 300, 1200))
  return inFull(inTime(payDateOf(work), work.month), netFen)
}

function smallDifference(work: WorkMonth, netFen: Fen, back: number, share: number): Settlement {
  if (back === 3 && share < 0.15) {
    return shortThenMadeGood(work, netFen, lessBy(work.stay, netFen, 200, 800), 27)
  }
  if (back === 0 && share < 0.2) return short(work, netFen, lessBy(work.stay, netFen, 100, 900))
  return inFull(inTime(payDateOf(work), work.month), netFen)
}

function inFull(paidOn: PlainDate, netFen: Fen): Settlement {
  return { drawnOn: paidOn, payments: [{ paidOn, paidFen: netFen, back: false }] }
}

/** The sheet was there in time, the money twelve days late. */
function paidAfterAll(work: WorkMonth, netFen: Fen): Settlement {
  const paidOn = workdayFrom(addDays(payDateOf(work), 12))
  return { ...unpaid(work), payments: [{ paidOn, paidFen: netFen, back: false }] }
}

function unpaid(work: WorkMonth): Settlement {
  return { drawnOn: inTime(payDateOf(work), work.month), payments: [] }
}

function short(work: WorkMonth, netFen: Fen, paidFen: Fen): Settlement {
  if (paidFen >= netFen || paidFen <= 0) return inFull(inTime(payDateOf(work), work.month), netFen)
  const paidOn = inTime(payDateOf(work), work.month)
  return { drawnOn: paidOn, payments: [{ paidOn, paidFen, back: false }] }
}

function shortThenMadeGood(work: WorkMonth, netFen: Fen, paidFen: Fen, after: number): Settlement {
  const { drawnOn, payments } = short(work, netFen, paidFen)
  if (payments[0]?.paidFen === netFen) return { drawnOn, payments }
  const paidOn = workdayFrom(addDays(payDateOf(work), after))
  const rest: Payment = { paidOn, paidFen: fen(netFen - paidFen), back: true }
  return { drawnOn, payments: [...payments, rest] }
}

function payDateOf({ stay, monthIndex }: WorkMonth): PlainDate {
  return nth(stay.plan.payDates, monthIndex)
}

/** Whole hundreds of yuan of a share. */
function partOf(netFen: Fen, share: number): Fen {
  return fen(Math.floor((netFen * share) / 10_000) * 10_000)
}

function lessBy({ luck }: Stay, netFen: Fen, low: number, high: number): Fen {
  return fen(netFen - Math.round(luck.whole(low, high) / 10) * 1000)
}

/** A workday at least three days before the pay date and not after the seventeenth: punctual by any reading. */
function inTime(payDate: PlainDate, wageMonth: YearMonth): PlainDate {
  const seventeenth = dayOf(nextMonth(wageMonth), 17)
  const early = addDays(payDate, -3)
  let on = early < seventeenth ? early : seventeenth
  while (weekdayOf(on) > 5 || !shippedCalendar.isWorkday(on)) on = addDays(on, -1)
  return on
}

function workdayFrom(date: PlainDate): PlainDate {
  let on = date
  while (!shippedCalendar.isWorkday(on)) on = addDays(on, 1)
  return on
}
