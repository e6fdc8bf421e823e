import type { Tx } from '../../platform/context.ts'
import { lockProjectRows } from './store.ts'

/**
 * Makes every other writer of these projects wait until this transaction ends. Whoever adds lines to a project, folds
 * them or changes what they are folded by holds it: so that of two files with the same keys the second sees what the
 * first has written. Taken in order of ids; take all of a transaction at once.
 */
export async function lockProjects(tx: Tx, projectIds: Iterable<string>): Promise<void> {
  const sorted = [...new Set(projectIds)].toSorted()
  if (sorted.length > 0) await lockProjectRows(tx, sorted)
}
