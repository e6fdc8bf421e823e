import { sql, type SqlBool } from 'kysely'
import { z } from 'zod'
import type { About, Addressee } from '../../kernel/addressee.ts'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import type { PlainDate } from '../../kernel/day.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import type { Calendar } from '../calendar/rules/calendar.ts'
import { calendarOf } from '../calendar/views.ts'
import { addresseesOf, isAddressedTo } from '../people/rules/addressee.ts'
import type { PeopleViews } from '../people/tables.ts'
import { holdersOf, listMyPosts, type RunningPost } from '../people/views.ts'
import type { Task, TaskCounts, TaskFilter, TaskRow } from './contract.ts'
import { isProvisional } from './rules/counted-limit.ts'
import { isOverdue, type TaskStanding } from './rules/task-steps.ts'
import type { TaskColumns, TasksTables } from './tables.ts'
import { eventsOf } from './views-events.ts'

type Database = TasksTables & PeopleViews

export interface TaskQuery extends TaskFilter {
  readonly projectId?: string | undefined
}

interface FoundTask extends TaskColumns {
  readonly unowned: boolean
}

export function ownerOf(task: Pick<TaskColumns, 'owner_role' | 'owner_place'>): Addressee {
  return { role: task.owner_role, place: task.owner_place === '' ? null : task.owner_place }
}

/** What the rules ask of a task, for whoever holds these posts. */
export function standingOf(task: TaskColumns, posts: readonly RunningPost[]): TaskStanding {
  return {
    state: task.state,
    isMine: isAddressedTo(ownerOf(task), posts),
    ownerRole: task.owner_role,
    answeredBy: task.answered_by,
    ofProject: task.project_id !== null,
  }
}

/** Whether the actor sees the task: its policy lets posts that have ended by, and only those that run count. */
export function isSeen(
  task: TaskColumns,
  { scope }: Context,
  posts: readonly RunningPost[],
): boolean {
  if (scope.projects === '*' || isAddressedTo(ownerOf(task), posts)) return true
  return task.project_id !== null && scope.projects.includes(task.project_id)
}

export function noSuchTask(): Refused {
  return new Refused({ code: 'tasks.unknown', kind: 'not-found' })
}

/**
 * A page of tasks. What is not done by its limit, the unowned first for the coordination office; of a list that holds
 * done ones too the last changed first.
 */
export async function listTasks(
  ctx: Context,
  { after, limit, ...query }: PageQuery & TaskQuery,
): Promise<{ rows: TaskRow[]; next: string | null; counts: TaskCounts }> {
  const byLimit = ['live', 'open', 'answered', 'returned'].includes(query.state)
  return look(ctx, async (reading) => {
    const posts = await listMyPosts(reading)
    const at = { reading, posts, today: officeDay(reading), calendar: await calendarOf(reading) }
    const order = byLimit ? orderByLimit(ctx, after) : orderByChange(after)
    const conditions = [...sightOf(at), ...chosenBy(at, query), ...order.beyond]
    const found = await sql<FoundTask>`
      with ${holderless(at)}
      select t.*, ${isUnowned} as unowned from tasks.task t
      where t.district = ${reading.district} and ${sql.join(conditions, sql` and `)}
      order by ${order.by} limit ${limit + 1}`.execute(tables<Database>(reading))
    const page = found.rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map((task) => rowOf(task, at)),
      next: found.rows.length > limit && last ? order.cursorAt(last) : null,
      counts: await countTasks(at, query),
    }
  })
}

