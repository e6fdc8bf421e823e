import { uuidv7 } from 'uuidv7'
import type { PlainDate } from '../../kernel/day.ts'
import type { Tx } from '../../platform/context.ts'
import type { Industry } from './rules/industry.ts'
import type { OwnerKind } from './rules/owner-kind.ts'
import type {
  FactEvent,
  KnownProject,
  ListedFacts,
  ProjectEventKind,
} from './rules/project-list.ts'
import type { ProjectSource } from './rules/project-source.ts'
import type { ProjectState } from './rules/project-state.ts'

/*
 * The bulk statements of recordProjectList and of taking one back: each handles a whole list.
 */

/** More projects than any district has, and more than any list of them. */
const mostProjects = 50_000

export interface StagedProject {
  sheet: number
  row: number
  source: ProjectSource | null
  said_on: PlainDate | null
  number: string | null
  name: string
  permit_number: string | null
  place: string | null
  town: string | null
  industry: Industry | null
  owner_firm: string | null
  owner_credit_code: string | null
  owner_kind: OwnerKind | null
  contractor_firm: string | null
  contractor_credit_code: string | null
  contract_sum_fen: number | null
  begun_on: PlainDate | null
  finish_on: PlainDate | null
  state: ProjectState | null
}

export async function readProjectStage(tx: Tx): Promise<StagedProject[]> {
  const found = await tx.client.query<StagedProject>(
    `select * from stage_project order by sheet, row limit ${mostProjects}`,
  )
  return found.rows
}

/** One list at a time in a district: two that bring the same new project would make it twice. */
export async function lockProjectLists(tx: Tx): Promise<void> {
  await tx.client.query({
    name: 'registry-lock-lists',
    text: `select pg_advisory_xact_lock(hashtextextended('huxin registry lists ' || $1, 0))`,
    values: [tx.district],
  })
}

export async function listKnownProjects(tx: Tx): Promise<KnownProject[]> {
  const found = await tx.client.query<KnownProject>({
    name: 'registry-known-projects',
    text: `select id, code, name, platform_number, permit_number from registry.project
      where district = $1 and withdrawn_at is null order by id limit ${mostProjects}`,
    values: [tx.district],
  })
  return found.rows
}

export type ProjectFactRow = ListedFacts & KnownProject & { version: number }

