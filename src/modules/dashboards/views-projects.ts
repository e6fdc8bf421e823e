import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import type { PlainDate } from '../../kernel/day.ts'
import { Level } from '../../kernel/level.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { matchingName } from '../registry/rules/matching-name.ts'
import { isPublicOwner, ownerKinds } from '../registry/rules/owner-kind.ts'
import type { ProjectFilter, ProjectRow, ProjectSort } from './contract.ts'
import { gravityOf, isOverdue, onSite, projectRowsOf } from './views-rows.ts'

export type ProjectQuery = PageQuery & ProjectFilter & { readonly sort: ProjectSort }

/** A page of projects, with how many there are under the filter. The cursor carries the value that they are sorted by. */
export async function listProjects(
  ctx: Context,
  query: ProjectQuery,
): Promise<{ rows: ProjectRow[]; next: string | null; total: number }> {
  const day = officeDay(ctx)
  return look(ctx, async (reading) => {
    const { total, keys } = await pageOfKeys(reading, query, day)
    const page = keys.slice(0, query.limit)
    const last = page.at(-1)
    return {
      rows: await projectRowsOf(
        reading,
        page.map(({ id }) => id),
        day,
      ),
      next: last && keys.length > query.limit ? cursorOf([last.value, last.code]) : null,
      total,
    }
  })
}

interface Key {
  id: string
  code: string
  value: string | number
}

/** Most first, as a rising number; names in the order of a Chinese dictionary. */
const sortedBy = {
  overdue: { value: sql`-coalesce(m.overdue_fen, 0)`, type: sql`bigint`, cursor: z.int() },
  workers: { value: sql`-coalesce(s.workers, 0)`, type: sql`bigint`, cursor: z.int() },
  name: { value: sql`p.name`, type: sql`text collate "zh-Hans-x-icu"`, cursor: z.string() },
  code: { value: sql`p.code`, type: sql`text collate "C"`, cursor: z.string() },
} as const

async function pageOfKeys(
  reading: Reading,
  { sort, after, limit, ...filter }: ProjectQuery,
  day: PlainDate,
): Promise<{ total: number; keys: Key[] }> {
  const { value, type, cursor } = sortedBy[sort]
  const begin = readCursor(z.tuple([cursor, z.string()]), after)
  const beyond = begin
    ? sql`where (value, code) > (${begin[0]}::${type}, ${begin[1]}::text collate "C")`
    : sql``
  const asked = facts(reading, sort, filter, day)
  const found = await sql<Key & { total: number }>`
    with ${asked.with} matching as materialized (
      select p.id, p.code collate "C" as code, (${value})::${type} as value
      from registry.project_face p ${asked.joins}
      where ${sql.join(conditions(reading, filter), sql` and `)}
    ), page as (
      select id, code, value from matching ${beyond} order by value, code limit ${limit + 1}
    )
    select page.*, counted.total
    from (select count(*) as total from matching) counted left join page on true
    order by page.value, page.code`.execute(tables(reading))
  return { total: found.rows[0]?.total ?? 0, keys: found.rows.filter(({ id }) => id !== null) }
}

/** Only what the sort or the filter asks for is summed over all projects, and once. */
function facts({ district }: Reading, sort: ProjectSort, filter: ProjectFilter, day: PlainDate) {
  const money = {
    with: sql`money as materialized (
      select m.project_id, sum(m.owed_fen)::bigint as overdue_fen from risk.project_month m
      where m.district = ${district} and ${isOverdue(day)} group by m.project_id
    ),`,
    join: sql`left join money m on m.project_id = p.id`,
  }
  const site = {
    with: sql`site as materialized (
      select e.project_id, count(*) as workers from labour.engagement_face e
      where e.district = ${district} and ${onSite(day)} group by e.project_id
    ),`,
    join: sql`left join site s on s.project_id = p.id`,
  }
  const worst = {
    with: sql`worst as materialized (
      select o.project_id, max(${gravityOf(sql.ref('o.level'))}) as gravity from risk.open_warning o
      where o.district = ${district} group by o.project_id
    ),`,
    join: sql`left join worst w on w.project_id = p.id`,
  }
  const asked = [
    ...(sort === 'overdue' || filter.only === 'overdue' ? [money] : []),
    ...(sort === 'workers' ? [site] : []),
    ...(filter.level === undefined ? [] : [worst]),
  ]
  const joined = (parts: ReturnType<typeof sql>[]) => sql.join(parts, sql` `)
  return {
    with: joined(asked.map((one) => one.with)),
    joins: joined(asked.map((one) => one.join)),
  }
}

function conditions({ district }: Reading, filter: ProjectFilter) {
  const { search, town, ownerKind, owners, state, industry, source, level, only } = filter
  const all = [sql<SqlBool>`p.district = ${district}`]
  const key = matchingName(search ?? '')
  if (key !== '') {
    const like = `%${key.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
    all.push(sql`(p.name_key like ${like} or p.code like ${like})`)
  }
  if (town === 'none') all.push(sql`p.town is null`)
  else if (town !== undefined) all.push(sql`p.town = ${town}`)
  if (ownerKind !== undefined) all.push(sql`p.owner_kind = ${ownerKind}`)
  if (owners === 'government') {
    all.push(sql`p.owner_kind = any (${ownerKinds.filter(isPublicOwner)}::text[])`)
  }
  if (state !== undefined) all.push(sql`p.state = ${state}`)
  if (industry !== undefined) all.push(sql`p.industry = ${industry}`)
  if (source !== undefined) {
    all.push(sql`exists (select from registry.project_source_face r
      where r.district = p.district and r.project_id = p.id and r.source = ${source})`)
  }
  if (level !== undefined) all.push(sql`w.gravity = ${Level.options.indexOf(level) + 1}`)
  if (only === 'overdue') all.push(sql`m.overdue_fen > 0`)
  return all
}
