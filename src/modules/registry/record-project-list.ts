import { uuidv7 } from 'uuidv7'
import { type Refusal, Refused, must } from '../../kernel/refusal.ts'
import type { RowFinding } from '../../kernel/row-finding.ts'
import { act } from '../../platform/act.ts'
import { type Context, type Tx, officeDay } from '../../platform/context.ts'
import { listTowns } from '../places/views.ts'
import { projectChanged } from './contract.ts'
import { ensureEnterprises } from './ensure-enterprises.ts'
import { lockProjects } from './lock-projects.ts'
import {
  type FactChange,
  type NewListedProject,
  type StagedProject,
  insertListEvents,
  insertListedProjects,
  listKnownProjects,
  lockProjectLists,
  readLeadingParties,
  readProjectEvents,
  readProjectFacts,
  readProjectStage,
  updateListedProjects,
} from './project-list-lines.ts'
import { matchingName } from './rules/matching-name.ts'
import { whyNotCreateProject } from './rules/project.ts'
import { normalProjectCode, ownProjectCode, whyNotProjectCode } from './rules/project-code.ts'
import {
  type KnownProject,
  type ListedProject,
  factChanges,
  foldFacts,
  projectFinder,
} from './rules/project-list.ts'
import { townOf } from './rules/town-word.ts'
import { recordParticipantRows, takeOwnNumber } from './store.ts'

/** What a list came to: projects made, changed, found as they are; and what is to be said of its rows. */
export interface ListRecorded {
  readonly added: number
  readonly superseded: number
  readonly unchanged: number
  readonly findings: readonly RowFinding[]
  /** How many rows speak of each project. */
  readonly lines: ReadonlyMap<string, number>
}

/**
 * A list of projects from its stage. Who is known by code, permit, platform number or name is joined: what nobody has
 * said yet is filled in, what an older list said is corrected, what a person said stays. Others are made. A row that
 * contradicts who is known waits.
 */
export async function recordProjectList(
  ctx: Tx,
  { importId }: { readonly importId: string },
): Promise<ListRecorded> {
  return act(ctx, 'project-list.record', importId, async (tx) => {
    must(whyNotTheirs(tx))
    await lockProjectLists(tx)
    const findings: RowFinding[] = []
    const listed = await readListed(tx, findings)
    const { known, fresh, lines } = await placeRows(tx, listed, findings)
    await lockProjects(
      tx,
      known.map(({ id }) => id),
    )
    const changed = await correctKnown(tx, importId, known, findings)
    await createFresh(tx, importId, fresh)
    const joined = await recordParties(tx, importId, [...known, ...fresh], findings)
    for (const projectId of new Set([...changed, ...fresh.map(({ id }) => id)])) {
      tx.announce(projectChanged, { projectId })
    }
    const superseded = known.filter(({ id }) => changed.has(id) || joined.has(id)).length
    const counts = { added: fresh.length, superseded, unchanged: known.length - superseded }
    tx.note({ ...counts })
    return { ...counts, findings, lines }
  })
}

/** A firm brings sheets of its own projects; which projects there are the office says. */
function whyNotTheirs(ctx: Context): Refusal | null {
  if (ctx.scope.projects === '*') return null
  return { code: 'registry.only-the-office', kind: 'not-allowed' }
}

/** The rows with their town; a town that is none of the district's, or a number that is none, is said and left open. */
async function readListed(tx: Tx, findings: RowFinding[]): Promise<ListedProject[]> {
  const towns = await listTowns(tx)
  const staged = await readProjectStage(tx)
  return staged.map((one) => {
    const town = one.town === null ? null : townOf(one.town, towns)
    if (one.town !== null && town === null) {
      findings.push(noteOf(one, 'town', 'registry.list-town-unclear', { town: one.town }))
    }
    const isUnfit = one.number !== null && whyNotProjectCode(normalProjectCode(one.number)) !== null
    if (isUnfit) findings.push(noteOf(one, 'listedCode', 'registry.list-number-unfit', {}))
    const { owner_kind, state, place, contract_sum_fen, begun_on, finish_on } = one
    return {
      sheet: one.sheet,
      row: one.row,
      number: isUnfit ? null : one.number,
      permitNumber: one.permit_number,
      name: one.name,
      ownerFirm: one.owner_firm,
      contractorFirm: one.contractor_firm,
      facts: { town, owner_kind, state, place, contract_sum_fen, begun_on, finish_on },
    }
  })
}

interface Placed {
  readonly id: string
  readonly project: KnownProject
  readonly listed: ListedProject
}

