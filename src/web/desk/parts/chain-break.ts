import { daysBetween } from '../../../kernel/day.ts'
import type { PlainDate } from '../../../kernel/day.ts'
import { fen } from '../../../kernel/money.ts'
import type { Fen } from '../../../kernel/money.ts'
import type { ChainMonth } from '../../../modules/dashboards/contract.ts'

/** Which link of a month's chain broke: attended but on no pay sheet, or due but not paid in full. */
export type Break = 'no-sheet' | 'not-paid'

/** Null where the chain holds, or its pay date has not passed. The earlier link is named first. */
export function breakOf(month: ChainMonth, day: PlainDate): Break | null {
  if (month.payOn >= day) return null
  if (month.attendedWithoutPayLine > 0) return 'no-sheet'
  return month.owedFen > 0 ? 'not-paid' : null
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
