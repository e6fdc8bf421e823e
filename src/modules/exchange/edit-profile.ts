import { type Refusal, must } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import type { ProfileEdit } from './contract-sheets.ts'
import { whyNotEditFormat } from './rules/mending.ts'
import { type ProfileRecord, lockProfile, recordProfile } from './store-answers.ts'

/** Another name, kind, unit, or other fields; sheets read before keep what they were read as. */
export async function editProfile(
  ctx: Context,
  profileId: string,
  edit: ProfileEdit,
): Promise<{ id: string }> {
  return act(ctx, 'profile.edit', profileId, async (tx) => {
    const profile = await lockProfile(tx, profileId)
    must(whyNotTouch(tx, profile))
    must(whyNotEditFormat(profile.format, edit))
    const { name, kind, columns, unit, moneyUnit } = edit
    const format = { ...profile.format, kind, columns, unit, moneyUnit }
    const event = { kind: 'edited', detail: { name } } as const
    await recordProfile(tx, profileId, event, { name, format })
    return { id: profileId }
  })
}

/** A firm's formats are its own; whose a withdrawn one was is nobody's business any more. */
export function whyNotTouch(
  ctx: Context,
  profile: Pick<ProfileRecord, 'sender' | 'state'>,
): Refusal | null {
  const isMine = ctx.scope.projects === '*' || profile.sender === ctx.actor.organisation
  if (!isMine) return { code: 'exchange.no-such-profile', kind: 'not-found' }
  if (profile.state !== 'withdrawn') return null
  return { code: 'exchange.profile-is-withdrawn', kind: 'wrong-state' }
}
