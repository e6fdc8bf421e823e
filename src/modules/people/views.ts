import { sql } from 'kysely'
import type { Addressee } from '../../kernel/addressee.ts'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import {
  officeDay,
  tables,
  type Context,
  type Platform,
  type Reading,
} from '../../platform/context.ts'
import { systemContext } from '../../platform/system.ts'
import { numberParameterFor, textParameterFor } from '../places/rules/parameter.ts'
import { parametersInForce } from '../places/views.ts'
import type { Me, Post } from './contract.ts'
import { isSecondFactorAsked, type Proof, whyNotWithoutFactor } from './rules/second-factor.ts'
import { whyNotSession } from './rules/sign-in.ts'
import type { PeopleTables, PeopleViews } from './tables.ts'

/** A post that runs today, with what it sees where that is a list. */
export interface RunningPost extends Post {
  readonly projectIds: readonly string[]
  /** Towns that were merged into its own: what was addressed to them is its. */
  readonly townsBefore: readonly string[]
}

/** What a session's token says: where the session is kept, and under which hash. */
export interface SessionToken {
  readonly homeDistrict: string
  readonly hash: Buffer
}

/** Whom a session speaks for. */
export interface KnownSession {
  readonly accountId: string
  readonly displayName: string
  readonly seenAt: Date
  readonly posts: readonly RunningPost[]
  /** See `Me`. */
  readonly isFactorMissing: boolean
}

/** The session of a token; null where there is none, it has ended or was idle too long, or its account is closed. */
export async function findSession(
  platform: Platform,
  token: SessionToken,
  now: Date,
): Promise<KnownSession | null> {
  const home = systemContext(platform, token.homeDistrict, now)
  return look(home, async (reading) => {
    const row = await tables<PeopleTables>(reading)
      .selectFrom('people.session as s')
      .innerJoin('people.account as a', 'a.id', 's.account_id')
      .select(['a.id', 'a.display_name', 's.seen_at', 's.ended_at', 's.proof'])
      .where('s.district', '=', token.homeDistrict)
      .where('s.token_hash', '=', token.hash)
      .where('a.closed_at', 'is', null)
      .executeTakeFirst()
    if (row === undefined) return null
    const session = { seenAt: row.seen_at, endedAt: row.ended_at }
    const rules = await sessionRules(reading)
    if (whyNotSession(session, now, rules.idleMinutes) !== null) return null
    const posts = await listAccountPosts(reading, row.id)
    return {
      accountId: row.id,
      displayName: row.display_name,
      seenAt: row.seen_at,
      posts,
      isFactorMissing: isFactorMissing(rules, posts, row.proof),
    }
  })
}

/** An open account by its name, with the posts it holds today; null where there is none. */
export async function findAccountPosts(
  ctx: Context,
  name: string,
): Promise<Pick<KnownSession, 'accountId' | 'displayName' | 'posts'> | null> {
  return look(ctx, async (reading) => {
    const account = await tables<PeopleTables>(reading)
      .selectFrom('people.account')
      .select(['id', 'display_name'])
      .where('name', '=', name.normalize('NFKC').toLowerCase())
      .where('closed_at', 'is', null)
      .executeTakeFirst()
    if (account === undefined) return null
    const posts = await listAccountPosts(reading, account.id)
    return { accountId: account.id, displayName: account.display_name, posts }
  })
}

/** The account that acts, as it is told to its own browser; `session` is the one it asks in. */
export async function viewMe(ctx: Context, session: SessionToken | null): Promise<Me> {
  return look(ctx, async (reading) => {
    const account = await tables<PeopleTables>(reading)
      .selectFrom('people.account')
      .select(['id', 'name', 'display_name'])
      .where('id', '=', ctx.actor.id)
      .executeTakeFirst()
    if (account === undefined) {
      throw new Refused({ code: 'people.account-unknown', kind: 'not-found' })
    }
    const posts = await listAccountPosts(reading, account.id)
    const rules = await sessionRules(reading)
    const proof = session === null ? 'password' : await findProof(reading, session)
    return {
      accountId: account.id,
      name: account.name,
      displayName: account.display_name,
      posts: posts.map(({ district, role, organisation, town, industries, actingFor }) => ({
        district,
        role,
        organisation,
        town,
        industries,
        actingFor,
      })),
      idleMinutes: rules.idleMinutes,
      isFactorMissing: isFactorMissing(rules, posts, proof),
    }
  })
}

