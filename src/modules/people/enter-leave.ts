import { uuidv7 } from 'uuidv7'
import { must, Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import type { EnterLeave } from './contract-posts.ts'
import { isRunning, whyNotLeave } from './rules/post-life.ts'
import {
  findLeave,
  insertLeave,
  leavesOf,
  lockPosts,
  recordLeaveEnd,
  runningPosts,
} from './store-post-life.ts'

/** In these days nobody holds the account's posts of the district, but who acts for them. It still signs in and sees. */
export async function enterLeave(
  ctx: Context,
  { accountId, beginsOn, endsOn, why }: EnterLeave & { readonly accountId: string },
): Promise<{ id: string }> {
  return act(ctx, 'leave.enter', accountId, async (tx) => {
    await lockPosts(tx)
    const today = officeDay(tx)
    if ((await runningPosts(tx, accountId, today)).length === 0) {
      throw new Refused({ code: 'people.no-running-post', kind: 'not-found' })
    }
    must(whyNotLeave({ beginsOn, endsOn }, await leavesOf(tx, accountId, today), today))
    const id = uuidv7()
    await insertLeave(tx, { id, accountId, beginsOn, endsOn, why })
    tx.note({ beginsOn, endsOn })
    return { id }
  })
}

/** Back today. */
export async function endLeave(ctx: Context, id: string): Promise<{ id: string }> {
  return act(ctx, 'leave.end', id, async (tx) => {
    await lockPosts(tx)
    const today = officeDay(tx)
    const leave = await findLeave(tx, id)
    if (!isRunning(leave, today)) {
      throw new Refused({ code: 'people.leave-over', kind: 'wrong-state' })
    }
    await recordLeaveEnd(tx, leave, today)
    tx.note({ account: leave.accountId })
    return { id }
  })
}
