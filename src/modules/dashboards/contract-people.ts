import { z } from 'zod'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { Role } from '../../kernel/role.ts'
import { inviters } from '../people/contract-invitations.ts'

/** A post of the district, with what its place is called. */
export const PostRow = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
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
  /** Whose post it is, where the account only acts for it. */
  actingFor: z.string().nullable(),
  /** The last day of the leave that the account is on; null while it is here. */
  leaveUntil: PlainDate.nullable(),
  /** Who acts for the post today, or is to. */
  deputies: z.array(
    z.object({ postId: z.uuid(), name: z.string(), beginsOn: PlainDate, endsOn: PlainDate }),
  ),
})
export type PostRow = z.infer<typeof PostRow>

export const PostFilter = z.object({
  role: Role.optional(),
  show: z.enum(['running', 'all']).default('running'),
  search: z.string().max(60).optional(),
})
export type PostFilter = z.infer<typeof PostFilter>

/** Days on which somebody holds none of his posts of the district. */
export const LeaveRow = z.object({
  id: z.uuid(),
  beginsOn: PlainDate,
  endsOn: PlainDate,
  why: z.string(),
  enteredByName: z.string(),
  isOver: z.boolean(),
})
export type LeaveRow = z.infer<typeof LeaveRow>

/** Somebody with all his posts of the district, past ones too, and what hangs on them. */
export const Person = z.object({
  accountId: z.uuid(),
  accountName: z.string(),
  displayName: z.string(),
  isClosed: z.boolean(),
  isOwn: z.boolean(),
  /** Running ones first. `openTasks`: addressed to the post; `alone`: nobody else holds it today. */
  posts: z.array(
    PostRow.extend({
      town: z.string().nullable(),
      industries: z.array(z.string()),
      openTasks: z.int(),
      alone: z.boolean(),
    }),
  ),
  /** The last first. */
  leaves: z.array(LeaveRow),
})
export type Person = z.infer<typeof Person>

export const viewPerson = endpoint({
  name: 'dashboards.person',
  method: 'GET',
  path: '/people/:accountId',
  reach: 'district',
  may: inviters,
  params: z.object({ accountId: z.uuid() }),
  reply: Person,
})

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
