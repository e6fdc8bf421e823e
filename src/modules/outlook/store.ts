import type { PlainDate } from '../../kernel/day.ts'
import type { Tx } from '../../platform/context.ts'
import type {
  EvidenceColumns,
  MoneyColumns,
  OutlookEventColumns,
  PlanColumns,
  ProjectOutlookColumns,
  PromiseColumns,
  WeekColumns,
} from './tables.ts'

export type {
  OutlookEventKind,
  PlanColumns,
  ProjectOutlookColumns,
  PromiseColumns,
  WeekColumns,
} from './tables.ts'

/** Of the projects those never looked at. */
export async function findUnlooked(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const found = await tx.client.query<{ id: string }>({
    name: 'outlook-unlooked',
    text: `select k.id from unnest($2::uuid[]) as k (id)
      where not exists (select from outlook.project_outlook o where o.district = $1 and o.project_id = k.id)`,
    values: [tx.district, [...ids]],
  })
  return found.rows.map(({ id }) => id)
}

/** What is known of the projects so far, locked in their order; those never looked at are left out. */
export async function lockOutlooks(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, ProjectOutlookColumns>> {
  const found = await tx.client.query<ProjectOutlookColumns>({
    name: 'outlook-lock',
    text: `select * from outlook.project_outlook where district = $1 and project_id = any ($2::uuid[]) order by project_id for update`,
    values: [tx.district, [...ids]],
  })
  return new Map(found.rows.map((row) => [row.project_id, row]))
}

export async function recordOutlooks(
  tx: Tx,
  rows: readonly ProjectOutlookColumns[],
): Promise<void> {
  if (rows.length === 0) return
  const set = outlookColumns.map((name) => `${name} = excluded.${name}`).join(', ')
  await tx.client.query({
    name: 'outlook-record',
    text: `insert into outlook.project_outlook as o (district, project_id, ${outlookColumns.join(', ')})
      select district, project_id, ${outlookColumns.join(', ')} from jsonb_populate_recordset(null::outlook.project_outlook, $1::jsonb)
      order by project_id
      on conflict (district, project_id) do update set ${set}`,
    values: [JSON.stringify(rows)],
  })
}

const outlookColumns = [
  'festival_on',
  'looked_on',
  'people',
  'owed_fen',
  'estimated_fen',
  'due_fen',
  'unknown_worker_months',
  'unestimated',
  'method',
  'confidence',
  'account_fen',
  'account_on',
  'labour_cost_fen',
  'entered_fen',
  'deposit_fen',
  'money_fen',
  'gap_fen',
  'plan_id',
  'planned_fen',
  'kept_fen',
  'late_fen',
  'broken_fen',
  'broken',
  'next_promise_on',
  'needs_plan',
  'answered_on',
] as const satisfies readonly (keyof ProjectOutlookColumns)[]

/** A fact has touched them: the next sweep looks again. Those that wait already are not written. */
export async function touchOutlooks(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.client.query({
    name: 'outlook-touch',
    text: `update outlook.project_outlook o set looked_on = null
      from (select project_id from outlook.project_outlook
        where district = $1 and project_id = any ($2::uuid[]) and looked_on is not null order by project_id for update) k
      where o.district = $1 and o.project_id = k.project_id`,
    values: [tx.district, [...ids]],
  })
}

export async function touchAllOutlooks(tx: Tx): Promise<number> {
  const touched = await tx.client.query({
    name: 'outlook-touch-all',
    text: `update outlook.project_outlook set looked_on = null where district = $1 and looked_on is not null`,
    values: [tx.district],
  })
  return touched.rowCount ?? 0
}

/** Projects that are gone: given up, or taken back with the list that made them. */
export async function dropGoneOutlooks(tx: Tx): Promise<number> {
  const dropped = await tx.client.query({
    name: 'outlook-drop-gone',
    text: `delete from outlook.project_outlook o where o.district = $1
      and not exists (select from registry.project_face p where p.district = $1 and p.id = o.project_id)`,
    values: [tx.district],
  })
  return dropped.rowCount ?? 0
}

/** An answer to what was asked was checked, or what was checked is open again. */
export async function recordAnswered(
  tx: Tx,
  ids: readonly string[],
  on: PlainDate | null,
): Promise<void> {
  if (ids.length === 0) return
  await tx.client.query({
    name: 'outlook-answered',
    text: `update outlook.project_outlook set answered_on = $3 where district = $1 and project_id::text = any ($2::text[])`,
    values: [tx.district, [...ids], on],
  })
}

export async function lockPlan(
  tx: Tx,
  projectId: string,
  festivalOn: PlainDate,
): Promise<PlanColumns | null> {
  const found = await tx.client.query<PlanColumns>({
    name: 'outlook-lock-plan',
    text: `select * from outlook.plan where district = $1 and project_id = $2 and festival_on = $3 for update`,
    values: [tx.district, projectId, festivalOn],
  })
  return found.rows[0] ?? null
}

export async function recordPlan(tx: Tx, plan: PlanColumns): Promise<void> {
  await tx.client.query({
    name: 'outlook-record-plan',
    text: `insert into outlook.plan (district, id, project_id, festival_on, version, made_on) values ($1, $2, $3, $4, $5, $6)
      on conflict (district, id) do update set version = excluded.version`,
    values: [tx.district, plan.id, plan.project_id, plan.festival_on, plan.version, plan.made_on],
  })
}

/** The promises of the plan that stand. */
export async function lockPromises(tx: Tx, planId: string): Promise<PromiseColumns[]> {
  const found = await tx.client.query<PromiseColumns>({
    name: 'outlook-lock-promises',
    text: `select * from outlook.promise where district = $1 and plan_id = $2 and dropped_in is null order by due_on, id for update`,
    values: [tx.district, planId],
  })
  return found.rows
}

export async function dropPromises(
  tx: Tx,
  ids: readonly string[],
  version: number,
  on: PlainDate,
): Promise<void> {
  if (ids.length === 0) return
  await tx.client.query({
    name: 'outlook-drop-promises',
    text: `update outlook.promise set dropped_in = $3, dropped_on = $4 where district = $1 and id = any ($2::uuid[])`,
    values: [tx.district, [...ids], version, on],
  })
}

export async function insertPromises(tx: Tx, promises: readonly PromiseColumns[]): Promise<void> {
  if (promises.length === 0) return
  await tx.client.query({
    name: 'outlook-insert-promises',
    text: `insert into outlook.promise select * from jsonb_populate_recordset(null::outlook.promise, $1::jsonb)`,
    values: [JSON.stringify(promises)],
  })
}

/** `on` null: they are paid, and asked about again should the money be taken back. */
export async function recordAsked(
  tx: Tx,
  ids: readonly string[],
  on: PlainDate | null,
): Promise<void> {
  if (ids.length === 0) return
  await tx.client.query({
    name: 'outlook-promises-asked',
    text: `update outlook.promise set asked_on = $3 where district = $1 and id = any ($2::uuid[])`,
    values: [tx.district, [...ids], on],
  })
}

export async function insertMoney(tx: Tx, money: MoneyColumns): Promise<void> {
  await tx.client.query({
    name: 'outlook-insert-money',
    text: `insert into outlook.money select * from jsonb_populate_record(null::outlook.money, $1::jsonb)`,
    values: [JSON.stringify(money)],
  })
}

export async function lockMoney(
  tx: Tx,
  projectId: string,
  id: string,
): Promise<MoneyColumns | null> {
  const found = await tx.client.query<MoneyColumns>({
    name: 'outlook-lock-money',
    text: `select * from outlook.money where district = $1 and project_id = $2 and id = $3 for update`,
    values: [tx.district, projectId, id],
  })
  return found.rows[0] ?? null
}

export async function recordMoneyWithdrawn(
  tx: Tx,
  id: string,
  { on, name, why }: { readonly on: PlainDate; readonly name: string; readonly why: string },
): Promise<void> {
  await tx.client.query({
    name: 'outlook-withdraw-money',
    text: `update outlook.money set withdrawn_on = $3, withdrawn_by_name = $4, withdrawn_why = $5 where district = $1 and id = $2`,
    values: [tx.district, id, on, name, why],
  })
}

export async function insertEvidence(tx: Tx, evidence: EvidenceColumns): Promise<void> {
  await tx.client.query({
    name: 'outlook-insert-evidence',
    text: `insert into outlook.evidence (district, id, project_id, money_id, name, media, hash, bytes, uploaded_by, uploaded_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      tx.district,
      evidence.id,
      evidence.project_id,
      evidence.money_id,
      evidence.name,
      evidence.media,
      evidence.hash,
      evidence.bytes,
      evidence.uploaded_by,
      evidence.uploaded_at,
    ],
  })
}

/** Gives what the actor has uploaded to the project to the money; returns how many of them there were. */
export async function tieEvidence(
  tx: Tx,
  { projectId, moneyId, ids }: { projectId: string; moneyId: string; ids: readonly string[] },
): Promise<number> {
  if (ids.length === 0) return 0
  const tied = await tx.client.query({
    name: 'outlook-tie-evidence',
    text: `update outlook.evidence set money_id = $4
      where district = $1 and project_id = $2 and id = any ($3::uuid[]) and money_id is null and uploaded_by = $5`,
    values: [tx.district, projectId, [...ids], moneyId, tx.actor.id],
  })
  return tied.rowCount ?? 0
}

export async function countLooseEvidence(tx: Tx, projectId: string): Promise<number> {
  const found = await tx.client.query<{ count: number }>({
    name: 'outlook-loose-evidence',
    text: `select count(*)::integer as count from outlook.evidence where district = $1 and project_id = $2 and money_id is null and uploaded_by = $3`,
    values: [tx.district, projectId, tx.actor.id],
  })
  return found.rows[0]?.count ?? 0
}

export async function insertEvents(tx: Tx, events: readonly OutlookEventColumns[]): Promise<void> {
  if (events.length === 0) return
  await tx.client.query({
    name: 'outlook-insert-events',
    text: `insert into outlook.outlook_event select * from jsonb_populate_recordset(null::outlook.outlook_event, $1::jsonb)`,
    values: [JSON.stringify(events)],
  })
}

/** The week that runs is written again as it changes; one that has passed, `closed`, is kept as it is. */
export async function recordWeeks(
  tx: Tx,
  weeks: readonly WeekColumns[],
  closed: boolean,
): Promise<number> {
  if (weeks.length === 0) return 0
  const figures = [
    'day',
    'projects',
    'with_gap',
    'owed_fen',
    'due_fen',
    'money_fen',
    'gap_fen',
    'planned_fen',
    'kept_fen',
    'broken_fen',
  ]
  const list = (of: string) => figures.map((name) => `${of}.${name}`).join(', ')
  const change = closed
    ? 'do nothing'
    : `do update set ${figures.map((name) => `${name} = excluded.${name}`).join(', ')}
        where (${list('w')}) is distinct from (${list('excluded')})`
  const written = await tx.client.query({
    name: closed ? 'outlook-keep-weeks' : 'outlook-write-week',
    text: `insert into outlook.week as w select * from jsonb_populate_recordset(null::outlook.week, $1::jsonb)
      on conflict (district, festival_on, weeks_before) ${change}`,
    values: [JSON.stringify(weeks)],
  })
  return written.rowCount ?? 0
}
