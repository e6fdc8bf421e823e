import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { analyzeTable } from '../../platform/stage.ts'
import { ensureEnterprises } from '../registry/ensure-enterprises.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import { projectIdsByCode } from '../registry/views.ts'
import { ensureTeams } from './ensure-teams.ts'
import { foldEngagements } from './fold-engagements.ts'
import { adoptNumbers, matchWithoutId } from './match-persons.ts'
import { type Proposed, proposeMerges } from './propose-merges.ts'
import { rememberMentions } from './remember-merged.ts'
import { holdWorkers } from './store-merges.ts'
import {
  findMentionedAnew,
  insertMentions,
  insertNewWorkers,
  insertPersonalValues,
  keepResolved,
  listMatches,
  readPersons,
  readStagedFirms,
  readStagedProjectCodes,
  resolveRead,
  type Match,
  type Newcomers,
} from './store.ts'

/** Who the persons of a file are. */
export interface Resolved {
  readonly workers: number
  readonly workersNew: number
  /** Who was known otherwise than by his ID number, at the first of his rows; at most a thousand. */
  readonly matches: readonly Match[]
  /** Codes that the file names and nobody knows; `''`: none was named and none chosen. Lines of those wait. */
  readonly unknownProjects: readonly string[]
}

/**
 * Says who each staged person is, makes whom nobody knows yet, and leaves `resolved_person` for the lines to be joined
 * with. Known by ID number; without one by card on the project, by phone, else by name, firm and team where that is one on
 * the project and one in the file; else a new worker. Who comes with a number that nobody has and may be one who was there
 * is somebody new all the same, and it is proposed to merge them. Holds the projects until the transaction ends. A file may be handed in
 * part by part, each person in one part: `workers` is then this part's, `countImportWorkers` says all.
 */
export async function resolvePersons(
  ctx: Tx,
  of: { readonly importId: string; readonly projectId: string | null },
): Promise<Resolved> {
  return act(ctx, 'persons.resolve', of.importId, async (tx) => {
    await tx.client.query(`set local work_mem = '64MB'`)
    await holdWorkers(tx, 'shared')
    const { projects, unknownProjects } = await placeProjects(tx, of.projectId)
    await lockProjects(tx, projects.values())
    const firms = await ensureFirms(tx, 'stage_person')
    const values = await insertPersonalValues(tx)
    await analyzeTable(tx, 'platform.personal_value', values)
    const read = await readPersons(tx, projects, firms)
    await ensureTeams(tx, 'person_read', of.importId)
    const adopted = read.newNumbers > 0 ? await adoptNumbers(tx) : 0
    const missing = read.newNumbers - adopted
    const made = missing > 0 ? await insertNewWorkers(tx, of.importId, missing) : noneNew
    await resolveRead(tx, of.importId, made.newcomers)
    const unnumbered = read.withoutId > 0 ? await matchWithoutId(tx, of.importId) : 0
    const workersNew = made.inserted + unnumbered
    await analyzeTable(tx, 'labour.worker', workersNew)
    const workers = await insertMentions(tx, of.importId)
    await analyzeTable(tx, 'labour.mention', workers)
    await rememberMentions(tx, of.importId)
    const anew = (await findMentionedAnew(tx)) > 0
    const proposed = anew ? await proposeMerges(tx, of.importId) : noneProposed
    if (anew) await foldEngagements(tx, 'mentioned_anew')
    const matches = await listMatches(tx, proposed.personNos)
    await keepResolved(tx, of.importId)
    tx.note({
      workers,
      workersNew,
      ...(proposed.proposals > 0 ? { proposals: proposed.proposals } : {}),
    })
    return { workers, workersNew, matches, unknownProjects }
  })
}

const noneProposed: Proposed = { proposals: 0, personNos: [] }

const noneNew: { inserted: number; newcomers: Newcomers } = { inserted: 0, newcomers: 'none' }

async function placeProjects(tx: Tx, chosen: string | null) {
  const codes = await readStagedProjectCodes(tx)
  const named = codes.filter((code) => code !== null && code !== '').map((code) => code ?? '')
  const known = await projectIdsByCode(tx, named)
  const projects = new Map<string, string>(known)
  const unnamed = named.length < codes.length
  if (unnamed && chosen !== null) projects.set('', chosen)
  const unknownProjects = named.filter((code) => !known.has(code))
  if (unnamed && chosen === null) unknownProjects.push('')
  return { projects, unknownProjects }
}

/** Firms as they are stated, with their enterprises; one of which only the code is stated goes by the code. */
export async function ensureFirms(tx: Tx, stage: 'stage_person' | 'stage_team') {
  const staged = await readStagedFirms(tx, stage)
  const enterpriseIds = await ensureEnterprises(
    tx,
    staged.map((one) => ({
      name: one.firm ?? one.credit_code ?? '',
      creditCode: one.credit_code,
      creditCodeFinding: one.credit_code_finding,
    })),
  )
  return staged.flatMap((one, index) => {
    const enterprise_id = enterpriseIds[index]
    return enterprise_id === undefined ? [] : [{ ...one, enterprise_id }]
  })
}
