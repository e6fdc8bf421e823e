import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import { officeDay, tables, type Context, type Reading } from '../../platform/context.ts'
import { numberParameterFor } from '../places/rules/parameter.ts'
import { parametersInForce } from '../places/views.ts'
import type { MySignIn, SecuredAccount, SessionRow } from './contract-sign-in.ts'
import { lockedUntil, whyNotSession } from './rules/sign-in.ts'
import type { PeopleTables } from './tables.ts'
import { asksForFactor, listAccountPosts, sessionRules, type SessionToken } from './views.ts'

/** The actor's own sessions and second factor. `outside` names the provider elsewhere, where there is one. */
export async function viewMySignIn(
  ctx: Context,
  session: SessionToken | null,
  outside: string | null,
): Promise<MySignIn> {
  return look(ctx, async (reading) => {
    const { id } = ctx.actor
    const account = await findFace(reading, id)
    if (account === null) throw new Refused({ code: 'people.account-unknown', kind: 'not-found' })
    const isBound = outside !== null && account.outside_issuer === outside
    return {
      ...(await standingOf(reading, id, session)),
      outside: outside === null ? 'none' : isBound ? 'bound' : 'unbound',
    }
  })
}

/** An account whose home is the context's district, as the security administrator sees it. */
export async function viewAccount(ctx: Context, accountId: string): Promise<SecuredAccount> {
  return look(ctx, async (reading) => {
    const account = await findFace(reading, accountId)
    if (account === null || account.home_district !== reading.district) {
      throw new Refused({ code: 'people.account-unknown', kind: 'not-found' })
    }
    return {
      id: accountId,
      name: account.name,
      displayName: account.display_name,
      closedAt: account.closed_at?.toISOString() ?? null,
      lockedUntil: await lockOf(reading, account.name),
      ...(await standingOf(reading, accountId, null)),
    }
  })
}

async function findFace(reading: Reading, id: string) {
  const found = await tables<PeopleTables>(reading)
    .selectFrom('people.account')
    .select(['name', 'display_name', 'home_district', 'closed_at', 'outside_issuer'])
    .where('id', '=', id)
    .executeTakeFirst()
  return found ?? null
}

async function standingOf(reading: Reading, accountId: string, session: SessionToken | null) {
  const db = tables<PeopleTables>(reading)
  const rules = await sessionRules(reading)
  const factor = await db
    .selectFrom('people.second_factor')
    .select('confirmed_at')
    .where('district', '=', reading.district)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  const left = await db
    .selectFrom('people.recovery_code')
    .select((where) => where.fn.countAll<number>().as('count'))
    .where('district', '=', reading.district)
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return {
    sessions: await listSessions(reading, accountId, { session, idle: rules.idleMinutes }),
    factorSince: factor?.confirmed_at?.toISOString() ?? null,
    recoveryLeft: left.count,
    isFactorAsked: asksForFactor(rules, await listAccountPosts(reading, accountId)),
  }
}

/** More than anybody is signed in at; what is older has long been idle. */
const mostSessions = 50

async function listSessions(
  reading: Reading,
  accountId: string,
  { session, idle }: { readonly session: SessionToken | null; readonly idle: number },
): Promise<SessionRow[]> {
  const rows = await tables<PeopleTables>(reading)
    .selectFrom('people.session')
    .select(['id', 'token_hash', 'client', 'address', 'proof', 'began_at', 'seen_at', 'ended_at'])
    .where('district', '=', reading.district)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .limit(mostSessions)
    .execute()
  return rows
    .filter(
      (row) => whyNotSession({ seenAt: row.seen_at, endedAt: null }, reading.now, idle) === null,
    )
    .map((row) => ({
      id: row.id,
      client: row.client,
      address: row.address,
      proof: row.proof,
      beganAt: row.began_at.toISOString(),
      seenAt: row.seen_at.toISOString(),
      isThis: session !== null && session.hash.equals(row.token_hash),
    }))
}

async function lockOf(reading: Reading, name: string): Promise<string | null> {
  const keys = ['sign-in-tries', 'sign-in-lock-minutes'] as const
  const rules = await parametersInForce(reading, [...keys])
  const [tries = 0, lockMinutes = 0] = keys.map(
    (key) => numberParameterFor(rules, key, reading.district, officeDay(reading)).value,
  )
  const rows = await tables<PeopleTables>(reading)
    .selectFrom('people.sign_in_failure')
    .select('at')
    .where('district', '=', reading.district)
    .where('account_name', '=', name)
    .orderBy('at')
    .limit(1_000)
    .execute()
  const until = lockedUntil(
    rows.map(({ at }) => at),
    { tries, lockMinutes },
  )
  return until === null || until <= reading.now ? null : until.toISOString()
}
