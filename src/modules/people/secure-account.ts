import { Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import type { SecureAccount } from './contract-sign-in.ts'
import { type Account, deleteFailures, findAccountById, recordSessionEnd } from './store.ts'
import { deleteFactor, lockFactor } from './store-second-factor.ts'

/*
 * What the security administrator does about an account of the own district, each with a reason. An account that belongs
 * to another district is looked after there: its sessions and its second factor are kept there.
 */

/** The name may be tried again at once. */
export function unlockAccount(ctx: Context, id: string, said: SecureAccount) {
  return on(ctx, 'account.unlock', { id, ...said }, async (tx, account) => {
    await deleteFailures(tx, account.name)
  })
}

/** Every session of the account ends. */
export function endAccountSessions(ctx: Context, id: string, said: SecureAccount) {
  return on(ctx, 'account.end-sessions', { id, ...said }, async (tx) => {
    tx.note({ sessionsEnded: await recordSessionEnd(tx, id, null) })
  })
}

/** Who has lost the app and the recovery codes signs in with the password alone, and sets up anew; open sessions end. */
export function resetSecondFactor(ctx: Context, id: string, said: SecureAccount) {
  return on(ctx, 'second-factor.reset', { id, ...said }, async (tx) => {
    if ((await lockFactor(tx, id)) === null) {
      throw new Refused({ code: 'people.second-factor-none', kind: 'wrong-state' })
    }
    await deleteFactor(tx, id)
    tx.note({ sessionsEnded: await recordSessionEnd(tx, id, null) })
  })
}

async function on(
  ctx: Context,
  verb: 'account.unlock' | 'account.end-sessions' | 'second-factor.reset',
  { id, why }: SecureAccount & { readonly id: string },
  work: (tx: Tx, account: Account) => Promise<void>,
): Promise<{ id: string }> {
  return act(ctx, verb, id, async (tx) => {
    const account = await findAccountById(tx, id)
    if (account === null || account.homeDistrict !== tx.district) {
      throw new Refused({ code: 'people.account-unknown', kind: 'not-found' })
    }
    await work(tx, account)
    tx.note({ account: account.name, why })
    return { id }
  })
}
