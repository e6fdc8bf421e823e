import { sql } from 'kysely'
import { addDays, type PlainDate, type YearMonth } from '../../kernel/day.ts'
import { type Reading, tables } from '../../platform/context.ts'
import type { FoldedMonth } from './views-fold.ts'
import { inLists } from './views-worker-months.ts'

/** By how much (fen) what is overdue changed on each of the days. */
export interface OverdueSteps {
  readonly overdue_days: readonly PlainDate[]
  readonly overdue_steps: readonly number[]
}

interface Step {
  readonly project_id: string
  readonly month: YearMonth
  readonly day: PlainDate
  readonly fen: number
}

/**
 * How what is overdue of each folded project-month moved, in their order: what was left on the day after the pay date, and
 * what each later payment took off it (or, where a bank took one back, added).
 */
export async function foldOverdueSteps(
  reading: Reading,
  folds: readonly FoldedMonth[],
): Promise<OverdueSteps[]> {
  const byDay = new Map<string, Map<PlainDate, number>>()
  const add = ({ project_id, month, day, fen: step }: Step) => {
    const key = `${project_id} ${month}`
    const days = byDay.get(key) ?? new Map<PlainDate, number>()
    days.set(day, (days.get(day) ?? 0) + step)
    byDay.set(key, days)
  }
  for (const fold of folds) add({ ...fold, day: addDays(fold.pay_on, 1), fen: fold.missed_fen })
  for (const step of await stepsOfLatePayments(reading, folds)) add(step)
  return folds.map(({ project_id, month }) => {
    const days = [...(byDay.get(`${project_id} ${month}`) ?? [])]
    const moved = days.filter(([, step]) => step !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1))
    return {
      overdue_days: moved.map(([day]) => day),
      overdue_steps: moved.map(([, step]) => step),
    }
  })
}

/** Late payments are few: they are picked out of all before anything is joined. */
async function stepsOfLatePayments(
  reading: Reading,
  folds: readonly FoldedMonth[],
): Promise<Step[]> {
  if (folds.length === 0) return []
  const { district } = reading
  const firstPayOn = new Map<YearMonth, PlainDate>()
  for (const { month, pay_on } of folds) {
    const known = firstPayOn.get(month)
    if (known === undefined || pay_on < known) firstPayOn.set(month, pay_on)
  }
  const keys = folds.map(({ project_id, month }) => [project_id, month] as const)
  const found = await sql<Step>`
    with late as (
        select project_id, worker_id, month, paid_on, amount_fen
        from wages.payment_day
        where district = ${district} ${inLists(keys)}
          and paid_on > (${[...firstPayOn.values()]}::date[])[array_position(${[...firstPayOn.keys()]}::text[], month)]
      ), paid as (
        select p.project_id, p.month, p.paid_on, p.amount_fen, m.due_fen - m.deducted_fen - m.paid_on_time_fen as left_fen,
          sum(p.amount_fen) over (partition by p.project_id, p.month, p.worker_id order by p.paid_on) as paid_by_then_fen
        from late p
        join wages.worker_month m on m.district = ${district} and m.project_id = p.project_id and m.month = p.month
          and m.worker_id = p.worker_id
        where p.paid_on > m.pay_on and m.due_basis <> 'unknown'
      )
      select project_id, month, paid_on as day,
        sum(greatest(0, left_fen - paid_by_then_fen) - greatest(0, left_fen - paid_by_then_fen + amount_fen))::bigint as fen
      from paid group by project_id, month, paid_on`.execute(tables(reading))
  return found.rows
}