/** Posts of the acting account that run today in the context's district; none for the program itself. */
export async function listMyPosts(ctx: Context): Promise<RunningPost[]> {
  const posts = await listAccountPosts(ctx, ctx.actor.id)
  return posts.filter(({ district }) => district === ctx.district)
}

export interface PostHolder {
  readonly accountId: string
  readonly displayName: string
  readonly organisation: string
}

/** A post with more holders than this shows the first of them. */
const mostHolders = 50

/** Who holds the post today; nobody: what is addressed to it is unowned. */
export async function holdersOf(ctx: Context, { role, place }: Addressee): Promise<PostHolder[]> {
  const today = officeDay(ctx)
  return look(ctx, (reading) =>
    tables<PeopleViews>(reading)
      .selectFrom('people.post_holder')
      .select(['account_id as accountId', 'display_name as displayName', 'organisation'])
      .distinct()
      .where('district', '=', reading.district)
      .where('role', '=', role)
      .where('place', '=', place ?? '')
      .where('begins_on', '<=', today)
      .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', today)]))
      .orderBy('organisation')
      .orderBy('display_name')
      .orderBy('account_id')
      .limit(mostHolders)
      .execute(),
  )
}

/** Posts that an account holds today, in whatever district. */
export async function listAccountPosts(ctx: Context, accountId: string): Promise<RunningPost[]> {
  const today = officeDay(ctx)
  const rows = await look(ctx, (reading) =>
    tables<PeopleTables>(reading)
      .selectFrom('people.post as p')
      .innerJoin('people.organisation as o', 'o.id', 'p.organisation_id')
      .leftJoin('people.post as f', 'f.id', 'p.deputy_for')
      .leftJoin('people.account as fa', 'fa.id', 'f.account_id')
      .select([
        'p.district',
        'p.role',
        'o.name as organisation',
        'p.town',
        'p.project_ids',
        'p.industries',
        'fa.display_name as actingFor',
        sql<string[]>`array(select t.code from places.town t where t.into_town = p.town)`.as(
          'townsBefore',
        ),
      ])
      .where('p.account_id', '=', accountId)
      .where('p.begins_on', '<=', today)
      .where((where) => where.or([where('p.ends_on', 'is', null), where('p.ends_on', '>=', today)]))
      .orderBy('p.district')
      .orderBy('p.id')
      .limit(200)
      .execute(),
  )
  return rows.map(({ project_ids: projectIds, ...post }) => ({ ...post, projectIds }))
}

/** What the account's home district asks of a session. */
export interface SessionRules {
  readonly idleMinutes: number
  readonly secondFactorOf: string
}

export async function sessionRules(ctx: Context): Promise<SessionRules> {
  const [idle, factor] = ['session-idle-minutes', 'second-factor-of'] as const
  const rows = await look(ctx, (reading) => parametersInForce(reading, [idle, factor]))
  const on = officeDay(ctx)
  return {
    idleMinutes: numberParameterFor(rows, idle, ctx.district, on).value,
    secondFactorOf: textParameterFor(rows, factor, ctx.district, on).value,
  }
}

/** Whether the posts that somebody holds today ask for a second factor. */
export function asksForFactor(rules: SessionRules, posts: readonly Pick<Post, 'role'>[]): boolean {
  return isSecondFactorAsked(
    rules.secondFactorOf,
    posts.map(({ role }) => role),
  )
}

function isFactorMissing(rules: SessionRules, posts: readonly RunningPost[], proof: Proof) {
  return whyNotWithoutFactor(asksForFactor(rules, posts), proof) !== null
}

async function findProof(reading: Reading, session: SessionToken): Promise<Proof> {
  const found = await tables<PeopleTables>(reading)
    .selectFrom('people.session')
    .select('proof')
    .where('district', '=', session.homeDistrict)
    .where('token_hash', '=', session.hash)
    .executeTakeFirst()
  return found?.proof ?? 'password'
}
