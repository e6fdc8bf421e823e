import { dayText } from '../../kernel/day-text.ts'
import type { Context } from '../../platform/context.ts'
import { sendNotices } from '../notices/send-notices.ts'
import type { TaskRecord } from './store.ts'
import { ownerOf } from './views.ts'

/** What the owner's post is told of; its sentence is the code's. */
type Told =
  | 'tasks.notice-urged'
  | 'tasks.notice-returned'
  | 'tasks.notice-reopened'
  | 'tasks.notice-reassigned'
  | 'tasks.notice-limit-changed'
  | 'tasks.notice-overdue'

/** Tells the owners of tasks, as they stand after a step, in one statement. */
export async function tellOwners(
  ctx: Context,
  code: Told,
  tasks: readonly TaskRecord[],
  why = '',
): Promise<void> {
  await sendNotices(
    ctx,
    tasks.map((task) => ({
      to: ownerOf(task),
      about: { kind: 'task', id: task.id },
      projectId: task.project_id,
      code,
      values: {
        title: withoutStop(task.title),
        asks: withoutStop(task.asks),
        due: task.due_on === null ? '未定' : dayText(task.due_on),
        why: withoutStop(why),
      },
      acknowledgeBy: null,
    })),
  )
}

/** What stands within a sentence of ours, which sets the stop itself. */
function withoutStop(text: string): string {
  return text.replace(/[。！]+$/u, '')
}
