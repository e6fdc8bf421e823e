import { must } from '../../kernel/refusal.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import type { AcceptTask, ReturnTask, Task } from './contract.ts'
import { stepOn } from './person-step.ts'
import { whyNotCheck, whyNotLimit } from './rules/task-steps.ts'
import { takeSteps } from './take-steps.ts'
import { tellOwners } from './tell-owner.ts'

/** Somebody who did not answer finds the answer right: the task is closed. */
export async function acceptTask(
  ctx: Context,
  id: string,
  { version, words }: AcceptTask,
): Promise<Task> {
  return stepOn(ctx, 'task.accept', { id, version }, async (tx, task, standing) => {
    must(whyNotCheck(standing, tx.actor))
    const said = words === '' ? {} : { words }
    await takeSteps(tx, [{ task, kind: 'closed', detail: said, change: { state: 'closed' } }])
  })
}

/** Finds it wanting: the owner has to answer anew, by a new limit where one is given. */
export async function returnTask(
  ctx: Context,
  id: string,
  { version, why, dueOn }: ReturnTask,
): Promise<Task> {
  return stepOn(ctx, 'task.return', { id, version }, async (tx, task, standing) => {
    must(whyNotCheck(standing, tx.actor))
    if (dueOn !== null) must(whyNotLimit(dueOn, officeDay(tx)))
    const limit = dueOn === null ? {} : { due_on: dueOn, overdue_noted: false }
    const detail = { words: why, ...(dueOn === null ? {} : { due: dueOn }) }
    await takeSteps(tx, [
      { task, kind: 'returned', detail, change: { state: 'returned', ...limit } },
    ])
    await tellOwners(tx, 'tasks.notice-returned', [{ ...task, ...limit }], why)
  })
}
