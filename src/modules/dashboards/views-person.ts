import { sql } from 'kysely'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { addresseesOf } from '../people/rules/addressee.ts'
import type { PeopleViews } from '../people/tables.ts'
import { holdersOf } from '../people/views.ts'
import type { Person } from './contract-people.ts'
import { isRunningOn, postRows } from './views-people.ts'

type FoundPost = PeopleViews['people.post_face'] & { readonly running: boolean }

/** More posts than anybody ever held in a district; a bound, not a page. */
const mostPosts = 200

/** Somebody with all his posts of the district; refused where he never had one here. */
export async function viewPerson(ctx: Context, accountId: string): Promise<Person> {
  const today = officeDay(ctx)
  return look(ctx, async (reading) => {
    const found = await sql<FoundPost>`
      select p.*, ${isRunningOn(today)} as running from people.post_face p
      where p.district = ${reading.district} and p.account_id = ${accountId}
      order by ${isRunningOn(today)} desc, p.begins_on desc, p.id desc limit ${mostPosts}`.execute(
      tables<PeopleViews>(reading),
    )
    const [first] = found.rows
    if (first === undefined) {
      throw new Refused({ code: 'people.account-unknown', kind: 'not-found' })
    }
    const rows = await postRows(reading, found.rows)
    const posts: Person['posts'] = []
    for (const [at, row] of rows.entries()) {
      const { town, industries } = found.rows[at] ?? first
      const work = await workOf(reading, found.rows[at] ?? first)
      posts.push({ ...row, town, industries, ...work })
    }
    return {
      accountId,
      accountName: first.account_name,
      displayName: first.display_name,
      isClosed: first.closed_at !== null,
      isOwn: accountId === ctx.actor.id,
      posts,
      leaves: await leavesOf(reading, accountId),
    }
  })
}

/** How much is addressed to a running post, and whether it would be unowned without this account. */
async function workOf(reading: Reading, post: FoundPost) {
  if (!post.running) return { openTasks: 0, alone: false }
  const addressed = addresseesOf([
    {
      role: post.role,
      town: post.town,
      industries: post.industries,
      projectIds: post.project_ids,
    },
  ])
  const places = addressed.map(({ place }) => place ?? '')
  const found = await sql<{ count: number }>`
    select count(*)::int as count from tasks.task_face k
    where k.district = ${reading.district} and k.owner_role = ${post.role} and k.owner_place = any (${places}::text[])
      and k.state in ('open', 'answered', 'returned')`.execute(tables(reading))
  let alone = false
  for (const one of addressed) {
    const others = (await holdersOf(reading, one)).filter(
      ({ accountId }) => accountId !== post.account_id,
    )
    if (others.length === 0) alone = true
  }
  return { openTasks: found.rows[0]?.count ?? 0, alone }
}

async function leavesOf(reading: Reading, accountId: string): Promise<Person['leaves']> {
  const today = officeDay(reading)
  const rows = await tables<PeopleViews>(reading)
    .selectFrom('people.leave_face')
    .selectAll()
    .where('district', '=', reading.district)
    .where('account_id', '=', accountId)
    .orderBy('begins_on', 'desc')
    .limit(mostPosts)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    beginsOn: row.begins_on,
    endsOn: row.ends_on,
    why: row.why,
    enteredByName: row.entered_by_name,
    isOver: row.ends_on < today,
  }))
}
