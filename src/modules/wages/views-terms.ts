import { lastOf, type PlainDate, YearMonth } from '../../kernel/day.ts'
import { officeDay, type Reading } from '../../platform/context.ts'
import type { Calendar } from '../calendar/rules/calendar.ts'
import { type PayRule, payDateOf, payRuleFrom } from '../calendar/rules/pay-date.ts'
import {
  findParameter,
  numberParameterFor,
  type Parameter,
  textParameterFor,
} from '../places/rules/parameter.ts'
import { parametersInForce } from '../places/views.ts'

const keys = { payDate: 'pay-date-default', workday: 'hours-per-workday' } as const

/** What the fold of a month goes by. */
export interface Terms {
  readonly payOn: PlainDate
  readonly minutesPerWorkday: number
}

export interface TermsBy {
  readonly tx: Reading
  readonly parameters: readonly Parameter[]
  readonly calendar: Calendar
}

export async function termParameters(reading: Reading): Promise<readonly Parameter[]> {
  return parametersInForce(reading, Object.values(keys))
}

/** By the figures as they held when the month ended, so that it does not matter when a sheet comes; else as they hold today. */
export function termsOf(by: TermsBy, month: YearMonth, payDay: number | null): Terms {
  const { tx, parameters, calendar } = by
  const hours = numberParameterFor(
    parameters,
    keys.workday,
    tx.district,
    heldOn(by, keys.workday, month),
  )
  const rule = payRuleIn(by, month, payDay)
  return {
    payOn: payDateOf(month, rule, calendar).payOn,
    minutesPerWorkday: Math.round(hours.value * 60),
  }
}

/** How a project pays its wages of a month: on its own day, else as the district's parameter says. */
export function payRuleIn(by: TermsBy, month: YearMonth, payDay: number | null): PayRule {
  if (payDay !== null) return { kind: 'day-of-next-month', day: payDay }
  const on = heldOn(by, keys.payDate, month)
  const rule = payRuleFrom(textParameterFor(by.parameters, keys.payDate, by.tx.district, on).value)
  if (rule === null) throw new Error(`${keys.payDate} is no pay rule.`)
  return rule
}

function heldOn({ tx, parameters }: TermsBy, key: string, month: YearMonth): PlainDate {
  const end = lastOf(month)
  return findParameter(parameters, key, tx.district, end) === null ? officeDay(tx) : end
}

/** A project's pay date of a wage month that is another day by another calendar. */
export interface MovedPayDate {
  readonly projectId: string
  readonly month: YearMonth
  readonly from: PlainDate
  readonly to: PlainDate
}

/** Months with wages of somebody whose pay date this calendar moves. */
export async function listMovedPayDates(
  reading: Reading,
  calendar: Calendar,
): Promise<MovedPayDate[]> {
  const by = { tx: reading, parameters: await termParameters(reading), calendar }
  const found = await reading.client.query<{
    project_id: string
    month: string
    pay_day: number | null
    pay_on: PlainDate
  }>({
    name: 'wages-pay-dates',
    // Each project's months are walked by the key, which is one step a month and not one a worker.
    text: `with recursive months as (
        select p.id as project_id, p.pay_day, f.month, f.pay_on from registry.project_face p
        cross join lateral (
          select l.month, l.pay_on from wages.ledger l
          where l.district = $1 and l.project_id = p.id order by l.month limit 1) f
        where p.district = $1
        union all
        select m.project_id, m.pay_day, n.month, n.pay_on from months m
        cross join lateral (
          select l.month, l.pay_on from wages.ledger l
          where l.district = $1 and l.project_id = m.project_id and l.month > m.month order by l.month limit 1) n
      )
      select project_id, month, pay_day, pay_on from months order by month, project_id`,
    values: [reading.district],
  })
  const known = new Map<string, PlainDate>()
  return found.rows.flatMap((row) => {
    const month = YearMonth.parse(row.month)
    const key = `${month} ${row.pay_day ?? ''}`
    const to = known.get(key) ?? payDateOf(month, payRuleIn(by, month, row.pay_day), calendar).payOn
    known.set(key, to)
    return to === row.pay_on ? [] : [{ projectId: row.project_id, month, from: row.pay_on, to }]
  })
}
