import { must } from '../../kernel/refusal.ts'
import type { Actor } from '../../kernel/role.ts'
import { act, look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { districtScope, systemContext } from '../../platform/system.ts'
import type { Me, SignIn } from './contract.ts'
import { countTry } from './count-try.ts'
import { isPassword } from './password-hash.ts'
import { whyNotSignIn } from './rules/sign-in.ts'
import { newSessionToken, tokenHashOf } from './session-token.ts'
import { accountNameOf, deleteFailures, findAccount, insertSession, type Account } from './store.ts'
import { viewMe } from './views.ts'

/** Failed tries of names that nobody has are counted here. */
const nowhere = '000000'

/** Begins a session in the account's home district; its token goes into the browser's cookie and nowhere else. */
export async function signIn(
  ctx: Context,
  { name: typed, password }: SignIn,
): Promise<{ me: Me; token: string }> {
  const name = accountNameOf(typed)
  const account = await look(ctx, (reading) => findAccount(reading, name))
  const home = homeOf(ctx, account)
  await countTry(home, name)
  const passwordRight = await isPassword(account?.passwordHash ?? null, password)
  const proven = account !== null && passwordRight ? account : null
  const doing = proven === null ? home : { ...home, actor: actorOf(proven) }
  return act(doing, 'session.begin', account?.id ?? 'unknown', async (tx) => {
    must(
      whyNotSignIn({
        lockedUntil: null,
        now: tx.now,
        known: account !== null,
        passwordRight,
        closed: account !== null && account.closedAt !== null,
      }),
    )
    if (account === null) throw new Error('A name that nobody has was let in.')
    await deleteFailures(tx, name)
    const token = newSessionToken(account.homeDistrict)
    await insertSession(tx, tokenHashOf(token), account.id)
    return { me: await viewMe(tx), token }
  })
}

function homeOf(ctx: Context, account: Account | null): Context {
  const home = systemContext(ctx.platform, account?.homeDistrict ?? nowhere, ctx.now)
  const { requestId } = ctx
  return {
    ...home,
    scope: { ...districtScope(home.district), account: account?.id ?? home.actor.id },
    ...(requestId === undefined ? {} : { requestId }),
  }
}

function actorOf(account: Account): Actor {
  return { id: account.id, name: account.displayName, organisation: '', roles: [] }
}
