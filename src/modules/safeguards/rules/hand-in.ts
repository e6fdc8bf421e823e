import type { Refusal } from '../../../kernel/refusal.ts'
import type { Role } from '../../../kernel/role.ts'

/*
 * What a firm says of its own safeguards proves nothing until somebody of the office has looked at it; whoever handed it in
 * cannot be the one who looks, whatever posts he holds besides.
 */

export const handInStates = ['waiting', 'confirmed', 'returned', 'taken-back'] as const
export type HandInState = (typeof handInStates)[number]

export const handInRoles = {
  handIn: ['labour-officer'],
  /** Whoever may enter it himself may also confirm it. */
  check: ['coordination-office', 'department', 'town'],
} as const satisfies Record<string, readonly Role[]>

/** So many of a project wait at most: what nobody looks at is not piled up. */
export const mostWaiting = 30

export interface HandInStanding {
  readonly state: HandInState
  readonly handedInBy: string
}

interface Who {
  readonly id: string
  readonly roles: readonly Role[]
}

/** Why this person may neither confirm nor return it now; null when he may. */
export function whyNotCheck({ state, handedInBy }: HandInStanding, who: Who): Refusal | null {
  if (!handInRoles.check.some((role) => who.roles.includes(role))) {
    return { code: 'safeguards.hand-in-not-checked-by-you', kind: 'not-allowed' }
  }
  if (state !== 'waiting') return { code: 'safeguards.hand-in-settled', kind: 'wrong-state' }
  if (handedInBy === who.id) {
    return { code: 'safeguards.own-hand-in', kind: 'not-allowed' }
  }
  return null
}

/** Only who handed it in takes it back, as long as nobody has looked at it. */
export function whyNotTakeBack({ state, handedInBy }: HandInStanding, who: Who): Refusal | null {
  if (state !== 'waiting') return { code: 'safeguards.hand-in-settled', kind: 'wrong-state' }
  if (handedInBy !== who.id) return { code: 'safeguards.hand-in-not-yours', kind: 'not-allowed' }
  return null
}
