import { addDays, type PlainDate } from '../../kernel/day.ts'
import { Refused } from '../../kernel/refusal.ts'
import { tables, type Reading, type Tx } from '../../platform/context.ts'
import type { Days, LivingPost } from './rules/post-life.ts'
import type { PeopleTables } from './tables.ts'

export type KnownPost = LivingPost & {
  readonly town: string | null
  readonly industries: readonly string[]
  readonly projectIds: readonly string[]
}

/** Posts, leave and deputies of a district are changed by one at a time. */
export async function lockPosts(tx: Tx): Promise<void> {
  await tx.client.query({
    name: 'people-lock-district-posts',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`huxin people ${tx.district}`],
  })
}

function posts(reading: Reading) {
  return tables<PeopleTables>(reading)
    .selectFrom('people.post as p')
    .innerJoin('people.organisation as o', 'o.id', 'p.organisation_id')
    .select([
      'p.id',
      'p.account_id as accountId',
      'p.role',
      'o.name as organisation',
      'p.town',
      'p.industries',
      'p.project_ids as projectIds',
      'p.begins_on as beginsOn',
      'p.ends_on as endsOn',
      'p.deputy_for as deputyFor',
    ])
    .where('p.district', '=', reading.district)
}

export async function findPost(reading: Reading, id: string): Promise<KnownPost> {
  const found = await posts(reading).where('p.id', '=', id).executeTakeFirst()
  if (found !== undefined) return found
  throw new Refused({ code: 'people.post-unknown', kind: 'not-found' })
}

/** What of the account runs today or later, in the district of the context. */
export function runningPosts(
  reading: Reading,
  accountId: string,
  today: PlainDate,
): Promise<KnownPost[]> {
  return posts(reading)
    .where('p.account_id', '=', accountId)
    .where((where) => where.or([where('p.ends_on', 'is', null), where('p.ends_on', '>=', today)]))
    .orderBy('p.id')
    .execute()
}

/** Of a town: whoever has its post today or later. */
export function postsOfTown(
  reading: Reading,
  town: string,
  today: PlainDate,
): Promise<KnownPost[]> {
  return posts(reading)
    .where('p.role', '=', 'town')
    .where('p.town', '=', town)
    .where((where) => where.or([where('p.ends_on', 'is', null), where('p.ends_on', '>=', today)]))
    .orderBy('p.id')
    .execute()
}

/** Who acts for the post, from today on. */
export async function deputiesOf(
  reading: Reading,
  postId: string,
  today: PlainDate,
): Promise<(Days & { readonly id: string })[]> {
  const found = await posts(reading)
    .where('p.deputy_for', '=', postId)
    .where('p.ends_on', '>=', today)
    .execute()
  return found.flatMap(({ id, beginsOn, endsOn }) =>
    endsOn === null ? [] : [{ id, beginsOn, endsOn }],
  )
}

/** Ends whoever acts for the post with it: nobody acts for a post that is not there. */
export async function endDeputies(tx: Tx, postId: string, lastDay: PlainDate): Promise<void> {
  await tables<PeopleTables>(tx)
    .updateTable('people.post')
    .set({ ends_on: lastDay })
    .where('deputy_for', '=', postId)
    .where('ends_on', '>', lastDay)
    .execute()
}

export async function insertPostRow(
  tx: Tx,
  post: Omit<KnownPost, 'organisation'> & { readonly organisationId: string },
): Promise<void> {
  await tables<PeopleTables>(tx)
    .insertInto('people.post')
    .values({
      id: post.id,
      account_id: post.accountId,
      organisation_id: post.organisationId,
      district: tx.district,
      role: post.role,
      town: post.town,
      project_ids: [...post.projectIds],
      industries: [...post.industries],
      begins_on: post.beginsOn,
      ends_on: post.endsOn,
      deputy_for: post.deputyFor,
    })
    .execute()
}

/** The unit of a post, by its id. */
export async function organisationOf(reading: Reading, postId: string): Promise<string> {
  const found = await tables<PeopleTables>(reading)
    .selectFrom('people.post')
    .select('organisation_id')
    .where('id', '=', postId)
    .executeTakeFirstOrThrow()
  return found.organisation_id
}

export interface LeaveRow extends Days {
  readonly id: string
  readonly accountId: string
}

/** Days of leave that are not over. */
export async function leavesOf(
  reading: Reading,
  accountId: string,
  today: PlainDate,
): Promise<LeaveRow[]> {
  return leaves(reading).where('account_id', '=', accountId).where('ends_on', '>=', today).execute()
}

export async function findLeave(reading: Reading, id: string): Promise<LeaveRow> {
  const found = await leaves(reading).where('id', '=', id).executeTakeFirst()
  if (found !== undefined) return found
  throw new Refused({ code: 'people.leave-unknown', kind: 'not-found' })
}

function leaves(reading: Reading) {
  return tables<PeopleTables>(reading)
    .selectFrom('people.leave')
    .select(['id', 'account_id as accountId', 'begins_on as beginsOn', 'ends_on as endsOn'])
    .where('district', '=', reading.district)
    .where('withdrawn_at', 'is', null)
}

export async function insertLeave(
  tx: Tx,
  leave: LeaveRow & { readonly why: string },
): Promise<void> {
  await tables<PeopleTables>(tx)
    .insertInto('people.leave')
    .values({
      district: tx.district,
      id: leave.id,
      account_id: leave.accountId,
      begins_on: leave.beginsOn,
      ends_on: leave.endsOn,
      why: leave.why,
      entered_by: tx.actor.id,
      entered_by_name: tx.actor.name,
      entered_at: tx.now,
      withdrawn_at: null,
    })
    .execute()
}

/** Over since yesterday; one that has not begun, or began today, never was. */
export async function recordLeaveEnd(tx: Tx, leave: LeaveRow, today: PlainDate): Promise<void> {
  const isBegun = leave.beginsOn < today
  await tables<PeopleTables>(tx)
    .updateTable('people.leave')
    .set(isBegun ? { ends_on: addDays(today, -1) } : { withdrawn_at: tx.now })
    .where('district', '=', tx.district)
    .where('id', '=', leave.id)
    .execute()
}

/** Whether the account has a post that runs, in whatever district. */
export async function hasRunningPost(
  tx: Tx,
  accountId: string,
  today: PlainDate,
): Promise<boolean> {
  const found = await tables<PeopleTables>(tx)
    .selectFrom('people.post')
    .select('id')
    .where('account_id', '=', accountId)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', today)]))
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

export async function recordClosed(tx: Tx, accountId: string): Promise<void> {
  await tables<PeopleTables>(tx)
    .updateTable('people.account')
    .set({ closed_at: tx.now })
    .where('id', '=', accountId)
    .execute()
}
