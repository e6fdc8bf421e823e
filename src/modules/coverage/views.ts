import { sql, type SqlBool } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import type { PlainDate } from '../../kernel/day.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import type { PeopleViews } from '../people/tables.ts'
import type { PlacesViews } from '../places/tables.ts'
import type { Industry } from '../registry/rules/industry.ts'
import { type ProjectSource, projectSources } from '../registry/rules/project-source.ts'
import type { RegistryViews } from '../registry/tables.ts'
import type { TaskRow } from '../tasks/contract.ts'
import { tasksAbout } from '../tasks/views.ts'
import type { BlindSpotCounts, BlindSpotFilter, BlindSpotMatrix, BlindSpotRow } from './contract.ts'
import { type ExpectedSource, expectedSources } from './rules/expectation.ts'
import type { BlindSpotFace, CoverageTables } from './tables.ts'
import { spotEventMessage, spotWhy } from './words.ts'

type Database = CoverageTables & RegistryViews & PlacesViews & PeopleViews

interface FoundSpot extends BlindSpotFace {
  readonly code: string
  readonly name: string
  readonly town_name: string | null
  readonly industry: Industry
  readonly seen_by: ProjectSource[] | null
  readonly due_on: PlainDate | null
}

const Cursor = z.tuple([z.iso.date(), z.uuid()])
const dueOrLast = sql`coalesce(k.due_on, date '9999-12-31')`

const joined = sql`coverage.blind_spot b
  join registry.project_face p on p.district = b.district and p.id = b.project_id
  left join tasks.task_face k on k.district = b.district and k.id = b.task_id`

/** A page of blind spots, by limit, with what their tasks say. */
export async function listBlindSpots(
  ctx: Context,
  { after, limit, ...filter }: PageQuery & BlindSpotFilter,
): Promise<{ rows: BlindSpotRow[]; next: string | null; counts: BlindSpotCounts }> {
  return look(ctx, async (reading) => {
    const conditions = conditionsOf(reading, filter)
    const begin = readCursor(Cursor, after)
    const beyond =
      begin === null
        ? sql<SqlBool>`true`
        : sql<SqlBool>`(${dueOrLast}, b.id) > (${begin[0]}::date, ${begin[1]}::uuid)`
    const found = await sql<FoundSpot>`
      select b.*, p.code, p.name, p.industry, t.name as town_name, k.due_on, s.seen_by
      from ${joined}
      left join places.town t on t.district = p.district and t.code = p.town
      left join lateral (
        select array_agg(g.source order by g.first_said_on, g.source) as seen_by from registry.project_sighting g
        where g.district = b.district and g.project_id = b.project_id
      ) s on true
      where ${conditions} and ${beyond}
      order by ${dueOrLast}, b.id limit ${limit + 1}`.execute(tables<Database>(reading))
    const page = found.rows.slice(0, limit)
    const last = page.at(-1)
    const came = await whatCameOf(reading, page)
    return {
      rows: page.map((row) => rowOf(row, came)),
      next:
        found.rows.length > limit && last !== undefined
          ? cursorOf([last.due_on ?? '9999-12-31', last.id])
          : null,
      counts: await countUnder(reading, conditions),
    }
  })
}

function conditionsOf(
  reading: Reading,
  { missing, seenBy, town, owner, only, state, rule, project }: BlindSpotFilter,
) {
  const today = officeDay(reading)
  const conditions = [
    sql<SqlBool>`b.district = ${reading.district}`,
    ...(state === 'all' ? [] : [sql<SqlBool>`b.state = ${state}`]),
    ...(missing === undefined ? [] : [sql<SqlBool>`b.missing = ${missing}`]),
    ...(rule === undefined ? [] : [sql<SqlBool>`b.rule = ${rule}`]),
    ...(project === undefined ? [] : [sql<SqlBool>`p.code = ${project}`]),
    ...(town === undefined
      ? []
      : [town === 'none' ? sql<SqlBool>`p.town is null` : sql<SqlBool>`p.town = ${town}`]),
    ...(owner === undefined ? [] : [sql<SqlBool>`b.state = 'open' and k.owner_role = ${owner}`]),
    ...(seenBy === undefined
      ? []
      : [
          sql<SqlBool>`exists (select from registry.project_source_face s
            where s.district = b.district and s.project_id = b.project_id and s.source = ${seenBy})`,
        ]),
    ...(only === 'late' ? [isLate(today)] : []),
    ...(only === 'to-check' ? [sql<SqlBool>`b.state = 'open' and k.state = 'answered'`] : []),
    ...(only === 'unowned' ? [isUnowned(today)] : []),
  ]
  return sql.join(conditions, sql` and `)
}

/** As the rule of tasks says it of one. */
function isLate(today: PlainDate) {
  return sql<SqlBool>`(b.state = 'open' and k.due_on < ${today} and k.state in ('open', 'returned'))`
}

function isUnowned(today: PlainDate) {
  return sql<SqlBool>`(b.state = 'open' and not exists (
    select from people.post_holder h where h.district = b.district and h.role = k.owner_role and h.place = k.owner_place
      and h.begins_on <= ${today} and (h.ends_on is null or h.ends_on >= ${today})))`
}

