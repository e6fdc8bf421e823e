import { Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import type { CloseAccount } from './contract-posts.ts'
import { endPost } from './end-post.ts'
import { findAccountById, recordSessionEnd } from './store.ts'
import {
  hasRunningPost,
  leavesOf,
  lockPosts,
  recordClosed,
  recordLeaveEnd,
  runningPosts,
} from './store-post-life.ts'

/**
 * Somebody has left: every post of the account in the district ends now, so that what was addressed to it alone shows up
 * as unowned; the account is closed with them, unless it has a post in another district.
 */
export async function closeAccount(
  ctx: Context,
  { accountId, why }: CloseAccount & { readonly accountId: string },
): Promise<{ id: string; posts: number; closed: boolean }> {
  return act(ctx, 'account.close', accountId, async (tx) => {
    await lockPosts(tx)
    const today = officeDay(tx)
    const account = await findAccountById(tx, accountId)
    const posts = await runningPosts(tx, accountId, today)
    if (account === null || posts.length === 0) {
      throw new Refused({ code: 'people.no-running-post', kind: 'not-found' })
    }
    for (const { id } of posts) await endPost(tx, { id, why })
    for (const leave of await leavesOf(tx, accountId, today)) {
      await recordLeaveEnd(tx, leave, today)
    }
    const closed = !(await hasRunningPost(tx, accountId, today))
    if (closed) {
      await recordClosed(tx, accountId)
      if (account.homeDistrict === tx.district) await recordSessionEnd(tx, accountId, null)
    }
    tx.note({ posts: posts.length, closed: closed ? 1 : 0, why })
    return { id: accountId, posts: posts.length, closed }
  })
}
