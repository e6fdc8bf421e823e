import { sql } from 'kysely'
import { daysBetween, type PlainDate, weekdayOf } from '../../kernel/day.ts'
import type { Level } from '../../kernel/level.ts'
import { fen } from '../../kernel/money.ts'
import { sentence } from '../../kernel/words.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { calendarOf } from '../calendar/views.ts'
import { nextSpringFestival, springFestivalBefore } from '../calendar/rules/spring-festival.ts'
import { countBlindSpots } from '../coverage/views.ts'
import { listTownNames } from '../places/views.ts'
import { isPublicOwner, type OwnerKind } from '../registry/rules/owner-kind.ts'
import type { Home } from './contract.ts'
import { gravityOf, isOverdue, levelOf, onSite, projectRowsOf, whysOf } from './views-rows.ts'
import { viewTrend } from './views-trend.ts'
import { listWaiting } from './views-waiting.ts'
import { dashboardsWords } from './words.ts'

/** So many projects are named on the home page. */
const mostWorst = 8

/** What stands on the home page, of all that the one who looks may see. */
export async function viewHome(ctx: Context): Promise<Home> {
  const day = officeDay(ctx)
  return look(ctx, async (reading) => {
    const festival = nextSpringFestival(day, await calendarOf(reading))
    const asOf = ctx.now.toISOString()
    const figure = <V>(value: V, rows: string) => ({ value, asOf, rows })
    const projects = await projectFiguresOf(reading, day)
    const workers = await overdueWorkersOf(reading, day)
    const red = projects.filter(({ level }) => level === 'red')
    const sum = (of: (project: ProjectFigures) => number) =>
      projects.reduce((total, project) => total + of(project), 0)
    const before = springFestivalBefore(festival.on)
    return {
      asOf,
      day,
      weekday: weekdayOf(day),
      springFestival: { ...festival, days: daysBetween(day, festival.on) },
      overdueFen: figure(fen(sum((one) => one.overdueFen)), '/ledger?only=overdue'),
      overdueWorkers: figure(workers.all, '/ledger?only=overdue'),
      overdueProjects: figure(
        projects.filter(({ overdueFen }) => overdueFen > 0).length,
        '/projects?only=overdue',
      ),
      redProjects: figure(red.length, '/projects?level=red'),
      redGovernmentProjects: figure(
        red.filter(({ ownerKind }) => isPublicOwner(ownerKind)).length,
        '/projects?level=red&owners=government',
      ),
      projects: figure(projects.length, '/projects'),
      blindSpots: figure((await countBlindSpots(reading)).total, '/blind-spots'),
      workersOnSite: figure(await countOnSite(reading, day), '/projects?sort=workers'),
      dueUnknown: figure(
        sum((one) => one.dueUnknown),
        '/ledger?only=unknown-overdue',
      ),
      warnings: await warningFigures(reading, figure),
      waiting: await listWaiting(reading, day),
      worst: await worstOf(reading, projects, day),
      trend: before === null ? [] : await viewTrend(reading, day, festival.on, before),
      towns: await townsOf(reading, projects, workers.byTown),
    }
  })
}

interface ProjectFigures {
  readonly id: string
  readonly code: string
  readonly town: string | null
  readonly ownerKind: OwnerKind
  readonly overdueFen: number
  readonly dueUnknown: number
  readonly level: Level | null
  readonly gravity: number
}

/** One row a project, from which the figures of projects and towns are made. */
async function projectFiguresOf(reading: Reading, day: PlainDate): Promise<ProjectFigures[]> {
  const { district } = reading
  const found = await sql<{
    id: string
    code: string
    town: string | null
    owner_kind: OwnerKind
    overdue_fen: number
    due_unknown: number
    gravity: number | null
  }>`
    with money as materialized (
      select m.project_id, sum(m.due_unknown) filter (where m.pay_on < ${day}) as due_unknown,
        (sum(m.owed_fen) filter (where ${isOverdue(day)}))::bigint as overdue_fen
      from risk.project_month m where m.district = ${district} group by m.project_id
    ), worst as materialized (
      select o.project_id, max(${gravityOf(sql.ref('o.level'))}) as gravity
      from risk.open_warning o where o.district = ${district} group by o.project_id
    )
    select p.id, p.code, p.town, p.owner_kind, coalesce(m.overdue_fen, 0) as overdue_fen,
      coalesce(m.due_unknown, 0) as due_unknown, w.gravity
    from registry.project_face p
    left join money m on m.project_id = p.id
    left join worst w on w.project_id = p.id
    where p.district = ${district}`.execute(tables(reading))
  return found.rows.map((row) => ({
    id: row.id,
    code: row.code,
    town: row.town,
    ownerKind: row.owner_kind,
    overdueFen: row.overdue_fen,
    dueUnknown: row.due_unknown,
    level: levelOf(row.gravity),
    gravity: row.gravity ?? 0,
  }))
}

