import type { Refusal } from '../../../kernel/refusal.ts'
import { isAdministrator, type Role } from '../../../kernel/role.ts'

/** What an account is for, for good: business, or one of the three administrators' powers. */
export const powers = ['business', 'system', 'security', 'audit'] as const
export type Power = (typeof powers)[number]

export function powerOf(role: Role): Power {
  switch (role) {
    case 'system-administrator':
      return 'system'
    case 'security-administrator':
      return 'security'
    case 'audit-administrator':
      return 'audit'
    case 'coordination-office':
    case 'department':
    case 'town':
    case 'leader':
    case 'labour-officer':
      return 'business'
  }
}

/**
 * Nobody holds two of the administrators' powers, nor one of them together with business (separation of the three
 * administrators, GB/T 22239-2019 8.1.4, `memory`): whoever is to be one gets an account of his own for it.
 */
export function whyNotPower(account: { readonly power: Power }, role: Role): Refusal | null {
  if (account.power === powerOf(role)) return null
  return { code: 'people.power-other', kind: 'not-allowed', field: 'role' }
}

/** Administrators' posts are ended by the security administrator alone: the office has no hold on who watches it. */
export function whyNotEndAdministrator(role: Role, actor: readonly Role[]): Refusal | null {
  if (!isAdministrator(role) || actor.includes('security-administrator')) return null
  return { code: 'people.post-of-administrator', kind: 'not-allowed' }
}
