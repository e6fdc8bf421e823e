import { z } from 'zod'
import { About, Addressee } from '../../kernel/addressee.ts'
import { topic } from '../../kernel/announcement.ts'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Level } from '../../kernel/level.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { deskRoles } from '../../kernel/role.ts'
import { outcomes, rolesOf, taskEventKinds, taskStates } from './rules/task-steps.ts'

export const TaskState = z.enum(taskStates)
export const TaskEventKind = z.enum(taskEventKinds)
export const Outcome = z.enum(outcomes)

/** Tasks taken in one call by somebody at the desk; modules assign any number. */
export const mostAtOnce = 500
/** Evidence of one answer. */
export const mostEvidence = 20
export const longestEvidenceBytes = 20 * 1024 * 1024

/** What a module asks of a post. `id` is made where none is given. */
export interface NewTask {
  readonly id?: string
  /** One task that is not done per `about`; of the same kind and id a second assigning is a repeat. */
  readonly about: About
  readonly projectId: string | null
  /** What it is about, in one line: `某项目：发薪日已过，分文未发`. */
  readonly title: string
  /** What is asked: `查明原因，督促足额发放`. */
  readonly asks: string
  readonly owner: Addressee
  readonly dueOn: PlainDate | null
  /** The program counted the limit, in workdays from today: where the calendar changes it is counted again. */
  readonly isCounted?: boolean
  readonly level?: Level
}

/** What became of one `NewTask`, in the order they were given. */
export interface AssignedTask {
  readonly about: About
  /** The task that stands for it; null where it is one that the actor may not see. */
  readonly taskId: string | null
  /** It was there before: nothing was written. */
  readonly repeated: boolean
}

export const Evidence = z.object({
  id: z.uuid(),
  name: z.string(),
  media: z.enum(['pdf', 'jpeg', 'png', 'xlsx']),
  bytes: z.int(),
})
export type Evidence = z.infer<typeof Evidence>

/** A task as lists show it; what later modules know of its project and owner is theirs to add. */
export const TaskRow = z.object({
  id: z.uuid(),
  about: About,
  projectId: z.uuid().nullable(),
  title: z.string(),
  asks: z.string(),
  level: Level.nullable(),
  owner: Addressee,
  /** Nobody holds the owner's post today. */
  isUnowned: z.boolean(),
  /** Whoever asks holds it. */
  isMine: z.boolean(),
  dueOn: PlainDate.nullable(),
  /** It was counted over a year whose holidays are not announced. */
  isProvisional: z.boolean(),
  isOverdue: z.boolean(),
  state: TaskState,
  outcome: Outcome.nullable(),
  answeredBy: z.uuid().nullable(),
  assignedOn: PlainDate,
  assignedByName: z.string(),
  urged: z.int(),
  readAt: z.iso.datetime().nullable(),
  changedAt: z.iso.datetime(),
  version: z.int(),
})
export type TaskRow = z.infer<typeof TaskRow>

export const TaskEvent = z.object({
  id: z.uuid(),
  kind: TaskEventKind,
  /** The whole sentence. */
  message: z.string(),
  /** What somebody typed: an answer, a reason; null: nothing. */
  words: z.string().nullable(),
  /** The owner that it was assigned or reassigned to. */
  to: Addressee.nullable(),
  actorName: z.string(),
  organisation: z.string(),
  happenedOn: PlainDate,
  at: z.iso.datetime(),
  evidence: z.array(Evidence),
})
export type TaskEvent = z.infer<typeof TaskEvent>

export const Task = TaskRow.extend({
  holders: z.array(z.object({ displayName: z.string(), organisation: z.string() })),
  /** In order, the first first. */
  events: z.array(TaskEvent),
})
export type Task = z.infer<typeof Task>

/** `live`: not done. */
const StateFilter = z.enum(['live', ...taskStates, 'all'])

export const TaskFilter = z.object({
  /** `mine`: of posts that whoever asks holds. */
  whose: z.enum(['mine', 'all']).default('mine'),
  state: StateFilter.default('live'),
  only: z.enum(['overdue', 'unowned', 'to-check']).optional(),
  ownerRole: z.enum(deskRoles).optional(),
  kind: z.string().max(40).optional(),
})
export type TaskFilter = z.infer<typeof TaskFilter>

/** Tasks that are not done, under the list's filter but its `whose`, `state` and `only`. */
export const TaskCounts = z.object({
  mine: z.int(),
  all: z.int(),
  /** Of what is chosen by `whose`. */
  overdue: z.int(),
  unowned: z.int(),
  toCheck: z.int(),
})
export type TaskCounts = z.infer<typeof TaskCounts>

const words = z.string().trim().min(2).max(2_000)
const why = z.string().trim().min(2).max(500)

