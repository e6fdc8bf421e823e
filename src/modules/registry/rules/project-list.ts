import type { PlainDate } from '../../../kernel/day.ts'
import { matchingName } from './matching-name.ts'
import type { OwnerKind } from './owner-kind.ts'
import { normalProjectCode, projectCodeKind } from './project-code.ts'
import { projectStatesAfter, type ProjectState } from './project-state.ts'

/** What a list says of a project besides how it is known; null: it does not say. By the names of the columns. */
export interface ListedFacts {
  readonly town: string | null
  readonly owner_kind: OwnerKind | null
  readonly state: ProjectState | null
  readonly place: string | null
  readonly contract_sum_fen: number | null
  readonly begun_on: PlainDate | null
  readonly finish_on: PlainDate | null
}

/** A row of a list of projects. */
export interface ListedProject {
  readonly sheet: number
  readonly row: number
  readonly number: string | null
  readonly permitNumber: string | null
  readonly name: string
  readonly ownerFirm: string | null
  readonly contractorFirm: string | null
  readonly facts: ListedFacts
}

/** How a project is known. */
export interface KnownProject {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly platform_number: string | null
  readonly permit_number: string | null
}

/** Why a row is nobody's for certain: somebody must look. */
export interface Contradiction {
  readonly field: 'listedName' | 'listedCode' | 'permitNumber'
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
}

export type Meaning =
  | { readonly is: 'known'; readonly project: KnownProject }
  | { readonly is: 'new' }
  | { readonly is: 'contradiction'; readonly why: Contradiction }

/** Tells whom rows mean: by code, permit or platform number, else by the name. `meet` makes a new one known. */
export function projectFinder(known: Iterable<KnownProject>): {
  find(listed: ListedProject): Meaning
  meet(project: KnownProject): void
} {
  const byNumber = new Map<string, Set<KnownProject>>()
  const byName = new Map<string, KnownProject[]>()
  const meet = (project: KnownProject) => {
    for (const number of numbersOf(project)) {
      byNumber.set(number, (byNumber.get(number) ?? new Set()).add(project))
    }
    const key = matchingName(project.name)
    byName.set(key, [...(byName.get(key) ?? []), project])
  }
  for (const project of known) meet(project)
  return {
    meet,
    find(listed) {
      const stated = [listed.number, listed.permitNumber].flatMap(numberOf)
      const meant = new Set(stated.flatMap((number) => [...(byNumber.get(number) ?? [])]))
      const named = byName.get(matchingName(listed.name)) ?? []
      if (meant.size > 1) {
        const same = named.filter((one) => meant.has(one))
        if (same.length !== 1) return against('listedCode', 'registry.list-means-two', {})
        return sure(listed, same[0] ?? null)
      }
      const [one] = meant
      if (one !== undefined) {
        if (matchingName(one.name) === matchingName(listed.name)) return sure(listed, one)
        return against('listedName', 'registry.list-name-differs', {
          code: one.code,
          name: one.name,
        })
      }
      if (named.length > 1) {
        return against('listedName', 'registry.list-name-of-several', { count: named.length })
      }
      return sure(listed, named[0] ?? null)
    },
  }
}

/** The same name is not enough where a number says otherwise. */
function sure(listed: ListedProject, project: KnownProject | null): Meaning {
  if (project === null) return { is: 'new' }
  const { code } = project
  const permit = numberOf(project.permit_number)[0]
  const statedPermit = numberOf(listed.permitNumber)[0]
  if (permit !== undefined && statedPermit !== undefined && permit !== statedPermit) {
    return against('permitNumber', 'registry.list-permit-differs', {
      code,
      permit: project.permit_number ?? '',
    })
  }
  const number = numberOf(listed.number)[0]
  const own = projectCodeKind(code) === 'own' || code === permit || code === '' ? undefined : code
  const known = numberOf(project.platform_number)[0] ?? own
  const isOther = number !== undefined && known !== undefined && number !== known
  if (isOther && number !== permit && number !== code) {
    return against('listedCode', 'registry.list-number-differs', { code, number: known })
  }
  return { is: 'known', project }
}

function against(
  field: Contradiction['field'],
  code: string,
  values: Contradiction['values'],
): Meaning {
  return { is: 'contradiction', why: { field, code, values } }
}

function numbersOf({ code, platform_number, permit_number }: KnownProject): string[] {
  return [code, platform_number, permit_number].flatMap(numberOf)
}

function numberOf(written: string | null): string[] {
  const number = normalProjectCode(written ?? '')
  return number === '' ? [] : [number]
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
    if (value === null || value === now || (field === 'owner_kind' && value === 'unknown')) continue
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
  'owner_kind',
  'state',
  'place',
  'contract_sum_fen',
  'begun_on',
  'finish_on',
] as const satisfies readonly (keyof ListedFacts)[]

/** What happened to a project: fields as they became, and the list that said so. */
export interface FactEvent {
  readonly kind: string
  readonly detail: Readonly<Record<string, unknown>>
  readonly import_id: string | null
}

/**
 * The fields as the events leave them, and which of them a person said last; without what the lists of `without` said,
 * nor those that were taken back before.
 */
export function foldFacts(
  events: readonly FactEvent[],
  without: ReadonlySet<string> = new Set(),
): { values: Map<string, unknown>; byHand: Set<string> } {
  const gone = new Set(without)
  for (const { kind, import_id } of events) {
    if (kind === 'taken-back' && import_id !== null) gone.add(import_id)
  }
  const values = new Map<string, unknown>()
  const byHand = new Set<string>()
  for (const { kind, detail, import_id } of events) {
    if (kind === 'taken-back' || (import_id !== null && gone.has(import_id))) continue
    for (const [field, value] of Object.entries(detail)) {
      values.set(field, value)
      if (import_id === null) byHand.add(field)
      else byHand.delete(field)
    }
  }
  return { values, byHand }
}
