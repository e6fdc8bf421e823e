import {
  dayOf,
  daysIn,
  lastOf,
  nextMonth,
  type PlainDate,
  type YearMonth,
} from '../../../kernel/day.ts'
import type { Calendar } from './calendar.ts'
import { derivation, unpublishedYears, workdayOnOrBefore, type DerivationStep } from './deadline.ts'

/** How the pay date of a wage month is agreed; it may lie in the following month (条例 art. 14). */
export type PayRule =
  | { readonly kind: 'day-of-next-month'; readonly day: number }
  | { readonly kind: 'last-workday-of-next-month' }

export interface PayDate {
  readonly payOn: PlainDate
  readonly provisional: boolean
  readonly calendarVersion: string
  readonly derivation: readonly DerivationStep[]
}

/**
 * The day by which a month's wages are to be paid. On a rest day they are paid before it
 * (条例 art. 14), the opposite of what a limit does.
 */
export function payDateOf(wageMonth: YearMonth, rule: PayRule, calendar: Calendar): PayDate {
  const steps = derivation()
  const agreed = agreedDay(wageMonth, rule)
  const payOn = workdayOnOrBefore(agreed, calendar)
  switch (rule.kind) {
    case 'last-workday-of-next-month':
      steps.add(payOn, 'calendar.pay-day-last-workday', payDateArticle)
      break
    case 'day-of-next-month': {
      const short = Number(agreed.slice(8)) < rule.day
      const because = short ? 'calendar.pay-day-month-end' : 'calendar.pay-day-agreed'
      steps.add(agreed, because, payDateArticle, { day: rule.day })
      if (payOn !== agreed) {
        steps.add(payOn, 'calendar.moved-earlier-off-rest-day', payDateArticle)
      }
      break
    }
  }
  const unpublished = unpublishedYears(payOn, agreed, calendar)
  steps.addUnpublished(payOn, unpublished)
  return {
    payOn,
    provisional: unpublished.length > 0,
    calendarVersion: calendar.version,
    derivation: steps.done,
  }
}

/** The rule as a parameter or a contract states it; null where the text is none. */
export function payRuleFrom(text: string): PayRule | null {
  if (text === 'last-workday-of-next-month') return { kind: 'last-workday-of-next-month' }
  const written = /^day-of-next-month:([1-9]|[12]\d|3[01])$/.exec(text)
  return written === null ? null : { kind: 'day-of-next-month', day: Number(written[1]) }
}

export function payRuleText(rule: PayRule): string {
  return rule.kind === 'day-of-next-month' ? `${rule.kind}:${rule.day}` : rule.kind
}

const payDateArticle = '保障农民工工资支付条例 第十四条'

function agreedDay(wageMonth: YearMonth, rule: PayRule): PlainDate {
  const paidIn = nextMonth(wageMonth)
  switch (rule.kind) {
    case 'last-workday-of-next-month':
      return lastOf(paidIn)
    case 'day-of-next-month':
      if (!Number.isInteger(rule.day) || rule.day < 1 || rule.day > 31) {
        throw new RangeError('a pay day is 1 to 31')
      }
      return dayOf(paidIn, Math.min(rule.day, daysIn(paidIn)))
  }
}
