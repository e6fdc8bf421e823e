import type { Refusal } from '../../../kernel/refusal.ts'
import type { Actor } from '../../../kernel/role.ts'

/** What is known of a committed file when somebody wants to take it back. */
export interface Withdrawn {
  readonly state: string
  readonly droppedBy: string
  /** Projects of it that are finished: everybody there was paid, and what says so stands. */
  readonly finished: readonly { readonly name: string }[]
  /** Projects that this file made and of which other files or batches speak since. */
  readonly builtOn: readonly { readonly name: string }[]
}

/** What of a file is in, or is kept until it can be. */
export function isTakenIn(state: string): boolean {
  return state === 'committed' || state === 'waiting'
}

/**
 * Why a file cannot be taken back by this actor now; null when it can. A later module that builds on imports adds its
 * own reason: it hears `files.import-withdrawn` within the transaction and refuses there.
 */
export function whyNotWithdraw(file: Withdrawn, actor: Actor): Refusal | null {
  if (file.state === 'withdrawn') {
    return { code: 'exchange.already-withdrawn', kind: 'wrong-state' }
  }
  if (!isTakenIn(file.state)) return { code: 'exchange.not-committed', kind: 'wrong-state' }
  const isOffice = actor.roles.includes('coordination-office')
  if (!isOffice && actor.id !== file.droppedBy) {
    return { code: 'exchange.import-not-yours', kind: 'not-allowed' }
  }
  const [used] = file.builtOn
  if (used !== undefined) {
    const values = { project: used.name, count: file.builtOn.length }
    return { code: 'exchange.project-in-use', kind: 'wrong-state', values }
  }
  const [first] = file.finished
  if (first === undefined) return null
  return {
    code: 'exchange.project-finished-since',
    kind: 'wrong-state',
    values: { project: first.name },
  }
}
