import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import type { PlainDate } from '../../kernel/day.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import { matchingName } from '../registry/rules/matching-name.ts'
import type { Industry } from '../registry/rules/industry.ts'
import { isPublicOwner, type OwnerKind, ownerKinds } from '../registry/rules/owner-kind.ts'
import type { ProjectState } from '../registry/rules/project-state.ts'
import type { SafeguardFigure, SafeguardFilter, SafeguardRow } from './contract.ts'
import { metPercent, type Safeguard, safeguards, type SafeguardState } from './rules/safeguard.ts'

interface FoundRow {
  id: string
  code: string
  name: string
  town: string | null
  owner_kind: OwnerKind
  industry: Industry
  state: ProjectState
  general_contractor: string | null
  states: { safeguard: Safeguard; state: SafeguardState; dueOn: PlainDate | null }[]
}

/** Projects with how their safeguards stand, by code. */
export async function listSafeguards(
  ctx: Context,
  { after, limit, ...filter }: PageQuery & SafeguardFilter,
): Promise<{ rows: SafeguardRow[]; next: string | null; total: number }> {
  const begin = readCursor(z.tuple([z.string()]), after)
  return look(ctx, async (reading) => {
    const { district } = reading
    const chosen = sql.join(conditionsOf(reading, filter), sql` and `)
    const onwards = begin === null ? sql`` : sql`and p.code > ${begin[0]}`
    const found = await sql<FoundRow>`
      select p.id, p.code, p.name, t.name as town, p.owner_kind, p.industry, p.state, g.general_contractor, s.states
      from (
        select p.* from registry.project_face p where p.district = ${district} and ${chosen} ${onwards}
        order by p.code limit ${limit + 1}
      ) p
      left join places.town t on t.district = ${district} and t.code = p.town
      left join lateral (
        select y.name as general_contractor from registry.project_party y
        where y.district = ${district} and y.project_id = p.id and y.role = 'general-contractor'
        order by y.left_on desc nulls first, y.name limit 1
      ) g on true
      cross join lateral (
        select coalesce(jsonb_agg(jsonb_build_object('safeguard', s.safeguard, 'state', s.state, 'dueOn', s.due_on)), '[]') as states
        from safeguards.standing s where s.district = ${district} and s.project_id = p.id
      ) s
      order by p.code`.execute(tables(reading))
    const counted = await sql<{ total: number }>`
      select count(*)::int as total from registry.project_face p where p.district = ${district} and ${chosen}`.execute(
      tables(reading),
    )
    const rows = found.rows.slice(0, limit)
    const last = rows.at(-1)
    const more = found.rows.length > limit && last !== undefined
    return {
      rows: rows.map(rowOf),
      next: more ? cursorOf([last.code]) : null,
      total: counted.rows[0]?.total ?? 0,
    }
  })
}

function rowOf(row: FoundRow): SafeguardRow {
  const place = ({ safeguard }: { safeguard: Safeguard }) => safeguards.indexOf(safeguard)
  return {
    code: row.code,
    name: row.name,
    town: row.town,
    ownerKind: row.owner_kind,
    industry: row.industry,
    state: row.state,
    generalContractor: row.general_contractor,
    states: row.states.toSorted((a, b) => place(a) - place(b)),
  }
}

/** How many projects stand in which state, safeguard by safeguard; each figure opens the list that it counts. */
export async function viewSafeguardFigures(
  ctx: Context,
  { safeguard: _safeguard, stands: _stands, ...filter }: SafeguardFilter,
): Promise<{ figures: SafeguardFigure[] }> {
  const asOf = ctx.now.toISOString()
  return look(ctx, async (reading) => {
    const { district } = reading
    const chosen = conditionsOf(reading, filter)
    const found = await sql<{ safeguard: Safeguard; state: SafeguardState; count: number }>`
      select s.safeguard, s.state, count(*)::int as count from safeguards.standing s
      join registry.project_face p on p.district = ${district} and p.id = s.project_id
      where s.district = ${district} and ${sql.join(chosen, sql` and `)}
      group by s.safeguard, s.state`.execute(tables(reading))
    const figures = safeguards.map((safeguard): SafeguardFigure => {
      const counts = countsOf(found.rows.filter((row) => row.safeguard === safeguard))
      const figure = (stands: SafeguardState) => ({
        value: counts[stands],
        asOf,
        rows: addressOf({ ...filter, safeguard, stands }),
      })
      return {
        safeguard,
        counts: {
          met: figure('met'),
          missing: figure('missing'),
          expired: figure('expired'),
          'not-due': figure('not-due'),
          unknown: figure('unknown'),
          'not-required': figure('not-required'),
        },
        metPercent: metPercent(counts),
      }
    })
    return { figures }
  })
}

function countsOf(rows: readonly { state: SafeguardState; count: number }[]) {
  const of = (state: SafeguardState) => rows.find((row) => row.state === state)?.count ?? 0
  return {
    met: of('met'),
    missing: of('missing'),
    expired: of('expired'),
    'not-due': of('not-due'),
    unknown: of('unknown'),
    'not-required': of('not-required'),
  } satisfies Record<SafeguardState, number>
}

function addressOf(filter: SafeguardFilter): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined) query.set(name, value)
  }
  return `/safeguards?${query.toString()}`
}

/** Conditions on a project `p`; at least one, so that they can be joined. */
function conditionsOf({ district }: Reading, filter: SafeguardFilter): RawBuilder<SqlBool>[] {
  const { town, industry, ownerKind, owners, search } = filter
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`true`]
  if (town === 'none') conditions.push(sql`p.town is null`)
  else if (town !== undefined) conditions.push(sql`p.town = ${town}`)
  if (industry !== undefined) conditions.push(sql`p.industry = ${industry}`)
  if (ownerKind !== undefined) conditions.push(sql`p.owner_kind = ${ownerKind}`)
  if (owners === 'government') {
    conditions.push(sql`p.owner_kind = any (${ownerKinds.filter(isPublicOwner)}::text[])`)
  }
  const key = matchingName(search ?? '')
  if (key !== '') {
    const like = `%${key.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
    conditions.push(sql`(p.name_key like ${like} or p.code like ${like})`)
  }
  const standing = standingOf(filter)
  if (standing !== null) {
    conditions.push(sql`p.id in (
      select s.project_id from safeguards.standing s where s.district = ${district} and ${standing})`)
  }
  return conditions
}

/** Condition on a standing `s`; null where any will do. */
function standingOf({ safeguard, stands }: SafeguardFilter): RawBuilder<SqlBool> | null {
  const states = stands === 'lacking' ? ['missing', 'expired'] : stands && [stands]
  if (safeguard === undefined && states === undefined) return null
  const one = safeguard === undefined ? sql`true` : sql`s.safeguard = ${safeguard}`
  const any = states === undefined ? sql`true` : sql`s.state = any (${[...states]}::text[])`
  return sql<SqlBool>`(${one} and ${any})`
}
