import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { administratorRoles, Role } from '../../kernel/role.ts'

/** One thing that may be done, and by whom: an endpoint's own roles, so that the table cannot be untrue. */
export const Right = z.object({
  /** `module.what`. */
  name: z.string(),
  /** Changes something. */
  isWrite: z.boolean(),
  roles: z.array(Role),
})
export type Right = z.infer<typeof Right>

/** Firms see what they themselves may do by their menu; how the government's desks share the work is theirs to know. */
export const viewRights = endpoint({
  name: 'people.rights',
  method: 'GET',
  path: '/rights',
  reach: 'district',
  may: ['coordination-office', 'department', 'town', 'leader', ...administratorRoles],
  reply: z.object({ rights: z.array(Right) }),
})
