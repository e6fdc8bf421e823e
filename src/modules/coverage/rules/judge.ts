import type { PlainDate } from '../../../kernel/day.ts'
import type { ProjectSource } from '../../registry/rules/project-source.ts'
import { type BlindSpotStanding, type BlindSpotStep, type GoneWhy, stepOf } from './blind-spot.ts'
import {
  type Expectation,
  type ExpectedSource,
  type Missing,
  missingOf,
  type ProjectSeen,
} from './expectation.ts'

/** What decides besides the projects themselves. */
export interface Ground {
  readonly day: PlainDate
  readonly expectations: readonly Expectation[]
  /** Sources of which a list stands. */
  readonly giving: ReadonlySet<ProjectSource>
}

/** A blind spot as it is written. */
export interface KnownSpot extends BlindSpotStanding {
  readonly projectId: string
  readonly missing: ExpectedSource
  readonly rule: string
  readonly dueSince: PlainDate
}

/** A project that is missing in a source. */
export interface MissingProject extends Missing {
  readonly projectId: string
}

export interface Judged<Spot extends KnownSpot> {
  /** Missing for the first time. */
  readonly fresh: readonly MissingProject[]
  /** What happens to known ones; `now` is null of those that are not missing. */
  readonly steps: readonly {
    readonly spot: Spot
    readonly step: BlindSpotStep
    readonly now: Missing | null
  }[]
  /** Another expectation says it, or of another day: nothing happens. */
  readonly moved: readonly { readonly spot: Spot; readonly now: Missing }[]
}

/** Compares what should be with what is written; of the same projects and facts it says the same, whatever came before. */
export function judge<Spot extends KnownSpot>(
  projects: ReadonlyMap<string, ProjectSeen>,
  known: readonly Spot[],
  { expectations, giving, day }: Ground,
): Judged<Spot> {
  const missing = new Map<string, MissingProject>()
  for (const project of projects.values()) {
    for (const one of missingOf(project, expectations, giving, day)) {
      missing.set(`${project.id} ${one.missing}`, { ...one, projectId: project.id })
    }
  }
  const steps: Judged<Spot>['steps'][number][] = []
  const moved: Judged<Spot>['moved'][number][] = []
  for (const spot of known) {
    const key = `${spot.projectId} ${spot.missing}`
    const now = missing.get(key) ?? null
    missing.delete(key)
    const step = stepOf(spot, now === null ? goneOf(spot, projects) : 'missing')
    if (step !== null) steps.push({ spot, step, now })
    else if (now !== null && (now.rule !== spot.rule || now.dueSince !== spot.dueSince)) {
      moved.push({ spot, now })
    }
  }
  return { fresh: [...missing.values()], steps, moved }
}

function goneOf(
  { projectId, missing }: KnownSpot,
  projects: ReadonlyMap<string, ProjectSeen>,
): GoneWhy {
  const project = projects.get(projectId)
  if (project === undefined) return 'project-gone'
  return project.seen.has(missing) ? 'named' : 'not-expected'
}
