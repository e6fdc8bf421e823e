import { uuidv7 } from 'uuidv7'
import { must, Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import { analyzeTable } from '../../platform/stage.ts'
import { listTowns } from '../places/views.ts'
import { type ChangeRound, mostItems, type NewRound } from './contract.ts'
import { itemOwner } from './rules/item-owner.ts'
import { liveProjectStates, type OwnerWay, whyNotChange, whyNotPeriod } from './rules/round.ts'
import {
  deleteItems,
  insertItems,
  insertRound,
  type ItemRecord,
  type ListedProject,
  readUnlisted,
  type RoundRecord,
} from './store.ts'
import { noteEvents, roundAsSeen, takeStep } from './take-step.ts'

/** A draft with the list that its filter makes. Nobody is told of it yet. */
export async function makeRound(
  ctx: Context,
  given: NewRound,
): Promise<{ id: string; items: number }> {
  const id = uuidv7()
  return act(ctx, 'screening-round.make', id, async (tx) => {
    must(whyNotPeriod(given, officeDay(tx)))
    await mustBeTowns(tx, given.filter.towns)
    const round: RoundRecord = {
      district: tx.district,
      id,
      ...columnsOf(given),
      state: 'draft',
      made_by_name: tx.actor.name,
      made_on: officeDay(tx),
      opened_on: null,
      closed_on: null,
      overdue_noted: false,
      changed_at: tx.now,
      version: 1,
    }
    await insertRound(tx, round)
    const items = await listProjects(tx, round)
    await noteEvents(tx, id, [{ kind: 'made', detail: { items } }])
    tx.note({ items })
    return { id, items }
  })
}

/** Another period, filter or way while it is a draft: its list is made anew. */
export async function changeRound(
  ctx: Context,
  id: string,
  { version, ...given }: ChangeRound,
): Promise<{ id: string; items: number }> {
  return act(ctx, 'screening-round.change', id, async (tx) => {
    const round = await roundAsSeen(tx, id, version)
    must(whyNotChange(round))
    must(whyNotPeriod(given, officeDay(tx)))
    await mustBeTowns(tx, given.filter.towns)
    const change = columnsOf(given)
    await deleteItems(tx, id)
    const items = await listProjects(tx, { ...round, ...change })
    await takeStep(tx, round, change, [{ kind: 'changed', detail: { items } }])
    tx.note({ items })
    return { id, items }
  })
}

function columnsOf({ title, beginsOn, endsOn, ownerWay, zeroRhythm, filter }: NewRound) {
  return {
    title,
    begins_on: beginsOn,
    ends_on: endsOn,
    owner_way: ownerWay,
    zero_rhythm: zeroRhythm,
    towns: filter.towns,
    industries: filter.industries,
    owner_kinds: filter.ownerKinds,
    states: filter.states.length === 0 ? [...liveProjectStates] : filter.states,
  }
}

async function mustBeTowns(tx: Tx, codes: readonly string[]): Promise<void> {
  const known = new Set((await listTowns(tx)).map(({ code }) => code))
  const town = codes.find((code) => !known.has(code))
  if (town === undefined) return
  const code = 'screening.unknown-town'
  throw new Refused({ code, kind: 'invalid', field: 'filter.towns', values: { town } })
}

/** The live projects of the filter, in one statement; nothing is left out silently. */
async function listProjects(tx: Tx, round: RoundRecord): Promise<number> {
  const projects = await readUnlisted(tx, round, mostItems)
  if (projects.length > mostItems) {
    const values = { count: `${mostItems} 多`, most: mostItems }
    throw new Refused({ code: 'screening.too-many-items', kind: 'too-much', values })
  }
  await insertItems(
    tx,
    projects.map((project) => newItem(tx, round, project)),
  )
  await analyzeTable(tx, 'screening.item', projects.length)
  return projects.length
}

/** A project as it comes on a list. */
export function newItem(
  tx: Tx,
  round: { readonly id: string; readonly owner_way: OwnerWay },
  project: ListedProject,
): ItemRecord {
  const { role, place } = itemOwner(project, round.owner_way)
  return {
    district: tx.district,
    id: uuidv7(),
    round_id: round.id,
    project_id: project.id,
    owner_role: role,
    owner_place: place ?? '',
    state: 'waiting',
    screened_on: null,
    report_id: null,
    reports: 0,
    found: false,
    unpaid_people: 0,
    unpaid_fen: 0,
    added_on: officeDay(tx),
    removed_on: null,
  }
}
