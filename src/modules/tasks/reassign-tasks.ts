import { must } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { whyNotAddressee } from '../people/rules/addressee.ts'
import type { ManyDone, ReassignTasks } from './contract.ts'
import { whyNotReassign } from './rules/task-steps.ts'
import { stepOnMany } from './step-on-many.ts'
import { takeSteps } from './take-steps.ts'
import { tellOwners } from './tell-owner.ts'

/** Another post is to do it. An answer that waits for its check stays: it is the new owner's to stand by or be returned. */
export async function reassignTasks(
  ctx: Context,
  { tasks, owner, why }: ReassignTasks,
): Promise<ManyDone> {
  must(whyNotAddressee(owner))
  const to = { owner_role: owner.role, owner_place: owner.place ?? '', read_at: null }
  return stepOnMany(
    ctx,
    'task.reassign',
    tasks,
    (task, standing) => {
      const refusal = whyNotReassign(standing, ctx.actor)
      if (refusal !== null) return refusal
      const isSame = task.owner_role === to.owner_role && task.owner_place === to.owner_place
      return isSame ? { code: 'tasks.same-owner', kind: 'wrong-state' } : null
    },
    async (tx, handed) => {
      await takeSteps(
        tx,
        handed.map((task) => ({
          task,
          kind: 'reassigned',
          detail: { words: why, toRole: to.owner_role, toPlace: to.owner_place },
          change: to,
        })),
      )
      const told = handed.map((task) => ({ ...task, ...to }))
      await tellOwners(tx, 'tasks.notice-reassigned', told)
    },
  )
}
