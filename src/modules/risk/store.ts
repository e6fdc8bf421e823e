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

/** What is nought where no worker is left. */
const figures = [
  'workers',
  'workers_attended',
  'workdays_hundredths',
  'due_unknown',
  'attended_without_pay_line',
  'due_fen',
  'deducted_fen',
  'paid_on_time_fen',
  'paid_late_fen',
  'owed_fen',
  'owed_workers',
  'unpaid_fen',
  'unpaid_workers',
  'underpaid_fen',
  'underpaid_workers',
  'pay_line_workers',
  'paid_not_attended',
  'below_rate_workers',
  'below_rate_fen',
  'below_minimum_workers',
  'below_workers',
  'over_month_workers',
  'over_year_workers',
  'highest_due_fen',
  'shared_card_workers',
  'attended_unpaid',
  'doubtful_id_workers',
  'under_age_workers',
  'payable_workers',
  'living_cost_workers',
] as const satisfies readonly (keyof ProjectMonthRow)[]

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
    text: `update risk.project_state s set pay_on = coalesce(f.pay_on, s.pay_on),
        ${figures.map((column) => `${column} = coalesce(f.${column}, 0)`).join(', ')},
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
    text: `insert into risk.warning (district, id, project_id, month, rule, level, raised_on, level_on, cleared_on, detail, matter_id)
      select district, id, project_id, month, rule, level, raised_on, level_on, cleared_on, detail, matter_id
      from jsonb_populate_recordset(null::risk.warning, $1::jsonb)
      on conflict (district, id) do update set level = excluded.level, raised_on = excluded.raised_on, level_on = excluded.level_on,
        cleared_on = excluded.cleared_on, detail = excluded.detail, matter_id = excluded.matter_id`,
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

export function columnsOf(
  keys: readonly ProjectMonthKey[],
): [projects: string[], months: YearMonth[]] {
  return [keys.map(([projectId]) => projectId), keys.map(([, month]) => month)]
}

/** The project-months that workers are on; along their engagements, for the ledger is kept by project. */
export async function findMonthsOfWorkers(
  reading: Reading,
  workerIds: readonly string[],
): Promise<ProjectMonthKey[]> {
  const found = await reading.client.query<{ project_id: string; month: YearMonth }>(
    `select distinct m.project_id, m.month from labour.engagement_face e
      join wages.worker_month m on m.district = $1 and m.project_id = e.project_id and m.worker_id = e.worker_id
      where e.district = $1 and e.worker_id = any ($2::uuid[])`,
    [reading.district, [...workerIds]],
  )
  return found.rows.map((row) => [row.project_id, row.month] as const)
}
