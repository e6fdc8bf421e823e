import type { PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'

export const invitationStates = ['open', 'expired', 'accepted', 'withdrawn'] as const
export type InvitationState = (typeof invitationStates)[number]

/** What of an invitation its state follows from. */
export interface InvitationFacts {
  readonly expiresAt: Date
  readonly acceptedAt: Date | null
  readonly withdrawnAt: Date | null
}

export function invitationState(facts: InvitationFacts, now: Date): InvitationState {
  if (facts.acceptedAt !== null) return 'accepted'
  if (facts.withdrawnAt !== null) return 'withdrawn'
  return facts.expiresAt.getTime() <= now.getTime() ? 'expired' : 'open'
}

const gone: Record<Exclude<InvitationState, 'open'>, string> = {
  expired: 'people.invitation-expired',
  accepted: 'people.invitation-accepted',
  withdrawn: 'people.invitation-withdrawn',
}

export function whyNotAccept(state: InvitationState): Refusal | null {
  return state === 'open' ? null : { code: gone[state], kind: 'wrong-state' }
}

/** What was accepted is a post: it is ended there. */
export function whyNotWithdraw(state: InvitationState): Refusal | null {
  return state === 'open' || state === 'expired' ? null : { code: gone[state], kind: 'wrong-state' }
}

/** An expired link lives again for as long as a new one; so does one that was withdrawn by mistake. */
export function whyNotRenew(state: InvitationState): Refusal | null {
  return state === 'accepted' ? { code: gone[state], kind: 'wrong-state' } : null
}

export interface PostFacts {
  readonly isOwn: boolean
  readonly role: string
  readonly endsOn: PlainDate | null
  /** Other running posts of the role in the district. */
  readonly othersOfRole: number
}

/** Nobody locks himself out, and a district is never left without its office. */
export function whyNotEndPost(post: PostFacts, today: PlainDate): Refusal | null {
  if (post.endsOn !== null && post.endsOn < today) {
    return { code: 'people.post-ended', kind: 'wrong-state' }
  }
  if (post.isOwn) return { code: 'people.post-own', kind: 'not-allowed' }
  if (post.role === 'coordination-office' && post.othersOfRole === 0) {
    return { code: 'people.post-last-office', kind: 'wrong-state' }
  }
  return null
}
