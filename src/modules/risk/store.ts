import type { PlainDate, YearMonth } from '../../kernel/day.ts'
import type { Level } from '../../kernel/level.ts'
import { type Reading, type Tx, tables } from '../../platform/context.ts'
import type { ProjectMonthRow, RiskTables, WarningColumns, WarningEventKind } from './tables.ts'

export type ProjectMonthKey = readonly [projectId: string, month: YearMonth]

export type WarningRecord = WarningColumns

/** A folded project-month, when it is to be looked at again, and how what is overdue of it moved. */
export interface StateRecord extends ProjectMonthRow {
  readonly next_payment_on: PlainDate | null
  readonly look_again_on: PlainDate | null
  readonly overdue_days?: readonly PlainDate[]
  readonly overdue_steps?: readonly number[]
}

/** What happened to a warning, and the warning as it stands after it. */
export interface WarningChange {
  /** Of the event. */
  readonly id: string
  readonly kind: WarningEventKind
  readonly warning: WarningRecord
  /** The level before, where it changed. */
  readonly from?: Level
}

/**
 * Locks the project-months, in key order; the ledger is to be folded only then: of two transactions that touch one of them
 * the second sees what the first has written.
 */
export async function lockProjectMonths(tx: Tx, keys: readonly ProjectMonthKey[]): Promise<void> {
  const values = [tx.district, ...columnsOf(keys)]
  await tx.client.query({
    name: 'risk-begin-states',
    text: `insert into risk.project_state (district, project_id, month, pay_on, workers, workers_attended, workdays_hundredths,
        due_unknown, attended_without_pay_line, due_fen, deducted_fen, paid_on_time_fen, paid_late_fen, owed_fen, owed_workers,
        unpaid_fen, unpaid_workers, underpaid_fen, underpaid_workers)
      select $1, k.project_id, k.month, date '0001-01-01', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
      from unnest($2::uuid[], $3::text[]) as k (project_id, month) order by k.project_id, k.month
      on conflict (district, project_id, month) do nothing`,
    values,
  })
  await tx.client.query({
    name: 'risk-lock-states',
    text: `select from risk.project_state s
      where s.district = $1 and (s.project_id, s.month) in (select * from unnest($2::uuid[], $3::text[]))
      order by s.project_id, s.month for update`,
    values,
  })
}

/** Writes how the project-months stand; one that has no state, for it has no worker left, stands empty. */
export async function recordProjectStates(
  tx: Tx,
  keys: readonly ProjectMonthKey[],
  states: readonly StateRecord[],
): Promise<void> {
  const known = new Map(states.map((state) => [`${state.project_id} ${state.month}`, state]))
  const rows = keys.map(
    ([project_id, month]) => known.get(`${project_id} ${month}`) ?? { project_id, month },
  )
  await tx.client.query({
    name: 'risk-record-states',
    text: `update risk.project_state s set pay_on = coalesce(f.pay_on, s.pay_on), workers = coalesce(f.workers, 0),
        workers_attended = coalesce(f.workers_attended, 0), workdays_hundredths = coalesce(f.workdays_hundredths, 0),
        due_unknown = coalesce(f.due_unknown, 0), attended_without_pay_line = coalesce(f.attended_without_pay_line, 0),
        due_fen = coalesce(f.due_fen, 0), deducted_fen = coalesce(f.deducted_fen, 0),
        paid_on_time_fen = coalesce(f.paid_on_time_fen, 0), paid_late_fen = coalesce(f.paid_late_fen, 0),
        owed_fen = coalesce(f.owed_fen, 0), owed_workers = coalesce(f.owed_workers, 0),
        unpaid_fen = coalesce(f.unpaid_fen, 0), unpaid_workers = coalesce(f.unpaid_workers, 0),
        underpaid_fen = coalesce(f.underpaid_fen, 0), underpaid_workers = coalesce(f.underpaid_workers, 0),
        next_payment_on = f.next_payment_on, look_again_on = f.look_again_on,
        overdue_days = coalesce(f.overdue_days, '{}'), overdue_steps = coalesce(f.overdue_steps, '{}')
      from jsonb_populate_recordset(null::risk.project_state, $2::jsonb) f
      where s.district = $1 and s.project_id = f.project_id and s.month = f.month`,
    values: [tx.district, JSON.stringify(rows)],
  })
}

export async function findOpenWarnings(
  tx: Tx,
  keys: readonly ProjectMonthKey[],
): Promise<WarningRecord[]> {
  const found = await tx.client.query<WarningRecord>({
    name: 'risk-open-warnings',
    text: `select w.* from risk.warning w
      where w.district = $1 and w.cleared_on is null
        and (w.project_id, w.month) in (select * from unnest($2::uuid[], $3::text[]))
      order by w.id for update`,
    values: [tx.district, ...columnsOf(keys)],
  })
  return found.rows
}

export async function recordWarningChanges(
  tx: Tx,
  changes: readonly WarningChange[],
  day: PlainDate,
): Promise<void> {
  if (changes.length === 0) return
  const rows = JSON.stringify(
    changes.map(({ id, kind, warning, from }) => ({
      ...warning,
      event_id: id,
      kind,
      happened_on: day,
      event_detail: from === undefined ? warning.detail : { ...warning.detail, from },
    })),
  )
  await tx.client.query({
    name: 'risk-record-warnings',
    text: `insert into risk.warning (district, id, project_id, month, rule, level, raised_on, level_on, cleared_on, detail)
      select district, id, project_id, month, rule, level, raised_on, level_on, cleared_on, detail
      from jsonb_populate_recordset(null::risk.warning, $1::jsonb)
      on conflict (district, id) do update set level = excluded.level, raised_on = excluded.raised_on, level_on = excluded.level_on,
        cleared_on = excluded.cleared_on, detail = excluded.detail`,
    values: [rows],
  })
  await tx.client.query({
    name: 'risk-record-warning-events',
    text: `insert into risk.warning_event (district, id, warning_id, project_id, kind, level, detail, happened_on, at)
      select district, event_id, id, project_id, kind, level, event_detail, happened_on, $2
      from jsonb_to_recordset($1::jsonb) as e (district text, event_id uuid, id uuid, project_id uuid, kind text, level text,
        event_detail jsonb, happened_on date)`,
    values: [rows, tx.now],
  })
}

/** Project-months whose day has come, a bounded number of them. */
export async function findDueStates(
  reading: Reading,
  day: PlainDate,
  limit: number,
): Promise<ProjectMonthKey[]> {
  const found = await tables<RiskTables>(reading)
    .selectFrom('risk.project_state')
    .select(['project_id', 'month'])
    .where('district', '=', reading.district)
    .where('look_again_on', '<=', day)
    .orderBy('look_again_on')
    .limit(limit)
    .execute()
  return found.map((row) => [row.project_id, row.month] as const)
}

function columnsOf(keys: readonly ProjectMonthKey[]): [projects: string[], months: YearMonth[]] {
  return [keys.map(([projectId]) => projectId), keys.map(([, month]) => month)]
}
