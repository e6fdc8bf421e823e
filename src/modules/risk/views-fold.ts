import { sql } from 'kysely'
import type { PlainDate, YearMonth } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import { type Reading, tables } from '../../platform/context.ts'
import type { ProjectMonth } from './rules/project-month.ts'
import type { ProjectMonthRow } from './tables.ts'

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
  readonly keys?: readonly (readonly [projectId: string, month: YearMonth])[]
  /** Only this project. */
  readonly projectId?: string
}

/**
 * The ledger folded by project and month, as it stands when the day ends (rules/project-month.ts is the same fold, a
 * worker-month at a time). Payments dated later than the day are taken out again; there are few.
 */
export async function foldProjectMonths(
  reading: Reading,
  { day, keys, projectId }: FoldQuery,
): Promise<FoldedMonth[]> {
  const { district } = reading
  const projects = keys && [...new Set(keys.map(([id]) => id))]
  const months = keys && [...new Set(keys.map(([, month]) => month))]
  // Plain lists reach the indexes below the views; the exact pairs could not.
  const ofLists = keys
    ? sql`and project_id = any (${projects}::uuid[]) and month = any (${months}::text[])`
    : sql``
  const ofProject = projectId === undefined ? sql`` : sql`and project_id = ${projectId}`
  const ofKeys = keys
    ? sql`and (project_id, month) in (select * from unnest(${keys.map(([id]) => id)}::uuid[],
        ${keys.map(([, month]) => month)}::text[]))`
    : sql``
  const found = await sql<FoldedMonth>`
    with ledger as not materialized (
        select project_id, worker_id, month, pay_on, attended, workdays_hundredths, due_basis, due_fen, deducted_fen,
          paid_on_time_fen, paid_late_fen
        from wages.worker_month where district = ${district} ${ofLists} ${ofProject} ${ofKeys}
      ), ahead as materialized (
        select project_id, worker_id, month, paid_on, amount_fen
        from wages.payment_day where district = ${district} and paid_on > ${day} ${ofLists} ${ofProject}
      ), later as (
        select project_id, worker_id, month, min(a.paid_on) as next_payment_on,
          coalesce(sum(a.amount_fen) filter (where a.paid_on <= m.pay_on), 0)::bigint as on_time_fen,
          coalesce(sum(a.amount_fen) filter (where a.paid_on > m.pay_on), 0)::bigint as late_fen
        from ahead a join ledger m using (project_id, worker_id, month)
        group by project_id, worker_id, month
      ), standing as (
        select m.*, l.next_payment_on,
          m.paid_on_time_fen - coalesce(l.on_time_fen, 0) as on_time_fen,
          m.paid_late_fen - coalesce(l.late_fen, 0) as late_fen,
          case when m.due_basis = 'unknown' then 0 else greatest(0, m.due_fen - m.deducted_fen
            - m.paid_on_time_fen - m.paid_late_fen + coalesce(l.on_time_fen, 0) + coalesce(l.late_fen, 0)) end as owed_then_fen
        from ledger m left join later l using (project_id, worker_id, month)
      ), folded as (
        select project_id, month, min(pay_on) as pay_on,
          count(*)::integer as workers,
          (count(*) filter (where attended))::integer as workers_attended,
          sum(workdays_hundredths)::bigint as workdays_hundredths,
          (count(*) filter (where due_basis = 'unknown'))::integer as due_unknown,
          (count(*) filter (where attended and due_basis <> 'pay-line'))::integer as attended_without_pay_line,
          sum(due_fen)::bigint as due_fen,
          sum(deducted_fen)::bigint as deducted_fen,
          sum(on_time_fen)::bigint as paid_on_time_fen,
          sum(late_fen)::bigint as paid_late_fen,
          sum(owed_then_fen)::bigint as owed_fen,
          (count(*) filter (where owed_then_fen > 0))::integer as owed_workers,
          coalesce(sum(owed_then_fen) filter (where on_time_fen + late_fen <= 0), 0)::bigint as unpaid_fen,
          (count(*) filter (where owed_then_fen > 0 and on_time_fen + late_fen <= 0))::integer as unpaid_workers,
          coalesce(sum(owed_then_fen) filter (where on_time_fen + late_fen > 0), 0)::bigint as underpaid_fen,
          (count(*) filter (where owed_then_fen > 0 and on_time_fen + late_fen > 0))::integer as underpaid_workers,
          min(next_payment_on) as next_payment_on
        from standing group by project_id, month
      )
      select ${district} as district, f.*, p.code, p.name, p.town
      from folded f join registry.project_face p on p.district = ${district} and p.id = f.project_id
      order by f.project_id, f.month`.execute(tables(reading))
  return found.rows
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
