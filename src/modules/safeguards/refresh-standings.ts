import { act, look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, type Tx } from '../../platform/context.ts'
import { deleteStandings, listAll, listUnchecked, recordStandings } from './store.ts'
import { assessProjects } from './views-standing.ts'

/** Assesses projects anew from the facts as they are in this transaction; set-based, so many at a time. */
export async function refreshStandings(tx: Tx, projectIds: readonly string[]): Promise<void> {
  const ids = [...new Set(projectIds)].toSorted()
  for (let first = 0; first < ids.length; first += atOnce) {
    const some = ids.slice(first, first + atOnce)
    const assessed = await assessProjects(tx, some)
    await recordStandings(tx, assessed)
    await deleteStandings(
      tx,
      some.filter((id) => !assessed.has(id)),
    )
  }
}

const atOnce = 500
/** Before every other. */
const firstId = '00000000-0000-0000-0000-000000000000'

/** Assesses what was not looked at today: days pass. Twice a day it finds nothing. */
export async function sweepStandings(ctx: Context): Promise<void> {
  const day = officeDay(ctx)
  await inParts(ctx, (reading, after) => listUnchecked(reading, { day, after, limit: atOnce }))
}

/** Assesses every project anew: a figure of the place was changed. */
export async function reassessAll(ctx: Context): Promise<void> {
  await inParts(ctx, (reading, after) => listAll(reading, { after, limit: atOnce }))
}

/** A part of the projects a transaction, so that nobody waits long for any of them. */
async function inParts(
  ctx: Context,
  next: (reading: Reading, after: string) => Promise<readonly string[]>,
): Promise<void> {
  let after = firstId
  for (;;) {
    const begin = after
    const ids = await look(ctx, (reading) => next(reading, begin))
    const last = ids.at(-1)
    if (last === undefined) return
    after = last
    await act(ctx, 'safeguard.sweep', ctx.district, async (tx) => {
      await refreshStandings(tx, ids)
      tx.note({ projects: ids.length })
    })
  }
}
