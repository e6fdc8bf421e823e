import type { Refusal } from '../../../kernel/refusal.ts'

/** How a record stands: joined to a project, or waiting. */
export interface RecordStanding {
  readonly projectId: string | null
  readonly joinedBy: 'made' | 'rule' | 'officer' | null
  /** The project given up with which it came. */
  readonly cameWith: string | null
}

/** Why nobody can say now whose the record is; null when it is asked. */
export function whyNotAnswerQuestion({
  projectId,
}: Pick<RecordStanding, 'projectId'>): Refusal | null {
  if (projectId === null) return null
  return { code: 'registry.question-answered', kind: 'changed-meanwhile' }
}

/** Why a record cannot leave its project; null when it can. */
export function whyNotSeparate({ projectId, joinedBy, cameWith }: RecordStanding): Refusal | null {
  if (projectId === null) return { code: 'registry.source-waits', kind: 'wrong-state' }
  if (cameWith !== null) return { code: 'registry.source-came-with', kind: 'wrong-state' }
  if (joinedBy === 'made') return { code: 'registry.source-made-it', kind: 'wrong-state' }
  return null
}

/** Why a project cannot be given up for another; that other modules have lines of it they say themselves. */
export function whyNotJoinProjects(givenUp: { id: string }, kept: { id: string }): Refusal | null {
  if (givenUp.id !== kept.id) return null
  return { code: 'registry.joined-into-itself', kind: 'invalid', field: 'into' }
}
