import type { Context } from '../../platform/context.ts'
import type { ManyDone, UrgeTasks } from './contract.ts'
import { whyNotUrge } from './rules/task-steps.ts'
import { stepOnMany } from './step-on-many.ts'
import { takeSteps } from './take-steps.ts'
import { tellOwners } from './tell-owner.ts'

/** Reminds the owners of what they owe; each is told, and how often is counted. */
export async function urgeTasks(ctx: Context, { tasks, words }: UrgeTasks): Promise<ManyDone> {
  return stepOnMany(
    ctx,
    'task.urge',
    tasks,
    (_task, standing) => whyNotUrge(standing, ctx.actor),
    async (tx, urged) => {
      const detail = words === '' ? {} : { words }
      await takeSteps(
        tx,
        urged.map((task) => ({ task, kind: 'urged', detail, change: { urged: task.urged + 1 } })),
      )
      await tellOwners(tx, 'tasks.notice-urged', urged)
    },
  )
}
