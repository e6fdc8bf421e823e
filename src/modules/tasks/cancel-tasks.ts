import type { About } from '../../kernel/addressee.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { liveStates } from './rules/task-steps.ts'
import { lockTasksAbout } from './store.ts'
import { takeSteps } from './take-steps.ts'

/**
 * Takes back what is not done of these things, any number at once: what it was about has gone by itself. `why` is a
 * sentence, shown in the task's history. What is done, or never was asked, stays as it is.
 */
export async function cancelTasks(
  ctx: Context,
  abouts: readonly About[],
  why: string,
): Promise<{ cancelled: number }> {
  if (abouts.length === 0) return { cancelled: 0 }
  const subject = abouts.length === 1 ? (abouts[0]?.id ?? '') : ctx.district
  return act(ctx, 'task.cancel', subject, async (tx) => {
    const tasks = await lockTasksAbout(tx, abouts, liveStates)
    await takeSteps(
      tx,
      tasks.map((task) => ({
        task,
        kind: 'cancelled',
        detail: { words: why },
        change: { state: 'cancelled' },
      })),
    )
    tx.note({ tasks: tasks.length })
    return { cancelled: tasks.length }
  })
}