interface PlacedRows {
  readonly known: readonly Placed[]
  readonly fresh: readonly Placed[]
  readonly lines: ReadonlyMap<string, number>
}

/** Whom each row means. Two rows of one project are one: what the later says counts. */
async function placeRows(
  tx: Tx,
  rows: readonly ListedProject[],
  findings: RowFinding[],
): Promise<PlacedRows> {
  const there = await listKnownProjects(tx)
  const thereIds = new Set(there.map(({ id }) => id))
  const finder = projectFinder(there)
  const placed = new Map<string, Placed>()
  const lines = new Map<string, number>()
  for (const listed of rows) {
    const meaning = finder.find(listed)
    if (meaning.is === 'contradiction') {
      const { field, code, values } = meaning.why
      findings.push({ ...noteOf(listed, field, code, values), waits: true })
      continue
    }
    const project = meaning.is === 'known' ? meaning.project : newProject(tx, listed, findings)
    if (project === null) continue
    if (meaning.is === 'new') finder.meet(project)
    const before = placed.get(project.id)
    if (before !== undefined) {
      const values = { row: before.listed.row }
      findings.push(noteOf(listed, 'listedName', 'registry.list-project-twice', values))
    }
    const said = before === undefined ? listed : together(before.listed, listed)
    placed.set(project.id, { id: project.id, project, listed: said })
    lines.set(project.id, (lines.get(project.id) ?? 0) + 1)
  }
  const all = [...placed.values()]
  return {
    known: all.filter(({ id }) => thereIds.has(id)),
    fresh: all.filter(({ id }) => !thereIds.has(id)),
    lines,
  }
}

/** Nobody knows it: it is to be, under its number, else its permit's, else (`code` empty) one of ours. */
function newProject(tx: Tx, listed: ListedProject, findings: RowFinding[]): KnownProject | null {
  const numbers = [listed.number, listed.permitNumber].map((one) => normalProjectCode(one ?? ''))
  const code = numbers.find((one) => one !== '' && whyNotProjectCode(one) === null) ?? ''
  const why = whyNotCreateProject(fieldsOf(listed, code), tx.district)
  if (why !== null) {
    findings.push({
      ...noteOf(listed, 'listedName', why.code, why.values ?? {}),
      waits: true,
    })
    return null
  }
  const { name, permitNumber: permit_number } = listed
  return { id: uuidv7(), code, name: name.trim(), platform_number: listed.number, permit_number }
}

function fieldsOf({ name, permitNumber, facts }: ListedProject, code: string) {
  return {
    code: code === '' ? null : code,
    name,
    town: facts.town,
    ownerKind: facts.owner_kind ?? 'unknown',
    state: 'building' as const,
    permitNumber,
    platformNumber: null,
    payDay: null,
    begunOn: null,
  }
}

function together(before: ListedProject, later: ListedProject): ListedProject {
  const [one, other] = [before.facts, later.facts]
  return {
    ...later,
    number: later.number ?? before.number,
    permitNumber: later.permitNumber ?? before.permitNumber,
    ownerFirm: later.ownerFirm ?? before.ownerFirm,
    contractorFirm: later.contractorFirm ?? before.contractorFirm,
    facts: {
      town: other.town ?? one.town,
      owner_kind: other.owner_kind ?? one.owner_kind,
      state: other.state ?? one.state,
      place: other.place ?? one.place,
      contract_sum_fen: other.contract_sum_fen ?? one.contract_sum_fen,
      begun_on: other.begun_on ?? one.begun_on,
      finish_on: other.finish_on ?? one.finish_on,
    },
  }
}

/** Fills in and corrects; returns whose facts changed. */
async function correctKnown(
  tx: Tx,
  importId: string,
  placed: readonly Placed[],
  findings: RowFinding[],
): Promise<ReadonlySet<string>> {
  const ids = placed.map(({ id }) => id)
  const standing = await readProjectFacts(tx, ids)
  const events = await readProjectEvents(tx, ids)
  const changes: FactChange[] = []
  for (const { id, listed } of placed) {
    const row = standing.get(id)
    if (row === undefined) continue
    const { byHand } = foldFacts(events.get(id) ?? [])
    const of = factChanges({ values: row, byHand }, listed.facts)
    for (const { field, code } of of.kept) findings.push(noteOf(listed, field, code, {}))
    const change = { ...of.changes, ...numberChanges(row, listed) }
    if (Object.keys(change).length > 0) changes.push({ projectId: id, changes: change })
  }
  await updateListedProjects(tx, changes)
  await insertListEvents(tx, importId, 'edited', changes)
  return new Set(changes.map(({ projectId }) => projectId))
}

