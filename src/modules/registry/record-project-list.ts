import { type Refusal, must } from '../../kernel/refusal.ts'
import type { RowFinding } from '../../kernel/row-finding.ts'
import { act } from '../../platform/act.ts'
import { type Context, type Tx, officeDay } from '../../platform/context.ts'
import { analyzeTable } from '../../platform/stage.ts'
import { listTownWords } from '../places/views-towns.ts'
import { projectChanged } from './contract.ts'
import { sourcesChanged } from './contract-sources.ts'
import { correctKnown } from './correct-known.ts'
import { createListed } from './create-listed.ts'
import { joinRows } from './join-rows.ts'
import { lockProjects } from './lock-projects.ts'
import { lockProjectLists, readProjectStage } from './project-list-lines.ts'
import { recordParties } from './record-parties.ts'
import { checkCreditCode } from './rules/credit-code.ts'
import type { MatchParty } from './rules/match-project.ts'
import { normalProjectCode, whyNotProjectCode } from './rules/project-code.ts'
import type { ListedProject } from './rules/project-list.ts'
import { noteOf } from './row-note.ts'
import { townOf } from './rules/town-word.ts'
import { insertSourceLines } from './source-lines.ts'

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
 * A list of projects from its stage: each row is what its source says of one project. Where it is sure which, it is
 * joined: what nobody has said yet is filled in, what an older list said is corrected, what a person said stays. Where
 * nobody can tell, it waits as a join question. Others are made.
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
    const { makers, joiners, waiting, lineRows, lines } = await joinRows(tx, listed, findings)
    const fresh = new Set(makers.map(({ projectId }) => projectId))
    const known = new Set(
      joiners.flatMap(({ projectId }) => (fresh.has(projectId) ? [] : projectId)),
    )
    await lockProjects(tx, known)
    await createListed(tx, importId, makers)
    await insertSourceLines(tx, importId, lineRows)
    // What has just come is in no statistics yet.
    await analyzeTable(tx, 'registry.project', makers.length)
    await analyzeTable(tx, 'registry.project_source', lineRows.length)
    const changed = await correctKnown(tx, importId, joiners, findings)
    const joined = await recordParties(tx, importId, [...makers, ...joiners], findings)
    for (const projectId of new Set([...changed.keys(), ...fresh])) {
      const fields = fresh.has(projectId) ? undefined : [...(changed.get(projectId) ?? [])]
      tx.announce(projectChanged, { projectId, fields })
    }
    const others = [...known].filter((id) => !changed.has(id))
    tx.announce(sourcesChanged, { because: importId, projectIds: others })
    const superseded = [...known].filter((id) => changed.has(id) || joined.has(id)).length
    const counts = { added: fresh.size, superseded, unchanged: known.size - superseded }
    tx.note({ ...counts, questions: waiting })
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
  const towns = await listTownWords(tx)
  const staged = await readProjectStage(tx)
  const today = officeDay(tx)
  return staged.map((one) => {
    const town = one.town === null ? null : townOf(one.town, towns)
    if (one.town !== null && town === null) {
      findings.push(noteOf(one, 'town', 'registry.list-town-unclear', { town: one.town }))
    }
    const isUnfit = one.number !== null && whyNotProjectCode(normalProjectCode(one.number)) !== null
    if (isUnfit) findings.push(noteOf(one, 'listedCode', 'registry.list-number-unfit', {}))
    const { industry, owner_kind, state, place, contract_sum_fen, begun_on, finish_on } = one
    return {
      sheet: one.sheet,
      row: one.row,
      source: one.source ?? 'by-hand',
      saidOn: one.said_on ?? today,
      number: isUnfit ? null : one.number,
      permitNumber: one.permit_number,
      name: one.name.trim(),
      owner: partyOf(one.owner_firm, one.owner_credit_code),
      contractor: partyOf(one.contractor_firm, one.contractor_credit_code),
      facts: { town, industry, owner_kind, state, place, contract_sum_fen, begun_on, finish_on },
    }
  })
}

/** A code that can be nobody's says nothing: the firm is known by its name. */
function partyOf(name: string | null, code: string | null): MatchParty | null {
  if (name === null) return null
  const checked = code === null ? null : checkCreditCode(code)
  const isOne = checked !== null && (checked.ok || identifying.has(checked.code))
  return { name, creditCode: isOne ? checked.value : null }
}

const identifying: ReadonlySet<string> = new Set([
  'registry.credit-code-check-digit',
  'registry.credit-code-old',
])
