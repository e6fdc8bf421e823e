import { z } from 'zod'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { inviters } from './contract-invitations.ts'

const why = z.string().trim().min(2).max(500)
const Done = z.object({ id: z.uuid() })

export const EnterLeave = z.object({ beginsOn: PlainDate, endsOn: PlainDate, why })
export type EnterLeave = z.infer<typeof EnterLeave>

export const Deputise = z.object({
  /** Who is to act, by what he types to sign in. */
  account: z.string().trim().min(2).max(64),
  beginsOn: PlainDate,
  endsOn: PlainDate,
  /** The authority given (授权): by which paper, for what. */
  why,
})
export type Deputise = z.infer<typeof Deputise>

export const MovePost = z.object({
  organisation: z.string().trim().min(2).max(120),
  town: z.string().nullable(),
  industries: z.array(z.string()).max(20),
  /** The first day in the new place. */
  on: PlainDate,
  why,
})
export type MovePost = z.infer<typeof MovePost>

export const CloseAccount = z.object({ why })
export type CloseAccount = z.infer<typeof CloseAccount>

const ofAccount = { reach: 'district', may: inviters } as const

/** In days of leave nobody holds the posts of the account: what is addressed to them alone is unowned, or a deputy's. */
export const enterLeave = endpoint({
  ...ofAccount,
  name: 'people.enter-leave',
  method: 'POST',
  path: '/accounts/:accountId/leave',
  params: z.object({ accountId: z.uuid() }),
  body: EnterLeave,
  reply: Done,
})

/** Back before the last day, or never gone. */
export const endLeave = endpoint({
  ...ofAccount,
  name: 'people.end-leave',
  method: 'POST',
  path: '/leaves/:id/end',
  params: z.object({ id: z.uuid() }),
  reply: Done,
})

/** Another account acts for the post for a time; ended before by ending its post (`people.end-post`). */
export const deputise = endpoint({
  ...ofAccount,
  name: 'people.deputise',
  method: 'POST',
  path: '/posts/:id/deputies',
  params: z.object({ id: z.uuid() }),
  body: Deputise,
  reply: Done,
})

export const movePost = endpoint({
  ...ofAccount,
  name: 'people.move-post',
  method: 'POST',
  path: '/posts/:id/move',
  params: z.object({ id: z.uuid() }),
  body: MovePost,
  reply: Done,
})

/** Left: every post in the district ends now, and the account with them where it has no other district. */
export const closeAccount = endpoint({
  ...ofAccount,
  name: 'people.close-account',
  method: 'POST',
  path: '/accounts/:accountId/close',
  params: z.object({ accountId: z.uuid() }),
  body: CloseAccount,
  reply: z.object({
    id: z.uuid(),
    posts: z.int(),
    /** Whether the account can sign in no more; false: it has posts elsewhere. */
    closed: z.boolean(),
  }),
})
