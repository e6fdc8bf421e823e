import { must, Refused } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import type { BegunFactor } from './contract-sign-in.ts'
import { countTry } from './count-try.ts'
import { recoveryCodes, shownRecoveryCode, typedCode, whyNotStep } from './rules/second-factor.ts'
import { deleteFailures, findAccountById, type Account } from './store.ts'
import { deleteFactor, insertFactor, lockFactor, recordFactorUse } from './store-second-factor.ts'
import { replaceRecoveryCodes } from './store-second-factor.ts'
import { recordOtherSessionsEnd, recordSessionProof } from './store-sessions.ts'
import { newRecoveryCode, newSecret, secretAddress, stepOf } from './totp.ts'
import { openSecret, recoveryHash, sealSecret, useCode } from './use-code.ts'

/** A new secret for the actor's account, for its app; it counts once a first code has proven it. */
export async function beginSecondFactor(ctx: Context): Promise<BegunFactor> {
  const account = await ownAccount(ctx)
  const secret = newSecret()
  await act(ctx, 'second-factor.begin', account.id, async (tx) => {
    const known = await lockFactor(tx, account.id)
    if (known !== null && known.confirmedAt !== null) {
      throw new Refused({ code: 'people.second-factor-stands', kind: 'wrong-state' })
    }
    await insertFactor(tx, account.id, sealSecret(tx, account.id, secret))
  })
  return { secret, address: secretAddress(secret, account.name) }
}

/**
 * The first code proves that the app has the secret. Returns the recovery codes, shown this once. Other sessions of the
 * account, begun with the password alone, end.
 */
export async function confirmSecondFactor(
  ctx: Context,
  code: string,
  session: Buffer,
): Promise<{ recoveryCodes: string[] }> {
  const { id } = ctx.actor
  return act(ctx, 'second-factor.confirm', id, async (tx) => {
    const factor = await lockFactor(tx, id)
    if (factor === null) throw notBegun()
    if (factor.confirmedAt !== null) {
      throw new Refused({ code: 'people.second-factor-stands', kind: 'wrong-state' })
    }
    const step = stepOf(openSecret(tx, id, factor.secret), typedCode(code), tx.now)
    must(whyNotStep(step, factor.lastStep))
    await recordFactorUse(tx, id, { confirmed_at: tx.now, last_step: step ?? 0 })
    await recordSessionProof(tx, session, 'code')
    tx.note({ sessionsEnded: await recordOtherSessionsEnd(tx, id, session) })
    return { recoveryCodes: await newRecoveryCodes(tx, id) }
  })
}

/** New recovery codes for a code; the old ones are good no more. */
export async function renewRecoveryCodes(
  ctx: Context,
  code: string,
): Promise<{ recoveryCodes: string[] }> {
  return withCode(ctx, 'second-factor.renew-codes', code, async (tx, { id }) => ({
    recoveryCodes: await newRecoveryCodes(tx, id),
  }))
}

/** Without a second factor again, for a code; where the post asks for one, it has to be set up anew at the next sign-in. */
export async function endSecondFactor(ctx: Context, code: string): Promise<{ ended: true }> {
  return withCode(ctx, 'second-factor.end', code, async (tx, { id }) => {
    await deleteFactor(tx, id)
    return { ended: true }
  })
}

async function withCode<T>(
  ctx: Context,
  verb: 'second-factor.renew-codes' | 'second-factor.end',
  code: string,
  work: (tx: Tx, account: Account) => Promise<T>,
): Promise<T> {
  const account = await ownAccount(ctx)
  // A session that was left open is no way to guess a code.
  await countTry(ctx, account.name)
  return act(ctx, verb, account.id, async (tx) => {
    const used = await useCode(tx, account.id, code)
    if (used === null) {
      throw new Refused({ code: 'people.second-factor-none', kind: 'wrong-state' })
    }
    await deleteFailures(tx, account.name)
    return work(tx, account)
  })
}

async function newRecoveryCodes(tx: Tx, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes.count }, newRecoveryCode)
  await replaceRecoveryCodes(tx, accountId, codes.map(recoveryHash))
  return codes.map(shownRecoveryCode)
}

async function ownAccount(ctx: Context): Promise<Account> {
  const account = await look(ctx, (reading) => findAccountById(reading, ctx.actor.id))
  if (account === null) throw new Refused({ code: 'people.account-unknown', kind: 'not-found' })
  return account
}

function notBegun(): Refused {
  return new Refused({ code: 'people.second-factor-not-begun', kind: 'wrong-state' })
}
