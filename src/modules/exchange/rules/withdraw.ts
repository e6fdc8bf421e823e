import type { Refusal } from '../../../kernel/refusal.ts'
import type { Actor } from '../../../kernel/role.ts'

/** What became of asking that a file be taken back. `queued` as long as it waits, or is done just now. */
export const withdrawalStates = ['queued', 'cancelling', 'cancelled', 'refused', 'done'] as const
export type WithdrawalState = (typeof withdrawalStates)[number]

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
 * Why a file cannot be taken back by this actor now; null when it can. It is asked when somebody says so, and again when
 * its turn has come. A later module that builds on imports adds its own reason: it hears `files.import-withdrawn` within
 * the transaction and refuses there.
 */
export function whyNotWithdraw(file: Withdrawn, actor: Actor): Refusal | null {
  if (file.state === 'withdrawn') return wrong('exchange.already-withdrawn')
  if (file.state === 'withdrawing') return wrong('exchange.is-withdrawing')
  if (!isTakenIn(file.state)) return wrong('exchange.not-committed')
  if (!isHis(file, actor)) return { code: 'exchange.import-not-yours', kind: 'not-allowed' }
  const [used] = file.builtOn
  if (used !== undefined) {
    const values = { project: used.name, count: file.builtOn.length }
    return { ...wrong('exchange.project-in-use'), values }
  }
  const [first] = file.finished
  if (first === undefined) return null
  return { ...wrong('exchange.project-finished-since'), values: { project: first.name } }
}

/** Why taking back cannot be broken off: `state` is that of what was asked last; null: nobody has asked. */
export function whyNotCancelWithdrawal(
  state: WithdrawalState | null,
  file: Pick<Withdrawn, 'droppedBy'>,
  actor: Actor,
): Refusal | null {
  if (state === 'cancelling') return wrong('exchange.withdrawal-is-cancelling')
  if (state !== 'queued') return wrong('exchange.no-withdrawal-to-cancel')
  return isHis(file, actor) ? null : { code: 'exchange.import-not-yours', kind: 'not-allowed' }
}

function isHis(file: Pick<Withdrawn, 'droppedBy'>, actor: Actor): boolean {
  return actor.roles.includes('coordination-office') || actor.id === file.droppedBy
}

function wrong(code: string): Refusal {
  return { code, kind: 'wrong-state' }
}
