import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { listMyPosts } from '../people/views.ts'
import { lockTasks } from './store.ts'
import { takeSteps } from './take-steps.ts'
import { isSeen, noSuchTask, standingOf } from './views.ts'

/** Notes that the owner's post has opened it, the first time somebody of it does; whoever else opens it leaves no trace. */
export async function noteTaskRead(
  ctx: Context,
  { id }: { readonly id: string },
): Promise<{ noted: boolean }> {
  return act(ctx, 'task.read', id, async (tx) => {
    const [task] = await lockTasks(tx, [id])
    const posts = await listMyPosts(tx)
    if (task === undefined || !isSeen(task, tx, posts)) throw noSuchTask()
    if (task.read_at !== null || !standingOf(task, posts).isMine) return { noted: false }
    await takeSteps(tx, [
      // Reading changes nothing that somebody else might be about to act upon.
      {
        task: { ...task, version: task.version - 1 },
        kind: 'read',
        detail: {},
        change: { read_at: tx.now },
      },
    ])
    return { noted: true }
  })
}