/** One task with its history; refused where there is none, or it is not to be seen. */
export async function readTask(ctx: Context, id: string): Promise<Task> {
  return look(ctx, async (reading) => {
    const posts = await listMyPosts(reading)
    const found = await tables<Database>(reading)
      .selectFrom('tasks.task')
      .selectAll()
      .where('district', '=', reading.district)
      .where('id', '=', id)
      .executeTakeFirst()
    if (found === undefined || !isSeen(found, reading, posts)) throw noSuchTask()
    const holders = await holdersOf(reading, ownerOf(found))
    const task = { ...found, unowned: holders.length === 0 }
    return {
      ...rowOf(task, { posts, today: officeDay(reading), calendar: await calendarOf(reading) }),
      holders: holders.map(({ displayName, organisation }) => ({ displayName, organisation })),
      events: await eventsOf(reading, id),
    }
  })
}

/** Every task about these things, done or not, the newest first: for the page of what they are about. */
export async function tasksAbout(ctx: Context, abouts: readonly About[]): Promise<TaskRow[]> {
  if (abouts.length === 0) return []
  const kinds = abouts.map(({ kind }) => kind)
  const ids = abouts.map(({ id }) => id)
  return look(ctx, async (reading) => {
    const posts = await listMyPosts(reading)
    const at = { reading, posts, today: officeDay(reading), calendar: await calendarOf(reading) }
    const found = await sql<FoundTask>`
      with ${holderless(at)}
      select t.*, ${isUnowned} as unowned from tasks.task t
      where t.district = ${reading.district} and ${sql.join(sightOf(at), sql` and `)}
        and (t.about_kind, t.about_id) in (select * from unnest(${kinds}::text[], ${ids}::text[]))
      order by t.id desc limit 1000`.execute(tables<Database>(reading))
    return found.rows.map((task) => rowOf(task, at))
  })
}

interface Asking {
  readonly reading: Reading
  readonly posts: readonly RunningPost[]
  readonly today: PlainDate
  readonly calendar: Calendar
}

const isLive = sql<SqlBool>`t.state in ('open', 'answered', 'returned')`
const isUnowned = sql<SqlBool>`((t.owner_role, t.owner_place) in (select * from holderless) and ${isLive})`
const dueOrLast = sql`coalesce(t.due_on, date '9999-12-31')`

/** Posts that tasks are addressed to and nobody holds today: few, whatever the tasks are. */
function holderless({ reading, today }: Asking) {
  return sql`holderless as materialized (
    select o.owner_role, o.owner_place from (
      select distinct t.owner_role, t.owner_place from tasks.task t
      where t.district = ${reading.district} and ${isLive}
    ) o
    where not exists (
      select from people.post_holder h
      where h.district = ${reading.district} and h.role = o.owner_role and h.place = o.owner_place
        and h.begins_on <= ${today} and (h.ends_on is null or h.ends_on >= ${today}))
  )`
}

function sightOf({ reading, posts }: Asking) {
  const { projects } = reading.scope
  if (projects === '*') return [sql<SqlBool>`true`]
  return [sql<SqlBool>`(t.project_id = any (${[...projects]}::uuid[]) or ${toMe(posts)})`]
}

function toMe(posts: readonly RunningPost[]) {
  const mine = addresseesOf(posts)
  const roles = mine.map(({ role }) => role)
  const places = mine.map(({ place }) => place ?? '')
  return sql<SqlBool>`(t.owner_role, t.owner_place) in (select * from unnest(${roles}::text[], ${places}::text[]))`
}

/** The filter but `whose`, `state` and `only`. */
function narrowedBy({ ownerRole, kind, projectId }: TaskQuery) {
  return [
    ...(ownerRole === undefined ? [] : [sql<SqlBool>`t.owner_role = ${ownerRole}`]),
    ...(kind === undefined ? [] : [sql<SqlBool>`t.about_kind = ${kind}`]),
    ...(projectId === undefined ? [] : [sql<SqlBool>`t.project_id = ${projectId}`]),
  ]
}

