import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import type { PlainDate } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refusal.ts'
import type { Role } from '../../kernel/role.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { roleNames } from '../people/words.ts'
import { listTownNames, parametersInForce } from '../places/views.ts'
import type { Industry } from '../registry/rules/industry.ts'
import { isPublicOwner, type OwnerKind, ownerKinds } from '../registry/rules/owner-kind.ts'
import { matchingName } from '../registry/rules/matching-name.ts'
import { industries } from '../registry/words.ts'
import { isOverdue, type TaskState } from '../tasks/rules/task-steps.ts'
import { tasksAbout } from '../tasks/views.ts'
import type { Entry, EntryCounts, EntryFilter, EntryRow } from './contract.ts'
import { classParametersFor, type ClassParameters, type RiskClass } from './rules/class.ts'
import { nextCheckOn } from './rules/entry.ts'
import type { EntryColumns } from './tables.ts'
import { readStanding } from './views-classes.ts'
import { entryEventsOf } from './views-events.ts'

export function noSuchEntry(): Refused {
  return new Refused({ code: 'register.unknown', kind: 'not-found' })
}

export function noSuchProject(): Refused {
  return new Refused({ code: 'register.no-such-project', kind: 'not-found' })
}

interface FoundEntry extends EntryColumns {
  code: string
  name: string
  town_name: string | null
  owner_kind: OwnerKind
  industry: Industry
  class: RiskClass
  how: 'rule' | 'officer'
  owner_role: Role | null
  owner_place: string | null
  due_on: PlainDate | null
  task_state: TaskState | null
}

const Cursor = z.tuple([z.int(), z.uuid()])

/** A page of the register, the first by priority first, and how many stand under the filter. */
export async function listEntries(
  ctx: Context,
  { after, limit, ...filter }: PageQuery & EntryFilter,
): Promise<{ rows: EntryRow[]; next: string | null; counts: EntryCounts }> {
  const begin = readCursor(Cursor, after)
  return look(ctx, async (reading) => {
    const at = await askingOf(reading)
    const beyond =
      begin === null
        ? sql<SqlBool>`true`
        : sql<SqlBool>`(e.priority_tenths < ${begin[0]} or (e.priority_tenths = ${begin[0]} and e.id > ${begin[1]}::uuid))`
    const found = await sql<FoundEntry>`
      select ${columns} ${joined}
      where e.district = ${reading.district} and ${sql.join([...narrowed(filter), ...chosen(filter, at), beyond], sql` and `)}
      order by e.priority_tenths desc, e.id limit ${limit + 1}`.execute(tables(reading))
    const page = found.rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: await rowsOf(reading, page, at),
      next: found.rows.length > limit && last ? cursorOf([last.priority_tenths, last.id]) : null,
      counts: await countEntries(at, filter),
    }
  })
}

/** One entry with how its project stands and what happened to it. */
export async function readEntry(ctx: Context, id: string): Promise<Entry> {
  return look(ctx, async (reading) => {
    const at = await askingOf(reading)
    const found = await sql<FoundEntry>`
      select ${columns} ${joined} where e.district = ${reading.district} and e.id = ${id}`.execute(
      tables(reading),
    )
    const [entry] = found.rows
    const [row] = await rowsOf(reading, found.rows, at)
    if (entry === undefined || row === undefined) throw noSuchEntry()
    return {
      ...row,
      standing: await readStanding(reading, entry.project_id),
      events: await entryEventsOf(reading, entry),
    }
  })
}

interface Asking {
  readonly reading: Reading
  readonly today: PlainDate
  readonly days: ClassParameters['checkDays']
  /** Names of towns by code. */
  readonly towns: ReadonlyMap<string, string>
}

async function askingOf(reading: Reading): Promise<Asking> {
  const today = officeDay(reading)
  const rows = await parametersInForce(reading)
  const days = classParametersFor(rows, reading.district, today).checkDays
  const towns = new Map((await listTownNames(reading)).map(({ code, name }) => [code, name]))
  return { reading, today, days, towns }
}

const columns = sql`e.*, p.code, p.name, p.owner_kind, p.industry, t.name as town_name, coalesce(s.class, 'C') as class,
  coalesce(s.how, 'rule') as how, k.owner_role, k.owner_place, k.due_on, k.state as task_state`

const joined = sql`from register.entry e
  join registry.project_face p on p.district = e.district and p.id = e.project_id
  left join places.town t on t.district = e.district and t.code = p.town
  left join register.standing s on s.district = e.district and s.project_id = e.project_id
  left join tasks.task_face k on k.district = e.district and k.id = e.task_id`

const isLive = sql<SqlBool>`e.state <> 'signed-off'`

