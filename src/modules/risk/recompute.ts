import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { refreshLedger } from '../wages/refresh-ledger.ts'
import { tendMatters } from './tend-matters.ts'
import { extentOf } from './views-extent.ts'

/** So many projects a transaction: what is computed anew is kept as it goes. */
const projectsAtOnce = 50

export interface Recomputed {
  readonly projects: number
  readonly projectMonths: number
  /** Ledger and states that said something else before, counted by what they cost: warnings raised, changed or cleared. */
  readonly warningsChanged: number
}

/**
 * Folds ledger, project states and warnings of the whole district anew from the lines that stand: what is kept as facts
 * come must be the same, so that this changes nothing but what a changed parameter or a repaired fault changes.
 */
export async function recompute(ctx: Context): Promise<Recomputed> {
  const before = await extentOf(ctx)
  const { projectIds } = before
  for (let at = 0; at < projectIds.length; at += projectsAtOnce) {
    const some = projectIds.slice(at, at + projectsAtOnce)
    await act(ctx, 'project-state.recompute', ctx.district, async (tx) => {
      await refreshLedger(tx, 'project', some, 0)
      tx.note({ projects: some.length })
    })
  }
  await tendMatters(ctx)
  const after = await extentOf(ctx)
  return {
    projects: projectIds.length,
    projectMonths: after.projectMonths,
    warningsChanged: after.events - before.events,
  }
}
