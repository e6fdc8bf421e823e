import { must, type Refusal } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { listMyPosts } from '../people/views.ts'
import type { Task } from './contract.ts'
import type { TaskStanding } from './rules/task-steps.ts'
import { lockTasks, type TaskRecord } from './store.ts'
import { isSeen, noSuchTask, readTask, standingOf } from './views.ts'

/** One step of somebody at the desk on one task that he sees, unless it was changed since he saw it. */
export async function stepOn(
  ctx: Context,
  action: string,
  { id, version }: { readonly id: string; readonly version: number },
  step: (tx: Tx, task: TaskRecord, standing: TaskStanding) => Promise<void>,
): Promise<Task> {
  return act(ctx, action, id, async (tx) => {
    const [task] = await lockTasks(tx, [id])
    const posts = await listMyPosts(tx)
    if (task === undefined || !isSeen(task, tx, posts)) throw noSuchTask()
    must(whyNotAsSeen(task, version))
    await step(tx, task, standingOf(task, posts))
    return readTask(tx, id)
  })
}

export function whyNotAsSeen(task: TaskRecord, version: number): Refusal | null {
  if (task.version === version) return null
  return { code: 'tasks.changed-meanwhile', kind: 'changed-meanwhile' }
}
