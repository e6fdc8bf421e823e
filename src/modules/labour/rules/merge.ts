import type { Refusal } from '../../../kernel/refusal.ts'
import { citizenIdOf18 } from './identity.ts'

export type MergeState = 'open' | 'merged' | 'refused' | 'withdrawn'
export type MergeEventKind = 'raised' | 'withdrawn' | 'merged' | 'refused' | 'unmerged'

/** What speaks for two workers being one, the strongest first. */
export type MergeReason = 'card' | 'phone' | 'id-15-18' | 'id-digits'

/** A slip of the pen changes one digit or swaps two; what differs in more is another number. */
const mostDigits = 2

/** In how many places two numbers differ, one of 15 digits read as the one of 18 that it became; null where they cannot be laid side by side. */
export function digitsApart(one: string, other: string): number | null {
  const [a, b] = [full(one), full(other)]
  if (a.length !== b.length) return null
  return [...a].filter((sign, at) => sign !== b[at]).length
}

/** Whether numbers alone say that two of one name may be one; null: they do not. */
export function likeNumbers(one: string, other: string): 'id-15-18' | 'id-digits' | null {
  const apart = digitsApart(one, other)
  if (apart === null || apart > mostDigits) return null
  return one.length === other.length ? 'id-digits' : 'id-15-18'
}

function full(number: string): string {
  return /^\d{15}$/.test(number) ? citizenIdOf18(number) : number
}

interface Numbered {
  readonly hasNumber: boolean
  readonly idFinding: string | null
}

/** Whether of two the one who comes is kept rather than the one who stands: only where his number can be right, and the other's cannot. */
export function keepsNewcomer(standing: Numbered, newcomer: Numbered): boolean {
  const isRight = ({ hasNumber, idFinding }: Numbered) => hasNumber && idFinding === null
  return isRight(newcomer) && !isRight(standing)
}

/** Why the two of a proposal cannot be merged now. */
export function whyNotMerge({
  state,
  isOne,
}: {
  state: MergeState
  isOne: boolean
}): Refusal | null {
  if (state !== 'open') return wrong('labour.merge-not-open')
  return isOne ? wrong('labour.merged-otherwise') : null
}

/** Why it cannot be said now that the two are not one. */
export function whyNotRefuseMerge({ state }: { state: MergeState }): Refusal | null {
  return state === 'open' ? null : wrong('labour.merge-not-open')
}

/** Why a merge cannot be undone. */
export function whyNotUnmerge({ state }: { state: MergeState }): Refusal | null {
  return state === 'merged' ? null : wrong('labour.not-merged')
}

/** The state that events, in order, come to. */
export function mergeStateAfter(kinds: readonly MergeEventKind[]): MergeState {
  let state: MergeState = 'open'
  for (const kind of kinds) {
    switch (kind) {
      case 'raised':
      case 'unmerged':
        state = 'open'
        break
      case 'withdrawn':
      case 'merged':
      case 'refused':
        state = kind
    }
  }
  return state
}

function wrong(code: string): Refusal {
  return { code, kind: 'wrong-state' }
}
