import type { PlainDate } from '../../kernel/day.ts'
import { type Reading, tables } from '../../platform/context.ts'
import { owingStates } from './rules/task-steps.ts'
import type { TasksTables } from './tables.ts'

/** Whether the sweep has anything to write. */
export async function hasUnsaidOverdue(reading: Reading, day: PlainDate): Promise<boolean> {
  const found = await tables<TasksTables>(reading)
    .selectFrom('tasks.task')
    .select('id')
    .where('district', '=', reading.district)
    .where('state', 'in', [...owingStates])
    .where('overdue_noted', '=', false)
    .where('due_on', '<', day)
    .limit(1)
    .execute()
  return found.length > 0
}
