import { setImmediate as turn } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import type { RowFinding } from '../../kernel/row-finding.ts'
import type { Tx } from '../../platform/context.ts'
import { noteOf } from './row-note.ts'
import { compareNames, namePartsOf } from './rules/project-name.ts'
import { type Match, type ProjectMatcher, openMatcher } from './rules/project-matcher.ts'
import { normalProjectCode, whyNotProjectCode } from './rules/project-code.ts'
import {
  type KnownProject,
  type ListedProject,
  identityOf,
  identityWithName,
  sightingOf,
  together,
} from './rules/project-list.ts'
import { whyNotCreateProject } from './rules/project.ts'
import { readSightings } from './views-sightings.ts'
import {
  type NewLine,
  type StandingRecord,
  readStandingRecords,
  recordKey,
  saidOf,
} from './source-lines.ts'

/** A row that is joined to a project, or makes it. */
export interface JoinedRow {
  readonly listed: ListedProject
  readonly recordId: string
  readonly projectId: string
  readonly project: KnownProject
  /** Its record was of this project before. */
  readonly isKnown: boolean
  readonly agrees: readonly string[]
}

export interface JoinedRows {
  readonly makers: readonly JoinedRow[]
  readonly joiners: readonly JoinedRow[]
  /** How many wait for an answer. */
  readonly waiting: number
  readonly lineRows: readonly NewLine[]
  readonly lines: ReadonlyMap<string, number>
}

interface Joining {
  readonly tx: Tx
  readonly findings: RowFinding[]
  readonly matcher: ProjectMatcher<KnownProject>
  readonly projects: ReadonlyMap<string, KnownProject>
  readonly standing: ReadonlyMap<string, StandingRecord>
  /** Codes that projects have, those too that are to be made. */
  readonly codes: Set<string>
  readonly makers: JoinedRow[]
  readonly joiners: JoinedRow[]
  readonly lineRows: NewLine[]
}

/** Whom each row means: what its source said before, else what the rules of matching say. */
export async function joinRows(
  tx: Tx,
  rows: readonly ListedProject[],
  findings: RowFinding[],
): Promise<JoinedRows> {
  const sources = [...new Set(rows.map(({ source }) => source))]
  const standing = await readStandingRecords(tx, sources)
  const matcher = openMatcher<KnownProject>()
  const projects = new Map<string, KnownProject>()
  for (const [nth, { project, sighting }] of (await readSightings(tx)).entries()) {
    if (nth % addedInOneTurn === 0) await turn()
    matcher.add(project, sighting)
    projects.set(project.id, project)
  }
  const makers: JoinedRow[] = []
  const joiners: JoinedRow[] = []
  const lineRows: NewLine[] = []
  const codes = new Set([...projects.values()].map(({ code }) => code))
  const joining = { tx, findings, matcher, projects, standing, codes, makers, joiners, lineRows }
  const counts = new Map<string, number>()
  for (const [nth, row] of distinct(rows, standing, findings).entries()) {
    if (nth % matchedInOneTurn === 0) await turn()
    const { listed, identity, count } = row
    const projectId = joinRow(joining, listed, identity)
    if (projectId !== null) counts.set(projectId, (counts.get(projectId) ?? 0) + count)
  }
  const waiting = lineRows.filter((line) => line.projectId === null).length
  return { makers, joiners, waiting, lineRows, lines: counts }
}

/** Others are served in between: a row is told in a third of a millisecond, a project made known in a twentieth. */
const matchedInOneTurn = 50
const addedInOneTurn = 500

interface DistinctRow {
  readonly listed: ListedProject
  readonly identity: string
  readonly count: number
}

/** Two rows of one record are one. A number under which the source now says quite another name is another record. */
function distinct(
  rows: readonly ListedProject[],
  standing: ReadonlyMap<string, StandingRecord>,
  findings: RowFinding[],
): DistinctRow[] {
  const found = new Map<string, DistinctRow>()
  for (const listed of rows) {
    const plain = identityOf(listed)
    const known = standing.get(recordKey(listed.source, plain))?.name
    const before = found.get(recordKey(listed.source, plain))?.listed.name
    const isOther = [known, before].some(
      (name) =>
        name !== undefined &&
        compareNames(namePartsOf(name), namePartsOf(listed.name)) === 'different',
    )
    const identity = isOther ? identityWithName(listed) : plain
    const key = recordKey(listed.source, identity)
    const same = found.get(key)
    if (same !== undefined) {
      const values = { row: same.listed.row }
      findings.push(noteOf(listed, 'listedName', 'registry.list-project-twice', values))
    }
    const said = same === undefined ? listed : together(same.listed, listed)
    found.set(key, { listed: said, identity, count: (same?.count ?? 0) + 1 })
  }
  return [...found.values()]
}

