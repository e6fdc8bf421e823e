import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/day.ts'
import { type Reading, tables } from '../../platform/context.ts'
import { type TrendPoint, type TrendStep, trendDays, trendOf } from './rules/trend.ts'

/** How what is overdue moved, and how it did as long before the Spring Festival before. */
export async function viewTrend(
  reading: Reading,
  today: PlainDate,
  festival: PlainDate,
  festivalBefore: PlainDate,
): Promise<TrendPoint[]> {
  const { district } = reading
  const first = await sql<{ first: PlainDate | null }>`
    select min(m.pay_on) as first from risk.project_month m where m.district = ${district}`.execute(
    tables(reading),
  )
  const steps = await sql<TrendStep>`
    select s.day, sum(s.fen)::bigint as fen from risk.overdue_step s
    where s.district = ${district} and s.day <= ${today} group by s.day order by s.day`.execute(
    tables(reading),
  )
  const days = trendDays(today, festival, festivalBefore)
  return trendOf(days, steps.rows, first.rows[0]?.first ?? null)
}
