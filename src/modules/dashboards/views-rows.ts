import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/day.ts'
import { Level } from '../../kernel/level.ts'
import { fen } from '../../kernel/money.ts'
import { type Reading, tables } from '../../platform/context.ts'
import type { Industry, OwnerKind, ProjectState } from '../registry/contract.ts'
import { warningMessage, type WarningDetail } from '../risk/words.ts'
import type { ProjectRow } from './contract.ts'

/** 1 to 4, for comparing; `levelOf` is the way back. */
export function gravityOf(level: ReturnType<typeof sql.ref>) {
  return sql<number>`(case ${level} when 'red' then 4 when 'orange' then 3 when 'yellow' then 2 else 1 end)`
}

export function levelOf(gravity: number | null): Level | null {
  return gravity === null ? null : (Level.options[gravity - 1] ?? null)
}

/** Engaged and not left, of `labour.engagement_face` under the name `e`; as labour lists them. */
export function onSite(day: PlainDate) {
  return sql`(e.left_on is null or e.left_on > ${day})`
}

/** What is owed after the pay date, of `risk.project_month` or `wages.worker_month` under the name `m`. */
export function isOverdue(day: PlainDate) {
  return sql`m.pay_on < ${day} and m.owed_fen > 0`
}

interface FoundRow {
  id: string
  code: string
  name: string
  town_name: string | null
  owner_kind: OwnerKind
  industry: Industry
  state: ProjectState
  general_contractor: string | null
  workers_on_site: number
  owed_fen: number
  overdue_fen: number
  overdue_workers: number
  due_unknown: number
  gravity: number | null
  warnings: number
  sources: number
}

/** The projects' rows in the order of the ids. */
export async function projectRowsOf(
  reading: Reading,
  ids: readonly string[],
  day: PlainDate,
): Promise<ProjectRow[]> {
  if (ids.length === 0) return []
  const { district } = reading
  const found = await sql<FoundRow>`
    select p.id, p.code, p.name, t.name as town_name, p.owner_kind, p.industry, p.state, r.sources, g.general_contractor,
      s.workers_on_site, m.owed_fen, m.overdue_fen, m.due_unknown, l.overdue_workers, w.gravity, w.warnings
    from unnest(${[...ids]}::uuid[]) with ordinality as chosen (id, place)
    join registry.project_face p on p.district = ${district} and p.id = chosen.id
    left join places.town t on t.district = ${district} and t.code = p.town
    left join lateral (
      select y.name as general_contractor from registry.project_party y
      where y.district = ${district} and y.project_id = p.id and y.role = 'general-contractor'
      order by y.left_on desc nulls first, y.name limit 1
    ) g on true
    cross join lateral (
      select count(*) as workers_on_site from labour.engagement_face e
      where e.district = ${district} and e.project_id = p.id and ${onSite(day)}
    ) s
    cross join lateral (
      select coalesce(sum(m.owed_fen), 0)::bigint as owed_fen,
        coalesce(sum(m.owed_fen) filter (where ${isOverdue(day)}), 0)::bigint as overdue_fen,
        coalesce(sum(m.due_unknown), 0) as due_unknown
      from risk.project_month m where m.district = ${district} and m.project_id = p.id
    ) m
    cross join lateral (
      select count(distinct m.worker_id) as overdue_workers from wages.worker_month m
      where m.district = ${district} and m.project_id = p.id and ${isOverdue(day)}
    ) l
    cross join lateral (
      select max(${gravityOf(sql.ref('o.level'))}) as gravity, count(*) as warnings from risk.open_warning o
      where o.district = ${district} and o.project_id = p.id
    ) w
    cross join lateral (
      select count(*) as sources from registry.project_source_face r
      where r.district = ${district} and r.project_id = p.id
    ) r
    order by chosen.place`.execute(tables(reading))
  return found.rows.map((row) => ({
    code: row.code,
    name: row.name,
    town: row.town_name,
    ownerKind: row.owner_kind,
    industry: row.industry,
    state: row.state,
    generalContractor: row.general_contractor,
    workersOnSite: row.workers_on_site,
    owedFen: fen(row.owed_fen),
    overdueFen: fen(row.overdue_fen),
    overdueWorkers: row.overdue_workers,
    dueUnknown: row.due_unknown,
    level: levelOf(row.gravity),
    warnings: row.warnings,
    sources: row.sources,
  }))
}

/** The sentence of each project's gravest standing warning; of several the one about most money, then the oldest. */
export async function whysOf(
  reading: Reading,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await sql<{ project_id: string; rule: string; detail: WarningDetail }>`
    select distinct on (o.project_id) o.project_id, o.rule, o.detail
    from risk.open_warning o
    where o.district = ${reading.district} and o.project_id = any (${[...ids]}::uuid[])
    order by o.project_id, ${gravityOf(sql.ref('o.level'))} desc, (o.detail ->> 'fen')::bigint desc nulls last,
      o.raised_on, o.id`.execute(tables(reading))
  return new Map(found.rows.map((row) => [row.project_id, warningMessage(row)]))
}
