import { z } from 'zod'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { Role } from '../../kernel/role.ts'
import { inviters } from '../people/contract-invitations.ts'

/** A post of the district, with what its place is called. */
export const PostRow = z.object({
  id: z.uuid(),
  accountName: z.string(),
  displayName: z.string(),
  organisation: z.string(),
  role: Role,
  /** `甲镇`, `住建、市政`, the project's name; empty for roles that are one in a district. */
  placeName: z.string(),
  /** The project of a labour officer's post, where whoever asks sees it. */
  projectCode: z.string().nullable(),
  beginsOn: PlainDate,
  endsOn: PlainDate.nullable(),
  isOwn: z.boolean(),
  isRunning: z.boolean(),
})
export type PostRow = z.infer<typeof PostRow>

export const PostFilter = z.object({
  role: Role.optional(),
  show: z.enum(['running', 'all']).default('running'),
  search: z.string().max(60).optional(),
})
export type PostFilter = z.infer<typeof PostFilter>

/** By role, unit and account. */
export const listPosts = endpoint({
  name: 'dashboards.posts',
  method: 'GET',
  path: '/posts',
  reach: 'district',
  may: inviters,
  query: PageQuery.extend(PostFilter.shape),
  reply: pageOf(PostRow),
})
