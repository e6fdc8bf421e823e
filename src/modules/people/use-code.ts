import { createHash } from 'node:crypto'
import { must, type Refusal } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/context.ts'
import { openText, sealText } from '../../platform/keys.ts'
import { isOneTimeCode, typedCode, whyNotStep } from './rules/second-factor.ts'
import { lockFactor, recordFactorUse, recordRecoveryUse } from './store-second-factor.ts'
import { stepOf } from './totp.ts'

const codeNeeded: Refusal = { code: 'people.code-needed', kind: 'invalid', field: 'code' }

/**
 * Uses up a one-time or a recovery code of an account that has a second factor; null where it has none, and nothing is
 * asked. Refuses where no code was given, or a wrong one, or one that was used.
 */
export async function useCode(
  tx: Tx,
  accountId: string,
  given: string | undefined,
): Promise<'code' | 'recovery' | null> {
  const factor = await lockFactor(tx, accountId)
  if (factor === null || factor.confirmedAt === null) return null
  const typed = typedCode(given ?? '')
  if (typed === '') must(codeNeeded)
  if (!isOneTimeCode(typed)) {
    const isGood = await recordRecoveryUse(tx, accountId, recoveryHash(typed))
    must(whyNotStep(isGood ? 1 : null, 0))
    return 'recovery'
  }
  const step = stepOf(openSecret(tx, accountId, factor.secret), typed, tx.now)
  must(whyNotStep(step, factor.lastStep))
  await recordFactorUse(tx, accountId, { last_step: step ?? factor.lastStep })
  return 'code'
}

/** 80 random bits need no slow hash. */
export function recoveryHash(code: string): Buffer {
  return createHash('sha256').update(typedCode(code)).digest()
}

export function sealSecret(tx: Tx, accountId: string, secret: string): Buffer {
  return sealText(tx.platform.keys, boundTo(accountId), secret)
}

export function openSecret(tx: Tx, accountId: string, sealed: Buffer): string {
  return openText(tx.platform.keys, boundTo(accountId), sealed)
}

/** A secret copied to another account's row opens nothing there. */
function boundTo(accountId: string): string {
  return `second factor ${accountId}`
}
