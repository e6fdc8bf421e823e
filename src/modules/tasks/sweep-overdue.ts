import { act, look } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { lockOverdue } from './store.ts'
import { takeSteps } from './take-steps.ts'
import { tellOwners } from './tell-owner.ts'
import { hasUnsaidOverdue } from './views-overdue.ts'

const atOnce = 1_000

/** Writes, once a limit, that it has passed without an answer, and tells the owner. Twice in an hour it finds nothing. */
export async function sweepOverdue(ctx: Context): Promise<void> {
  const day = officeDay(ctx)
  while (await look(ctx, (reading) => hasUnsaidOverdue(reading, day))) {
    await act(ctx, 'task.sweep', ctx.district, async (tx) => {
      const tasks = await lockOverdue(tx, day, atOnce)
      await takeSteps(
        tx,
        tasks.map((task) => ({
          task,
          kind: 'overdue',
          detail: { due: task.due_on },
          change: { overdue_noted: true },
        })),
      )
      await tellOwners(tx, 'tasks.notice-overdue', tasks)
      tx.note({ tasks: tasks.length })
    })
  }
}
