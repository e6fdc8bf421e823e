import { act, look } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import { askForPlans } from './ask-for-plans.ts'
import {
  dropGoneOutlooks,
  findUnlooked,
  lockOutlooks,
  recordOutlooks,
  touchAllOutlooks,
} from './store.ts'
import { findDueProjects } from './views-due.ts'
import { readFacts, type Terms, termsOf } from './views-facts.ts'
import { columnsOf, reckon } from './views-rows.ts'

/** So many projects a transaction: an import that touches one of them waits no longer than that. */
const atOnce = 200

/** Reckons these projects anew for today, writes how they stand, and asks whom there is to ask. */
export async function refreshOutlooks(
  tx: Tx,
  ids: readonly string[],
  known?: Terms,
): Promise<number> {
  if (ids.length === 0) return 0
  const terms = known ?? (await termsOf(tx, officeDay(tx), false))
  // What has no row yet cannot be marked by an import that is under way: its project's lock is waited for instead.
  await lockProjects(tx, await findUnlooked(tx, ids))
  const before = await lockOutlooks(tx, ids)
  const reckoned = (await readFacts(tx, terms, ids)).map((facts) => reckon(facts, terms))
  const rows = reckoned.map((one) =>
    columnsOf(one, terms, tx.district, before.get(one.facts.project.id)?.answered_on ?? null),
  )
  await recordOutlooks(tx, rows)
  await askForPlans(tx, terms, reckoned, rows)
  return rows.length
}

/** Takes every project that a fact has touched, or that was not looked at today. */
export async function sweepOutlooks(ctx: Context): Promise<void> {
  for (;;) {
    const { due, gone } = await look(ctx, (reading) => findDueProjects(reading, atOnce))
    if (due.length === 0 && gone === 0) return
    await act(ctx, 'outlook.sweep', ctx.district, async (tx) => {
      tx.note({ projects: due.length, gone })
      if (gone > 0) await dropGoneOutlooks(tx)
      await refreshOutlooks(tx, due)
    })
    if (due.length < atOnce) return
  }
}

/** Reckons all projects of the district anew: what is kept as facts come must be the same. */
export async function recomputeOutlooks(ctx: Context): Promise<{ projects: number }> {
  await act(ctx, 'outlook.recompute', ctx.district, async (tx) => {
    tx.note({ projects: await touchAllOutlooks(tx) })
  })
  await sweepOutlooks(ctx)
  return look(ctx, async (reading) => ({ projects: (await findDueProjects(reading, 0)).kept }))
}
