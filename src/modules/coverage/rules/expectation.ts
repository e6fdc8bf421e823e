import { addDays, type PlainDate } from '../../../kernel/day.ts'
import type { Fen } from '../../../kernel/money.ts'
import type { Industry } from '../../registry/rules/industry.ts'
import type { OwnerKind } from '../../registry/rules/owner-kind.ts'
import { type ProjectSource, projectSources } from '../../registry/rules/project-source.ts'
import type { ProjectState } from '../../registry/rules/project-state.ts'

/** Sources that can be expected to know a project: nobody has to complain of one, or to enter it by hand. */
export const expectedSources = [
  'construction-permit',
  'transport',
  'water',
  'land',
  'development-reform',
  'tender',
  'tax',
  'real-name-platform',
  'town-screening',
] as const satisfies readonly ProjectSource[]
export type ExpectedSource = (typeof expectedSources)[number]

/** Which projects are meant; an empty list means all. */
export interface ProjectKind {
  readonly seenBy: readonly ProjectSource[]
  readonly industries: readonly Industry[]
  readonly ownerKinds: readonly OwnerKind[]
  readonly states: readonly ProjectState[]
  /** A stated contract sum below it excuses; one that nobody stated does not. Null: whatever the sum. */
  readonly fromSumFen: Fen | null
}

/** An expectation as it holds on a day: such projects should be known to that source so many days after. */
export interface Expectation extends ProjectKind {
  /** `E-…` shipped, `L-…` the district's own. */
  readonly rule: string
  readonly missing: ExpectedSource
  readonly graceDays: number
}

/** A project as expectations see it. */
export interface ProjectSeen {
  readonly id: string
  readonly industry: Industry
  readonly ownerKind: OwnerKind
  readonly state: ProjectState
  readonly contractSumFen: Fen | null
  readonly begunOn: PlainDate | null
  /** The sources that name it, each with the first day on which it did. */
  readonly seen: ReadonlyMap<ProjectSource, PlainDate>
}

/** A source in which a project is missing today. */
export interface Missing {
  readonly missing: ExpectedSource
  readonly rule: string
  readonly dueSince: PlainDate
}

/**
 * From which day the source should know the project: the later of its begin and of the first day on which a source that
 * counts named it, and the days of grace. Null where nothing is expected.
 */
export function dueSinceOf(
  project: ProjectSeen,
  { missing, seenBy, graceDays, ...kind }: Expectation,
): PlainDate | null {
  if (!isOfKind(project, kind)) return null
  const counts: readonly ProjectSource[] = seenBy.length === 0 ? projectSources : seenBy
  const days = counts.flatMap((source) =>
    source === missing ? [] : (project.seen.get(source) ?? []),
  )
  const first = earliestOf(days)
  if (first === null) return null
  const from = project.begunOn !== null && project.begunOn > first ? project.begunOn : first
  return addDays(from, graceDays)
}

function isOfKind(
  { industry, ownerKind, state, contractSumFen }: ProjectSeen,
  { industries, ownerKinds, states, fromSumFen }: Omit<ProjectKind, 'seenBy'>,
): boolean {
  const isBelow = fromSumFen !== null && contractSumFen !== null && contractSumFen < fromSumFen
  return (
    isIn(industries, industry) && isIn(ownerKinds, ownerKind) && isIn(states, state) && !isBelow
  )
}

function isIn<T>(list: readonly T[], one: T): boolean {
  return list.length === 0 || list.includes(one)
}

/** In which sources a project is missing on a day: at most once each, by the expectation that is due first. */
export function missingOf(
  project: ProjectSeen,
  expectations: readonly Expectation[],
  giving: ReadonlySet<ProjectSource>,
  day: PlainDate,
): Missing[] {
  const found = new Map<ExpectedSource, Missing>()
  for (const expectation of expectations) {
    const { missing, rule } = expectation
    if (project.seen.has(missing) || !giving.has(missing)) continue
    const dueSince = dueSinceOf(project, expectation)
    if (dueSince === null || day <= dueSince) continue
    const known = found.get(missing)
    if (known === undefined || isFirst({ dueSince, rule }, known)) {
      found.set(missing, { missing, rule, dueSince })
    }
  }
  return [...found.values()]
}

function isFirst(one: Omit<Missing, 'missing'>, known: Omit<Missing, 'missing'>): boolean {
  if (one.dueSince !== known.dueSince) return one.dueSince < known.dueSince
  return one.rule < known.rule
}

function earliestOf(days: readonly PlainDate[]): PlainDate | null {
  return days.reduce<PlainDate | null>(
    (first, one) => (first === null || one < first ? one : first),
    null,
  )
}
