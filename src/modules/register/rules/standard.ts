import type { PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import {
  numberParameterFor,
  type NumberParameter,
  type Parameter,
} from '../../places/rules/parameter.ts'
import type { RiskClass } from './class.ts'

/*
 * 标准化等级: how well a site is kept, by the items that it meets. Wuhu counts ten (A all, B eight, C the rest); which ten was
 * not read, so these are proposed, each with the article that asks for it. It is no class of risk.
 */

export const standardItems = [
  'contracts',
  'real-name',
  'special-account',
  'paid-by-contractor',
  'deposit',
  'notice-board',
  'labour-officer',
  'attendance',
  'monthly-pay',
  'labour-cost',
] as const
export type StandardItem = (typeof standardItems)[number]

/** 保障农民工工资支付条例, by item. */
export const standardArticles: Record<StandardItem, string> = {
  contracts: '第二十八条',
  'real-name': '第二十八条',
  'special-account': '第二十六条',
  'paid-by-contractor': '第三十一条',
  deposit: '第三十二条',
  'notice-board': '第三十四条',
  'labour-officer': '第二十八条',
  attendance: '第二十八条',
  'monthly-pay': '第十三条',
  'labour-cost': '第二十九条',
}

export interface StandardParameters {
  readonly bItems: NumberParameter
}

export function standardParametersFor(
  rows: readonly Parameter[],
  district: string,
  on: PlainDate,
): StandardParameters {
  return { bItems: numberParameterFor(rows, 'standard-b-items', district, on) }
}

/** A with every item met, B from so many on, else C. */
export function standardGradeOf(
  met: readonly StandardItem[],
  { bItems }: StandardParameters,
): RiskClass {
  const count = new Set(met).size
  if (count === standardItems.length) return 'A'
  return count >= bItems.value ? 'B' : 'C'
}

/** Nobody has looked on a day that is still to come. */
export function whyNotDay(on: PlainDate, today: PlainDate): Refusal | null {
  if (on <= today) return null
  return { code: 'register.day-to-come', kind: 'invalid', field: 'checkedOn' }
}
