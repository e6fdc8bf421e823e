import { sql, type SqlBool } from 'kysely'
import type { PlainDate } from '../../kernel/day.ts'
import { Refused } from '../../kernel/refusal.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { addresseesOf, type HeldPost } from '../people/rules/addressee.ts'
import type { RegistryViews } from '../registry/tables.ts'
import type { Counts, ItemFilter, Share } from './contract.ts'
import { screeningRate } from './rules/rate.ts'
import type { RoundColumns, ScreeningTables } from './tables.ts'

export type Database = ScreeningTables & RegistryViews

/** The round, as far as whoever asks may know of it: drafts are the office's own. */
export async function readRoundRow(reading: Reading, id: string): Promise<RoundColumns> {
  const found = await tables<ScreeningTables>(reading)
    .selectFrom('screening.round')
    .selectAll()
    .where('district', '=', reading.district)
    .where('id', '=', id)
    .executeTakeFirst()
  if (found === undefined || (found.state === 'draft' && !seesDrafts(reading))) {
    throw new Refused({ code: 'screening.unknown-round', kind: 'not-found' })
  }
  return found
}

export function seesDrafts({ actor, scope }: Context): boolean {
  return scope.projects === '*' && !actor.roles.includes('department')
}

/**
 * Every known project of a round, `f`, with its item `i` where it is on the list: the one predicate behind rows, figures and
 * rates. What was registered after the round was closed is none of it.
 */
export function knownOf(round: RoundColumns, further = sql``) {
  return sql`registry.project_face f
    left join screening.item i on i.district = f.district and i.round_id = ${round.id} and i.project_id = f.id and i.removed_on is null
    ${further}
    where f.district = ${round.district} and (i.id is not null or (
      f.state = any (${round.states}::text[])
      and (cardinality(${round.towns}::text[]) = 0 or f.town = any (${round.towns}::text[]))
      and (cardinality(${round.industries}::text[]) = 0 or f.industry = any (${round.industries}::text[]))
      and (cardinality(${round.owner_kinds}::text[]) = 0 or f.owner_kind = any (${round.owner_kinds}::text[]))
      and (${round.closed_on}::date is null or (f.created_at at time zone 'Asia/Shanghai')::date <= ${round.closed_on}::date)
      and not exists (select from screening.item x
        where x.district = f.district and x.round_id = ${round.id} and x.project_id = f.id)))`
}

/** Still waiting when the last day has passed, or the round was closed; as `isMissed` of the rules. */
export function missed(round: RoundColumns, today: PlainDate) {
  const isPast = round.state === 'closed' || round.ends_on < today
  return sql<SqlBool>`(i.state = 'waiting' and ${isPast}::boolean)`
}

const nobody = sql<SqlBool>`false`

/** What a filter asks of the known projects. */
export function conditionsOf(
  round: RoundColumns,
  filter: ItemFilter,
  { today, posts }: { readonly today: PlainDate; readonly posts: readonly HeldPost[] },
) {
  const { state, owner, town, industry, ownerKind, only, search } = filter
  return [
    stateCondition(round, state, today),
    ...(owner === undefined ? [] : [ownerCondition(owner)]),
    ...(town === undefined
      ? []
      : [town === 'none' ? sql<SqlBool>`f.town is null` : sql<SqlBool>`f.town = ${town}`]),
    ...(industry === undefined ? [] : [sql<SqlBool>`f.industry = ${industry}`]),
    ...(ownerKind === undefined ? [] : [sql<SqlBool>`f.owner_kind = ${ownerKind}`]),
    ...(only === 'found' ? [sql<SqlBool>`i.found`] : []),
    ...(only === 'twice' ? [sql<SqlBool>`i.reports > 1`] : []),
    ...(only === 'mine' ? [ofPosts(posts)] : []),
    ...(search === undefined || search.trim() === '' ? [] : [named(search.trim())]),
  ]
}

