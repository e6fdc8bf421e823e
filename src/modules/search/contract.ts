import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { deskRoles } from '../../kernel/role.ts'

export const hitKinds = [
  'project',
  'worker',
  'enterprise',
  'task',
  'register-entry',
  'batch',
] as const
export type HitKind = (typeof hitKinds)[number]

/** Of each kind at most so many are given. */
export const mostHits = 8

export const Hit = z.object({
  kind: z.enum(hitKinds),
  id: z.string(),
  title: z.string(),
  /** What tells it from another of the same title. */
  note: z.string(),
  /** Its page, below the district's address. */
  opens: z.string(),
})
export type Hit = z.infer<typeof Hit>

/** Everything that whoever asks may see and that holds what was typed, by kind, the best of each first. */
export const searchAll = endpoint({
  name: 'search.all',
  method: 'GET',
  path: '/search',
  reach: 'district',
  may: deskRoles,
  query: z.object({ words: z.string().max(100) }),
  reply: z.object({
    /** Fewer than two letters find nothing. */
    isTooShort: z.boolean(),
    hits: z.array(Hit),
  }),
})