/** Returns the project, null where it waits. */
function joinRow(joining: Joining, listed: ListedProject, identity: string): string | null {
  const { matcher, projects, standing } = joining
  const record = standing.get(recordKey(listed.source, identity)) ?? null
  const recordId = record?.record_id ?? uuidv7()
  const of = { listed, recordId, identity, record }
  const stays = projects.get(record?.project_id ?? '')
  if (stays !== undefined) {
    matcher.add(stays, sightingOf(listed))
    return joinTo(joining, of, { project: stays, isKnown: true, agrees: [] })
  }
  const match = matcher.match(sightingOf(listed), new Set(record?.kept_apart ?? []))
  switch (match.is) {
    case 'sure': {
      const { project, agrees } = match.candidate
      matcher.add(project, sightingOf(listed))
      return joinTo(joining, of, { project, isKnown: false, agrees })
    }
    case 'unsure':
      ask(joining, of, match)
      return null
    case 'new': {
      const project = newProject(joining, listed)
      if (project === null) return null
      matcher.add(project, sightingOf(listed))
      joining.makers.push({ ...of, projectId: project.id, project, isKnown: false, agrees: [] })
      joining.lineRows.push(lineOf(of, { projectId: project.id, joinedBy: 'made' }))
      return project.id
    }
  }
}

interface RowOfRecord {
  readonly listed: ListedProject
  readonly recordId: string
  readonly identity: string
  readonly record: StandingRecord | null
}

function joinTo(
  { joiners, lineRows }: Joining,
  of: RowOfRecord,
  to: { project: KnownProject; isKnown: boolean; agrees: readonly string[] },
): string {
  const projectId = to.project.id
  joiners.push({ ...of, ...to, projectId })
  const { record } = of
  const how =
    to.isKnown && record !== null
      ? { joinedBy: record.joined_by, agrees: record.agrees, cameWith: record.came_with }
      : { joinedBy: 'rule' as const, agrees: to.agrees }
  lineRows.push(lineOf(of, { projectId, ...how }))
  return projectId
}

function lineOf(
  { listed, recordId, identity, record }: RowOfRecord,
  to: Partial<Pick<NewLine, 'projectId' | 'joinedBy' | 'agrees' | 'candidates' | 'cameWith'>>,
): NewLine {
  const isSame = record !== null && record.import_id !== null && record.said === saidOf(listed)
  return {
    listed,
    recordId,
    identity,
    projectId: null,
    joinedBy: null,
    agrees: [],
    candidates: [],
    keptApart: record?.kept_apart ?? [],
    cameWith: null,
    behind: isSame ? record.import_id : null,
    ...to,
  }
}

function ask(
  { findings, lineRows }: Joining,
  of: RowOfRecord,
  { candidates }: Extract<Match<KnownProject>, { is: 'unsure' }>,
): void {
  const [first] = candidates
  const values = { name: first?.project.name ?? '', count: candidates.length }
  findings.push(noteOf(of.listed, 'listedName', 'registry.list-asks', values))
  lineRows.push(lineOf(of, { candidates: candidates.map(({ project }) => project.id) }))
}

/** Nobody knows it: it is to be, under its number, else its permit's, else (`code` empty) one of ours. */
function newProject({ tx, findings, codes }: Joining, listed: ListedProject) {
  const project = projectToBe(listed, codes)
  const why = whyNotCreateProject(fieldsOf(listed, project.code), tx.district)
  codes.add(project.code)
  if (why === null) return project
  findings.push({ ...noteOf(listed, 'listedName', why.code, why.values ?? {}), waits: true })
  return null
}

/** Another source's number may be a project's code by chance, or two lists number from 1: then it gets one of ours. */
export function projectToBe(listed: ListedProject, taken: ReadonlySet<string>): KnownProject {
  const numbers = [listed.number, listed.permitNumber].map((one) => normalProjectCode(one ?? ''))
  const code = numbers.find(
    (one) => one !== '' && whyNotProjectCode(one) === null && !taken.has(one),
  )
  const { name, permitNumber: permit_number, number, source } = listed
  const isPlatform = source === 'real-name-platform' || source === 'by-hand'
  const platform_number = isPlatform ? number : null
  return { id: uuidv7(), code: code ?? '', name, platform_number, permit_number }
}

export function fieldsOf({ name, permitNumber, facts }: ListedProject, code: string) {
  return {
    code: code === '' ? null : code,
    name,
    town: facts.town,
    ownerKind: facts.owner_kind ?? ('unknown' as const),
    state: 'building' as const,
    permitNumber,
    platformNumber: null,
    payDay: null,
    begunOn: null,
  }
}
