import { z } from 'zod'
import { DistrictCode } from '../../kernel/district.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { pageOf, PageQuery } from '../../kernel/page.ts'
import { Role } from '../../kernel/role.ts'
import { invitationStates } from './rules/invitation.ts'

/** Who gives out posts: the office, and the security administrator for the desk's own people. */
export const inviters = ['coordination-office', 'security-administrator'] as const

export const InvitationState = z.enum(invitationStates)

const organisation = z.string().trim().min(2).max(120)
const invitedName = z.string().trim().min(1).max(60)

/** A post within the government; firms are invited to a project (`registry.invite-to-project`). */
export const Invite = z.object({
  role: z.enum(['coordination-office', 'department', 'town', 'leader']),
  organisation,
  /** Whom it is for; the account may be under another name. */
  invitedName,
  /** Nine digits, of a town's post. */
  town: z.string().nullable(),
  /** Of a department's post; `all`: every one. */
  industries: z.array(z.string()).max(20),
})
export type Invite = z.infer<typeof Invite>

export const InviteToProject = z.object({ organisation, invitedName })
export type InviteToProject = z.infer<typeof InviteToProject>

export const InvitationRow = z.object({
  id: z.uuid(),
  role: Role,
  organisation: z.string(),
  invitedName: z.string(),
  /** The town or the project, as it was called; empty for others. */
  placeName: z.string(),
  industries: z.array(z.string()),
  state: InvitationState,
  invitedByName: z.string(),
  invitedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  acceptedAt: z.iso.datetime().nullable(),
  accountName: z.string().nullable(),
})
export type InvitationRow = z.infer<typeof InvitationRow>

export const InvitationFilter = z.object({ show: z.enum(['waiting', 'all']).default('waiting') })
export type InvitationFilter = z.infer<typeof InvitationFilter>

const ById = z.object({ id: z.uuid() })
const Done = z.object({ id: z.uuid() })

export const invite = endpoint({
  name: 'people.invite',
  method: 'POST',
  path: '/invitations',
  reach: 'district',
  may: inviters,
  body: Invite,
  reply: Done,
})

/** Newest first. `waiting`: neither accepted nor withdrawn. */
export const listInvitations = endpoint({
  name: 'people.invitations',
  method: 'GET',
  path: '/invitations',
  reach: 'district',
  may: inviters,
  query: PageQuery.extend(InvitationFilter.shape),
  reply: pageOf(InvitationRow).extend({ waiting: z.int() }),
})

/** What the invited person opens: the address below the desk's own, with the secret behind `#`, so that no log has it. */
export const viewInvitationLink = endpoint({
  name: 'people.invitation-link',
  method: 'GET',
  path: '/invitations/:id/link',
  reach: 'district',
  may: inviters,
  params: ById,
  reply: z.object({ path: z.string() }),
})

export const renewInvitation = endpoint({
  name: 'people.renew-invitation',
  method: 'POST',
  path: '/invitations/:id/renew',
  reach: 'district',
  may: inviters,
  params: ById,
  reply: Done,
})

export const withdrawInvitation = endpoint({
  name: 'people.withdraw-invitation',
  method: 'POST',
  path: '/invitations/:id/withdraw',
  reach: 'district',
  may: inviters,
  params: ById,
  reply: Done,
})

/** What is behind `#` of the address. */
const link = z.string().min(20).max(200)

export const OpenedInvitation = InvitationRow.pick({
  role: true,
  organisation: true,
  invitedName: true,
  placeName: true,
  industries: true,
  state: true,
  expiresAt: true,
}).extend({ district: DistrictCode, districtName: z.string() })
export type OpenedInvitation = z.infer<typeof OpenedInvitation>

/** Reads; it is a POST so that the secret is in no address. */
export const openInvitation = endpoint({
  name: 'people.open-invitation',
  method: 'POST',
  path: '/invitation',
  reach: 'open',
  body: z.object({ link }),
  reply: OpenedInvitation,
})

export const AcceptInvitation = z.object({
  link,
  name: z.string().min(2).max(64),
  password: z.string().min(1).max(256),
  /** The name that others see, of an account made now; null: the account stands already and gets one post more. */
  displayName: z.string().trim().min(1).max(60).nullable(),
})
export type AcceptInvitation = z.infer<typeof AcceptInvitation>

export const acceptInvitation = endpoint({
  name: 'people.accept-invitation',
  method: 'POST',
  path: '/invitation/accept',
  reach: 'open',
  body: AcceptInvitation,
  reply: z.object({ district: DistrictCode, name: z.string() }),
})

export const EndPost = z.object({ why: z.string().trim().min(2).max(500) })
export type EndPost = z.infer<typeof EndPost>

/** From now on the post is not held; what was addressed to it alone is unowned. */
export const endPost = endpoint({
  name: 'people.end-post',
  method: 'POST',
  path: '/posts/:id/end',
  reach: 'district',
  may: inviters,
  params: ById,
  body: EndPost,
  reply: Done,
})
