import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { tables, type Reading, type Tx } from '../../platform/context.ts'
import type { ProjectHistory, RegistryTables } from './tables.ts'

export type ProjectRecord = RegistryTables['registry.project']

/** Locks a project until the transaction ends; null where nobody knows it, or it may not be seen. */
export async function lockProject(tx: Tx, code: string): Promise<ProjectRecord | null> {
  const found = await tables<RegistryTables>(tx)
    .selectFrom('registry.project')
    .selectAll()
    .where('district', '=', tx.district)
    .where('code', '=', code)
    .where('withdrawn_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return found ?? null
}

/** In order of their ids, so that two transactions never wait for each other in a circle. */
export async function lockProjectRows(tx: Tx, projectIds: readonly string[]): Promise<void> {
  await tx.client.query({
    name: 'registry-lock-projects',
    text: `select from registry.project where district = $1 and id = any ($2::uuid[]) order by id for no key update`,
    values: [tx.district, projectIds],
  })
}

/** False where the code is taken. */
export async function insertProject(tx: Tx, project: ProjectRecord): Promise<boolean> {
  const done = await tables<RegistryTables>(tx)
    .insertInto('registry.project')
    .values(project)
    .onConflict((conflict) =>
      conflict.columns(['district', 'code']).where('withdrawn_at', 'is', null).doNothing(),
    )
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

export async function recordProject(
  tx: Tx,
  id: string,
  fields: Partial<ProjectRecord>,
): Promise<void> {
  await tables<RegistryTables>(tx)
    .updateTable('registry.project')
    .set(fields)
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
}

/** The next `count` of the district's own numbers, the last of them; another transaction waits for this one to end. */
export async function takeOwnNumber(tx: Tx, count = 1): Promise<number> {
  const taken = await tables<RegistryTables>(tx)
    .insertInto('registry.own_code')
    .values({ district: tx.district, last_number: count })
    .onConflict((conflict) =>
      conflict
        .columns(['district'])
        .doUpdateSet({ last_number: sql`own_code.last_number + ${count}` }),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow()
  return taken.last_number
}

export async function recordProjectEvent(
  tx: Tx,
  projectId: string,
  kind: ProjectHistory['kind'],
  detail: Record<string, unknown>,
): Promise<void> {
  await tables<RegistryTables>(tx)
    .insertInto('registry.project_event')
    .values({
      district: tx.district,
      id: uuidv7(),
      project_id: projectId,
      kind,
      detail: sql`${JSON.stringify(detail)}::jsonb`,
      actor_id: tx.actor.id,
      actor_name: tx.actor.name,
      at: tx.now,
      import_id: null,
      record_id: null,
      reason: null,
    })
    .execute()
}

export interface ParticipantRecord {
  readonly projectId: string
  readonly enterpriseId: string
  readonly role: string
  readonly enteredOn: string | null
  readonly leftOn: string | null
  readonly managerName: string | null
}

/**
 * Adds who is new, fills in what was not known or is stated otherwise now; says how many of each, and how many stood so
 * already. The same project, firm and role twice: the last counts.
 */
export async function recordParticipantRows(
  tx: Tx,
  importId: string | null,
  rows: readonly ParticipantRecord[],
): Promise<{ added: number; superseded: number; unchanged: number }> {
  if (rows.length === 0) return { added: 0, superseded: 0, unchanged: 0 }
  const found = await tx.client.query<{ fresh: boolean }>({
    name: 'registry-record-participants',
    text: `insert into registry.participant as p (district, project_id, enterprise_id, role, entered_on, left_on, manager_name, import_id)
      select distinct on (project_id, enterprise_id, role) $1, project_id, enterprise_id, role, entered_on, left_on, manager_name, $2::uuid
      from unnest($3::uuid[], $4::uuid[], $5::text[], $6::date[], $7::date[], $8::text[]) with ordinality
        as u (project_id, enterprise_id, role, entered_on, left_on, manager_name, nth)
      order by project_id, enterprise_id, role, nth desc
      on conflict (district, project_id, enterprise_id, role) do update
        set withdrawn_at = null, import_id = case when p.withdrawn_at is null then p.import_id else excluded.import_id end, entered_on = coalesce(excluded.entered_on, p.entered_on), left_on = coalesce(excluded.left_on, p.left_on),
          manager_name = coalesce(excluded.manager_name, p.manager_name)
        where p.withdrawn_at is not null
          or (coalesce(excluded.entered_on, p.entered_on), coalesce(excluded.left_on, p.left_on), coalesce(excluded.manager_name, p.manager_name))
            is distinct from (p.entered_on, p.left_on, p.manager_name)
      returning (xmax = 0) as fresh`,
    values: [
      tx.district,
      importId,
      rows.map((row) => row.projectId),
      rows.map((row) => row.enterpriseId),
      rows.map((row) => row.role),
      rows.map((row) => row.enteredOn),
      rows.map((row) => row.leftOn),
      rows.map((row) => row.managerName),
    ],
  })
  if (importId !== null) await insertMentions(tx, importId, rows)
  const added = found.rows.filter((row) => row.fresh).length
  const superseded = found.rows.length - added
  return { added, superseded, unchanged: rows.length - found.rows.length }
}

/** A participant stands while an import that names it does. */
async function insertMentions(
  tx: Tx,
  importId: string,
  rows: readonly ParticipantRecord[],
): Promise<void> {
  await tx.client.query({
    name: 'registry-insert-mentions',
    text: `insert into registry.participant_mention (district, import_id, project_id, enterprise_id, role)
      select distinct $1, $2::uuid, u.* from unnest($3::uuid[], $4::uuid[], $5::text[]) as u (project_id, enterprise_id, role)
      on conflict do nothing`,
    values: [
      tx.district,
      importId,
      rows.map((row) => row.projectId),
      rows.map((row) => row.enterpriseId),
      rows.map((row) => row.role),
    ],
  })
}

/** Lines of the participants' list that was copied into the stage. */
export async function readParticipantStage(reading: Reading): Promise<StagedParticipant[]> {
  const found = await reading.client.query<StagedParticipant>(
    `select project_code, role, name, credit_code, credit_code_finding, entered_on, left_on, manager_name
      from stage_participant order by sheet, row limit ${mostParticipants}`,
  )
  return found.rows
}

/** More than any list of a district's projects and their firms has. */
const mostParticipants = 100_000

export interface StagedParticipant {
  project_code: string | null
  role: string
  name: string
  credit_code: string | null
  credit_code_finding: string | null
  entered_on: string | null
  left_on: string | null
  manager_name: string | null
}
