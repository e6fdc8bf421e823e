import type { Refusal } from '../../../kernel/refusal.ts'

export const batchStates = [
  'receiving',
  'reading',
  'understood',
  'committing',
  'committed',
  'abandoned',
] as const
export type BatchState = (typeof batchStates)[number]

/** What a batch's files say of their projects, as far as committing needs it. */
export interface BatchProjects {
  /** Some lines name no project of their own. */
  readonly needsProject: boolean
  /** The project chosen for the batch, if any. */
  readonly chosen: boolean
  /** Codes that files name and nobody knows. */
  readonly unknownCodes: readonly string[]
  /** Files that were understood. */
  readonly understood: number
}

export function whyNotReceive(state: BatchState): Refusal | null {
  return state === 'receiving' ? null : wrong('exchange.batch-not-receiving')
}

export function whyNotRead(state: BatchState): Refusal | null {
  return state === 'receiving' ? null : wrong('exchange.batch-not-receiving')
}

export function whyNotChooseProject(state: BatchState): Refusal | null {
  return state === 'understood' ? null : wrong('exchange.batch-not-understood')
}

/** Why the batch cannot be committed now; the same says why the button is off. */
export function whyNotCommit(state: BatchState, projects: BatchProjects): Refusal | null {
  if (state !== 'understood') return wrong('exchange.batch-not-understood')
  if (projects.understood === 0) return wrong('exchange.nothing-understood')
  if (projects.needsProject && !projects.chosen) return wrong('exchange.project-not-chosen')
  const [first] = projects.unknownCodes
  if (first !== undefined) {
    return {
      code: 'exchange.projects-unknown',
      kind: 'wrong-state',
      values: { count: projects.unknownCodes.length, first },
    }
  }
  return null
}

export function whyNotAbandon(state: BatchState): Refusal | null {
  const open = state === 'receiving' || state === 'reading' || state === 'understood'
  return open ? null : wrong('exchange.batch-ended')
}

function wrong(code: string): Refusal {
  return { code, kind: 'wrong-state' }
}
