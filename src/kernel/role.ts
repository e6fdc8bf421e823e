import { z } from 'zod'

/** What a post may be; the table of what each may do stands in the contracts' `may`. */
export const Role = z.enum([
  'coordination-office',
  'department',
  'town',
  'leader',
  'labour-officer',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
])
export type Role = z.infer<typeof Role>

/** Who reads the district's business, each as far as his post sees; administrators do not. */
export const deskRoles = [
  'coordination-office',
  'department',
  'town',
  'leader',
  'labour-officer',
] as const satisfies readonly Role[]

/**
 * Who runs the program, each power for itself (三员分立, GB/T 22239-2019 8.1.4, `memory`): settings; posts and sign-ins;
 * the audit. None of them reads business, nobody holds two of them, nor one of them besides a business post.
 */
export const administratorRoles = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const satisfies readonly Role[]
export type AdministratorRole = (typeof administratorRoles)[number]

export function isAdministrator(role: Role): role is AdministratorRole {
  return administratorRoles.some((one) => one === role)
}

/** Who acts: an account in one of its posts, or the local administrator at the command line. */
export const Actor = z.object({
  id: z.uuid(),
  name: z.string(),
  organisation: z.string(),
  roles: z.array(Role),
})
export type Actor = z.infer<typeof Actor>
