import { z } from 'zod'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Level } from '../../kernel/level.ts'
import { deskRoles } from '../../kernel/role.ts'

/** A matter that is open on a project: why, who has to do what, and by when. */
export const ProjectMatter = z.object({
  id: z.uuid(),
  level: Level,
  /** The rule's name, and the sentence of its gravest warning; null where that has cleared meanwhile. */
  title: z.string(),
  message: z.string().nullable(),
  /** What is asked of the owner. */
  asks: z.string(),
  state: z.enum(['open', 'answered', 'returned']),
  /** `甲镇`, `住建主管部门`; null: whoever asks may not see the piece of work. */
  ownerName: z.string().nullable(),
  /** Who holds the owner's post today; nobody: it is unowned. */
  holders: z.array(z.string()),
  dueOn: PlainDate.nullable(),
  isLate: z.boolean(),
  /** How often it was opened. */
  times: z.int(),
  taskId: z.uuid(),
  /** Desk path of the gravest warning, else of the matter's warnings. */
  opens: z.string(),
})
export type ProjectMatter = z.infer<typeof ProjectMatter>

export const listProjectMatters = endpoint({
  name: 'dashboards.project-matters',
  method: 'GET',
  path: '/projects/:code/matters',
  reach: 'district',
  may: deskRoles,
  params: z.object({ code: z.string() }),
  reply: z.object({ rows: z.array(ProjectMatter) }),
})
