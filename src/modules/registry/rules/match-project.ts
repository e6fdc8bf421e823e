import type { PlainDate } from '../../../kernel/day.ts'
import { matchingName } from './matching-name.ts'
import { normalProjectCode, projectCodeKind } from './project-code.ts'
import {
  type NameParts,
  type NameRelation,
  compareNames,
  compareSections,
  isCommonName,
  namePartsOf,
} from './project-name.ts'
import type { ProjectSource } from './project-source.ts'

/** A firm as one record names it. */
export interface MatchParty {
  readonly name: string
  readonly creditCode: string | null
}

/** What one record says that tells a project. */
export interface Sighting {
  readonly source: ProjectSource
  /** The source's own number. */
  readonly number: string | null
  /** Numbers by which it is known too, whosever they are. */
  readonly furtherNumbers?: readonly string[]
  readonly permitNumber: string | null
  readonly name: string
  readonly owner: MatchParty | null
  readonly contractor: MatchParty | null
  readonly town: string | null
  readonly place: string | null
  readonly sumFen: number | null
  readonly begunOn: PlainDate | null
}

/** A firm as it is compared. */
interface PartyKey {
  readonly nameKey: string
  readonly creditCode: string | null
}

/** What all records of one project say together. */
export interface Profile {
  readonly numbers: Set<string>
  readonly permits: Set<string>
  readonly ownNumbers: Map<ProjectSource, Set<string>>
  readonly names: Map<string, NameParts>
  readonly owners: Map<string, PartyKey>
  readonly contractors: Map<string, PartyKey>
  readonly towns: Set<string>
  readonly places: Set<string>
  readonly sums: Set<number>
  readonly begun: Set<PlainDate>
}

/** What may agree, or differ, between a record and a project; as the page shows it. */
export const matchFacts = [
  'permit',
  'number',
  'name',
  'section',
  'owner',
  'contractor',
  'town',
  'place',
  'sum',
  'begun',
] as const
export type MatchFact = (typeof matchFacts)[number]

export interface Comparison {
  readonly agrees: readonly MatchFact[]
  readonly differs: readonly MatchFact[]
  readonly name: NameRelation
  /** `sure`: one and the same; `unsure`: somebody must look; `other`: another project. */
  readonly verdict: 'sure' | 'unsure' | 'other'
  /** How much speaks for it; orders candidates. */
  readonly weight: number
}

/** How much each fact speaks for one project where it agrees, and against it where it differs. */
const weights: Record<MatchFact, { readonly agrees: number; readonly differs: number }> = {
  permit: { agrees: 5, differs: -4 },
  number: { agrees: 5, differs: -4 },
  name: { agrees: 4, differs: -3 },
  section: { agrees: 1, differs: -4 },
  owner: { agrees: 2, differs: -2 },
  contractor: { agrees: 2, differs: -2 },
  town: { agrees: 1, differs: -2 },
  place: { agrees: 1, differs: 0 },
  sum: { agrees: 1, differs: 0 },
  begun: { agrees: 1, differs: 0 },
}

/** Of a name that is only similar. */
const similarName = 1

export function profileOf(sighting: Sighting): Profile {
  const profile: Profile = {
    numbers: new Set(),
    permits: new Set(),
    ownNumbers: new Map(),
    names: new Map(),
    owners: new Map(),
    contractors: new Map(),
    towns: new Set(),
    places: new Set(),
    sums: new Set(),
    begun: new Set(),
  }
  addSighting(profile, sighting)
  return profile
}

/** One more record of the same project. */
export function addSighting(profile: Profile, of: Sighting): void {
  const number = normalProjectCode(of.number ?? '')
  const permit = normalProjectCode(of.permitNumber ?? '')
  if (permit !== '') profile.permits.add(permit)
  // A serial number, 1 or 12, is no project's number.
  if (number !== '' && projectCodeKind(number) !== null) {
    profile.numbers.add(number)
    const own = profile.ownNumbers.get(of.source) ?? new Set()
    profile.ownNumbers.set(of.source, own.add(number))
  }
  for (const further of of.furtherNumbers ?? []) profile.numbers.add(normalProjectCode(further))
  const parts = namePartsOf(of.name)
  if (!profile.names.has(parts.key)) profile.names.set(parts.key, parts)
  addParty(profile.owners, of.owner)
  addParty(profile.contractors, of.contractor)
  if (of.town !== null) profile.towns.add(of.town)
  if (of.place !== null && matchingName(of.place) !== '') profile.places.add(matchingName(of.place))
  if (of.sumFen !== null && of.sumFen > 0) profile.sums.add(of.sumFen)
  if (of.begunOn !== null) profile.begun.add(of.begunOn)
}

function addParty(parties: Map<string, PartyKey>, party: MatchParty | null): void {
  if (party === null) return
  const { name, creditCode } = party
  const nameKey = matchingName(name)
  parties.set(`${creditCode ?? ''} ${nameKey}`, { nameKey, creditCode })
}

/** The same whichever of the two is asked about. */
export function compareProfiles(one: Profile, other: Profile): Comparison {
  const agrees: MatchFact[] = []
  const differs: MatchFact[] = []
  const said = (fact: MatchFact, is: boolean | null) => {
    if (is === true) agrees.push(fact)
    if (is === false) differs.push(fact)
  }
  said('permit', sharing(one.permits, other.permits))
  said('number', numbersOf(one, other))
  const { relation, sections } = namesOf(one, other)
  said('name', relation === 'similar' ? null : relation !== 'different')
  said('section', sectionsSaid(relation, sections))
  said('owner', partiesOf(one.owners, other.owners))
  said('contractor', partiesOf(one.contractors, other.contractors))
  said('town', sharing(one.towns, other.towns))
  said('place', placesOf(one.places, other.places))
  said('sum', sharing(one.sums, other.sums))
  said('begun', sharing(one.begun, other.begun))
  const weight =
    agrees.reduce((sum, fact) => sum + weights[fact].agrees, 0) +
    differs.reduce((sum, fact) => sum + weights[fact].differs, 0) +
    (relation === 'similar' ? similarName : 0)
  const verdict = verdictOf({ agrees, differs, relation, sections }, one, other)
  return { agrees, differs, name: relation, verdict, weight }
}

