import { daysBetween } from '../../../kernel/day.ts'
import type { PlainDate } from '../../../kernel/day.ts'
import { fen } from '../../../kernel/money.ts'
import type { Fen } from '../../../kernel/money.ts'
import type { ChainMonth } from '../../../modules/dashboards/contract.ts'

/** Which links of a month's chain broke: attended but on no pay sheet; due but not paid in full. */
export interface Breaks {
  readonly noSheet: boolean
  readonly notPaid: boolean
}

/** Before the pay date has passed nothing is broken. */
export function breaksOf(month: ChainMonth, day: PlainDate): Breaks {
  const passed = month.payOn < day
  return {
    noSheet: passed && month.attendedWithoutPayLine > 0,
    notPaid: passed && month.owedFen > 0,
  }
}

/** Days since the earliest pay date of the months; 0 without any. */
export function oldestLate(months: readonly ChainMonth[], day: PlainDate): number {
  return Math.max(0, ...months.map((month) => daysLate(month, day)))
}

export function daysLate(month: ChainMonth, day: PlainDate): number {
  return daysBetween(month.payOn, day)
}

export function paidOf(month: ChainMonth): Fen {
  return fen(month.paidOnTimeFen + month.paidLateFen)
}

/** Of those who attended, how many stand on a pay sheet; 0 to 1. */
export function sheetShare(month: ChainMonth): number {
  if (month.workersAttended === 0) return 1
  return (month.workersAttended - month.attendedWithoutPayLine) / month.workersAttended
}

/** Of what is due after deductions, how much was paid; 0 to 1 and above where more was paid. */
export function paidShare(month: ChainMonth): number {
  const net = month.dueFen - month.deductedFen
  if (net <= 0) return month.dueUnknown > 0 ? 0 : 1
  return paidOf(month) / net
}
