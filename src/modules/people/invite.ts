import { uuidv7 } from 'uuidv7'
import { must } from '../../kernel/refusal.ts'
import type { Role } from '../../kernel/role.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Reading } from '../../platform/context.ts'
import { numberParameterFor } from '../places/rules/parameter.ts'
import { parametersInForce, viewDistrict } from '../places/views.ts'
import type { Invite } from './contract-invitations.ts'
import { whyNotPost } from './rules/post.ts'
import { insertInvitation } from './store-invitations.ts'

/** What a link will give: a role in a place, under the name that the place has today. */
export interface OfferedPost {
  readonly role: Role
  readonly organisation: string
  readonly invitedName: string
  readonly town: string | null
  readonly industries: readonly string[]
  readonly projectId: string | null
  readonly placeName: string
}

/** Until when a link made or renewed now can be accepted (parameter `invitation-days`). */
export async function expiryFrom(reading: Reading): Promise<Date> {
  const key = 'invitation-days'
  const rows = await parametersInForce(reading, [key])
  const { value: days } = numberParameterFor(rows, key, reading.district, officeDay(reading))
  return new Date(reading.now.getTime() + days * 24 * 3_600_000)
}

/** Offers a post to whoever is given the link. Later modules offer one of theirs, a project's to its firm. */
export async function offerPost(ctx: Context, post: OfferedPost): Promise<{ id: string }> {
  const id = uuidv7()
  return act(ctx, 'invitation.make', id, async (tx) => {
    await insertInvitation(tx, {
      id,
      role: post.role,
      organisation: post.organisation,
      invited_name: post.invitedName,
      town: post.town,
      industries: [...post.industries],
      for_project: post.projectId,
      place_name: post.placeName,
      invited_by: tx.actor.id,
      invited_by_name: tx.actor.name,
      expires_at: await expiryFrom(tx),
    })
    tx.note({ role: post.role, organisation: post.organisation, place: post.placeName })
    return { id }
  })
}

/** Offers a post within the government: the office, a department, a town, a leader. */
export async function invite(ctx: Context, offered: Invite): Promise<{ id: string }> {
  const { towns } = await viewDistrict(ctx)
  const town = towns.find(({ code }) => code === offered.town)
  must(whyNotPost({ ...offered, projectIds: [] }, town !== undefined))
  return offerPost(ctx, {
    ...offered,
    projectId: null,
    placeName: town?.name ?? '',
  })
}