/** People who are owed after the pay date, each once; of a town those of its projects. */
async function overdueWorkersOf(
  reading: Reading,
  day: PlainDate,
): Promise<{ all: number; byTown: ReadonlyMap<string | null, number> }> {
  const found = await sql<{ town: string | null; is_all: number; workers: number }>`
    with owed as materialized (
      select distinct p.town, m.worker_id
      from wages.worker_month m
      join registry.project_face p on p.district = ${reading.district} and p.id = m.project_id
      where m.district = ${reading.district} and ${isOverdue(day)}
    )
    select null as town, 1 as is_all, count(distinct worker_id) as workers from owed
    union all
    select town, 0, count(*) from owed group by town`.execute(tables(reading))
  const all = found.rows.find((row) => row.is_all === 1)?.workers ?? 0
  const towns = found.rows.filter((row) => row.is_all === 0)
  return { all, byTown: new Map(towns.map((row) => [row.town, row.workers])) }
}

async function countOnSite(reading: Reading, day: PlainDate): Promise<number> {
  const found = await sql<{ workers: number }>`
    select count(*) as workers from labour.engagement_face e
    where e.district = ${reading.district} and ${onSite(day)}`.execute(tables(reading))
  return found.rows[0]?.workers ?? 0
}

async function warningFigures(
  reading: Reading,
  figure: (value: number, rows: string) => { value: number; asOf: string; rows: string },
): Promise<Home['warnings']> {
  const found = await sql<{ level: Level; count: number }>`
    select o.level, count(*) as count from risk.open_warning o
    where o.district = ${reading.district} group by o.level`.execute(tables(reading))
  const of = (level: Level) =>
    figure(found.rows.find((row) => row.level === level)?.count ?? 0, `/warnings?level=${level}`)
  return { blue: of('blue'), yellow: of('yellow'), orange: of('orange'), red: of('red') }
}

/** Those with a standing warning: the gravest first, of those who owes most. */
async function worstOf(
  reading: Reading,
  projects: readonly ProjectFigures[],
  day: PlainDate,
): Promise<Home['worst']> {
  const chosen = projects
    .filter(({ level }) => level !== null)
    .toSorted(
      (a, b) => b.gravity - a.gravity || b.overdueFen - a.overdueFen || (a.code < b.code ? -1 : 1),
    )
    .slice(0, mostWorst)
  const ids = chosen.map(({ id }) => id)
  const whys = await whysOf(reading, ids)
  const rows = await projectRowsOf(reading, ids, day)
  return rows.map((row, place) => ({ ...row, why: whys.get(ids[place] ?? '') ?? '' }))
}

/** Every town of the district, and the projects that state none: together all that is overdue. */
async function townsOf(
  reading: Reading,
  projects: readonly ProjectFigures[],
  workers: ReadonlyMap<string | null, number>,
): Promise<Home['towns']> {
  const names = new Map((await listTownNames(reading)).map(({ code, name }) => [code, name]))
  const stated = projects.flatMap(({ town }) => town ?? [])
  const rows = [...new Set([...names.keys(), ...stated, 'none'])].map((code) => {
    const own = projects.filter(({ town }) => (town ?? 'none') === code)
    return {
      code,
      name:
        code === 'none'
          ? sentence(dashboardsWords, 'dashboards.town-none')
          : (names.get(code) ?? code),
      projects: own.length,
      overdueFen: fen(own.reduce((total, one) => total + one.overdueFen, 0)),
      overdueWorkers: workers.get(code === 'none' ? null : code) ?? 0,
    }
  })
  return rows
    .filter((row) => row.code !== 'none' || row.projects > 0)
    .toSorted((a, b) => b.overdueFen - a.overdueFen || (a.code < b.code ? -1 : 1))
}