interface Found {
  readonly agrees: readonly MatchFact[]
  readonly differs: readonly MatchFact[]
  readonly relation: NameRelation
  readonly sections: 'same' | 'unsaid' | 'other'
}

/** Why two are one, or may be. Each line is a case that an officer would argue so. */
function verdictOf(found: Found, one: Profile, other: Profile): Comparison['verdict'] {
  const { relation, sections } = found
  const does = (...facts: MatchFact[]) => facts.filter((fact) => found.agrees.includes(fact)).length
  const not = (...facts: MatchFact[]) => facts.filter((fact) => found.differs.includes(fact)).length
  const isNumbered = does('permit', 'number') > 0
  // Another 标段 is another project, whatever else is the same; a number that both have is a question all the same.
  if (sections === 'other') return isNumbered ? 'unsure' : 'other'
  const isNamed = relation === 'same' || relation === 'alike'
  const isContradicted = not('permit', 'number', 'section') > 0
  // The same permit on two names is a question: one of them may have been typed off wrongly.
  if (isNumbered) return isNamed && !isContradicted ? 'sure' : 'unsure'
  const parties = does('owner', 'contractor')
  const isOpposed = isContradicted || not('town') > 0 || not('owner', 'contractor') > parties
  const further = does('owner', 'contractor', 'town', 'place', 'sum', 'begun')
  if (relation === 'same') {
    const needs = isCommon(one) || isCommon(other) ? 2 : 0
    return !isOpposed && further >= needs ? 'sure' : 'unsure'
  }
  if (relation === 'alike') {
    return !isOpposed && parties > 0 && further >= 2 && not('owner', 'contractor') === 0
      ? 'sure'
      : 'unsure'
  }
  // Its own source, or the authority that permits, counts them as two, and they are not called the same.
  if (not('permit', 'number') > 0) return 'other'
  if (relation === 'similar') return parties > 0 || does('place', 'sum') > 0 ? 'unsure' : 'other'
  // Both firms and the place or the sum, under another name: it may have been renamed.
  return parties === 2 && does('place', 'sum') > 0 ? 'unsure' : 'other'
}

function isCommon({ names }: Profile): boolean {
  return [...names.values()].every(isCommonName)
}

/** True: they share one; false: both have some, and none in common; null: one of them has none. */
function sharing<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean | null {
  if (one.size === 0 || other.size === 0) return null
  for (const value of one) if (other.has(value)) return true
  return false
}

/** Any number of the one may be the other's own; that they differ only two numbers of one source can say. */
function numbersOf(one: Profile, other: Profile): boolean | null {
  const across =
    sharing(one.numbers, other.numbers) === true ||
    sharing(one.numbers, other.permits) === true ||
    sharing(one.permits, other.numbers) === true
  let isOther = false
  for (const [source, own] of one.ownNumbers) {
    if (sharing(own, other.ownNumbers.get(source) ?? none) === false) isOther = true
  }
  if (isOther) return false
  return across ? true : null
}

const none: ReadonlySet<string> = new Set()

const order: readonly NameRelation[] = ['same', 'alike', 'similar', 'different']

/** The nearest of their names; parts that are named otherwise in every pair of names are another part. */
function namesOf(one: Profile, other: Profile): Pick<Found, 'relation' | 'sections'> {
  let best = order.length - 1
  let sections: Found['sections'] | null = null
  for (const here of one.names.values()) {
    for (const there of other.names.values()) {
      best = Math.min(best, order.indexOf(compareNames(here, there)))
      const said = compareSections(here, there)
      // Names that say different parts are decisive, whatever further names there are.
      if (sections !== 'other') sections = said === 'other' || sections === null ? said : sections
    }
  }
  return { relation: order[best] ?? 'different', sections: sections ?? 'same' }
}

function sectionsSaid(relation: NameRelation, sections: Found['sections']): boolean | null {
  if (sections === 'other') return false
  return sections === 'unsaid' && relation !== 'different' ? false : null
}

/** The same code, or the same name; a branch (第三分公司) says nothing either way. */
function partiesOf(
  one: ReadonlyMap<string, PartyKey>,
  other: ReadonlyMap<string, PartyKey>,
): boolean | null {
  if (one.size === 0 || other.size === 0) return null
  let isOpen = false
  for (const here of one.values()) {
    for (const there of other.values()) {
      const is = samePartyAs(here, there)
      if (is === true) return true
      if (is === null) isOpen = true
    }
  }
  return isOpen ? null : false
}

function samePartyAs(one: PartyKey, other: PartyKey): boolean | null {
  const hasCodes = one.creditCode !== null && other.creditCode !== null
  if (hasCodes && one.creditCode === other.creditCode) return true
  const [here, there] = [one.nameKey, other.nameKey]
  if (here === there) return hasCodes ? null : true
  return here.startsWith(there) || there.startsWith(here) ? null : false
}

/** One address holds the other; that two are written otherwise says nothing. */
function placesOf(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean | null {
  for (const here of one) {
    for (const there of other) {
      const [short, long] = here.length < there.length ? [here, there] : [there, here]
      if (here === there || (short.length >= 4 && long.includes(short))) return true
    }
  }
  return null
}
