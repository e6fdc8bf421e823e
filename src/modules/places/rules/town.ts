import type { PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'

export const townChangeKinds = ['added', 'renamed', 'merged'] as const
export type TownChangeKind = (typeof townChangeKinds)[number]

/** A town of the district as it is today. */
export interface StandingTown {
  readonly code: string
  readonly name: string
  /** The town that it was merged into; null while it stands. */
  readonly into: string | null
}

/** What became, or is to become, of a town. */
export interface TownChange {
  readonly town: string
  readonly kind: TownChangeKind
  readonly name: string
  readonly nameBefore: string
  readonly into: string | null
  readonly on: PlainDate
}

/** A town that is told apart from every other: its code within the district, no second one of its name. */
export function whyNotAddTown(
  town: { readonly code: string; readonly name: string },
  district: string,
  towns: readonly StandingTown[],
): Refusal | null {
  const { code } = town
  if (!code.startsWith(district)) {
    return refusal('places.town-elsewhere', 'code', { town: code, district })
  }
  const same = towns.find((one) => one.code === code)
  if (same !== undefined) return refusal('places.town-known', 'code', { code, name: same.name })
  return whyNotName(town.name, towns)
}

export function whyNotRenameTown(
  code: string,
  name: string,
  towns: readonly StandingTown[],
  waiting: readonly TownChange[],
): Refusal | null {
  const town = towns.find((one) => one.code === code)
  const refused = whyNotChange(town, code, waiting)
  return refused ?? whyNotName(name, towns)
}

/** Into one that stands and goes on standing: where a town is, is found in one step. */
export function whyNotMergeTown(
  code: string,
  into: string,
  towns: readonly StandingTown[],
  waiting: readonly TownChange[],
): Refusal | null {
  const town = towns.find((one) => one.code === code)
  const refused = whyNotChange(town, code, waiting)
  if (refused !== null) return refused
  const other = towns.find((one) => one.code === into)
  if (other === undefined || other.into !== null || into === code) {
    return refusal('places.town-into', 'into', {})
  }
  const gone = waiting.find((change) => change.kind === 'merged' && change.town === into)
  if (gone !== undefined) return waits(other.name, gone.on)
  const coming = waiting.find((change) => change.into === code)
  return coming === undefined ? null : waits(coming.name, coming.on)
}

function whyNotChange(
  town: StandingTown | undefined,
  code: string,
  waiting: readonly TownChange[],
): Refusal | null {
  if (town === undefined) {
    return { code: 'places.town-unknown', kind: 'not-found', values: { code } }
  }
  if (town.into !== null) {
    return { code: 'places.town-merged', kind: 'wrong-state', values: { name: town.name } }
  }
  const other = waiting.find((change) => change.town === code)
  return other === undefined ? null : waits(town.name, other.on)
}

function whyNotName(name: string, towns: readonly StandingTown[]): Refusal | null {
  const same = towns.find((one) => one.name === name.trim() && one.into === null)
  if (same === undefined) return null
  return refusal('places.town-name-taken', 'name', { name: same.name, code: same.code })
}

function waits(name: string, on: PlainDate): Refusal {
  return { code: 'places.town-waits', kind: 'wrong-state', values: { name, on } }
}

function refusal(code: string, field: string, values: Record<string, string>): Refusal {
  return { code, kind: 'invalid', field, values }
}

/** What a town was called on a day: what was written then is read with this, whatever it is called now. */
export function townNameOn(
  { code, name }: Pick<StandingTown, 'code' | 'name'>,
  changes: readonly TownChange[],
  on: PlainDate,
): string {
  const [next] = changes
    .filter((change) => change.town === code && change.kind === 'renamed' && change.on > on)
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
  return next?.nameBefore ?? name
}

/** Where a town was on a day: itself until the day it was merged, from then on the other. */
export function townOn(code: string, changes: readonly TownChange[], on: PlainDate): string {
  const seen = new Set<string>()
  let at = code
  while (!seen.has(at)) {
    seen.add(at)
    const here = at
    const merged = changes.find(
      (change) => change.town === here && change.kind === 'merged' && change.on <= on,
    )
    at = merged?.into ?? at
  }
  return at
}
