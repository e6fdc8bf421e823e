import { type RawBuilder, sql } from 'kysely'
import { addDays, type PlainDate, type YearMonth } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import { type Reading, tables } from '../../platform/context.ts'
import type { ProjectMonth } from './rules/project-month.ts'
import type { ProjectMonthRow } from './tables.ts'

export type ProjectMonthKey = readonly [projectId: string, month: YearMonth]

/** A folded project-month, and which project it is. */
export interface FoldedMonth extends ProjectMonthRow {
  next_payment_on: PlainDate | null
  /** What was not paid by the pay date, whether or not it has been since. */
  missed_fen: number
  code: string
  name: string
  town: string | null
}

export interface FoldQuery {
  /** Payments of later days do not count. */
  readonly day: PlainDate
  /** Only these project-months. */
  readonly keys?: readonly ProjectMonthKey[]
  /** Only this project. */
  readonly projectId?: string
}

/**
 * The ledger folded by project and month, as it stands when the day ends (rules/project-month.ts is the same fold, a
 * worker-month at a time). Payments dated later than the day are taken out again; mostly there are none.
 */
export async function foldProjectMonths(
  reading: Reading,
  { day, keys, projectId }: FoldQuery,
): Promise<FoldedMonth[]> {
  const { district } = reading
  const ofLists = keys === undefined ? sql`` : inLists(keys)
  const ofProject = projectId === undefined ? sql`` : sql`and project_id = ${projectId}`
  const ofPairs = keys === undefined ? sql`` : inPairs(keys)
  const ahead = sql`
    select project_id, worker_id, month, paid_on, amount_fen
    from wages.payment_day where district = ${district} and paid_on > ${day} ${ofLists} ${ofProject}`
  const found = await sql<FoldedMonth>`
    with ledger as (
        select project_id, worker_id, month, pay_on, attended, workdays_hundredths, due_basis, due_fen, deducted_fen,
          paid_on_time_fen, paid_late_fen, null::date as next_payment_on,
          case when due_basis = 'unknown' then 0 else greatest(0, due_fen - deducted_fen - paid_on_time_fen) end as missed_fen
        from wages.worker_month where district = ${district} ${ofLists} ${ofProject} ${ofPairs}
      ), standing as (
        ${(await isAny(reading, ahead)) ? standingBefore(ahead) : sql`select * from ledger`}
      ), owing as (
        select *, case when due_basis = 'unknown' then 0
          else greatest(0, due_fen - deducted_fen - paid_on_time_fen - paid_late_fen) end as owed_fen
        from standing
      ), folded as (
        select project_id, month, min(pay_on) as pay_on,
          count(*)::integer as workers,
          (count(*) filter (where attended))::integer as workers_attended,
          sum(workdays_hundredths)::bigint as workdays_hundredths,
          (count(*) filter (where due_basis = 'unknown'))::integer as due_unknown,
          (count(*) filter (where attended and due_basis <> 'pay-line'))::integer as attended_without_pay_line,
          sum(due_fen)::bigint as due_fen,
          sum(deducted_fen)::bigint as deducted_fen,
          sum(paid_on_time_fen)::bigint as paid_on_time_fen,
          sum(paid_late_fen)::bigint as paid_late_fen,
          sum(owed_fen)::bigint as owed_fen,
          (count(*) filter (where owed_fen > 0))::integer as owed_workers,
          coalesce(sum(owed_fen) filter (where paid_on_time_fen + paid_late_fen <= 0), 0)::bigint as unpaid_fen,
          (count(*) filter (where owed_fen > 0 and paid_on_time_fen + paid_late_fen <= 0))::integer as unpaid_workers,
          coalesce(sum(owed_fen) filter (where paid_on_time_fen + paid_late_fen > 0), 0)::bigint as underpaid_fen,
          (count(*) filter (where owed_fen > 0 and paid_on_time_fen + paid_late_fen > 0))::integer as underpaid_workers,
          min(next_payment_on) as next_payment_on, sum(missed_fen)::bigint as missed_fen
        from owing group by project_id, month
      )
      select ${district} as district, f.*, p.code, p.name, p.town
      from folded f join registry.project_face p on p.district = ${district} and p.id = f.project_id
      order by f.project_id, f.month`.execute(tables(reading))
  return found.rows
}

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

/** Plain lists reach the indexes below the views; the exact pairs could not. */
function inLists(keys: readonly ProjectMonthKey[]): RawBuilder<unknown> {
  const projects = [...new Set(keys.map(([id]) => id))]
  const months = [...new Set(keys.map(([, month]) => month))]
  return sql`and project_id = any (${projects}::uuid[]) and month = any (${months}::text[])`
}

function inPairs(keys: readonly ProjectMonthKey[]): RawBuilder<unknown> {
  return sql`and (project_id, month) in (select * from unnest(${keys.map(([id]) => id)}::uuid[],
    ${keys.map(([, month]) => month)}::text[]))`
}

async function isAny(reading: Reading, rows: RawBuilder<unknown>): Promise<boolean> {
  const found = await sql<{ any: boolean }>`select exists (${rows}) as any`.execute(tables(reading))
  return found.rows[0]?.any ?? false
}

/** The ledger without the payments that are dated ahead. */
function standingBefore(ahead: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select project_id, worker_id, month, m.pay_on, m.attended, m.workdays_hundredths, m.due_basis, m.due_fen, m.deducted_fen,
      m.paid_on_time_fen - coalesce(l.on_time_fen, 0) as paid_on_time_fen,
      m.paid_late_fen - coalesce(l.late_fen, 0) as paid_late_fen,
      l.next_payment_on, m.missed_fen
    from ledger m
    left join (
      select project_id, worker_id, month, min(a.paid_on) as next_payment_on,
        coalesce(sum(a.amount_fen) filter (where a.paid_on <= m.pay_on), 0)::bigint as on_time_fen,
        coalesce(sum(a.amount_fen) filter (where a.paid_on > m.pay_on), 0)::bigint as late_fen
      from (${ahead}) a join ledger m using (project_id, worker_id, month)
      group by project_id, worker_id, month
    ) l using (project_id, worker_id, month)`
}

/** What the rules look at. */
export function projectMonthOf(row: FoldedMonth): ProjectMonth {
  return {
    month: row.month,
    payOn: row.pay_on,
    workers: row.workers,
    workersAttended: row.workers_attended,
    dueUnknown: row.due_unknown,
    attendedWithoutPayLine: row.attended_without_pay_line,
    dueFen: fen(row.due_fen),
    deductedFen: fen(row.deducted_fen),
    paidOnTimeFen: fen(row.paid_on_time_fen),
    paidLateFen: fen(row.paid_late_fen),
    owedFen: fen(row.owed_fen),
    owedWorkers: row.owed_workers,
    unpaidWorkers: row.unpaid_workers,
    unpaidFen: fen(row.unpaid_fen),
    underpaidWorkers: row.underpaid_workers,
    underpaidFen: fen(row.underpaid_fen),
    nextPaymentOn: row.next_payment_on,
  }
}
