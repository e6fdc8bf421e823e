import { uuidv7 } from 'uuidv7'
import { type Refusal, Refused, must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, type Tx, officeDay } from '../../platform/context.ts'
import { type NewParticipant, type NewProject, type Project, projectChanged } from './contract.ts'
import { ensureEnterprises } from './ensure-enterprises.ts'
import { checkCreditCode } from './rules/credit-code.ts'
import { matchingName } from './rules/matching-name.ts'
import { projectCodeOf, whyNotCreateProject } from './rules/project.ts'
import { normalProjectCode, ownProjectCode, projectCodeKind } from './rules/project-code.ts'
import { insertPageLine } from './source-lines.ts'
import {
  insertProject,
  recordParticipantRows,
  recordProjectEvent,
  takeOwnNumber,
  type ProjectRecord,
} from './store.ts'
import { readProject } from './views.ts'

/** A project that nobody knows yet. Its code: the given one, else the platform's or permit's number, else `P` and six digits. */
export async function createProject(ctx: Context, given: NewProject): Promise<Project> {
  const id = uuidv7()
  return act(ctx, 'project.create', id, async (tx) => {
    must(whyNotTheirs(tx))
    must(whyNotCreateProject(given, tx.district))
    const stated = projectCodeOf(given)
    const record =
      stated === null ? await insertUnderOwnCode(tx, id, given) : recordOf(tx, id, given, stated)
    if (stated !== null && !(await insertProject(tx, record))) {
      const values = { code: stated }
      throw new Refused({ code: 'registry.code-taken', kind: 'wrong-state', field: 'code', values })
    }
    await recordParticipantRows(tx, null, await participantRows(tx, record.id, given.participants))
    await recordProjectEvent(tx, record.id, 'created', eventDetail(record))
    await insertPageLine(tx, record.id, pageLineOf(tx, given, record))
    tx.announce(projectChanged, { projectId: record.id })
    return readProject(tx, record.code)
  })
}

/** A firm brings sheets of its own projects; which projects there are the office says. */
function whyNotTheirs(ctx: Context): Refusal | null {
  if (ctx.scope.projects === '*') return null
  return { code: 'registry.only-the-office', kind: 'not-allowed' }
}

/** Somebody may have given such a code by hand: then the next number is taken. */
async function insertUnderOwnCode(tx: Tx, id: string, given: NewProject): Promise<ProjectRecord> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const record = recordOf(tx, id, given, ownProjectCode(await takeOwnNumber(tx)))
    if (await insertProject(tx, record)) return record
  }
  throw new Error('A thousand own codes in a row are taken.')
}

function recordOf(tx: Tx, id: string, given: NewProject, code: string): ProjectRecord {
  return {
    district: tx.district,
    id,
    code,
    name: given.name.trim(),
    name_key: matchingName(given.name),
    town: given.town,
    owner_kind: given.ownerKind,
    state: given.state,
    permit_number: given.permitNumber,
    platform_number: given.platformNumber,
    pay_day: given.payDay,
    begun_on: given.begunOn,
    created_at: tx.now,
    place: null,
    contract_sum_fen: null,
    finish_on: given.finishOn ?? null,
    permit_on: given.permitOn ?? null,
    industry: given.industry ?? 'unknown',
    withdrawn_at: null,
    joined_into: null,
    version: 1,
  }
}

async function participantRows(tx: Tx, projectId: string, parties: readonly NewParticipant[]) {
  const stated = parties.map(({ name, creditCode }) => {
    const checked = creditCode === null ? null : checkCreditCode(creditCode)
    return {
      name,
      creditCode: checked === null || checked.value === '' ? null : checked.value,
      creditCodeFinding: checked === null || checked.ok ? null : checked.code,
    }
  })
  const enterpriseIds = await ensureEnterprises(tx, stated)
  return parties.flatMap(({ role }, index) => {
    const enterpriseId = enterpriseIds[index]
    if (enterpriseId === undefined) return []
    return [{ projectId, enterpriseId, role, enteredOn: null, leftOn: null, managerName: null }]
  })
}

/** What was stated is what the page, as a source, says of it. */
function pageLineOf(tx: Tx, given: NewProject, record: ProjectRecord) {
  const party = (role: NewParticipant['role']) => {
    const found = given.participants.find((one) => one.role === role)
    return found === undefined ? null : { name: found.name, creditCode: found.creditCode }
  }
  const isNumbered = record.code !== normalProjectCode(record.permit_number ?? '')
  const ownCode = projectCodeKind(record.code) === 'own' || !isNumbered ? null : record.code
  return {
    number: record.platform_number ?? ownCode,
    name: record.name,
    town: record.town,
    industry: record.industry,
    ownerKind: record.owner_kind,
    state: record.state,
    owner: party('owner'),
    contractor: party('general-contractor'),
    permitNumber: record.permit_number,
    begunOn: record.begun_on,
    on: officeDay(tx),
  }
}

/** What the event keeps: all that was stated, by the names of the columns. */
function eventDetail(record: ProjectRecord): Record<string, unknown> {
  const { district: _district, id: _id, created_at: _at, version: _version, ...stated } = record
  const { withdrawn_at: _withdrawn, joined_into: _into, ...kept } = stated
  return kept
}
