import { must, type Refusal } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { expiryFrom } from './invite.ts'
import { type InvitationState, whyNotRenew, whyNotWithdraw } from './rules/invitation.ts'
import { changeInvitation, lockInvitation } from './store-invitations.ts'
import { stateOf } from './views-invitations.ts'

type Change = Parameters<typeof changeInvitation>[2]

/** The link opens nothing any more. */
export function withdrawInvitation(ctx: Context, id: string): Promise<{ id: string }> {
  return step(ctx, 'invitation.withdraw', id, whyNotWithdraw, async (tx) => ({
    withdrawn_at: tx.now,
  }))
}

/** The same link runs as long as a new one. */
export function renewInvitation(ctx: Context, id: string): Promise<{ id: string }> {
  return step(ctx, 'invitation.renew', id, whyNotRenew, async (tx) => ({
    expires_at: await expiryFrom(tx),
    withdrawn_at: null,
  }))
}

async function step(
  ctx: Context,
  verb: string,
  id: string,
  whyNot: (state: InvitationState) => Refusal | null,
  change: (tx: Tx) => Promise<Change>,
): Promise<{ id: string }> {
  return act(ctx, verb, id, async (tx) => {
    const invitation = await lockInvitation(tx, id)
    must(whyNot(stateOf(invitation, tx.now)))
    await changeInvitation(tx, id, await change(tx))
    tx.note({ role: invitation.role, organisation: invitation.organisation })
    return { id }
  })
}
