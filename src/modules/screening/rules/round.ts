import { type PlainDate, daysBetween } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Role } from '../../../kernel/role.ts'
import type { ProjectState } from '../../registry/rules/project-state.ts'

export const roundStates = ['draft', 'open', 'closed'] as const
export type RoundState = (typeof roundStates)[number]

/** Whose the items are: the town's first, or the department's. */
export const ownerWays = ['town', 'department'] as const
export type OwnerWay = (typeof ownerWays)[number]

/** How often somebody says that nothing was found: once for the round, or in each period of it. */
export const zeroRhythms = ['round', 'weekly', 'daily'] as const
export type ZeroRhythm = (typeof zeroRhythms)[number]

/** Sites where somebody may be owed wages: what is to be known, and looked at. */
export const liveProjectStates = [
  'building',
  'stopped',
  'finished-unpaid',
] as const satisfies readonly ProjectState[]
export type LiveProjectState = (typeof liveProjectStates)[number]

export const roundEventKinds = [
  'made',
  'changed',
  'opened',
  'project-added',
  'project-removed',
  'urged',
  'overdue',
  'moved',
  'closed',
] as const
export type RoundEventKind = (typeof roundEventKinds)[number]

/** The roles that each step is open to; who of them, says its function. */
export const rolesOf = {
  arrange: ['coordination-office'],
  urge: ['coordination-office', 'department', 'leader'],
  report: ['coordination-office', 'department', 'town'],
  see: ['coordination-office', 'department', 'town', 'leader'],
} as const satisfies Record<string, readonly Role[]>

/** A campaign of a winter is shorter; a longer round is a mistyped year. */
export const longestRoundDays = 366

/** Why a round cannot have this period; null where it may. */
export function whyNotPeriod(
  { beginsOn, endsOn }: { readonly beginsOn: PlainDate; readonly endsOn: PlainDate },
  today: PlainDate,
): Refusal | null {
  if (endsOn < beginsOn) return invalid('screening.end-before-begin', 'endsOn')
  if (daysBetween(beginsOn, endsOn) >= longestRoundDays) {
    return invalid('screening.round-too-long', 'endsOn', { most: longestRoundDays })
  }
  if (endsOn < today) return invalid('screening.end-passed', 'endsOn')
  return null
}

export function whyNotChange({ state }: { readonly state: RoundState }): Refusal | null {
  return state === 'draft' ? null : wrongState('screening.not-a-draft')
}

export function whyNotOpen(
  round: { readonly state: RoundState; readonly endsOn: PlainDate; readonly items: number },
  today: PlainDate,
): Refusal | null {
  if (round.state !== 'draft') return wrongState('screening.not-a-draft')
  if (round.endsOn < today) return wrongState('screening.end-passed')
  if (round.items === 0) return wrongState('screening.nothing-to-screen')
  return null
}

export function whyNotClose({ state }: { readonly state: RoundState }): Refusal | null {
  return state === 'open' ? null : wrongState('screening.not-open')
}

/** Why the last day of an open round cannot become this one. */
export function whyNotMoveEnd(
  round: { readonly state: RoundState; readonly beginsOn: PlainDate; readonly endsOn: PlainDate },
  endsOn: PlainDate,
  today: PlainDate,
): Refusal | null {
  if (round.state !== 'open') return wrongState('screening.not-open')
  if (endsOn === round.endsOn) return invalid('screening.same-end', 'endsOn')
  return whyNotPeriod({ beginsOn: round.beginsOn, endsOn }, today)
}

/** Projects come on the list and leave it while it is open; of a draft the filter says what is on it. */
export function whyNotChangeList({ state }: { readonly state: RoundState }): Refusal | null {
  return state === 'open' ? null : wrongState('screening.not-open')
}

export function whyNotUrge({ state }: { readonly state: RoundState }): Refusal | null {
  return state === 'open' ? null : wrongState('screening.not-open')
}

/** Still waiting when the last day has passed, or when the round was closed. */
export function isMissed(
  item: { readonly state: string },
  round: { readonly state: RoundState; readonly endsOn: PlainDate },
  today: PlainDate,
): boolean {
  return item.state === 'waiting' && (round.state === 'closed' || round.endsOn < today)
}

function invalid(code: string, field: string, values?: Refusal['values']): Refusal {
  return { code, kind: 'invalid', field, ...(values === undefined ? {} : { values }) }
}

function wrongState(code: string): Refusal {
  return { code, kind: 'wrong-state' }
}
