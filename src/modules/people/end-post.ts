import { addDays } from '../../kernel/day.ts'
import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { postsChanged } from './contract.ts'
import type { EndPost } from './contract-invitations.ts'
import { whyNotEndPost } from './rules/invitation.ts'
import { whyNotEndAdministrator } from './rules/power.ts'
import { recordPostEnd } from './store.ts'
import { countOthersOfRole, lockPost } from './store-invitations.ts'
import { endDeputies } from './store-post-life.ts'

/** The post is held no longer, from this moment: what a session may do is looked up with every request. */
export async function endPost(
  ctx: Context,
  { id, why }: EndPost & { readonly id: string },
): Promise<{ id: string }> {
  return act(ctx, 'post.end', id, async (tx) => {
    const post = await lockPost(tx, id)
    const today = officeDay(tx)
    const othersOfRole = await countOthersOfRole(tx, { id, role: post.role, today })
    must(whyNotEndAdministrator(post.role, tx.actor.roles))
    const isOwn = post.account_id === tx.actor.id
    must(whyNotEndPost({ isOwn, role: post.role, endsOn: post.ends_on, othersOfRole }, today))
    await recordPostEnd(tx, id, addDays(today, -1))
    await endDeputies(tx, id, addDays(today, -1))
    tx.announce(postsChanged, { postId: id, role: post.role, projectIds: post.project_ids })
    tx.note({ role: post.role, why })
    return { id }
  })
}
