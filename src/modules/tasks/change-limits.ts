import { dayText } from '../../kernel/day-text.ts'
import { must } from '../../kernel/refusal.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import type { ChangeLimits, ManyDone } from './contract.ts'
import { whyNotChangeLimit, whyNotLimit } from './rules/task-steps.ts'
import { stepOnMany } from './step-on-many.ts'
import { takeSteps } from './take-steps.ts'
import { tellOwners } from './tell-owner.ts'

/** Another limit, for a reason; the day that is given is the day, a rest day too. */
export async function changeLimits(
  ctx: Context,
  { tasks, dueOn, why }: ChangeLimits,
): Promise<ManyDone> {
  must(whyNotLimit(dueOn, officeDay(ctx)))
  return stepOnMany(
    ctx,
    'task.change-limit',
    tasks,
    (task, standing) => {
      const refusal = whyNotChangeLimit(standing, ctx.actor)
      if (refusal !== null) return refusal
      return task.due_on === dueOn ? { code: 'tasks.same-limit', kind: 'wrong-state' } : null
    },
    async (tx, moved) => {
      await takeSteps(
        tx,
        moved.map((task) => ({
          task,
          kind: 'limit-changed',
          detail: {
            words: why,
            due: dueOn,
            ...(task.due_on === null ? {} : { from: dayText(task.due_on) }),
          },
          change: { due_on: dueOn, overdue_noted: false },
        })),
      )
      const told = moved.map((task) => ({ ...task, due_on: dueOn }))
      await tellOwners(tx, 'tasks.notice-limit-changed', told, why)
    },
  )
}
