import type { PlainDate } from '../../../kernel/day.ts'
import type { Industry } from './industry.ts'
import type { MatchParty, Sighting } from './match-project.ts'
import { matchingName } from './matching-name.ts'
import type { OwnerKind } from './owner-kind.ts'
import { normalProjectCode } from './project-code.ts'
import type { ProjectSource } from './project-source.ts'
import { projectStatesAfter, type ProjectState } from './project-state.ts'

/** What a list says of a project besides how it is known; null: it does not say. By the names of the columns. */
export interface ListedFacts {
  readonly town: string | null
  readonly industry: Industry | null
  readonly owner_kind: OwnerKind | null
  readonly state: ProjectState | null
  readonly place: string | null
  readonly contract_sum_fen: number | null
  readonly begun_on: PlainDate | null
  readonly finish_on: PlainDate | null
}

/** How a project is known. */
export interface KnownProject {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly platform_number: string | null
  readonly permit_number: string | null
}

/** A row of a list of projects. */
export interface ListedProject {
  readonly sheet: number
  readonly row: number
  readonly source: ProjectSource
  /** The source's day. */
  readonly saidOn: PlainDate
  readonly number: string | null
  readonly permitNumber: string | null
  readonly name: string
  readonly owner: MatchParty | null
  readonly contractor: MatchParty | null
  readonly facts: ListedFacts
}

/** By what a source knows a project: its own number, else the permit's, else the name. */
export function identityOf(
  listed: Pick<ListedProject, 'number' | 'permitNumber' | 'name'>,
): string {
  const number = normalProjectCode(listed.number ?? '')
  if (number !== '') return `number ${number}`
  const permit = normalProjectCode(listed.permitNumber ?? '')
  return permit === '' ? `name ${matchingName(listed.name)}` : `permit ${permit}`
}

/** A number that a source gives to two things: each is known by number and name. */
export function identityWithName(listed: Parameters<typeof identityOf>[0]): string {
  return `${identityOf(listed)} ${matchingName(listed.name)}`
}

/** Two rows of one list that mean the same: what the later says counts. */
export function together(before: ListedProject, later: ListedProject): ListedProject {
  const [one, other] = [before.facts, later.facts]
  return {
    ...later,
    number: later.number ?? before.number,
    permitNumber: later.permitNumber ?? before.permitNumber,
    owner: later.owner ?? before.owner,
    contractor: later.contractor ?? before.contractor,
    facts: {
      town: other.town ?? one.town,
      industry: other.industry ?? one.industry,
      owner_kind: other.owner_kind ?? one.owner_kind,
      state: other.state ?? one.state,
      place: other.place ?? one.place,
      contract_sum_fen: other.contract_sum_fen ?? one.contract_sum_fen,
      begun_on: other.begun_on ?? one.begun_on,
      finish_on: other.finish_on ?? one.finish_on,
    },
  }
}

/** What of a row tells a project. */
export function sightingOf(listed: ListedProject): Sighting {
  const { source, number, permitNumber, name, owner, contractor, facts } = listed
  const { town, place, contract_sum_fen: sumFen, begun_on: begunOn } = facts
  return { source, number, permitNumber, name, owner, contractor, town, place, sumFen, begunOn }
}

/** A field as it is now, and whether a person said so on a page. */
export interface Standing {
  readonly values: { readonly [K in keyof ListedFacts]: ListedFacts[K] }
  readonly byHand: ReadonlySet<string>
}

export interface FactChanges {
  readonly changes: Partial<Record<keyof ListedFacts, string | number>>
  /** Fields in which the list is not followed: a person said otherwise, or the state may not follow. */
  readonly kept: readonly { readonly field: keyof ListedFacts; readonly code: string }[]
}

/**
 * What a list changes of a project: what nobody has said yet is filled in, what a list said before a newer one corrects;
 * what a person said on a page stays until a person changes it.
 */
