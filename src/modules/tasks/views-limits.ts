import type { PlainDate } from '../../kernel/day.ts'
import type { Reading } from '../../platform/context.ts'
import type { Calendar } from '../calendar/rules/calendar.ts'
import { countedAgain } from './rules/counted-limit.ts'

/** A limit that is another day by another calendar. */
export interface MovedLimit {
  readonly taskId: string
  readonly projectId: string | null
  readonly title: string
  readonly from: PlainDate
  readonly to: PlainDate
}

/** Limits of what is not done that the program counted and that this calendar moves, the first due first. */
export async function listMovedLimits(reading: Reading, calendar: Calendar): Promise<MovedLimit[]> {
  const found = await reading.client.query<{
    id: string
    project_id: string | null
    title: string
    due_on: PlainDate
    limit_from: PlainDate
    limit_workdays: number
  }>({
    name: 'tasks-counted-limits',
    text: `select t.id, t.project_id, t.title, t.due_on, t.limit_from, t.limit_workdays from tasks.task t
      where t.district = $1 and t.limit_workdays is not null and t.state in ('open', 'answered', 'returned')
      order by t.due_on, t.id`,
    values: [reading.district],
  })
  return found.rows.flatMap((task) => {
    const to = countedAgain(task, calendar)
    if (to === task.due_on) return []
    const { id: taskId, project_id: projectId, title, due_on: from } = task
    return [{ taskId, projectId, title, from, to }]
  })
}

/** What tasks are about in one line, of those that are seen. */
export async function titlesOf(
  reading: Reading,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const found = await reading.client.query<{ id: string; title: string }>({
    name: 'tasks-titles',
    text: 'select id, title from tasks.task where district = $1 and id = any ($2::uuid[])',
    values: [reading.district, [...ids]],
  })
  return new Map(found.rows.map(({ id, title }) => [id, title]))
}
