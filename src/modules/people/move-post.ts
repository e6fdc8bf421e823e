import { uuidv7 } from 'uuidv7'
import { addDays } from '../../kernel/day.ts'
import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { listTowns } from '../places/views.ts'
import { postsChanged } from './contract.ts'
import type { MovePost } from './contract-posts.ts'
import { organisationKinds } from './give-post.ts'
import { whyNotEndAdministrator } from './rules/power.ts'
import { whyNotPost } from './rules/post.ts'
import { whyNotMove } from './rules/post-life.ts'
import { findOrInsertOrganisation, recordPostEnd } from './store.ts'
import { endDeputies, findPost, insertPostRow, lockPosts } from './store-post-life.ts'

/**
 * The person goes on in the same role, elsewhere: the post ends the day before, another begins. What was addressed to the
 * old place stays there; who acted for the old post acts no more.
 */
export async function movePost(
  ctx: Context,
  { id, on, why, ...to }: MovePost & { readonly id: string },
): Promise<{ id: string }> {
  return act(ctx, 'post.move', id, async (tx) => {
    await lockPosts(tx)
    const post = await findPost(tx, id)
    must(whyNotEndAdministrator(post.role, tx.actor.roles))
    must(whyNotMove(post, { ...to, on }, officeDay(tx)))
    const isTown = (await listTowns(tx)).some(({ code }) => code === to.town)
    must(whyNotPost({ ...to, role: post.role, projectIds: [] }, isTown))
    const organisationId = await findOrInsertOrganisation(tx, {
      id: uuidv7(),
      name: to.organisation,
      kind: organisationKinds[post.role],
    })
    const last = addDays(on, -1)
    await recordPostEnd(tx, id, last)
    await endDeputies(tx, id, last)
    const moved = { ...post, id: uuidv7(), organisationId, beginsOn: on }
    await insertPostRow(tx, { ...moved, town: to.town, industries: to.industries })
    for (const postId of [id, moved.id]) {
      tx.announce(postsChanged, { postId, role: post.role, projectIds: [] })
    }
    tx.note({ role: post.role, on, why, organisation: to.organisation })
    return { id: moved.id }
  })
}
