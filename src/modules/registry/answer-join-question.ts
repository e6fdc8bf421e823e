import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { projectChanged } from './contract.ts'
import type { JoinAnswer } from './contract-sources.ts'
import { correctKnown } from './correct-known.ts'
import { createListed } from './create-listed.ts'
import { type JoinedRow, fieldsOf, projectToBe } from './join-rows.ts'
import { listKnownProjects, lockProjectLists } from './project-list-lines.ts'
import { recordParties } from './record-parties.ts'
import { whyNotAnswerQuestion } from './rules/join-question.ts'
import { type Sighting, addSighting, compareProfiles, profileOf } from './rules/match-project.ts'
import { sightingOf } from './rules/project-list.ts'
import { whyNotCreateProject } from './rules/project.ts'
import { addCandidate, recordDecision } from './source-lines.ts'
import { readSightings, readWaitingRecords, sightingOfRecord } from './views-sightings.ts'
import { lockProject } from './store.ts'
import { type SourceLine, listedOf, lockRecord } from './store-sources.ts'
import { noSuchProject } from './views.ts'

/** An officer says whose a waiting record is: a known project's, or one that is made of it. */
export async function answerJoinQuestion(
  ctx: Context,
  recordId: string,
  { answer, reason }: JoinAnswer,
): Promise<{ code: string; name: string }> {
  return act(ctx, 'join-question.answer', recordId, async (tx) => {
    await lockProjectLists(tx)
    const line = await lockRecord(tx, recordId)
    must(whyNotAnswerQuestion({ projectId: line.project_id }))
    tx.note({ is: answer.is, reason })
    if (answer.is === 'new') return makeProjectOf(tx, line, line.candidates, reason)
    return joinTo(tx, line, answer.code, reason)
  })
}

async function joinTo(tx: Tx, line: SourceLine, code: string, reason: string) {
  const project = await lockProject(tx, code)
  if (project === null) throw noSuchProject(code)
  const listed = listedOf(line)
  const agrees = await agreementWith(tx, project.id, sightingOf(listed))
  await recordDecision(tx, line.record_id, { projectId: project.id, joinedBy: 'officer', agrees })
  const of = { projectId: project.id, project, recordId: line.record_id }
  const row: JoinedRow = { ...of, listed, isKnown: false, agrees }
  const changed = await correctKnown(tx, line.import_id, [row], [], reason)
  await recordParties(tx, line.import_id, [row], [])
  const fields = [...(changed.get(project.id) ?? [])]
  tx.announce(projectChanged, { projectId: project.id, fields })
  return { code: project.code, name: project.name }
}

/** What of a record agrees with a project as it is known now. */
async function agreementWith(tx: Tx, projectId: string, sighting: Sighting) {
  const [first, ...others] = await readSightings(tx, [projectId])
  if (first === undefined) return []
  const profile = profileOf(first.sighting)
  for (const other of others) addSighting(profile, other.sighting)
  return compareProfiles(profileOf(sighting), profile).agrees
}

/** A project of its own; records that still wait may be of it too. `apart`: the projects that it is not. */
export async function makeProjectOf(
  tx: Tx,
  line: SourceLine,
  apart: readonly string[],
  reason: string,
): Promise<{ id: string; code: string; name: string }> {
  const listed = listedOf(line)
  const codes = new Set((await listKnownProjects(tx)).map(({ code }) => code))
  const project = projectToBe(listed, codes)
  must(whyNotCreateProject(fieldsOf(listed, project.code), tx.district))
  const { record_id: recordId, import_id: importId } = line
  const row = { listed, recordId, projectId: project.id, project, isKnown: true, agrees: [] }
  await createListed(tx, importId, [row], reason)
  const keptApart = [...new Set([...line.kept_apart, ...apart])]
  await recordDecision(tx, recordId, { projectId: project.id, joinedBy: 'made', keptApart })
  await recordParties(tx, importId, [row], [])
  await offerToWaiting(tx, project.id, sightingOf(listed))
  tx.announce(projectChanged, { projectId: project.id })
  const made = (await readSightings(tx, [project.id]))[0]?.project
  return { id: project.id, code: made?.code ?? project.code, name: project.name }
}

/** More wait in no district; whoever is behind them finds the project by its name. */
const mostWaiting = 2_000

async function offerToWaiting(tx: Tx, projectId: string, sighting: Sighting): Promise<void> {
  const profile = profileOf(sighting)
  const waiting = await readWaitingRecords(tx, mostWaiting)
  const may = waiting.filter((record) => {
    if (record.kept_apart.includes(projectId)) return false
    const { verdict } = compareProfiles(profileOf(sightingOfRecord(record)), profile)
    return verdict !== 'other'
  })
  await addCandidate(
    tx,
    may.map((record) => record.record_id),
    projectId,
  )
}
