import {
  type Comparison,
  type Profile,
  type Sighting,
  addSighting,
  compareProfiles,
  profileOf,
} from './match-project.ts'

/** A project that a record may be, and why. */
export interface Candidate<P> extends Comparison {
  readonly project: P
}

export type Match<P> =
  | { readonly is: 'sure'; readonly candidate: Candidate<P> }
  | { readonly is: 'unsure'; readonly candidates: readonly Candidate<P>[] }
  | { readonly is: 'new' }

/** Tells which project a record means, among all that it was given. */
export interface ProjectMatcher<P> {
  /** `apart`: projects that somebody has said it is not. */
  match(sighting: Sighting, apart?: ReadonlySet<string>): Match<P>
  /** A project, or one more record of it. */
  add(project: P, sighting: Sighting): void
}

/** So many candidates are shown, the likeliest; who looks at more looks for the project himself. */
export const mostCandidates = 5
/** A firm with more projects tells none by itself: then firm and firm, or firm and town, must agree. */
const mostOfOneKey = 400

/**
 * Each record is only compared with projects that share a key with it: a number, a name or its core, a firm, a place.
 * Whatever a verdict of `sure` or `unsure` needs is one of these.
 */
export function openMatcher<P extends { readonly id: string }>(): ProjectMatcher<P> {
  const known = new Map<string, { readonly project: P; readonly profile: Profile }>()
  const byKey = new Map<string, Set<string>>()
  return {
    add(project, sighting) {
      const entry = known.get(project.id)
      const profile = entry?.profile ?? profileOf(sighting)
      if (entry === undefined) known.set(project.id, { project, profile })
      else addSighting(profile, sighting)
      for (const key of keysOf(profile)) {
        const ids = byKey.get(key)
        if (ids === undefined) byKey.set(key, new Set([project.id]))
        else ids.add(project.id)
      }
    },
    match(sighting, apart = noProjects) {
      const profile = profileOf(sighting)
      const ids = new Set<string>()
      for (const key of keysOf(profile)) {
        const found = byKey.get(key)
        if (found === undefined || (isWide(key) && found.size > mostOfOneKey)) continue
        for (const id of found) if (!apart.has(id)) ids.add(id)
      }
      const candidates = [...ids].flatMap((id): Candidate<P>[] => {
        const entry = known.get(id)
        if (entry === undefined) return []
        const comparison = compareProfiles(profile, entry.profile)
        return comparison.verdict === 'other' ? [] : [{ ...comparison, project: entry.project }]
      })
      return decide(candidates)
    },
  }
}

const noProjects: ReadonlySet<string> = new Set()

/** One that is sure, and no other that could claim it by a number. */
function decide<P extends { readonly id: string }>(candidates: readonly Candidate<P>[]): Match<P> {
  if (candidates.length === 0) return { is: 'new' }
  const sorted = candidates.toSorted(
    (a, b) => b.weight - a.weight || (a.project.id < b.project.id ? -1 : 1),
  )
  const sure = sorted.filter(({ verdict }) => verdict === 'sure')
  const numbered = sorted.filter(isNumbered)
  const surest = sure.filter(isNumbered)
  const [only, second] = surest.length > 0 ? surest : sure
  if (only !== undefined && second === undefined) {
    if (numbered.every((one) => one === only)) return { is: 'sure', candidate: only }
  }
  return { is: 'unsure', candidates: sorted.slice(0, mostCandidates) }
}

function isNumbered({ agrees }: Comparison): boolean {
  return agrees.includes('permit') || agrees.includes('number')
}

function isWide(key: string): boolean {
  return key.startsWith('firm ')
}

function* keysOf(profile: Profile): Generator<string> {
  for (const number of profile.numbers) yield `number ${number}`
  for (const permit of profile.permits) yield `number ${permit}`
  for (const { key, core } of profile.names.values()) {
    yield `name ${key}`
    yield `core ${core}`
  }
  const owners = partyKeys(profile.owners)
  const contractors = partyKeys(profile.contractors)
  for (const firm of [...owners, ...contractors]) {
    yield `firm ${firm}`
    for (const town of profile.towns) yield `in ${town} ${firm}`
  }
  for (const owner of owners) for (const firm of contractors) yield `both ${owner} ${firm}`
  for (const place of profile.places) yield `place ${place}`
  for (const sum of profile.sums) yield `sum ${sum}`
}

function partyKeys(parties: Profile['owners']): string[] {
  const keys = new Set<string>()
  for (const { nameKey, creditCode } of parties.values()) {
    keys.add(nameKey)
    if (creditCode !== null) keys.add(creditCode)
  }
  return [...keys]
}