/** Numbers that nobody had said: the list's own stands for the platform's, where it is not known by it already. */
function numberChanges(row: KnownProject, { number, permitNumber }: ListedProject) {
  const stated = normalProjectCode(number ?? '')
  const isKnown = [row.code, row.permit_number, permitNumber].some(
    (one) => normalProjectCode(one ?? '') === stated,
  )
  const isFit = stated !== '' && whyNotProjectCode(stated) === null
  return {
    ...(row.platform_number === null && isFit && !isKnown ? { platform_number: number } : {}),
    ...(row.permit_number === null && permitNumber !== null ? { permit_number: permitNumber } : {}),
  }
}

async function createFresh(tx: Tx, importId: string, placed: readonly Placed[]): Promise<void> {
  const withoutCode = placed.filter(({ project }) => project.code === '').length
  const nextCode = await ownCodes(tx, withoutCode)
  const projects = placed.map(({ project, listed }): NewListedProject => {
    const { facts } = listed
    const isPlanned = facts.begun_on !== null && facts.begun_on > officeDay(tx)
    const state = facts.state ?? (isPlanned ? 'not-begun' : 'building')
    return {
      ...project,
      ...facts,
      code: project.code === '' ? nextCode() : project.code,
      name_key: matchingName(project.name),
      owner_kind: facts.owner_kind ?? 'unknown',
      state,
      begun_on: state === 'not-begun' ? null : facts.begun_on,
    }
  })
  const [taken] = await insertListedProjects(tx, projects)
  if (taken !== undefined) {
    const values = { code: taken }
    throw new Refused({ code: 'registry.code-taken', kind: 'wrong-state', values })
  }
  const created = projects.map(({ id, ...stated }) => ({ projectId: id, changes: stated }))
  await insertListEvents(tx, importId, 'created', created)
}

/** So many of the district's own codes, without those that somebody has given by hand. */
async function ownCodes(tx: Tx, count: number): Promise<() => string> {
  if (count === 0) return () => ''
  const given = new Set((await listKnownProjects(tx)).map(({ code }) => code))
  const codes: string[] = []
  while (codes.length < count) {
    const missing = count - codes.length
    const last = await takeOwnNumber(tx, missing)
    for (let number = last - missing + 1; number <= last; number += 1) {
      const code = ownProjectCode(number)
      if (!given.has(code)) codes.push(code)
    }
  }
  return () => codes.shift() ?? ''
}

/** Owner and general contractor where nobody is known as such; another name than the known one is said. */
async function recordParties(
  tx: Tx,
  importId: string,
  placed: readonly Placed[],
  findings: RowFinding[],
): Promise<ReadonlySet<string>> {
  const ids = placed.map(({ id }) => id)
  const parties = Map.groupBy(
    await readLeadingParties(tx, ids),
    ({ project_id, role }) => `${project_id} ${role}`,
  )
  const stated = placed.flatMap(({ id, listed }) =>
    [
      { role: 'owner', name: listed.ownerFirm },
      { role: 'general-contractor', name: listed.contractorFirm },
    ].flatMap(({ role, name }) => {
      if (name === null) return []
      const standing = parties.get(`${id} ${role}`) ?? []
      const isOne = standing.some((party) => party.name_key === matchingName(name))
      if (standing.length > 0 && !isOne) {
        const known = standing.map((party) => party.name).join('、')
        findings.push(
          role === 'owner'
            ? noteOf(listed, 'ownerFirm', 'registry.list-owner-differs', { known })
            : noteOf(listed, 'contractorFirm', 'registry.list-general-contractor-differs', {
                known,
              }),
        )
        return []
      }
      return [{ id, role, name, isNew: !isOne }]
    }),
  )
  const enterpriseIds = await ensureEnterprises(
    tx,
    stated.map(({ name }) => ({ name, creditCode: null, creditCodeFinding: null })),
  )
  const rows = stated.flatMap(({ id: projectId, role }, index) => {
    const enterpriseId = enterpriseIds[index]
    if (enterpriseId === undefined) return []
    return [{ projectId, enterpriseId, role, enteredOn: null, leftOn: null, managerName: null }]
  })
  await recordParticipantRows(tx, importId, rows)
  return new Set(stated.filter(({ isNew }) => isNew).map(({ id }) => id))
}

function noteOf(
  { sheet, row }: Pick<StagedProject, 'sheet' | 'row'>,
  field: string,
  code: string,
  values: RowFinding['values'],
): RowFinding {
  return { sheet, row, field, code, values, waits: false }
}
