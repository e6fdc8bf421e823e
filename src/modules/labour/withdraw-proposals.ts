import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../platform/context.ts'
import { insertEvents, listUnfounded, recordDecision } from './store-merges.ts'

/**
 * Open proposals of whom the import that is taken back spoke (`withdrawn_mention`), where nothing speaks of one of the two
 * any more: there is nothing left to ask. They are raised again when he comes again.
 */
export async function withdrawProposals(tx: Tx, importId: string): Promise<void> {
  const ids = await listUnfounded(tx)
  for (const id of ids) {
    await recordDecision(tx, id, { state: 'withdrawn', merged: null, into: null, why: null })
  }
  await insertEvents(
    tx,
    ids.map((proposalId) => ({ id: uuidv7(), proposalId, kind: 'withdrawn' as const, importId })),
  )
}
