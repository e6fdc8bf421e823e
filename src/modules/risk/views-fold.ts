import { type RawBuilder, sql } from 'kysely'
import type { PlainDate, YearMonth } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import { type Reading, tables } from '../../platform/context.ts'
import type { ProjectMonth } from './rules/project-month.ts'
import type { ProjectMonthRow } from './tables.ts'

export type ProjectMonthKey = readonly [projectId: string, month: YearMonth]

/** A folded project-month, and which project it is. */
export interface FoldedMonth extends ProjectMonthRow {
  next_payment_on: PlainDate | null
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
          paid_on_time_fen, paid_late_fen, null::date as next_payment_on
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
          min(next_payment_on) as next_payment_on
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

export const neverOverdue: OverdueSteps = { overdue_days: [], overdue_steps: [] }

/**
 * How what is overdue of project-months moved, day by day: what was left unpaid on the day after the pay date, and what
 * each later payment took off it (or, where a bank took one back, added). By `project month`. Ledger and payments meet in a
 * window and not in a join: under the policies the planner takes both for a few rows, and would compare each with each.
 */
export async function foldOverdueSteps(
  reading: Reading,
  keys: readonly ProjectMonthKey[],
): Promise<ReadonlyMap<string, OverdueSteps>> {
  const { district } = reading
  const found = await sql<OverdueSteps & { project_id: string; month: YearMonth }>`
    with fact as materialized (
        select project_id, worker_id, month, pay_on, due_fen - deducted_fen - paid_on_time_fen as left_fen,
          null::date as paid_on, null::bigint as amount_fen
        from wages.worker_month
        where district = ${district} and due_basis <> 'unknown' ${inLists(keys)} ${inPairs(keys)}
        union all
        select project_id, worker_id, month, null, null, paid_on, amount_fen
        from wages.payment_day where district = ${district} ${inLists(keys)}
      ), told as (
        select project_id, worker_id, month, paid_on, amount_fen,
          max(pay_on) over worker_month as pay_on, max(left_fen) over worker_month as left_fen
        from fact window worker_month as (partition by project_id, month, worker_id)
      ), paid as (
        select project_id, month, left_fen, paid_on, amount_fen,
          sum(amount_fen) over (partition by project_id, month, worker_id order by paid_on) as paid_by_then_fen
        from told where paid_on > pay_on
      ), step as (
        select project_id, month, pay_on + 1 as day, left_fen as fen from fact where left_fen > 0
        union all
        select project_id, month, paid_on,
          greatest(0, left_fen - paid_by_then_fen) - greatest(0, left_fen - paid_by_then_fen + amount_fen)
        from paid
      ), daily as (
        select project_id, month, day, sum(fen)::bigint as fen from step
        group by project_id, month, day having sum(fen) <> 0
      )
      select project_id, month, jsonb_agg(day order by day) as overdue_days, jsonb_agg(fen order by day) as overdue_steps
      from daily group by project_id, month`.execute(tables(reading))
  return new Map(
    found.rows.map(({ project_id, month, ...steps }) => [`${project_id} ${month}`, steps]),
  )
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
      l.next_payment_on
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