export const AnswerTask = z.object({
  version: z.int(),
  outcome: Outcome,
  words,
  /** Ids of evidence uploaded to this task by whoever answers. */
  evidence: z.array(z.uuid()).max(mostEvidence),
})
export type AnswerTask = z.infer<typeof AnswerTask>

export const AcceptTask = z.object({ version: z.int(), words: z.string().trim().max(500) })
export type AcceptTask = z.infer<typeof AcceptTask>

/** `dueOn`: a new limit; null: the one that stands. */
export const ReturnTask = z.object({ version: z.int(), why, dueOn: PlainDate.nullable() })
export type ReturnTask = z.infer<typeof ReturnTask>

export const ReopenTask = z.object({ version: z.int(), why, dueOn: PlainDate.nullable() })
export type ReopenTask = z.infer<typeof ReopenTask>

/** Several at once, each as it was seen. */
const Chosen = z
  .array(z.object({ id: z.uuid(), version: z.int() }))
  .min(1)
  .max(mostAtOnce)

export const UrgeTasks = z.object({ tasks: Chosen, words: z.string().trim().max(500) })
export type UrgeTasks = z.infer<typeof UrgeTasks>

export const ReassignTasks = z.object({ tasks: Chosen, owner: Addressee, why })
export type ReassignTasks = z.infer<typeof ReassignTasks>

export const ChangeLimits = z.object({ tasks: Chosen, dueOn: PlainDate, why })
export type ChangeLimits = z.infer<typeof ChangeLimits>

/** What was not done of several, each with why; the others were. */
export const ManyDone = z.object({
  done: z.int(),
  refused: z.array(z.object({ id: z.uuid(), title: z.string(), refusal: Refusal })),
})
export type ManyDone = z.infer<typeof ManyDone>

const oneTask = { reach: 'district', params: z.object({ id: z.uuid() }), reply: Task } as const

/** The owner's post has opened it; said once, nothing afterwards. */
export const noteTaskRead = endpoint({
  name: 'tasks.note-read',
  method: 'POST',
  path: '/tasks/:id/read',
  may: rolesOf.answer,
  ...oneTask,
  reply: z.object({ noted: z.boolean() }),
})

export const answerTask = endpoint({
  name: 'tasks.answer',
  method: 'POST',
  path: '/tasks/:id/answer',
  may: rolesOf.answer,
  body: AnswerTask,
  ...oneTask,
})

export const acceptTask = endpoint({
  name: 'tasks.accept',
  method: 'POST',
  path: '/tasks/:id/accept',
  may: rolesOf.check,
  body: AcceptTask,
  ...oneTask,
})

export const returnTask = endpoint({
  name: 'tasks.return',
  method: 'POST',
  path: '/tasks/:id/return',
  may: rolesOf.check,
  body: ReturnTask,
  ...oneTask,
})

export const reopenTask = endpoint({
  name: 'tasks.reopen',
  method: 'POST',
  path: '/tasks/:id/reopen',
  may: rolesOf.reopen,
  body: ReopenTask,
  ...oneTask,
})

export const urgeTasks = endpoint({
  name: 'tasks.urge',
  method: 'POST',
  path: '/tasks/urge',
  reach: 'district',
  may: rolesOf.urge,
  body: UrgeTasks,
  reply: ManyDone,
})

export const reassignTasks = endpoint({
  name: 'tasks.reassign',
  method: 'POST',
  path: '/tasks/reassign',
  reach: 'district',
  may: rolesOf.reassign,
  body: ReassignTasks,
  reply: ManyDone,
})

export const changeLimits = endpoint({
  name: 'tasks.change-limits',
  method: 'POST',
  path: '/tasks/limits',
  reach: 'district',
  may: rolesOf.limit,
  body: ChangeLimits,
  reply: ManyDone,
})

/** The file itself as the body; PDF, JPEG, PNG or xlsx. */
export const uploadEvidence = endpoint({
  name: 'tasks.upload-evidence',
  method: 'POST',
  path: '/tasks/:id/evidence',
  reach: 'district',
  may: rolesOf.answer,
  params: z.object({ id: z.uuid() }),
  query: z.object({ name: z.string().min(1).max(200) }),
  body: z.instanceof(Uint8Array),
  reply: Evidence,
})

export const downloadEvidence = endpoint({
  name: 'tasks.evidence',
  method: 'GET',
  path: '/tasks/:id/evidence/:evidenceId',
  reach: 'district',
  may: deskRoles,
  params: z.object({ id: z.uuid(), evidenceId: z.uuid() }),
  reply: z.void(),
})

/** Something happened to a task; heard within by whoever it is about. */
export const taskChanged = topic(
  'tasks.task-changed',
  z.object({
    taskId: z.uuid(),
    about: About,
    projectId: z.uuid().nullable(),
    event: TaskEventKind,
    state: TaskState,
    outcome: Outcome.nullable(),
  }),
  (body) => body.taskId,
)
