import type { PlainDate } from '../../kernel/day.ts'
import type { Level } from '../../kernel/level.ts'
import { type Reading, type Tx, tables } from '../../platform/context.ts'
import type {
  ClassEventColumns,
  EntryColumns,
  EntryEventColumns,
  FormColumns,
  RegisterTables,
  StandardCheckColumns,
  StandingColumns,
} from './tables.ts'

export type StandingRecord = StandingColumns
export type EntryRecord = EntryColumns
export type FormRecord = FormColumns
export type { EntryEventDetail, EntryEventKind } from './tables.ts'

/** What is known of a project, from what other modules publish. */
export interface ProjectFacts {
  readonly project_id: string
  readonly overdue_fen: number
  readonly people: number
  readonly balance_fen: number | null
  readonly matters: number
  readonly gravity: number
  readonly warnings: readonly { readonly rule: string; readonly level: Level }[]
}

/** Owed after the pay date by the day, whom, what stands, and what the special accounts hold as last stated. */
export async function listFacts(
  reading: Reading,
  projectIds: readonly string[],
  day: PlainDate,
): Promise<ProjectFacts[]> {
  const found = await reading.client.query<ProjectFacts>({
    name: 'register-facts',
    text: `
      with money as (
        select m.project_id, sum(m.owed_fen)::bigint as fen from risk.project_month m
        where m.district = $1 and m.project_id = any ($2::uuid[]) and m.pay_on < $3 and m.owed_fen > 0 group by m.project_id
      ), owed as (
        select w.project_id, count(distinct w.worker_id)::integer as people from wages.worker_month w
        where w.district = $1 and w.project_id = any ($2::uuid[]) and w.pay_on < $3 and w.owed_fen > 0 group by w.project_id
      ), acting as (
        select a.project_id, count(*)::integer as matters,
          max(case a.level when 'red' then 4 when 'orange' then 3 when 'yellow' then 2 else 1 end) as gravity
        from risk.matter_face a where a.district = $1 and a.project_id = any ($2::uuid[]) and a.state = 'open' group by a.project_id
      ), standing as (
        select w.project_id, jsonb_agg(distinct jsonb_build_object('rule', w.rule, 'level', w.level)) as warnings
        from risk.open_warning w where w.district = $1 and w.project_id = any ($2::uuid[]) group by w.project_id
      ), held as (
        select a.project_id, sum(b.balance_fen)::bigint as balance_fen
        from wages.special_account_face a
        join lateral (
          select f.balance_fen from wages.account_flow_face f
          where f.district = $1 and f.project_id = a.project_id and f.account_id = a.id and f.balance_fen is not null
            and f.flow_on = (
              select max(n.flow_on) from wages.account_flow_face n
              where n.district = $1 and n.project_id = a.project_id and n.account_id = a.id and n.balance_fen is not null)
          order by exists (
            select from wages.account_flow_face o where o.district = $1 and o.project_id = f.project_id and o.account_id = f.account_id
              and o.flow_on = f.flow_on and o.balance_fen - o.amount_fen = f.balance_fen and o.amount_fen <> 0
              and (o.import_id, o.sheet, o.row) is distinct from (f.import_id, f.sheet, f.row)), f.import_id desc, f.sheet desc, f.row desc
          limit 1
        ) b on true
        where a.district = $1 and a.project_id = any ($2::uuid[]) group by a.project_id
      )
      select c.project_id, coalesce(m.fen, 0)::bigint as overdue_fen, coalesce(o.people, 0) as people, h.balance_fen,
        coalesce(a.matters, 0) as matters, coalesce(a.gravity, 0) as gravity, coalesce(s.warnings, '[]'::jsonb) as warnings
      from unnest($2::uuid[]) as c (project_id)
      left join money m using (project_id) left join owed o using (project_id) left join acting a using (project_id)
      left join standing s using (project_id) left join held h using (project_id)`,
    values: [reading.district, [...projectIds], day],
  })
  return found.rows
}

