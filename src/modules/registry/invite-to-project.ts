import type { Context } from '../../platform/context.ts'
import type { InviteToProject } from '../people/contract-invitations.ts'
import { offerPost } from '../people/invite.ts'
import { readProject } from './views.ts'

/** Offers the post of labour officer (条例 art. 28) on one project to somebody of its firm: he sees this project and no other. */
export async function inviteToProject(
  ctx: Context,
  { code, ...offered }: InviteToProject & { readonly code: string },
): Promise<{ id: string }> {
  const { id: projectId, name: placeName } = await readProject(ctx, code)
  const post = { role: 'labour-officer', town: null, industries: [] } as const
  return offerPost(ctx, { ...post, ...offered, projectId, placeName })
}