export function factChanges(standing: Standing, listed: ListedFacts): FactChanges {
  const changes: Partial<Record<keyof ListedFacts, string | number>> = {}
  const kept: { field: keyof ListedFacts; code: string }[] = []
  for (const field of factFields) {
    const value = listed[field]
    const now = standing.values[field]
    if (value === null || value === now || value === 'unknown') continue
    const isOpen = now === null || now === 'unknown'
    if (!isOpen && standing.byHand.has(field)) {
      // 竣工 of a list says nothing against a project whose wages are cleared too.
      const agrees = now === 'finished' && value === 'finished-unpaid'
      if (!agrees) kept.push({ field, code: 'registry.list-against-hand' })
      continue
    }
    if (field === 'state') {
      const from = standing.values.state
      if (from === 'finished' && value === 'finished-unpaid') continue
      if (from !== null && !projectStatesAfter[from].some((next) => next === value)) {
        kept.push({ field, code: 'registry.list-state-not-next' })
        continue
      }
    }
    changes[field] = value
  }
  const state = changes.state ?? standing.values.state
  // A day of beginning in the future is a plan: a project that has not begun has none.
  if (state === 'not-begun') delete changes.begun_on
  return { changes, kept }
}

const factFields = [
  'town',
  'industry',
  'owner_kind',
  'state',
  'place',
  'contract_sum_fen',
  'begun_on',
  'finish_on',
] as const satisfies readonly (keyof ListedFacts)[]

/** The facts with those fields as a row says them. */
export function withFacts(
  known: ListedFacts,
  said: ListedFacts,
  changed: FactChanges['changes'],
): ListedFacts {
  const of = <F extends keyof ListedFacts>(field: F) =>
    changed[field] === undefined ? known[field] : said[field]
  return {
    town: of('town'),
    industry: of('industry'),
    owner_kind: of('owner_kind'),
    state: of('state'),
    place: of('place'),
    contract_sum_fen: of('contract_sum_fen'),
    begun_on: of('begun_on'),
    finish_on: of('finish_on'),
  }
}

/** What may happen to a project. */
export type ProjectEventKind =
  | 'created'
  | 'edited'
  | 'taken-back'
  | 'source-joined'
  | 'separated'
  | 'joined-into'
  | 'took-over'
  | 'given-back'

/** What happened to a project: fields as they became, and whose word that was. */
export interface FactEvent {
  readonly kind: string
  readonly detail: Readonly<Record<string, unknown>>
  /** The list that said so. */
  readonly import_id: string | null
  /** The source record that said so, or the project with which it came. */
  readonly record_id: string | null
}

/** Kinds of events that say what fields became; the others say what became of their words. */
const saysFields: ReadonlySet<string> = new Set(['created', 'edited'])

/** What is not to count: lists, and records. */
export interface Without {
  readonly imports?: ReadonlySet<string>
  readonly records?: ReadonlySet<string>
}

/**
 * The fields as the events leave them, and which of them a person said last; without what `without` names, nor what was
 * taken back or separated before. A record that was joined anew counts from there on.
 */
export function foldFacts(
  events: readonly FactEvent[],
  without: Without = {},
): { values: Map<string, unknown>; byHand: Set<string> } {
  const live = liveEvents(events, saysFields, without)
  const values = new Map<string, unknown>()
  const byHand = new Set<string>()
  for (const { detail, import_id, record_id } of live) {
    for (const [field, value] of Object.entries(detail)) {
      values.set(field, value)
      if (import_id === null && record_id === null) byHand.add(field)
      else byHand.delete(field)
    }
  }
  return { values, byHand }
}

/** Events of these kinds that nothing has undone since, in order. */
export function liveEvents<E extends FactEvent>(
  events: readonly E[],
  kinds: ReadonlySet<string>,
  { imports, records }: Without = {},
): E[] {
  const goneImports = new Set(imports)
  const goneRecords = new Set(records)
  const live: E[] = []
  for (const event of events.toReversed()) {
    const { kind, import_id, record_id } = event
    if (kind === 'taken-back' && import_id !== null) goneImports.add(import_id)
    if ((kind === 'separated' || kind === 'given-back') && record_id !== null)
      goneRecords.add(record_id)
    if (!kinds.has(kind)) continue
    if (import_id !== null && goneImports.has(import_id)) continue
    if (record_id !== null && goneRecords.has(record_id)) continue
    live.push(event)
  }
  return live.toReversed()
}

/** The fields that are another way without what `without` names, as they are then; null: nobody said anything. */
export function changesWithout(
  events: readonly FactEvent[],
  without: Without,
): Record<string, unknown> {
  const now = foldFacts(events).values
  const then = foldFacts(events, without).values
  const changes: Record<string, unknown> = {}
  for (const [field, value] of now) {
    const before = then.get(field) ?? (neverEmpty.has(field) ? 'unknown' : null)
    if (before !== value) changes[field] = before
  }
  return changes
}

const neverEmpty: ReadonlySet<string> = new Set(['owner_kind', 'industry'])
