import { uuidv7 } from 'uuidv7'
import type { Context } from '../../platform/context.ts'
import { assignTasks } from './assign-tasks.ts'
import type { NewTask } from './contract.ts'

/** A task about something of its own; of the coordination office, without a limit, where nothing else is said. */
export async function aTask(
  ctx: Context,
  over: Partial<NewTask> = {},
): Promise<{ id: string; about: NewTask['about'] }> {
  const id = uuidv7()
  const about = over.about ?? { kind: 'matter', id: uuidv7() }
  await assignTasks(ctx, [
    {
      id,
      projectId: null,
      title: '鲁班安置房工程：发薪日已过，分文未发',
      asks: '查明原因，督促足额发放',
      owner: { role: 'coordination-office', place: null },
      dueOn: null,
      ...over,
      about,
    },
  ])
  return { id, about }
}