async function countUnder(
  reading: Reading,
  conditions: ReturnType<typeof conditionsOf>,
): Promise<BlindSpotCounts> {
  const found = await sql<BlindSpotCounts>`
    select count(*) as total, count(distinct b.project_id) as projects,
      count(*) filter (where ${isLate(officeDay(reading))}) as late
    from ${joined} where ${conditions}`.execute(tables<Database>(reading))
  return found.rows[0] ?? { total: 0, projects: 0, late: 0 }
}

interface CameOf {
  readonly tasks: ReadonlyMap<string, TaskRow>
  readonly events: ReadonlyMap<string, BlindSpotRow['events']>
}

/** More happens to no blind spot of a page. */
const mostEvents = 5_000

async function whatCameOf(reading: Reading, page: readonly FoundSpot[]): Promise<CameOf> {
  const about = page.map(({ id }) => ({ kind: 'blind-spot', id }))
  const tasks = new Map((await tasksAbout(reading, about)).map((task) => [task.id, task]))
  const events = new Map<string, BlindSpotRow['events']>()
  if (page.length === 0) return { tasks, events }
  const found = await tables<CoverageTables>(reading)
    .selectFrom('coverage.blind_spot_event')
    .select(['blind_spot_id', 'kind', 'detail', 'happened_on'])
    .where('district', '=', reading.district)
    .where(
      'blind_spot_id',
      'in',
      page.map(({ id }) => id),
    )
    .orderBy('id')
    .limit(mostEvents)
    .execute()
  for (const { blind_spot_id: id, happened_on: happenedOn, ...event } of found) {
    const own = events.get(id) ?? []
    events.set(id, [...own, { happenedOn, message: spotEventMessage(event) }])
  }
  return { tasks, events }
}

function rowOf(row: FoundSpot, { tasks, events }: CameOf): BlindSpotRow {
  const { missing, due_since: dueSince, stands } = row
  const seenBy = row.seen_by ?? []
  return {
    id: row.id,
    projectCode: row.code,
    projectName: row.name,
    town: row.town_name,
    industry: row.industry,
    missing,
    seenBy,
    rule: row.rule,
    dueSince,
    stands,
    message: spotWhy({ missing, seenBy, dueSince, stands }),
    state: row.state,
    outcome: row.outcome,
    times: row.times,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    events: events.get(row.id) ?? [],
    task: tasks.get(row.task_id) ?? null,
  }
}

/** How many are open, and of them late; for pages that only say so. */
export async function countBlindSpots(reading: Reading): Promise<BlindSpotCounts> {
  return countUnder(reading, conditionsOf(reading, { state: 'open' }))
}

/** Where open ones are: who sees the project, and in which source it is missing. */
export async function viewBlindSpotMatrix(ctx: Context): Promise<BlindSpotMatrix> {
  const asOf = ctx.now.toISOString()
  const figure = (value: number, of: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams(of).toString()
    return { value, asOf, rows: query === '' ? '/blind-spots' : `/blind-spots?${query}` }
  }
  return look(ctx, async (reading) => {
    const found = await sql<{ seen_by: ProjectSource; missing: ExpectedSource; count: number }>`
      select s.source as seen_by, b.missing, count(distinct b.id) as count
      from coverage.blind_spot b
      join registry.project_face p on p.district = b.district and p.id = b.project_id
      join registry.project_source_face s on s.district = b.district and s.project_id = b.project_id
      where b.district = ${reading.district} and b.state = 'open'
      group by s.source, b.missing`.execute(tables<Database>(reading))
    const once = await sql<{ missing: ExpectedSource; count: number }>`
      select b.missing, count(*) as count
      from coverage.blind_spot b join registry.project_face p on p.district = b.district and p.id = b.project_id
      where b.district = ${reading.district} and b.state = 'open' group by b.missing`.execute(
      tables<Database>(reading),
    )
    const columns = expectedSources.filter((one) => once.rows.some((row) => row.missing === one))
    const { total, late } = await countBlindSpots(reading)
    return {
      rows: projectSources
        .filter((source) => found.rows.some((row) => row.seen_by === source))
        .map((seenBy) => ({
          seenBy,
          cells: columns.map((missing) => {
            const row = found.rows.find((one) => one.seen_by === seenBy && one.missing === missing)
            return { missing, count: figure(row?.count ?? 0, { seenBy, missing }) }
          }),
        })),
      totals: columns.map((missing) => {
        const row = once.rows.find((one) => one.missing === missing)
        return { missing, count: figure(row?.count ?? 0, { missing }) }
      }),
      total: figure(total, {}),
      late: figure(late, { only: 'late' }),
    }
  })
}

/** The project and the source of a blind spot; null where there is none, or it is not to be seen. */
export async function findBlindSpot(
  ctx: Context,
  id: string,
): Promise<{ readonly code: string; readonly missing: ExpectedSource } | null> {
  return look(ctx, async (reading) => {
    const found = await tables<Database>(reading)
      .selectFrom('coverage.blind_spot as b')
      .innerJoin('registry.project_face as p', (join) =>
        join.onRef('p.district', '=', 'b.district').onRef('p.id', '=', 'b.project_id'),
      )
      .select(['p.code', 'b.missing'])
      .where('b.district', '=', reading.district)
      .where('b.id', '=', id)
      .executeTakeFirst()
    return found ?? null
  })
}
