import type { Refusal } from '../../../kernel/refusal.ts'
import type { Role } from '../../../kernel/role.ts'
import { whyNotAddParameter } from './new-parameter.ts'
import type { Parameter } from './parameter.ts'

/** `proposed` → `approved` | `rejected` by a second person, or `withdrawn` by whoever proposed it. */
export const proposalStates = ['proposed', 'approved', 'rejected', 'withdrawn'] as const
export type ProposalState = (typeof proposalStates)[number]

export const decisions = ['approve', 'reject'] as const
export type Decision = (typeof decisions)[number]

/** Who may approve or reject what somebody else has proposed. */
export const approvers = ['coordination-office', 'leader'] as const satisfies readonly Role[]

export interface ProposalFacts {
  readonly state: ProposalState
  readonly proposedBy: string
}

/** Two that wait for one key would be decided against each other: the first is decided or withdrawn first. */
export function whyNotPropose(
  one: Parameter,
  standing: readonly Parameter[],
  waiting: readonly { readonly key: string }[],
): Refusal | null {
  const refused = whyNotAddParameter(one, standing)
  if (refused !== null) return refused
  const { key } = one
  if (one.instrument.trim() === '') {
    return {
      code: 'places.parameter-no-instrument',
      kind: 'invalid',
      field: 'instrument',
      values: { key },
    }
  }
  if (waiting.every((other) => other.key !== key)) return null
  return { code: 'places.proposal-waiting', kind: 'wrong-state', field: 'key', values: { key } }
}

/** The one who proposed decides nothing: a local figure always has two who stand for it. */
export function whyNotDecide(
  { state, proposedBy }: ProposalFacts,
  actorId: string,
  decision?: Decision,
  why?: string,
): Refusal | null {
  if (state !== 'proposed') return { code: 'places.proposal-decided', kind: 'wrong-state' }
  if (proposedBy === actorId) return { code: 'places.proposal-own', kind: 'not-allowed' }
  if (decision === 'reject' && (why ?? '').trim().length < 2) {
    return { code: 'places.proposal-why', kind: 'invalid', field: 'why' }
  }
  return null
}

export function whyNotWithdraw(
  { state, proposedBy }: ProposalFacts,
  actorId: string,
): Refusal | null {
  if (state !== 'proposed') return { code: 'places.proposal-decided', kind: 'wrong-state' }
  if (proposedBy !== actorId) return { code: 'places.proposal-not-own', kind: 'not-allowed' }
  return null
}
