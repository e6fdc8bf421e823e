import type { RowFinding } from '../../kernel/row-finding.ts'
import type { Tx } from '../../platform/context.ts'
import type { JoinedRow } from './join-rows.ts'
import {
  type FactChange,
  insertListEvents,
  readProjectEvents,
  readProjectFacts,
  updateListedProjects,
} from './project-list-lines.ts'
import { noteOf } from './row-note.ts'
import { normalProjectCode, whyNotProjectCode } from './rules/project-code.ts'
import {
  type KnownProject,
  type ListedFacts,
  type ListedProject,
  factChanges,
  foldFacts,
  withFacts,
} from './rules/project-list.ts'
import { industryOfSource } from './rules/project-source.ts'

/**
 * What rows say of projects that are known: filled in and corrected, each by an event of its record; that a record was
 * joined is an event too. Of projects that this transaction has locked; returns whose facts changed, and which.
 */
export async function correctKnown(
  tx: Tx,
  importId: string | null,
  rows: readonly JoinedRow[],
  findings: RowFinding[],
  reason: string | null = null,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ids = [...new Set(rows.map(({ projectId }) => projectId))]
  const standing = await readProjectFacts(tx, ids)
  const events = await readProjectEvents(tx, ids)
  const byHandOf = new Map(ids.map((id) => [id, foldFacts(events.get(id) ?? []).byHand]))
  const changes: FactChange[] = []
  const joins: FactChange[] = []
  for (const { projectId, recordId, listed, isKnown, agrees } of rows) {
    const row = standing.get(projectId)
    if (row === undefined) continue
    if (!isKnown) joins.push({ projectId, recordId, changes: joinedDetail(listed, agrees) })
    const facts = { ...listed.facts, industry: industryIn(listed, row.industry) }
    sayWhatDiffers(listed, row, isKnown, findings)
    const of = factChanges({ values: row, byHand: byHandOf.get(projectId) ?? new Set() }, facts)
    for (const { field, code } of of.kept) findings.push(noteOf(listed, field, code, {}))
    const numbers = numberChanges(row, listed)
    const change = { ...of.changes, ...numbers }
    if (Object.keys(change).length === 0) continue
    changes.push({ projectId, recordId, changes: change })
    // A second row of the same project sees what the first has said.
    standing.set(projectId, { ...row, ...withFacts(row, facts, of.changes), ...numbers })
  }
  await insertListEvents(tx, importId, 'source-joined', joins, reason)
  const merged = mergedByProject(changes)
  await updateListedProjects(tx, merged)
  await insertListEvents(tx, importId, 'edited', changes)
  return new Map(merged.map(({ projectId, changes: of }) => [projectId, Object.keys(of)]))
}

/** What the history says of a joining. */
function joinedDetail({ source, name, number }: ListedProject, agrees: readonly string[]) {
  return { source, name, number, agrees }
}

/** A list of one authority only says whose its projects are where nobody has said it. */
function industryIn(listed: ListedProject, known: ListedFacts['industry']) {
  if (listed.facts.industry !== null) return listed.facts.industry
  return known === null || known === 'unknown' ? industryOfSource(listed.source) : null
}

/** It is joined all the same: what the office should look at once. */
function sayWhatDiffers(
  listed: ListedProject,
  known: Pick<ListedFacts, 'town' | 'begun_on' | 'finish_on'>,
  isKnown: boolean,
  findings: RowFinding[],
): void {
  const { town, begun_on: begun, finish_on: finish } = listed.facts
  // A source may correct itself; of two, one is wrong.
  if (!isKnown && town !== null && known.town !== null && town !== known.town)
    findings.push(noteOf(listed, 'town', 'registry.list-town-differs', {}))
  const begins = begun ?? known.begun_on
  const ends = finish ?? known.finish_on
  const isOwn = begun !== null && finish !== null
  if (begins !== null && ends !== null && ends < begins && !isOwn)
    findings.push(noteOf(listed, 'finishedOn', 'registry.list-end-before-begin', {}))
}

/** Numbers that nobody had said: a platform's own, or the office's, is the platform's number; a permit's is the permit's. */
function numberChanges(row: KnownProject, { number, permitNumber, source }: ListedProject) {
  const stated = normalProjectCode(number ?? '')
  const isKnown = [row.code, row.permit_number, permitNumber].some(
    (one) => normalProjectCode(one ?? '') === stated,
  )
  const isPlatform = source === 'real-name-platform' || source === 'by-hand'
  const isFit = isPlatform && stated !== '' && whyNotProjectCode(stated) === null
  return {
    ...(row.platform_number === null && isFit && !isKnown ? { platform_number: number } : {}),
    ...(row.permit_number === null && permitNumber !== null ? { permit_number: permitNumber } : {}),
  }
}

/** One row of the update a project: the later change of a field counts. */
function mergedByProject(changes: readonly FactChange[]): FactChange[] {
  const merged = new Map<string, Record<string, unknown>>()
  for (const { projectId, changes: of } of changes) {
    merged.set(projectId, { ...merged.get(projectId), ...of })
  }
  return [...merged].map(([projectId, of]) => ({ projectId, changes: of }))
}
