import type { About } from '../../kernel/addressee.ts'
import type { PlainDate } from '../../kernel/day.ts'
import { type Reading, type Tx, tables } from '../../platform/context.ts'
import { owingStates, type TaskState } from './rules/task-steps.ts'
import type { EvidenceColumns, TaskColumns, TaskEventColumns, TasksTables } from './tables.ts'

export type TaskRecord = TaskColumns
export type { TaskEventDetail } from './tables.ts'

/** Adds tasks; one whose `about` has a task that is not done is left out. Returns the ids that were added. */
export async function insertTasks(tx: Tx, rows: readonly TaskRecord[]): Promise<Set<string>> {
  const added = await tx.client.query<{ id: string }>({
    name: 'tasks-insert',
    text: `insert into tasks.task (district, id, about_kind, about_id, project_id, title, asks, level, owner_role, owner_place, due_on,
        limit_from, limit_workdays, state, outcome, answered_by, assigned_on, assigned_by_name, overdue_noted, urged, read_at, changed_at, version)
      select district, id, about_kind, about_id, project_id, title, asks, level, owner_role, owner_place, due_on,
        limit_from, limit_workdays, state, outcome, answered_by, assigned_on, assigned_by_name, overdue_noted, urged, read_at, changed_at, version
      from jsonb_populate_recordset(null::tasks.task, $1::jsonb)
      on conflict (district, about_kind, about_id) where state in ('open', 'answered', 'returned') do nothing
      returning id`,
    values: [JSON.stringify(rows)],
  })
  return new Set(added.rows.map(({ id }) => id))
}

export async function insertEvents(tx: Tx, rows: readonly TaskEventColumns[]): Promise<void> {
  if (rows.length === 0) return
  await tx.client.query({
    name: 'tasks-insert-events',
    text: `insert into tasks.task_event (district, id, task_id, kind, detail, actor_id, actor_name, organisation, happened_on, at)
      select district, id, task_id, kind, detail, actor_id, actor_name, organisation, happened_on, at
      from jsonb_populate_recordset(null::tasks.task_event, $1::jsonb)`,
    values: [JSON.stringify(rows)],
  })
}

/** Writes tasks as they stand after a step. */
export async function recordTasks(tx: Tx, rows: readonly TaskRecord[]): Promise<void> {
  if (rows.length === 0) return
  await tx.client.query({
    name: 'tasks-record',
    text: `update tasks.task t set level = f.level, owner_role = f.owner_role, owner_place = f.owner_place, due_on = f.due_on,
        limit_from = f.limit_from, limit_workdays = f.limit_workdays,
        state = f.state, outcome = f.outcome, answered_by = f.answered_by, overdue_noted = f.overdue_noted, urged = f.urged,
        read_at = f.read_at, changed_at = f.changed_at, version = f.version
      from jsonb_populate_recordset(null::tasks.task, $2::jsonb) f
      where t.district = $1 and t.id = f.id`,
    values: [tx.district, JSON.stringify(rows)],
  })
}

/** Tasks by their ids, locked in order of ids: of two that step on one the second sees what the first has done. */
export async function lockTasks(tx: Tx, ids: readonly string[]): Promise<TaskRecord[]> {
  const found = await tx.client.query<TaskRecord>({
    name: 'tasks-lock',
    text: `select t.* from tasks.task t where t.district = $1 and t.id = any ($2::uuid[]) order by t.id for update`,
    values: [tx.district, [...ids]],
  })
  return found.rows
}

/** Tasks of these things in one of the states, locked in order of ids. */
export async function lockTasksAbout(
  tx: Tx,
  abouts: readonly About[],
  states: readonly TaskState[],
): Promise<TaskRecord[]> {
  if (abouts.length === 0) return []
  const found = await tx.client.query<TaskRecord>({
    name: 'tasks-lock-about',
    text: `select t.* from tasks.task t
      where t.district = $1 and (t.about_kind, t.about_id) in (select * from unnest($2::text[], $3::text[]))
        and t.state = any ($4::text[])
      order by t.id for update`,
    values: [tx.district, ...columnsOf(abouts), [...states]],
  })
  return found.rows
}

/** The task that is not done of each of these things. */
export async function findLiveIds(
  reading: Reading,
  abouts: readonly About[],
): Promise<Map<string, string>> {
  if (abouts.length === 0) return new Map()
  const found = await reading.client.query<{ id: string; about_kind: string; about_id: string }>({
    name: 'tasks-live-ids',
    text: `select t.id, t.about_kind, t.about_id from tasks.task t
      where t.district = $1 and (t.about_kind, t.about_id) in (select * from unnest($2::text[], $3::text[]))
        and t.state in ('open', 'answered', 'returned')`,
    values: [reading.district, ...columnsOf(abouts)],
  })
  return new Map(
    found.rows.map((row) => [aboutKey({ kind: row.about_kind, id: row.about_id }), row.id]),
  )
}

export function aboutKey({ kind, id }: About): string {
  return `${kind} ${id}`
}

/** Tasks whose limit has passed and of which nobody has said so yet, a bounded number of them, locked. */
export async function lockOverdue(tx: Tx, day: PlainDate, limit: number): Promise<TaskRecord[]> {
  const found = await tx.client.query<TaskRecord>({
    name: 'tasks-lock-overdue',
    text: `select t.* from tasks.task t
      where t.district = $1 and t.state in (${quoted(owingStates)}) and not t.overdue_noted and t.due_on < $2
      order by t.due_on, t.id limit $3 for update`,
    values: [tx.district, day, limit],
  })
  return found.rows
}

export async function insertEvidence(tx: Tx, row: EvidenceColumns): Promise<void> {
  await tables<TasksTables>(tx).insertInto('tasks.evidence').values(row).execute()
}

/** How many files somebody has uploaded to a task that no answer names yet. */
export async function countLooseEvidence(
  reading: Reading,
  of: { taskId: string; accountId: string },
): Promise<number> {
  const found = await tables<TasksTables>(reading)
    .selectFrom('tasks.evidence')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('district', '=', reading.district)
    .where('task_id', '=', of.taskId)
    .where('uploaded_by', '=', of.accountId)
    .where('event_id', 'is', null)
    .executeTakeFirstOrThrow()
  return found.count
}

/** Puts uploaded files to an answer; returns how many of them there were to put. */
export async function attachEvidence(
  tx: Tx,
  of: { taskId: string; accountId: string; eventId: string; ids: readonly string[] },
): Promise<number> {
  if (of.ids.length === 0) return 0
  const attached = await tables<TasksTables>(tx)
    .updateTable('tasks.evidence')
    .set({ event_id: of.eventId })
    .where('district', '=', tx.district)
    .where('task_id', '=', of.taskId)
    .where('uploaded_by', '=', of.accountId)
    .where('event_id', 'is', null)
    .where('id', 'in', [...of.ids])
    .executeTakeFirst()
  return Number(attached.numUpdatedRows)
}

function columnsOf(abouts: readonly About[]): [kinds: string[], ids: string[]] {
  return [abouts.map(({ kind }) => kind), abouts.map(({ id }) => id)]
}

function quoted(states: readonly TaskState[]): string {
  return states.map((state) => `'${state}'`).join(', ')
}
