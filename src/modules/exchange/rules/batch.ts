import type { Refusal } from '../../../kernel/refusal.ts'

export const batchStates = [
  'receiving',
  'reading',
  'understood',
  'committing',
  'cancelling',
  'cancelled',
  'committed',
  'abandoned',
] as const
export type BatchState = (typeof batchStates)[number]

/** What a batch's files say of their projects, as far as committing needs it. */
export interface BatchProjects {
  /** Some lines name no project of their own, and nobody has said whose they are. */
  readonly needsProject: boolean
  /** Codes that files name and nobody knows. */
  readonly unknownCodes: readonly string[]
  /** Files that were understood. */
  readonly understood: number
  /** Sheets of which something is asked that nobody has answered. */
  readonly asking: readonly string[]
}

export function whyNotReceive(state: BatchState): Refusal | null {
  return state === 'receiving' ? null : wrong('exchange.batch-not-receiving')
}

export function whyNotRead(state: BatchState): Refusal | null {
  return state === 'receiving' ? null : wrong('exchange.batch-not-receiving')
}

export function whyNotChooseProject(state: BatchState): Refusal | null {
  return mayGoOn(state) ? null : wrong('exchange.batch-not-understood')
}

/** Why the batch cannot be committed now; the same says why the button is off. */
export function whyNotCommit(state: BatchState, projects: BatchProjects): Refusal | null {
  if (!mayGoOn(state)) return wrong('exchange.batch-not-understood')
  if (projects.understood === 0) return wrong('exchange.nothing-understood')
  const [sheet] = projects.asking
  if (sheet !== undefined) {
    const values = { count: projects.asking.length, first: sheet }
    return { code: 'exchange.sheet-asks', kind: 'wrong-state', values }
  }
  if (projects.needsProject) return wrong('exchange.project-not-chosen')
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

/** Why nothing is under way that could be broken off. */
export function whyNotCancel(state: BatchState): Refusal | null {
  if (state === 'reading' || state === 'committing') return null
  if (state === 'cancelling') return wrong('exchange.batch-is-cancelling')
  return wrong('exchange.nothing-to-cancel')
}

/** What of a batch is not in the ledger yet may go there: it was read, or broken off before. */
function mayGoOn(state: BatchState): boolean {
  return state === 'understood' || state === 'cancelled'
}

export function whyNotAbandon(state: BatchState): Refusal | null {
  const open = state === 'receiving' || state === 'reading' || state === 'understood'
  return open ? null : wrong('exchange.batch-ended')
}

function wrong(code: string): Refusal {
  return { code, kind: 'wrong-state' }
}
