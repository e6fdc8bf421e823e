import { uuidv7 } from 'uuidv7'
import { must } from '../../kernel/refusal.ts'
import type { Actor } from '../../kernel/role.ts'
import { act, look } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { districtScope, systemContext } from '../../platform/system.ts'
import type { Me, SignIn } from './contract.ts'
import { countTry } from './count-try.ts'
import { isPassword } from './password-hash.ts'
import { clientOf } from './rules/client.ts'
import type { Proof } from './rules/second-factor.ts'
import { whyNotSignIn } from './rules/sign-in.ts'
import { newSessionToken, tokenHashOf } from './session-token.ts'
import { useCode } from './use-code.ts'
import { accountNameOf, deleteFailures, findAccount, insertSession, type Account } from './store.ts'
import { viewMe } from './views.ts'

/** Failed tries of names that nobody has are counted here. */
const nowhere = '000000'

/** Begins a session in the account's home district; its token goes into the browser's cookie and nowhere else. */
export async function signIn(
  ctx: Context,
  { name: typed, password, code }: SignIn,
  from: From = nowhereKnown,
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
    // Before the failures are forgotten: a password that is known is no way to guess a code.
    const used = await useCode(tx, account.id, code)
    await deleteFailures(tx, name)
    return beginSession(tx, account, { from, proof: used ?? 'password' })
  })
}

/** Where a request came from. */
export interface From {
  readonly address: string
  readonly userAgent: string
}

const nowhereKnown: From = { address: '', userAgent: '' }

/** A session of the account in its home district, which `tx` is in; the token is kept nowhere. */
export async function beginSession(
  tx: Tx,
  account: Account,
  { from, proof }: { readonly from: From; readonly proof: Proof },
): Promise<{ me: Me; token: string }> {
  const token = newSessionToken(account.homeDistrict)
  const tokenHash = tokenHashOf(token)
  await insertSession(tx, {
    id: uuidv7(),
    tokenHash,
    accountId: account.id,
    proof,
    client: clientOf(from.userAgent),
    address: from.address,
  })
  tx.note({ proof })
  const session = { homeDistrict: account.homeDistrict, hash: tokenHash }
  return { me: await viewMe(tx, session), token }
}

/** The program's own context where the account is at home, with its sight of its own rows. */
export function homeOf(ctx: Context, account: Account | null): Context {
  const home = systemContext(ctx.platform, account?.homeDistrict ?? nowhere, ctx.now)
  const { requestId } = ctx
  return {
    ...home,
    scope: { ...districtScope(home.district), account: account?.id ?? home.actor.id },
    ...(requestId === undefined ? {} : { requestId }),
  }
}

export function actorOf(account: Account): Actor {
  return { id: account.id, name: account.displayName, organisation: '', roles: [] }
}