/** Of projects that this transaction has locked. */
export async function readProjectFacts(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, ProjectFactRow>> {
  const found = await tx.client.query<ProjectFactRow>({
    name: 'registry-project-facts',
    text: `select id, code, name, platform_number, permit_number, town, industry, owner_kind, state, place, contract_sum_fen, begun_on, finish_on, version
      from registry.project where district = $1 and id = any ($2::uuid[])`,
    values: [tx.district, ids],
  })
  return new Map(found.rows.map((row) => [row.id, row]))
}

export type ProjectEventRow = FactEvent & { id: string; project_id: string }

export async function readProjectEvents(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, ProjectEventRow[]>> {
  const found = await tx.client.query<ProjectEventRow>({
    name: 'registry-project-events',
    text: `select id, project_id, kind, detail, import_id, record_id from registry.project_event
      where district = $1 and project_id = any ($2::uuid[]) order by id`,
    values: [tx.district, ids],
  })
  return Map.groupBy(found.rows, (row) => row.project_id)
}

export interface LeadingParty {
  readonly project_id: string
  readonly role: string
  readonly name: string
  readonly name_key: string
  readonly credit_code: string | null
}

/** The firms that are owner or general contractor of the projects, by the keys of their names. */
export async function readLeadingParties(tx: Tx, ids: readonly string[]): Promise<LeadingParty[]> {
  const found = await tx.client.query<LeadingParty>({
    name: 'registry-leading-parties',
    text: `select project_id, role, name, name_key, credit_code from registry.project_party
      where district = $1 and project_id = any ($2::uuid[]) and role in ('owner', 'general-contractor')`,
    values: [tx.district, ids],
  })
  return found.rows
}

export interface NewListedProject extends KnownProject, ListedFacts {
  readonly name_key: string
  readonly owner_kind: OwnerKind
  readonly industry: Industry
  readonly state: ProjectState
}

/** Returns the codes that were taken meanwhile: those projects are not there. */
export async function insertListedProjects(
  tx: Tx,
  projects: readonly NewListedProject[],
): Promise<string[]> {
  if (projects.length === 0) return []
  const done = await tx.client.query<{ code: string }>(
    `insert into registry.project (district, id, code, name, name_key, town, industry, owner_kind, state, permit_number, platform_number, begun_on,
        place, contract_sum_fen, finish_on, created_at)
      select $1, u.*, $2::timestamptz from jsonb_to_recordset($3::jsonb) as u (id uuid, code text, name text, name_key text, town text,
        industry text, owner_kind text, state text, permit_number text, platform_number text, begun_on date, place text, contract_sum_fen bigint, finish_on date)
      on conflict (district, code) where withdrawn_at is null do nothing returning code`,
    [tx.district, tx.now, JSON.stringify(projects)],
  )
  const there = new Set(done.rows.map(({ code }) => code))
  return projects.flatMap(({ code }) => (there.has(code) ? [] : [code]))
}

export interface FactChange {
  readonly projectId: string
  /** Columns as they become. */
  readonly changes: Readonly<Record<string, unknown>>
  /** The source record that said so. */
  readonly recordId?: string | null
}

const changeable = [
  ['name', 'text'],
  ['name_key', 'text'],
  ['town', 'text'],
  ['industry', 'text'],
  ['owner_kind', 'text'],
  ['state', 'text'],
  ['permit_number', 'text'],
  ['platform_number', 'text'],
  ['pay_day', 'smallint'],
  ['begun_on', 'date'],
  ['place', 'text'],
  ['contract_sum_fen', 'bigint'],
  ['finish_on', 'date'],
] as const

/** Sets the columns that a change names, also to nothing, and counts the version on. */
export async function updateListedProjects(tx: Tx, changes: readonly FactChange[]): Promise<void> {
  if (changes.length === 0) return
  const set = changeable.map(
    ([column, type]) =>
      `${column} = case when u.change ? '${column}' then (u.change ->> '${column}')::${type} else p.${column} end`,
  )
  await tx.client.query(
    `update registry.project p set version = p.version + 1, ${set.join(', ')}
      from unnest($2::uuid[], $3::jsonb[]) as u (id, change) where p.district = $1 and p.id = u.id`,
    [
      tx.district,
      changes.map(({ projectId }) => projectId),
      changes.map((one) => JSON.stringify(one.changes)),
    ],
  )
}

/** One event a change, of the list and the record that said so. */
export async function insertListEvents(
  tx: Tx,
  importId: string | null,
  kind: ProjectEventKind,
  changes: readonly FactChange[],
  reason: string | null = null,
): Promise<void> {
  if (changes.length === 0) return
  await tx.client.query(
    `insert into registry.project_event (district, id, project_id, kind, detail, actor_id, actor_name, at, import_id, reason, record_id)
      select $1, u.id, u.project_id, $2, u.detail, $3, $4, $5, $6, $7, u.record_id
      from unnest($8::uuid[], $9::uuid[], $10::jsonb[], $11::uuid[]) as u (id, project_id, detail, record_id)`,
    [
      tx.district,
      kind,
      tx.actor.id,
      tx.actor.name,
      tx.now,
      importId,
      reason,
      changes.map(() => uuidv7()),
      changes.map(({ projectId }) => projectId),
      changes.map((one) => JSON.stringify(one.changes)),
      changes.map(({ recordId = null }) => recordId),
    ],
  )
}

/** The projects that an import said something of, and whether it made them. */
export async function listImportedProjects(
  tx: Tx,
  importId: string,
): Promise<{ project_id: string; code: string; created: boolean }[]> {
  const found = await tx.client.query<{ project_id: string; code: string; created: boolean }>({
    name: 'registry-imported-projects',
    text: `select e.project_id, p.code, bool_or(e.kind = 'created') as created
      from registry.project_event e join registry.project p on p.district = e.district and p.id = e.project_id
      where e.district = $1 and e.import_id = $2 and p.withdrawn_at is null
      group by e.project_id, p.code order by e.project_id`,
    values: [tx.district, importId],
  })
  return found.rows
}

export async function withdrawProjects(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.client.query({
    name: 'registry-withdraw-projects',
    text: `update registry.project set withdrawn_at = $3, version = version + 1 where district = $1 and id = any ($2::uuid[])`,
    values: [tx.district, ids, tx.now],
  })
}

/** Who is named by no import any more that stands, and was not entered on a page, takes no part. Returns how many. */
export async function withdrawParticipants(tx: Tx, importId: string): Promise<number> {
  const key = '(project_id, enterprise_id, role)'
  const gone = await tx.client.query({
    name: 'registry-withdraw-mentions',
    text: `update registry.participant_mention set withdrawn_at = $3 where district = $1 and import_id = $2 and withdrawn_at is null`,
    values: [tx.district, importId, tx.now],
  })
  if (!gone.rowCount) return 0
  const done = await tx.client.query({
    name: 'registry-withdraw-participants',
    text: `update registry.participant p set withdrawn_at = $3
      where p.district = $1 and p.import_id is not null and p.withdrawn_at is null
        and ${key} in (select ${key.slice(1, -1)} from registry.participant_mention where district = $1 and import_id = $2)
        and not exists (select from registry.participant_mention m where m.district = p.district and m.project_id = p.project_id
          and m.enterprise_id = p.enterprise_id and m.role = p.role and m.withdrawn_at is null)`,
    values: [tx.district, importId, tx.now],
  })
  return done.rowCount ?? 0
}

/** Whose participants an import names. */
export async function listMentionedProjects(tx: Tx, importId: string): Promise<string[]> {
  const found = await tx.client.query<{ project_id: string }>({
    name: 'registry-mentioned-projects',
    text: `select distinct project_id from registry.participant_mention where district = $1 and import_id = $2 and withdrawn_at is null`,
    values: [tx.district, importId],
  })
  return found.rows.map((row) => row.project_id)
}
