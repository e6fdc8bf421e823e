import type { PlainDate } from '../../kernel/day.ts'
import type { Level } from '../../kernel/level.ts'
import type { Role } from '../../kernel/role.ts'
import type { Evidence } from './contract.ts'
import type { Outcome, TaskEventKind, TaskState } from './rules/task-steps.ts'

export interface TaskColumns {
  district: string
  id: string
  about_kind: string
  about_id: string
  project_id: string | null
  title: string
  asks: string
  level: Level | null
  owner_role: Role
  /** '' for roles that are one in a district. */
  owner_place: string
  due_on: PlainDate | null
  /** Where the program counted the limit: from which day on, and how many workdays. */
  limit_from: PlainDate | null
  limit_workdays: number | null
  state: TaskState
  outcome: Outcome | null
  answered_by: string | null
  assigned_on: PlainDate
  assigned_by_name: string
  overdue_noted: boolean
  urged: number
  read_at: Date | null
  changed_at: Date
  version: number
}

/** What somebody said, and of a change what stood before and after. */
export interface TaskEventDetail {
  readonly words?: string
  readonly outcome?: Outcome
  readonly from?: string
  readonly due?: PlainDate | null
  readonly level?: Level
  readonly toRole?: Role
  readonly toPlace?: string
}

export interface TaskEventColumns {
  district: string
  id: string
  task_id: string
  kind: TaskEventKind
  detail: TaskEventDetail
  actor_id: string
  actor_name: string
  organisation: string
  happened_on: PlainDate
  at: Date
}

export interface EvidenceColumns {
  district: string
  id: string
  task_id: string
  event_id: string | null
  name: string
  media: Evidence['media']
  hash: string
  bytes: number
  uploaded_by: string
  uploaded_at: Date
}

/** `tasks.*`, as this module's own code sees them. */
export interface TasksTables {
  'tasks.task': TaskColumns
  'tasks.task_event': TaskEventColumns
  'tasks.evidence': EvidenceColumns
}