/** How projects stand, locked in order; those that have no row are left out. */
export async function lockStandings(
  tx: Tx,
  projectIds: readonly string[],
): Promise<Map<string, StandingRecord>> {
  const found = await tx.client.query<StandingRecord>({
    name: 'register-lock-standings',
    text: `select s.* from register.standing s where s.district = $1 and s.project_id = any ($2::uuid[])
      order by s.project_id for update`,
    values: [tx.district, [...projectIds]],
  })
  return new Map(found.rows.map((row) => [row.project_id, row]))
}

const standingColumns =
  'rule_class, rule_because, points_tenths, gravest, matters, people, overdue_fen, balance_fen, word_class, word_by_name, word_reason, word_on, class, how, since'

export async function recordStandings(tx: Tx, rows: readonly StandingRecord[]): Promise<void> {
  if (rows.length === 0) return
  const set = standingColumns
    .split(', ')
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')
  await tx.client.query({
    name: 'register-record-standings',
    text: `insert into register.standing (district, project_id, ${standingColumns})
      select district, project_id, ${standingColumns} from jsonb_populate_recordset(null::register.standing, $1::jsonb)
      order by project_id on conflict (district, project_id) do update set ${set}`,
    values: [JSON.stringify(rows)],
  })
}

export async function insertClassEvents(tx: Tx, rows: readonly ClassEventColumns[]): Promise<void> {
  if (rows.length === 0) return
  await tx.client.query({
    name: 'register-class-events',
    text: `insert into register.class_event (district, id, project_id, from_class, to_class, how, reason, actor_name, happened_on, at)
      select district, id, project_id, from_class, to_class, how, reason, actor_name, happened_on, at
      from jsonb_populate_recordset(null::register.class_event, $1::jsonb)`,
    values: [JSON.stringify(rows)],
  })
}

/** The last entry of each project, locked. */
export async function lockLastEntries(
  tx: Tx,
  projectIds: readonly string[],
): Promise<Map<string, EntryRecord>> {
  const found = await tx.client.query<EntryRecord>({
    name: 'register-lock-last-entries',
    text: `select e.* from unnest($2::uuid[]) as k (project_id)
      cross join lateral (
        select id from register.entry where district = $1 and project_id = k.project_id order by id desc limit 1
      ) last
      join register.entry e on e.district = $1 and e.id = last.id
      order by e.id for update of e`,
    values: [tx.district, [...new Set(projectIds)]],
  })
  return new Map(found.rows.map((row) => [row.project_id, row]))
}

export async function lockEntries(tx: Tx, ids: readonly string[]): Promise<EntryRecord[]> {
  const found = await tx.client.query<EntryRecord>({
    name: 'register-lock-entries',
    text: `select e.* from register.entry e where e.district = $1 and e.id = any ($2::uuid[]) order by e.id for update`,
    values: [tx.district, [...ids]],
  })
  return found.rows
}

const entryFixed = 'project_id, opened_by, opened_on, opened_class, opened_people, opened_fen'
const entryMoving =
  'state, raised_on, times, people, overdue_fen, balance_fen, priority_tenths, priority_parts, cause, cause_words, measures, leader, checks, checked_on, proposed_by, proposed_by_name, signed_by, signed_by_name, signed_on, task_id, version'

export async function recordEntries(tx: Tx, rows: readonly EntryRecord[]): Promise<void> {
  if (rows.length === 0) return
  const set = entryMoving
    .split(', ')
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')
  await tx.client.query({
    name: 'register-record-entries',
    text: `insert into register.entry (district, id, ${entryFixed}, ${entryMoving})
      select district, id, ${entryFixed}, ${entryMoving} from jsonb_populate_recordset(null::register.entry, $1::jsonb)
      order by id on conflict (district, id) do update set ${set}`,
    values: [JSON.stringify(rows)],
  })
}

