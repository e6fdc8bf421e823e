import { uuidv7 } from 'uuidv7'
import { must, Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import type { AddTown, MergeTown, RenameTown } from './contract-towns.ts'
import { takeEffect } from './take-effect.ts'
import { type TownChange, whyNotAddTown, whyNotMergeTown, whyNotRenameTown } from './rules/town.ts'
import { insertDivisions } from './store.ts'
import { findTownChange, insertTownChange, lockTowns, recordWithdrawn } from './store-towns.ts'
import { listTownNames } from './views.ts'
import { waitingTownChanges } from './views-towns.ts'

/** A town that was not there: founded, or parted from another. It can be chosen at once. */
export async function addTown(ctx: Context, given: AddTown): Promise<{ id: string }> {
  const name = given.name.trim()
  return act(ctx, 'town.add', given.code, async (tx) => {
    await lockTowns(tx)
    must(whyNotAddTown({ code: given.code, name }, tx.district, await listTownNames(tx)))
    await insertDivisions(tx, [{ code: given.code, name, parent: tx.district }])
    const change = { town: given.code, kind: 'added', nameBefore: '', into: null } as const
    return enter(tx, { ...change, name, on: given.on }, given.instrument)
  })
}

/** From that day on it is called so; it keeps its code. */
export async function renameTown(
  ctx: Context,
  { town: code, name: typed, on, instrument }: RenameTown & { readonly town: string },
): Promise<{ id: string }> {
  const name = typed.trim()
  return act(ctx, 'town.rename', code, async (tx) => {
    await lockTowns(tx)
    const towns = await listTownNames(tx)
    must(whyNotRenameTown(code, name, towns, await waitingTownChanges(tx)))
    const nameBefore = nameIn(towns, code)
    const change = { town: code, kind: 'renamed', nameBefore, into: null } as const
    return enter(tx, { ...change, name, on }, instrument)
  })
}

/** From that day on it is part of the other; what was written before keeps its code and name. */
export async function mergeTown(
  ctx: Context,
  { town: code, into, on, instrument }: MergeTown & { readonly town: string },
): Promise<{ id: string }> {
  return act(ctx, 'town.merge', code, async (tx) => {
    await lockTowns(tx)
    const towns = await listTownNames(tx)
    must(whyNotMergeTown(code, into, towns, await waitingTownChanges(tx)))
    const name = nameIn(towns, code)
    const change = { town: code, kind: 'merged', name, nameBefore: name, into } as const
    return enter(tx, { ...change, on }, instrument)
  })
}

/** Takes back what is still to come. */
export async function withdrawTownChange(ctx: Context, id: string): Promise<{ id: string }> {
  return act(ctx, 'town.withdraw-change', id, async (tx) => {
    await lockTowns(tx)
    const change = await findTownChange(tx, id)
    if (change.done_at !== null || change.withdrawn_at !== null) {
      throw new Refused({ code: 'places.town-change-done', kind: 'wrong-state' })
    }
    await recordWithdrawn(tx, id)
    tx.note({ town: change.town })
    return { id }
  })
}

/** Written down, and done where its day has come. */
async function enter(tx: Tx, change: TownChange, instrument: string): Promise<{ id: string }> {
  const id = uuidv7()
  await insertTownChange(tx, id, { ...change, instrument: instrument.trim() })
  tx.note({
    kind: change.kind,
    on: change.on,
    ...(change.into === null ? {} : { into: change.into }),
  })
  await takeEffect(tx, officeDay(tx))
  return { id }
}

function nameIn(towns: readonly { code: string; name: string }[], code: string): string {
  return towns.find((town) => town.code === code)?.name ?? ''
}
