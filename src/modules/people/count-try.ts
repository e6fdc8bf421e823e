import { uuidv7 } from 'uuidv7'
import { must } from '../../kernel/refusal.ts'
import { officeDay, type Context, type Reading } from '../../platform/context.ts'
import { tend } from '../../platform/tend.ts'
import { numberParameterFor } from '../places/rules/parameter.ts'
import { parametersInForce } from '../places/views.ts'
import { lockedUntil, whyNotTrySignIn, type LockOut } from './rules/sign-in.ts'
import { deleteFailuresBefore, insertFailure, listFailures, lockSignInName } from './store.ts'

/**
 * Counts a try of a name before its password is looked at, and refuses while the name is locked: of a hundred guesses
 * that come at once no more are looked at than the lock-out allows. The right password takes the count away again.
 */
export async function countTry(home: Context, name: string): Promise<void> {
  const refusal = await tend(home, async (tx) => {
    await lockSignInName(tx, name)
    const lockOut = await lockOutOf(tx)
    // A failure that is two locks old can neither be the last of a lock that runs nor be counted to it.
    await deleteFailuresBefore(tx, minutesBefore(tx.now, 2 * lockOut.lockMinutes))
    const until = lockedUntil(await listFailures(tx, name), lockOut)
    const locked = whyNotTrySignIn({ lockedUntil: until, now: tx.now })
    if (locked === null) await insertFailure(tx, uuidv7(), name)
    return locked
  })
  must(refusal)
}

async function lockOutOf(reading: Reading): Promise<LockOut> {
  const rows = await parametersInForce(reading, ['sign-in-tries', 'sign-in-lock-minutes'])
  const figure = (key: string) =>
    numberParameterFor(rows, key, reading.district, officeDay(reading)).value
  return { tries: figure('sign-in-tries'), lockMinutes: figure('sign-in-lock-minutes') }
}

function minutesBefore(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000)
}
