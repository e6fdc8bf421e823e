import type { Addressee } from '../../kernel/addressee.ts'
import { must, Refused } from '../../kernel/refusal.ts'
import { sentence } from '../../kernel/words.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { addresseesOf } from '../people/rules/addressee.ts'
import { listMyPosts } from '../people/views.ts'
import { recordFoundSite } from '../registry/record-found-project.ts'
import { putOnList } from './change-list.ts'
import { type NewFoundProject, projectFound } from './contract-reports.ts'
import { whyNotChangeList } from './rules/round.ts'
import {
  insertFound,
  lockFound,
  lockRound,
  readProjects,
  recordFound,
  shareRound,
} from './store.ts'
import { noSuchRound } from './take-step.ts'
import { screeningWords } from './words.ts'

/** Names a site in the field that is on no list. What it is the registry is asked after the commit. */
export async function nameFoundProject(
  ctx: Context,
  roundId: string,
  given: NewFoundProject,
): Promise<{ id: string; repeated: boolean }> {
  const id = given.submissionId
  return act(ctx, 'screening-round.name-found', roundId, async (tx) => {
    const round = await shareRound(tx, roundId)
    if (round === null) throw noSuchRound()
    must(whyNotChangeList(round))
    if (given.foundOn > officeDay(tx)) {
      throw new Refused({ code: 'screening.day-ahead', kind: 'invalid', field: 'foundOn' })
    }
    const owner = finderOf(addresseesOf(await listMyPosts(tx)))
    const isNew = await insertFound(tx, {
      district: tx.district,
      id,
      round_id: roundId,
      name: given.name,
      place: given.place,
      firm: given.firm === '' ? null : given.firm,
      words: given.words,
      owner_role: owner.role,
      owner_place: owner.place ?? '',
      found_on: given.foundOn,
      submitted_by: tx.actor.id,
      submitted_by_name: tx.actor.name,
      submitted_at: tx.now,
      became: 'waiting',
      project_id: null,
      record_id: null,
    })
    if (isNew) tx.announce(projectFound, { foundId: id, roundId })
    tx.note({ repeated: isNew ? 0 : 1 })
    return { id, repeated: !isNew }
  })
}

/** A town's find is in the town; of several posts the town counts. */
function finderOf(mine: readonly Addressee[]): Addressee {
  const byRole = (role: Addressee['role']) => mine.find((one) => one.role === role)
  return byRole('town') ?? byRole('department') ?? { role: 'coordination-office', place: null }
}

/** Asks the registry what a site is; once it is known as a project it comes on the round's list. Heard twice it finds nothing. */
export async function settleFound(
  ctx: Context,
  { foundId, roundId }: { readonly foundId: string; readonly roundId: string },
): Promise<void> {
  await act(ctx, 'screening-round.settle-found', roundId, async (tx) => {
    const round = await lockRound(tx, roundId)
    const found = await lockFound(tx, foundId)
    if (round === null || found === null || found.became !== 'waiting') return
    const town = found.owner_role === 'town' ? found.owner_place : null
    const { name, place, firm, found_on: foundOn } = found
    const site = { id: foundId, name, place, town, firm, foundOn }
    const { became, projectId } = await recordFoundSite(tx, site)
    await recordFound(tx, foundId, { became, project_id: projectId, record_id: foundId })
    tx.note({ became })
    if (projectId === null || round.state !== 'open') return
    const projects = await readProjects(tx, 'id', [projectId])
    await putOnList(tx, round, projects, sentence(screeningWords, 'screening.added-found'))
  })
}
