import { must, Refused } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import type { Me } from './contract.ts'
import { whyNotSignIn } from './rules/sign-in.ts'
import { actorOf, beginSession, type From, homeOf } from './sign-in.ts'
import { findAccountById } from './store.ts'
import { findOutsideAccount, recordOutside } from './store-outside.ts'

interface Identity {
  readonly issuer: string
  readonly subject: string
}

/** Begins a session of the account that is bound to who the provider says it is. */
export async function signInOutside(
  ctx: Context,
  identity: Identity,
  from: From,
): Promise<{ me: Me; token: string }> {
  const account = await look(ctx, (reading) => findOutsideAccount(reading, identity))
  const home = homeOf(ctx, account)
  const doing = account === null ? home : { ...home, actor: actorOf(account) }
  return act(doing, 'session.begin', account?.id ?? 'unknown', async (tx) => {
    if (account === null) {
      throw new Refused({ code: 'people.outside-unknown', kind: 'not-allowed' })
    }
    const closed = account.closedAt !== null
    const known = { lockedUntil: null, now: tx.now, known: true, passwordRight: true }
    must(whyNotSignIn({ ...known, closed }))
    return beginSession(tx, account, { from, proof: 'outside' })
  })
}

/** The account is signed in by this identity from now on, and no other is. */
export async function bindToOutside(
  ctx: Context,
  accountId: string,
  identity: Identity,
): Promise<void> {
  const account = await look(ctx, (reading) => findAccountById(reading, accountId))
  if (account === null || account.closedAt !== null) {
    throw new Refused({ code: 'people.account-unknown', kind: 'not-found' })
  }
  const there = { ...homeOf(ctx, account), actor: actorOf(account) }
  await act(there, 'account.bind-outside', accountId, async (tx) => {
    const other = await findOutsideAccount(tx, identity)
    if (other !== null && other.id !== accountId) {
      throw new Refused({ code: 'people.outside-taken', kind: 'wrong-state' })
    }
    await recordOutside(tx, accountId, identity)
  })
}

/** `ctx` is the account's own. */
export async function unbindOutside(ctx: Context): Promise<{ unbound: true }> {
  return act(ctx, 'account.unbind-outside', ctx.actor.id, async (tx) => {
    await recordOutside(tx, ctx.actor.id, null)
    return { unbound: true }
  })
}
