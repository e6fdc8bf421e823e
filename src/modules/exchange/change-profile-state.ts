import { must } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import type { ProfileState } from './contract-sheets.ts'
import { whyNotTouch } from './edit-profile.ts'
import { lockProfile, recordProfile } from './store-answers.ts'

const events = { 'in-use': 'enabled', disabled: 'disabled', withdrawn: 'withdrawn' } as const

/** Disabled it is applied to nothing; withdrawn it is gone, and the next answer is remembered anew. */
export async function changeProfileState(
  ctx: Context,
  profileId: string,
  { state }: { state: ProfileState },
): Promise<{ id: string }> {
  return act(ctx, 'profile.change-state', profileId, async (tx) => {
    const profile = await lockProfile(tx, profileId)
    must(whyNotTouch(tx, profile))
    if (profile.state === state) return { id: profileId }
    await recordProfile(tx, profileId, { kind: events[state], detail: {} }, { state })
    return { id: profileId }
  })
}
