import { z } from 'zod'

/** What a post may be; the table of what each may do stands in the contracts' `may`. */
export const Role = z.enum([
  'coordination-office',
  'department',
  'town',
  'leader',
  'labour-officer',
  'system-administrator',
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

/** Who acts: an account in one of its posts, or the local administrator at the command line. */
export const Actor = z.object({
  id: z.uuid(),
  name: z.string(),
  organisation: z.string(),
  roles: z.array(Role),
})
export type Actor = z.infer<typeof Actor>
