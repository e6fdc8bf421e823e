import type { Refusal } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { listMyPosts } from '../people/views.ts'
import type { ManyDone, UrgeTasks } from './contract.ts'
import { whyNotAsSeen } from './person-step.ts'
import type { TaskStanding } from './rules/task-steps.ts'
import { lockTasks, type TaskRecord } from './store.ts'
import { isSeen, standingOf } from './views.ts'

/**
 * One step of somebody at the desk on several tasks: on those that it may be taken on, all in one transaction; of the
 * others is said why not. What he does not see is as if it were not there.
 */
export async function stepOnMany(
  ctx: Context,
  action: string,
  chosen: UrgeTasks['tasks'],
  ask: (task: TaskRecord, standing: TaskStanding) => Refusal | null,
  step: (tx: Tx, tasks: readonly TaskRecord[]) => Promise<void>,
): Promise<ManyDone> {
  const versions = new Map(chosen.map(({ id, version }) => [id, version]))
  const subject = chosen.length === 1 ? (chosen[0]?.id ?? '') : ctx.district
  return act(ctx, action, subject, async (tx) => {
    const posts = await listMyPosts(tx)
    const locked = await lockTasks(tx, [...versions.keys()])
    const seen = locked.filter((task) => isSeen(task, tx, posts))
    const judged = seen.map((task) => ({
      task,
      refusal: whyNotAsSeen(task, versions.get(task.id) ?? 0) ?? ask(task, standingOf(task, posts)),
    }))
    const free = judged.flatMap(({ task, refusal }) => (refusal === null ? [task] : []))
    await step(tx, free)
    tx.note({ tasks: free.length, refused: versions.size - free.length })
    return {
      done: free.length,
      refused: [
        ...judged.flatMap(({ task: { id, title }, refusal }) =>
          refusal === null ? [] : [{ id, title, refusal }],
        ),
        ...[...versions.keys()]
          .filter((id) => !seen.some((task) => task.id === id))
          .map((id) => ({ id, title: '', refusal: unknown })),
      ],
    }
  })
}

const unknown: Refusal = { code: 'tasks.unknown', kind: 'not-found' }
