import type { Tx } from '../../platform/context.ts'
import { touchAllOutlooks, touchOutlooks } from './store.ts'
import { projectsOfRosters } from './views-due.ts'

/** A fact has touched these projects: the next sweep reckons them anew, so that whoever brings it does not wait. */
export async function touchProjects(tx: Tx, ids: readonly string[]): Promise<void> {
  await touchOutlooks(tx, [...new Set(ids)])
}

/** People came or went by these imports. */
export async function touchRosters(tx: Tx, importIds: readonly string[]): Promise<void> {
  await touchProjects(tx, await projectsOfRosters(tx, importIds))
}

/** Something has touched every project: which days are worked, a parameter. */
export async function touchAll(tx: Tx): Promise<void> {
  await touchAllOutlooks(tx)
}