function chosenBy(at: Asking, query: TaskQuery) {
  const { whose, state, only } = query
  return [
    ...narrowedBy(query),
    ...(whose === 'mine' ? [toMe(at.posts)] : []),
    ...(state === 'all' ? [] : [state === 'live' ? isLive : sql<SqlBool>`t.state = ${state}`]),
    ...(only === 'overdue' ? [overdue(at)] : []),
    ...(only === 'unowned' ? [isUnowned] : []),
    ...(only === 'to-check' ? [sql<SqlBool>`t.state = 'answered'`] : []),
  ]
}

function overdue({ today }: Asking) {
  return sql<SqlBool>`(t.due_on < ${today} and t.state in ('open', 'returned'))`
}

async function countTasks(at: Asking, query: TaskQuery): Promise<TaskCounts> {
  const chosen = query.whose === 'mine' ? toMe(at.posts) : sql<SqlBool>`true`
  const conditions = [...sightOf(at), ...narrowedBy(query), isLive]
  const found = await sql<TaskCounts>`
    with ${holderless(at)}
    select count(*) filter (where ${toMe(at.posts)}) as mine, count(*) as all,
      count(*) filter (where ${chosen} and ${overdue(at)}) as overdue,
      count(*) filter (where ${chosen} and ${isUnowned}) as unowned,
      count(*) filter (where ${chosen} and t.state = 'answered') as "toCheck"
    from tasks.task t
    where t.district = ${at.reading.district} and ${sql.join(conditions, sql` and `)}`.execute(
    tables<Database>(at.reading),
  )
  return found.rows[0] ?? { mine: 0, all: 0, overdue: 0, unowned: 0, toCheck: 0 }
}

const LimitCursor = z.tuple([z.boolean(), z.iso.date(), z.uuid()])
const ChangeCursor = z.tuple([z.iso.datetime(), z.uuid()])

function orderByLimit({ actor }: Context, after: string | undefined) {
  const begin = readCursor(LimitCursor, after)
  const isOffice = actor.roles.includes('coordination-office')
  // Unowned work is the coordination office's to hand on; to everybody else it is a task like others.
  const owned = isOffice ? sql`not ${isUnowned}` : sql`true::boolean`
  return {
    by: sql`${owned}, ${dueOrLast}, t.id`,
    beyond:
      begin === null
        ? []
        : [
            sql<SqlBool>`(${owned}, ${dueOrLast}, t.id)
              > (${begin[0]}::boolean, ${begin[1]}::date, ${begin[2]}::uuid)`,
          ],
    cursorAt: (last: FoundTask) =>
      cursorOf([!(isOffice && last.unowned), last.due_on ?? '9999-12-31', last.id]),
  }
}

function orderByChange(after: string | undefined) {
  const begin = readCursor(ChangeCursor, after)
  return {
    by: sql`t.changed_at desc, t.id desc`,
    beyond:
      begin === null
        ? []
        : [sql<SqlBool>`(t.changed_at, t.id) < (${begin[0]}::timestamptz, ${begin[1]}::uuid)`],
    cursorAt: (last: FoundTask) => cursorOf([last.changed_at.toISOString(), last.id]),
  }
}

function rowOf(task: FoundTask, { posts, today, calendar }: Omit<Asking, 'reading'>): TaskRow {
  return {
    id: task.id,
    about: { kind: task.about_kind, id: task.about_id },
    projectId: task.project_id,
    title: task.title,
    asks: task.asks,
    level: task.level,
    owner: ownerOf(task),
    isUnowned: task.unowned,
    isMine: isAddressedTo(ownerOf(task), posts),
    dueOn: task.due_on,
    isProvisional: isProvisional(task, calendar),
    isOverdue: isOverdue({ state: task.state, dueOn: task.due_on }, today),
    state: task.state,
    outcome: task.outcome,
    answeredBy: task.answered_by,
    assignedOn: task.assigned_on,
    assignedByName: task.assigned_by_name,
    urged: task.urged,
    readAt: task.read_at?.toISOString() ?? null,
    changedAt: task.changed_at.toISOString(),
    version: task.version,
  }
}