/** The filter but its `state`, `class` and `only`. */
function narrowed({ project, search, town }: EntryFilter) {
  const key = matchingName(search ?? '')
  const like = `%${key.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return [
    ...(project === undefined ? [] : [sql<SqlBool>`p.code = ${project}`]),
    ...(key === '' ? [] : [sql<SqlBool>`(p.name_key like ${like} or p.code like ${like})`]),
    ...(town === undefined ? [] : [sql<SqlBool>`p.town = ${town}`]),
  ]
}

function chosen({ state, class: of, only, happened, from, to }: EntryFilter, at: Asking) {
  return [
    ...(state === 'all' ? [] : [state === 'live' ? isLive : sql<SqlBool>`e.state = ${state}`]),
    ...(of === undefined ? [] : [sql<SqlBool>`coalesce(s.class, 'C') = ${of}`]),
    ...(only === 'late' ? [late(at)] : []),
    ...(only === 'check-late' ? [checkLate(at)] : []),
    ...(only === 'to-sign' ? [sql<SqlBool>`e.state = 'proposed'`] : []),
    ...(happened === undefined ? [] : [didHappen(at, { happened, from, to })]),
    ...(only === 'public' ? [sql<SqlBool>`p.owner_kind = any (${publicOwners}::text[])`] : []),
  ]
}

/** As the figures that compare years count it. */
function didHappen({ reading }: Asking, of: Pick<EntryFilter, 'happened' | 'from' | 'to'>) {
  const { happened, from = '0001-01-01', to = '9999-12-31' } = of
  return sql<SqlBool>`exists (select from register.entry_event v where v.district = ${reading.district} and v.entry_id = e.id
    and v.kind = ${happened} and v.happened_on between ${from}::date and ${to}::date)`
}

export const publicOwners = ownerKinds.filter(isPublicOwner)

/** As `isOverdue` says it of one. */
function late({ today }: Asking) {
  return sql<SqlBool>`(${isLive} and k.due_on < ${today} and k.state in ('open', 'returned'))`
}

/** As `nextCheckOn` says it of one. */
function checkLate({ today, days }: Asking) {
  return sql<SqlBool>`(${isLive} and greatest(e.checked_on, e.raised_on)
    + (case coalesce(s.class, 'C') when 'A' then ${days.A.value}::integer when 'B' then ${days.B.value}::integer else ${days.C.value}::integer end) < ${today}::date)`
}

async function countEntries(at: Asking, filter: EntryFilter): Promise<EntryCounts> {
  const { reading } = at
  const found = await sql<{
    A: number
    B: number
    C: number
    people: number
    fen: number
    late: number
    check_late: number
    to_sign: number
  }>`
    select count(*) filter (where coalesce(s.class, 'C') = 'A') as "A", count(*) filter (where coalesce(s.class, 'C') = 'B') as "B",
      count(*) filter (where coalesce(s.class, 'C') = 'C') as "C", coalesce(sum(e.people), 0)::bigint as people,
      coalesce(sum(e.overdue_fen), 0)::bigint as fen, count(*) filter (where ${late(at)}) as late,
      count(*) filter (where ${checkLate(at)}) as check_late, count(*) filter (where e.state = 'proposed') as to_sign
    ${joined}
    where e.district = ${reading.district} and ${sql.join([isLive, ...narrowed(filter)], sql` and `)}`.execute(
    tables(reading),
  )
  const [row] = found.rows
  return {
    A: row?.A ?? 0,
    B: row?.B ?? 0,
    C: row?.C ?? 0,
    people: row?.people ?? 0,
    overdueFen: fen(row?.fen ?? 0),
    late: row?.late ?? 0,
    checkLate: row?.check_late ?? 0,
    toSign: row?.to_sign ?? 0,
  }
}

async function rowsOf(
  reading: Reading,
  found: readonly FoundEntry[],
  at: Asking,
): Promise<EntryRow[]> {
  const seen = await tasksAbout(
    reading,
    found.map(({ id }) => ({ kind: 'register-entry', id })),
  )
  const byId = new Map(seen.map((task) => [task.id, task]))
  return found.map((row) => rowOf(row, byId.get(row.task_id) ?? null, at))
}

function rowOf(row: FoundEntry, task: EntryRow['task'], { today, days, towns }: Asking): EntryRow {
  const isDone = row.state === 'signed-off'
  const dates = { raisedOn: row.raised_on, checkedOn: row.checked_on }
  const next = isDone ? null : nextCheckOn(dates, days[row.class].value)
  return {
    id: row.id,
    projectCode: row.code,
    projectName: row.name,
    town: row.town_name,
    ownerKind: row.owner_kind,
    industry: row.industry,
    class: row.class,
    how: row.how,
    state: row.state,
    openedOn: row.opened_on,
    raisedOn: row.raised_on,
    times: row.times,
    people: row.people,
    overdueFen: fen(row.overdue_fen),
    openedPeople: row.opened_people,
    openedFen: fen(row.opened_fen),
    balanceFen: row.balance_fen === null ? null : fen(row.balance_fen),
    priority: { points: row.priority_tenths / 10, parts: [...row.priority_parts] },
    cause: row.cause,
    causeWords: row.cause_words,
    measures: row.measures,
    leader: row.leader,
    checks: row.checks,
    checkedOn: row.checked_on,
    nextCheckOn: next,
    isCheckLate: next !== null && next < today,
    proposedByName: row.proposed_by_name,
    signedByName: row.signed_by_name,
    signedOn: row.signed_on,
    owner:
      row.owner_role === null ? null : { role: row.owner_role, place: row.owner_place || null },
    unit: unitOf(row, towns),
    dueOn: row.due_on,
    isLate:
      !isDone &&
      row.task_state !== null &&
      isOverdue({ state: row.task_state, dueOn: row.due_on }, today),
    task,
    version: row.version,
  }
}

function unitOf(
  { owner_role, owner_place, name }: FoundEntry,
  towns: ReadonlyMap<string, string>,
): string {
  const place = owner_place ?? ''
  switch (owner_role) {
    case null:
      return ''
    case 'town':
      return towns.get(place) ?? roleNames.town
    case 'department': {
      const known = Object.entries<string>(industries).find(([industry]) => industry === place)
      return place === 'all' ? `综合${roleNames.department}` : `${known?.[1] ?? place}主管部门`
    }
    case 'labour-officer':
      return `${name}的${roleNames[owner_role]}`
    case 'coordination-office':
    case 'leader':
    case 'system-administrator':
    case 'security-administrator':
    case 'audit-administrator':
      return roleNames[owner_role]
  }
}