export async function insertEntryEvents(tx: Tx, rows: readonly EntryEventColumns[]): Promise<void> {
  if (rows.length === 0) return
  await tx.client.query({
    name: 'register-entry-events',
    text: `insert into register.entry_event (district, id, entry_id, project_id, kind, detail, actor_name, organisation, happened_on, at)
      select district, id, entry_id, project_id, kind, detail, actor_name, organisation, happened_on, at
      from jsonb_populate_recordset(null::register.entry_event, $1::jsonb)`,
    values: [JSON.stringify(rows)],
  })
}

export interface NamedProject {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly town: string | null
  readonly industry: string
}

export async function listNamedProjects(
  reading: Reading,
  projectIds: readonly string[],
): Promise<Map<string, NamedProject>> {
  const found = await reading.client.query<NamedProject>({
    name: 'register-projects',
    text: `select id, code, name, town, industry from registry.project_face where district = $1 and id = any ($2::uuid[])`,
    values: [reading.district, [...new Set(projectIds)]],
  })
  return new Map(found.rows.map((row) => [row.id, row]))
}

/** Projects of which something can have changed because a day has passed, a page of them after an id. */
export async function listWatched(
  reading: Reading,
  after: string,
  limit: number,
): Promise<string[]> {
  const found = await reading.client.query<{ project_id: string }>(
    `select project_id from (
        select project_id from register.standing where district = $1
        union select project_id from risk.open_warning where district = $1
        union select project_id from risk.project_month where district = $1 and owed_fen > 0
      ) w where project_id > $2::uuid order by project_id limit $3`,
    [reading.district, after, limit],
  )
  return found.rows.map((row) => row.project_id)
}

/** Signed off before a day, the last of their project, of a class that is not C: looked at again. */
export async function findStandingOn(
  reading: Reading,
  before: PlainDate,
  limit: number,
): Promise<string[]> {
  const found = await reading.client.query<{ project_id: string }>(
    `select e.project_id from register.entry e
      join register.standing s on s.district = e.district and s.project_id = e.project_id
      where e.district = $1 and e.state = 'signed-off' and e.signed_on < $2 and s.class <> 'C'
        and not exists (select from register.entry n where n.district = $1 and n.project_id = e.project_id and n.id > e.id)
      order by e.signed_on, e.id limit $3`,
    [reading.district, before, limit],
  )
  return found.rows.map((row) => row.project_id)
}

/** The limit of a task; null: none. */
export async function findLimit(reading: Reading, taskId: string): Promise<PlainDate | null> {
  const found = await reading.client.query<{ due_on: PlainDate | null }>(
    `select due_on from tasks.task_face where district = $1 and id = $2`,
    [reading.district, taskId],
  )
  return found.rows[0]?.due_on ?? null
}

export async function insertStandardCheck(tx: Tx, row: StandardCheckColumns): Promise<void> {
  await tables<RegisterTables>(tx).insertInto('register.standard_check').values(row).execute()
}

export async function insertForm(tx: Tx, row: FormRecord): Promise<void> {
  await tx.client.query(
    `insert into register.form select * from jsonb_populate_record(null::register.form, $1::jsonb)`,
    [JSON.stringify(row)],
  )
}

export async function lockForm(tx: Tx, id: string): Promise<FormRecord | null> {
  const found = await tx.client.query<FormRecord>(
    `select f.* from register.form f where f.district = $1 and f.id = $2 for update`,
    [tx.district, id],
  )
  return found.rows[0] ?? null
}

export async function isFormName(reading: Reading, name: string, not: string): Promise<boolean> {
  const found = await reading.client.query(
    `select from register.form where district = $1 and name = $2 and retired_at is null and id <> $3`,
    [reading.district, name, not],
  )
  return (found.rowCount ?? 0) > 0
}

export async function updateForm(
  tx: Tx,
  { id, name, cells, used, used_at, retired_at, version }: FormRecord,
): Promise<void> {
  await tx.client.query(
    `update register.form set name = $3, cells = $4::jsonb, used = $5, used_at = $6, retired_at = $7, version = $8
      where district = $1 and id = $2`,
    [tx.district, id, name, JSON.stringify(cells), used, used_at, retired_at, version],
  )
}
