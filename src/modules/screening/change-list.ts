import { must, Refused } from '../../kernel/refusal.ts'
import { sentence } from '../../kernel/words.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import { noSuchProject } from '../registry/views.ts'
import { askOwners, settleShares, sharesOf } from './ask-owners.ts'
import { type AddProjects, mostItems } from './contract.ts'
import { newItem } from './make-round.ts'
import { shareId } from './rules/item-owner.ts'
import { whyNotChangeList } from './rules/round.ts'
import {
  insertItems,
  type ListedProject,
  lockItem,
  readProjects,
  readUnlisted,
  recordItem,
  type RoundRecord,
} from './store.ts'
import { noteEvents, roundAsSeen } from './take-step.ts'
import { screeningWords } from './words.ts'

/** Puts projects on the list of an open round: named ones, or all that are known and were never on it. */
export async function addProjects(
  ctx: Context,
  roundId: string,
  { codes, allUnlisted, why }: AddProjects,
): Promise<{ added: number; already: number }> {
  return act(ctx, 'screening-round.add-projects', roundId, async (tx) => {
    const round = await roundAsSeen(tx, roundId, null)
    must(whyNotChangeList(round))
    const unlisted = allUnlisted ? await readUnlisted(tx, round, mostItems) : []
    const named = await namedProjects(tx, codes)
    const wanted = new Map([...unlisted, ...named].map((project) => [project.id, project]))
    const said =
      why === '' && allUnlisted ? sentence(screeningWords, 'screening.added-unlisted') : why
    const added = await putOnList(tx, round, [...wanted.values()], said)
    tx.note({ added })
    return { added, already: wanted.size - added }
  })
}

async function namedProjects(tx: Tx, codes: readonly string[]): Promise<ListedProject[]> {
  const found = await readProjects(tx, 'code', codes)
  const missing = codes.find((code) => !found.some((project) => project.code === code))
  if (missing !== undefined) throw noSuchProject(missing)
  return found
}

/** Returns how many came; each with its event, their owners asked. */
export async function putOnList(
  tx: Tx,
  round: RoundRecord,
  projects: readonly ListedProject[],
  why: string,
): Promise<number> {
  const items = projects.map((project) => newItem(tx, round, project))
  const came = await insertItems(tx, items)
  await noteEvents(
    tx,
    round.id,
    projects
      .filter(({ id }) => came.has(id))
      .map(({ code, name }) => ({ kind: 'project-added', detail: { code, name, why } })),
  )
  const owners = new Set(
    items
      .filter(({ project_id }) => came.has(project_id))
      .map(({ owner_role: role, owner_place: place }) => shareId(round.id, { role, place })),
  )
  const shares = await sharesOf(tx, round.id)
  await askOwners(
    tx,
    round,
    shares.filter(({ owner }) => owners.has(shareId(round.id, owner))),
  )
  return came.size
}

/** Takes a project off the list of an open round, with the reason. One that was reported on stays. */
export async function removeItem(
  ctx: Context,
  { roundId, itemId }: { readonly roundId: string; readonly itemId: string },
  { why }: { readonly why: string },
): Promise<{ removed: true }> {
  return act(ctx, 'screening-round.remove-item', roundId, async (tx) => {
    const round = await roundAsSeen(tx, roundId, null)
    must(whyNotChangeList(round))
    const item = await lockItem(tx, roundId, itemId)
    if (item === null) throw noSuchItem()
    if (item.removed_on !== null) {
      throw new Refused({ code: 'screening.already-removed', kind: 'wrong-state' })
    }
    if (item.reports > 0) {
      throw new Refused({ code: 'screening.already-screened', kind: 'wrong-state' })
    }
    await recordItem(tx, itemId, { removed_on: officeDay(tx) })
    const [project] = await readProjects(tx, 'id', [item.project_id])
    const detail = { code: project?.code ?? '', name: project?.name ?? '', why }
    await noteEvents(tx, roundId, [{ kind: 'project-removed', detail }])
    await settleWhereDone(tx, roundId, item.owner_role, item.owner_place)
    return { removed: true }
  })
}

export function noSuchItem(): Refused {
  return new Refused({ code: 'screening.unknown-item', kind: 'not-found' })
}

/** Ends the task of an owner of whom nothing waits. */
export async function settleWhereDone(
  tx: Tx,
  roundId: string,
  role: RoundShareRole,
  place: string,
): Promise<void> {
  const owner = { role, place: place === '' ? null : place }
  const shares = await sharesOf(tx, roundId)
  const share = shares.find((one) => shareId(roundId, one.owner) === shareId(roundId, owner))
  if (share !== undefined && share.waiting > 0) return
  await settleShares(tx, roundId, [owner], 'screening.task-done')
}

type RoundShareRole = Parameters<typeof shareId>[1]['role']