export function ofPosts(posts: readonly HeldPost[]) {
  const mine = addresseesOf(posts)
  if (mine.length === 0) return nobody
  const roles = mine.map(({ role }) => role)
  const places = mine.map(({ place }) => place ?? '')
  return sql<SqlBool>`(i.owner_role, i.owner_place) in (select * from unnest(${roles}::text[], ${places}::text[]))`
}

function stateCondition(round: RoundColumns, state: ItemFilter['state'], today: PlainDate) {
  switch (state) {
    case 'known':
      return sql<SqlBool>`true`
    case 'listed':
      return sql<SqlBool>`i.id is not null`
    case 'unlisted':
      return sql<SqlBool>`i.id is null`
    case 'missed':
      return missed(round, today)
    case 'late':
      return sql<SqlBool>`(i.state = 'screened' and i.screened_on > ${round.ends_on}::date)`
    case 'waiting':
    case 'screened':
    case 'could-not':
      return sql<SqlBool>`i.state = ${state}`
  }
}

/** `role.place`. */
function ownerCondition(owner: string) {
  const [role = '', place = ''] = owner.split('.')
  return sql<SqlBool>`(i.owner_role = ${role} and i.owner_place = ${place})`
}

function named(search: string) {
  const like = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return sql<SqlBool>`(f.name ilike ${like} or f.code ilike ${like})`
}

interface CountedRow {
  readonly key: string | null
  readonly known: number
  readonly screened: number
  readonly could_not: number
  readonly waiting: number
  readonly missed: number
  readonly unlisted: number
  readonly found: number
}

/** By what the known projects are counted. */
export type CountedBy = 'all' | 'town' | 'industry' | 'owner_kind'

export async function countKnown(
  reading: Reading,
  round: RoundColumns,
  by: CountedBy,
): Promise<{ key: string; counts: Counts }[]> {
  const today = officeDay(reading)
  const key = by === 'all' ? sql`''::text` : sql`${sql.ref(`f.${by}`)}`
  const found = await sql<CountedRow>`
    select ${key} as key, count(*) as known, count(*) filter (where i.state = 'screened') as screened,
      count(*) filter (where i.state = 'could-not') as could_not, count(*) filter (where i.state = 'waiting') as waiting,
      count(*) filter (where ${missed(round, today)}) as missed, count(*) filter (where i.id is null) as unlisted,
      count(*) filter (where i.found) as found
    from ${knownOf(round)} group by 1 order by 1 nulls last`.execute(tables<Database>(reading))
  return found.rows.map(({ key: of, could_not: couldNot, ...row }) => ({
    key: of ?? 'none',
    counts: { ...row, couldNot, rate: screeningRate(row.screened, row.known) },
  }))
}

export const noCounts: Counts = {
  known: 0,
  screened: 0,
  couldNot: 0,
  waiting: 0,
  missed: 0,
  unlisted: 0,
  found: 0,
  rate: null,
}

/** The counts with the addresses of their rows; `query` is what narrows the list to this share. */
export function shareOf(
  reading: Reading,
  round: RoundColumns,
  of: {
    readonly key: string
    readonly name: string
    readonly query: Readonly<Record<string, string>>
  },
  counts: Counts,
): Share {
  const count = (value: number, narrowed: Readonly<Record<string, string>>) =>
    countAt(reading, round.id, value, { ...of.query, ...narrowed })
  return {
    key: of.key,
    name: of.name,
    known: count(counts.known, {}),
    screened: count(counts.screened, { state: 'screened' }),
    couldNot: count(counts.couldNot, { state: 'could-not' }),
    waiting: count(counts.waiting, { state: 'waiting' }),
    missed: count(counts.missed, { state: 'missed' }),
    unlisted: count(counts.unlisted, { state: 'unlisted' }),
    found: count(counts.found, { only: 'found' }),
    rate: counts.rate,
  }
}

export function countAt(
  { now }: Context,
  roundId: string,
  value: number,
  query: Readonly<Record<string, string>>,
): Share['known'] {
  const search = new URLSearchParams(query).toString()
  const rows = `/screening/${roundId}/items${search === '' ? '' : `?${search}`}`
  return { value, asOf: now.toISOString(), rows }
}
