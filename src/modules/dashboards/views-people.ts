import { sql, type SqlBool } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import type { PeopleViews } from '../people/tables.ts'
import { listTownNames } from '../places/views.ts'
import type { RegistryViews } from '../registry/tables.ts'
import { industries } from '../registry/words.ts'
import type { PostFilter, PostRow } from './contract-people.ts'

type FoundPost = PeopleViews['people.post_face']

/** Who holds which post in the district, by role, unit and account. */
export async function listPosts(
  ctx: Context,
  { after, limit, role, show, search }: PageQuery & PostFilter,
): Promise<{ rows: PostRow[]; next: string | null }> {
  const begin = readCursor(z.tuple([z.string(), z.string(), z.string(), z.uuid()]), after)
  const today = officeDay(ctx)
  return look(ctx, async (reading) => {
    const like = `%${(search ?? '').replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
    const conditions = [
      sql<SqlBool>`p.district = ${reading.district}`,
      ...(role === undefined ? [] : [sql<SqlBool>`p.role = ${role}`]),
      ...(show === 'all' ? [] : [isRunningOn(today)]),
      ...(search === undefined || search === ''
        ? []
        : [
            sql<SqlBool>`(p.account_name ilike ${like} or p.display_name ilike ${like} or p.organisation ilike ${like})`,
          ]),
      ...(begin === null
        ? []
        : [
            sql<SqlBool>`(p.role, p.organisation, p.account_name, p.id) > (${begin[0]}, ${begin[1]}, ${begin[2]}, ${begin[3]}::uuid)`,
          ]),
    ]
    const found = await sql<FoundPost & { running: boolean }>`
      select p.*, ${isRunningOn(today)} as running from people.post_face p
      where ${sql.join(conditions, sql` and `)}
      order by p.role, p.organisation, p.account_name, p.id limit ${limit + 1}`.execute(
      tables<PeopleViews>(reading),
    )
    const page = found.rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: await postRows(reading, page),
      next:
        found.rows.length > limit && last
          ? cursorOf([last.role, last.organisation, last.account_name, last.id])
          : null,
    }
  })
}

/** Posts as they are shown: with what their place is called, who is on leave and who acts for them. */
export async function postRows(
  reading: Reading,
  posts: readonly (FoundPost & { readonly running: boolean })[],
): Promise<PostRow[]> {
  const placed = await placesOf(reading, posts)
  const life = await lifeOf(reading, posts)
  return posts.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    accountName: row.account_name,
    displayName: row.display_name,
    organisation: row.organisation,
    role: row.role,
    ...placed(row),
    beginsOn: row.begins_on,
    endsOn: row.ends_on,
    isOwn: row.account_id === reading.actor.id,
    isRunning: row.running,
    actingFor: row.deputy_for_name,
    ...life(row),
  }))
}

async function lifeOf(reading: Reading, posts: readonly FoundPost[]) {
  if (posts.length === 0) return () => ({ leaveUntil: null, deputies: [] })
  const today = officeDay(reading)
  const db = tables<PeopleViews>(reading)
  const leaves = await db
    .selectFrom('people.leave_face')
    .select(['account_id', 'ends_on'])
    .where('district', '=', reading.district)
    .where('account_id', 'in', [...new Set(posts.map((post) => post.account_id))])
    .where('begins_on', '<=', today)
    .where('ends_on', '>=', today)
    .execute()
  const deputies = await db
    .selectFrom('people.post_face')
    .select(['id', 'deputy_for', 'display_name', 'begins_on', 'ends_on'])
    .where('district', '=', reading.district)
    .where(
      'deputy_for',
      'in',
      posts.map(({ id }) => id),
    )
    .where('ends_on', '>=', today)
    .where('closed_at', 'is', null)
    .orderBy('begins_on')
    .execute()
  return (post: FoundPost): Pick<PostRow, 'leaveUntil' | 'deputies'> => ({
    leaveUntil: leaves.find((leave) => leave.account_id === post.account_id)?.ends_on ?? null,
    deputies: deputies.flatMap((one) =>
      one.deputy_for === post.id && one.ends_on !== null
        ? [
            {
              postId: one.id,
              name: one.display_name,
              beginsOn: one.begins_on,
              endsOn: one.ends_on,
            },
          ]
        : [],
    ),
  })
}

export function isRunningOn(today: string) {
  return sql<SqlBool>`(p.begins_on <= ${today} and (p.ends_on is null or p.ends_on >= ${today}) and p.closed_at is null)`
}

async function placesOf(reading: Reading, posts: readonly FoundPost[]) {
  const ids = [...new Set(posts.flatMap((post) => post.project_ids))]
  const found =
    ids.length === 0
      ? []
      : await tables<RegistryViews>(reading)
          .selectFrom('registry.project_face')
          .select(['id', 'code', 'name'])
          .where('district', '=', reading.district)
          .where('id', 'in', ids)
          .execute()
  const projects = new Map(found.map((row) => [row.id, row]))
  const towns = new Map((await listTownNames(reading)).map(({ code, name }) => [code, name]))
  return (post: FoundPost): Pick<PostRow, 'placeName' | 'projectCode'> => {
    const seen = post.project_ids.flatMap((id) => projects.get(id) ?? [])
    const [only] = seen
    return {
      placeName:
        post.role === 'labour-officer'
          ? sayProjects(
              seen.map(({ name }) => name),
              post.project_ids.length,
            )
          : post.role === 'department'
            ? post.industries.map(industryName).join('、')
            : (towns.get(post.town ?? '') ?? ''),
      projectCode: only !== undefined && post.project_ids.length === 1 ? only.code : null,
    }
  }
}

function sayProjects(names: readonly string[], all: number): string {
  const [first] = names
  if (first === undefined) return `${all} 个项目`
  return all === 1 ? first : `${first}等 ${all} 个项目`
}

const names: Readonly<Record<string, string>> = industries

export function industryName(industry: string): string {
  return industry === 'all' ? '全部行业' : (names[industry] ?? industry)
}
