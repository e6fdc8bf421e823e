import { uuidv7 } from 'uuidv7'
import { must, Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { postsChanged } from './contract.ts'
import type { Deputise } from './contract-posts.ts'
import { whyNotEndAdministrator, whyNotPower } from './rules/power.ts'
import { whyNotDeputise } from './rules/post-life.ts'
import { accountNameOf, findAccount } from './store.ts'
import {
  deputiesOf,
  findPost,
  insertPostRow,
  lockPosts,
  organisationOf,
  runningPosts,
} from './store-post-life.ts'

/**
 * Another account acts for the post in these days: it sees what the post sees and gets what is addressed to it, and what
 * it does is written down as done for whose post it is.
 */
export async function deputise(
  ctx: Context,
  { id, account: name, beginsOn, endsOn, why }: Deputise & { readonly id: string },
): Promise<{ id: string }> {
  return act(ctx, 'post.deputise', id, async (tx) => {
    await lockPosts(tx)
    const today = officeDay(tx)
    const post = await findPost(tx, id)
    must(whyNotEndAdministrator(post.role, tx.actor.roles))
    const account = await findAccount(tx, accountNameOf(name))
    if (account === null) {
      throw new Refused({ code: 'people.deputy-none', kind: 'invalid', field: 'account' })
    }
    const deputy = {
      accountId: account.id,
      power: account.power,
      isClosed: account.closedAt !== null,
      posts: await runningPosts(tx, account.id, today),
    }
    const standing = await deputiesOf(tx, id, today)
    must(whyNotDeputise(post, deputy, { beginsOn, endsOn }, { today, standing }))
    must(whyNotPower(account, post.role))
    const given = uuidv7()
    await insertPostRow(tx, {
      ...post,
      id: given,
      accountId: account.id,
      organisationId: await organisationOf(tx, id),
      beginsOn,
      endsOn,
      deputyFor: id,
    })
    tx.announce(postsChanged, {
      postId: given,
      role: post.role,
      projectIds: [...post.projectIds],
    })
    tx.note({ role: post.role, account: account.name, beginsOn, endsOn, why })
    return { id: given }
  })
}
