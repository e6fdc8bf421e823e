import { must, Refused } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import type { ChangePassword } from './contract.ts'
import { countTry } from './count-try.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { whyNotPassword } from './rules/password.ts'
import { deleteFailures, findAccountById, recordPassword, recordSessionEnd } from './store.ts'

/**
 * Gives the actor's account a new password and ends all its sessions: whoever else held one is out. A wrong current
 * password counts as a failed sign-in. `ctx` is in the account's home district.
 */
export async function changePassword(
  ctx: Context,
  { current, next }: ChangePassword,
): Promise<void> {
  const account = await look(ctx, (reading) => findAccountById(reading, ctx.actor.id))
  if (account === null) throw new Refused({ code: 'people.account-unknown', kind: 'not-found' })
  must(whyNotPassword(next, account.name))
  await countTry(ctx, account.name)
  if (!(await isPassword(account.passwordHash, current))) {
    throw new Refused({ code: 'people.password-wrong', kind: 'invalid', field: 'current' })
  }
  const hash = await hashPassword(next)
  await act(ctx, 'account.change-password', account.id, async (tx) => {
    await recordPassword(tx, account.id, hash)
    await deleteFailures(tx, account.name)
    tx.note({ sessionsEnded: await recordSessionEnd(tx, account.id, null) })
  })
}
