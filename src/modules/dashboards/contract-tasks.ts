import { z } from 'zod'
import { About } from '../../kernel/addressee.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { deskRoles } from '../../kernel/role.ts'
import { Task, TaskCounts, TaskEvent, TaskFilter, TaskRow } from '../tasks/contract.ts'

/** What a task's own module does not know: its project, and what its owner is called. */
const Known = {
  /** Null where it has none, or whoever asks does not see it. */
  projectCode: z.string().nullable(),
  projectName: z.string().nullable(),
  /** `甲镇`, `住建部门`, `某项目的劳资专管员`. */
  ownerName: z.string(),
}

export const TaskListRow = TaskRow.extend(Known)
export type TaskListRow = z.infer<typeof TaskListRow>

export const TaskListFilter = TaskFilter.extend({
  /** A project's code. */
  project: z.string().optional(),
})
export type TaskListFilter = z.infer<typeof TaskListFilter>

export const listTasks = endpoint({
  name: 'dashboards.tasks',
  method: 'GET',
  path: '/tasks',
  reach: 'district',
  may: deskRoles,
  query: PageQuery.extend(TaskListFilter.shape),
  reply: pageOf(TaskListRow).extend({ counts: TaskCounts }),
})

export const TaskPage = Task.extend({
  ...Known,
  events: z.array(TaskEvent.extend({ toName: z.string().nullable() })),
})
export type TaskPage = z.infer<typeof TaskPage>

export const viewTask = endpoint({
  name: 'dashboards.task',
  method: 'GET',
  path: '/tasks/:id',
  reach: 'district',
  may: deskRoles,
  params: z.object({ id: z.uuid() }),
  reply: TaskPage,
})

/** Where what work or a message is about has its page. */
export const findAbout = endpoint({
  name: 'dashboards.about',
  method: 'GET',
  path: '/about/:kind/:id',
  reach: 'district',
  may: deskRoles,
  params: About,
  reply: z.object({
    /** Desk path, below the district's address. */
    opens: z.string(),
  }),
})
