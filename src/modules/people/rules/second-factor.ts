import type { Refusal } from '../../../kernel/refusal.ts'
import { isAdministrator, type Role } from '../../../kernel/role.ts'

/** TOTP as every authenticator app takes it (RFC 6238): SHA-1, six digits, a step of thirty seconds. */
export const oneTimeCode = {
  algorithm: 'SHA1',
  digits: 6,
  periodSeconds: 30,
  graceSteps: 1,
} as const

/** So many recovery codes, each good once; so many signs of base 32 (80 bits) each. */
export const recoveryCodes = { count: 10, signs: 16 } as const

/** Whether one of the roles must have a second factor, as the parameter `second-factor-of` says (`secondFactorChoices`). */
export function isSecondFactorAsked(of: string, roles: readonly Role[]): boolean {
  switch (of) {
    case 'everybody':
      return roles.length > 0
    case 'government-and-administrators':
      return roles.some((role) => role !== 'labour-officer')
    case 'administrators':
      return roles.some(isAdministrator)
    default:
      return false
  }
}

/** What a session was begun with. */
export const proofs = ['password', 'code', 'recovery', 'outside'] as const
export type Proof = (typeof proofs)[number]

/** Why a session may not open a district yet: its roles must have a second factor, and it was begun without one. */
export function whyNotWithoutFactor(isAsked: boolean, proof: Proof): Refusal | null {
  if (!isAsked || proof !== 'password') return null
  return { code: 'people.second-factor-first', kind: 'not-allowed' }
}

/** As it was typed: spaces and hyphens do not matter, nor case. */
export function typedCode(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase()
}

/** Six digits are of the app; anything else is looked for among the recovery codes. */
export function isOneTimeCode(typed: string): boolean {
  return /^\d{6}$/.test(typed)
}

/** `ABCD-EFGH-JKLM-NPQR`: read out and copied in fours. */
export function shownRecoveryCode(code: string): string {
  return code.replaceAll(/(.{4})(?=.)/g, '$1-')
}

/** A code is of a step of time; one that was taken, and all before it, are taken no more. */
export function whyNotStep(step: number | null, lastStep: number): Refusal | null {
  if (step !== null && step > lastStep) return null
  return { code: 'people.code-wrong', kind: 'not-allowed', field: 'code' }
}
