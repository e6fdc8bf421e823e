import { Refused, must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { type Project, projectChanged } from './contract.ts'
import {
  type JoinProjects,
  type PartProjects,
  projectGivenUp,
  sourcesChanged,
} from './contract-sources.ts'
import { correctKnown } from './correct-known.ts'
import { lockProjects } from './lock-projects.ts'
import {
  type FactChange,
  insertListEvents,
  lockProjectLists,
  readProjectEvents,
  readProjectFacts,
  updateListedProjects,
  withdrawParticipants,
} from './project-list-lines.ts'
import { whyNotJoinProjects } from './rules/join-question.ts'
import { changesWithout, liveEvents } from './rules/project-list.ts'
import { type ProjectRecord, lockProject, recordParticipantRows, recordProject } from './store.ts'
import {
  type SourceLine,
  hasGivenUp,
  listedOf,
  lockBrought,
  lockGivenUp,
  moveRecords,
  returnRecords,
} from './store-sources.ts'
import { findProjectId, noSuchProject, readProject } from './views.ts'

/**
 * Two projects are found to be one: the one of `code` is given up, its source records and firms go to the other, which
 * gets from it what nobody had said. Whoever has lines of the one given up hears it and refuses.
 */
export async function joinProjects(
  ctx: Context,
  code: string,
  { into, reason }: JoinProjects,
): Promise<Project> {
  return act(ctx, 'project.join', code, async (tx) => {
    const { givenUp, kept } = await lockBoth(tx, code, into)
    must(whyNotJoinProjects(givenUp, kept))
    if (await hasGivenUp(tx, givenUp.id)) {
      throw new Refused({ code: 'registry.joined-has-joined', kind: 'wrong-state' })
    }
    await takeOver(tx, givenUp, kept, reason)
    await takeOverParties(tx, givenUp.id, kept.id)
    await moveRecords(tx, { from: givenUp.id, to: kept.id })
    await recordProject(tx, givenUp.id, {
      withdrawn_at: tx.now,
      joined_into: kept.id,
      version: givenUp.version + 1,
    })
    tx.note({ into: kept.code, reason })
    tx.announce(projectGivenUp, { projectId: givenUp.id, code: givenUp.code, into: kept.id })
    tx.announce(projectChanged, { projectId: kept.id, fields: [...fillable] })
    tx.announce(sourcesChanged, { because: givenUp.id, projectIds: [givenUp.id] })
    return readProject(tx, kept.code)
  })
}

async function lockBoth(tx: Tx, code: string, into: string) {
  await lockProjectLists(tx)
  await lockProjects(tx, [await findProjectId(tx, code), await findProjectId(tx, into)])
  const givenUp = await lockProject(tx, code)
  const kept = await lockProject(tx, into)
  if (givenUp === null) throw noSuchProject(code)
  if (kept === null) throw noSuchProject(into)
  return { givenUp, kept }
}

const fillable = [
  'town',
  'industry',
  'owner_kind',
  'place',
  'contract_sum_fen',
  'begun_on',
  'finish_on',
  'permit_number',
  'platform_number',
] as const

async function takeOver(
  tx: Tx,
  givenUp: ProjectRecord,
  kept: ProjectRecord,
  reason: string,
): Promise<void> {
  const facts = await readProjectFacts(tx, [givenUp.id, kept.id])
  const [from, to] = [facts.get(givenUp.id), facts.get(kept.id)]
  const changes: Record<string, unknown> = {}
  for (const field of fillable) {
    const [value, now] = [from?.[field] ?? null, to?.[field] ?? null]
    const isOpen = now === null || now === 'unknown'
    if (isOpen && value !== null && value !== 'unknown') changes[field] = value
  }
  if (kept.state === 'not-begun') delete changes['begun_on']
  const of = { projectId: kept.id, recordId: givenUp.id }
  const took: FactChange = { ...of, changes: { code: givenUp.code, name: givenUp.name } }
  await insertListEvents(tx, null, 'took-over', [took], reason)
  if (Object.keys(changes).length > 0) {
    await updateListedProjects(tx, [{ ...of, changes }])
    await insertListEvents(tx, null, 'edited', [{ ...of, changes }])
  }
  const gone = { projectId: givenUp.id, recordId: kept.id }
  const into: FactChange = { ...gone, changes: { code: kept.code, name: kept.name } }
  await insertListEvents(tx, null, 'joined-into', [into], reason)
}

/** Its firms, where the other has none in that role; named by the project given up, as a list names its own. */
async function takeOverParties(tx: Tx, from: string, to: string): Promise<void> {
  const found = await tx.client.query<{ enterprise_id: string; role: string }>({
    name: 'registry-parties-to-take-over',
    text: `select enterprise_id, role from registry.project_party p where p.district = $1 and p.project_id = $2
      and not exists (select from registry.project_party o where o.district = p.district and o.project_id = $3 and o.role = p.role
        and (p.role in ('owner', 'general-contractor') or o.enterprise_id = p.enterprise_id))`,
    values: [tx.district, from, to],
  })
  const rows = found.rows.map(({ enterprise_id: enterpriseId, role }) => {
    return { projectId: to, enterpriseId, role, enteredOn: null, leftOn: null, managerName: null }
  })
  await recordParticipantRows(tx, from, rows)
}

/** The joining of two projects is undone: the one given up stands again, and what it had brought leaves with it. */
export async function partProjects(
  ctx: Context,
  code: string,
  { projectId, reason }: PartProjects,
): Promise<Project> {
  return act(ctx, 'project.part', code, async (tx) => {
    await lockProjectLists(tx)
    const keptId = await findProjectId(tx, code)
    await lockProjects(tx, [keptId, projectId])
    const givenUp = await lockGivenUp(tx, projectId, keptId)
    if (givenUp === null) {
      throw new Refused({ code: 'registry.not-joined', kind: 'changed-meanwhile' })
    }
    const events = await readProjectEvents(tx, [keptId, givenUp.id])
    const own = liveEvents(events.get(givenUp.id) ?? [], new Set(['created']))
    if (own.length === 0) {
      throw new Refused({ code: 'registry.joined-list-gone', kind: 'wrong-state' })
    }
    if ((await lockProject(tx, givenUp.code)) !== null) {
      const values = { code: givenUp.code }
      throw new Refused({ code: 'registry.code-taken', kind: 'wrong-state', values })
    }
    const lines = await lockBrought(tx, keptId, givenUp.id)
    const gone = new Set([givenUp.id, ...lines.map((line) => line.record_id)])
    const changes = changesWithout(events.get(keptId) ?? [], { records: gone })
    await updateListedProjects(tx, [{ projectId: keptId, changes }])
    const of = { code: givenUp.code, name: givenUp.name }
    const back = [{ projectId: keptId, recordId: givenUp.id, changes: { ...of, ...changes } }]
    await insertListEvents(tx, null, 'given-back', back, reason)
    await insertListEvents(
      tx,
      null,
      'given-back',
      [{ projectId: givenUp.id, recordId: keptId, changes: of }],
      reason,
    )
    await recordProject(tx, givenUp.id, {
      withdrawn_at: null,
      joined_into: null,
      version: givenUp.version + 1,
    })
    await returnRecords(tx, { from: keptId, to: givenUp.id })
    await sayAgain(tx, keptId, givenUp, lines)
    await withdrawParticipants(tx, givenUp.id)
    for (const id of [keptId, givenUp.id]) tx.announce(projectChanged, { projectId: id })
    tx.note({ givenUp: givenUp.code, reason })
    return readProject(tx, givenUp.code)
  })
}

/** What its records have said while they were away, they said of the project that has them again. */
async function sayAgain(
  tx: Tx,
  from: string,
  project: ProjectRecord,
  lines: readonly SourceLine[],
): Promise<void> {
  for (const line of lines) {
    const { record_id: recordId, source, name } = line
    const left = { projectId: from, recordId, changes: { source, name } }
    await insertListEvents(tx, null, 'separated', [left])
    const of = { listed: listedOf(line), recordId, projectId: project.id, project }
    await correctKnown(tx, line.import_id, [{ ...of, isKnown: true, agrees: [] }], [])
  }
}
