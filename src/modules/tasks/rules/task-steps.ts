import type { PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Actor, Role } from '../../../kernel/role.ts'

export const taskStates = ['open', 'answered', 'returned', 'closed', 'cancelled'] as const
export type TaskState = (typeof taskStates)[number]

/** States of a task that is not done. */
export const liveStates = ['open', 'answered', 'returned'] as const satisfies readonly TaskState[]

/** States in which the owner has to do something: only then a limit can be missed. */
export const owingStates = ['open', 'returned'] as const satisfies readonly TaskState[]

export const taskEventKinds = [
  'assigned',
  'read',
  'answered',
  'returned',
  'closed',
  'reopened',
  'reassigned',
  'limit-changed',
  'level-changed',
  'urged',
  'overdue',
  'cancelled',
] as const
export type TaskEventKind = (typeof taskEventKinds)[number]

export const outcomes = ['explained', 'handled'] as const
export type Outcome = (typeof outcomes)[number]

/** What of a task decides who may do what. */
export interface TaskStanding {
  readonly state: TaskState
  /** Whether the one who asks holds the owner's post today. */
  readonly isMine: boolean
  /** The owner's role. */
  readonly ownerRole: Role
  /** The account that gave the last answer. */
  readonly answeredBy: string | null
  /** Whether it is about a project; one that is not belongs to the whole district. */
  readonly ofProject: boolean
}

export type Who = Pick<Actor, 'id' | 'roles'>

/** The roles that each step is open to at all; who of them, says its function below. */
export const rolesOf = {
  answer: ['coordination-office', 'department', 'town', 'leader', 'labour-officer'],
  check: ['coordination-office', 'department', 'town', 'leader'],
  urge: ['coordination-office', 'department', 'town', 'leader'],
  reassign: ['coordination-office', 'department', 'town', 'leader'],
  limit: ['coordination-office', 'department', 'leader'],
  reopen: ['coordination-office', 'department', 'leader'],
} as const satisfies Record<string, readonly Role[]>

/** Why this actor may not answer now; null when they may. */
export function whyNotAnswer(task: TaskStanding): Refusal | null {
  if (!isOneOf(owingStates, task.state)) return wrongState('tasks.not-to-answer')
  if (!task.isMine) return notAllowed('tasks.not-yours')
  return null
}

/**
 * Why this actor may not accept or return the answer now. Never by who answered; a colleague in the owner's post is no
 * other party, save in the coordination office, above which there is nobody.
 */
export function whyNotCheck(task: TaskStanding, who: Who): Refusal | null {
  if (task.state !== 'answered') return wrongState('tasks.not-answered')
  if (!holds(who, rolesOf.check)) return notAllowed('tasks.check-not-yours')
  if (task.answeredBy === who.id) return notAllowed('tasks.own-answer')
  if (task.isMine && !isOffice(who)) return notAllowed('tasks.own-post')
  return null
}

export function whyNotUrge(task: TaskStanding, who: Who): Refusal | null {
  if (!isOneOf(owingStates, task.state)) return wrongState('tasks.nothing-to-urge')
  if (!holds(who, rolesOf.urge)) return notAllowed('tasks.urge-not-yours')
  if (task.isMine && !isOffice(who)) return notAllowed('tasks.own-post')
  return null
}

/** A town hands on only what is its own; without a project only who sees the whole district hands on. */
export function whyNotReassign(task: TaskStanding, who: Who): Refusal | null {
  if (!isOneOf(liveStates, task.state)) return wrongState('tasks.done')
  if (!holds(who, rolesOf.reassign)) return notAllowed('tasks.reassign-not-yours')
  const above = holds(who, task.ofProject ? rolesOf.limit : ['coordination-office', 'leader'])
  if (above || (task.ofProject && task.isMine)) return null
  return notAllowed('tasks.reassign-not-yours')
}

/** Nobody moves the limit of his own post but the coordination office. */
export function whyNotChangeLimit(task: TaskStanding, who: Who): Refusal | null {
  if (!isOneOf(liveStates, task.state)) return wrongState('tasks.done')
  if (!holds(who, rolesOf.limit)) return notAllowed('tasks.limit-not-yours')
  if (task.isMine && !isOffice(who)) return notAllowed('tasks.own-post')
  return null
}

export function whyNotReopen(task: TaskStanding, who: Who): Refusal | null {
  if (task.state !== 'closed') return wrongState('tasks.not-closed')
  if (!holds(who, rolesOf.reopen)) return notAllowed('tasks.reopen-not-yours')
  if (task.isMine && !isOffice(who)) return notAllowed('tasks.own-post')
  return null
}

/** Why a new limit cannot be this day: it was to be today or later. */
export function whyNotLimit(dueOn: PlainDate, today: PlainDate): Refusal | null {
  if (dueOn >= today) return null
  return { code: 'tasks.limit-passed', kind: 'invalid', field: 'dueOn' }
}

/** Computed for a day and stored nowhere. */
export function isOverdue(
  { state, dueOn }: { readonly state: TaskState; readonly dueOn: PlainDate | null },
  today: PlainDate,
): boolean {
  return dueOn !== null && dueOn < today && isOneOf(owingStates, state)
}

export function isLive(state: TaskState): boolean {
  return isOneOf(liveStates, state)
}

function isOneOf(states: readonly TaskState[], state: TaskState): boolean {
  return states.includes(state)
}

function holds({ roles }: Who, may: readonly Role[]): boolean {
  return may.some((role) => roles.includes(role))
}

function isOffice({ roles }: Who): boolean {
  return roles.includes('coordination-office')
}

function wrongState(code: string): Refusal {
  return { code, kind: 'wrong-state' }
}

function notAllowed(code: string): Refusal {
  return { code, kind: 'not-allowed' }
}
