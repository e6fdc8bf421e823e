import { uuidv7 } from 'uuidv7'
import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import { type Decided, proposalAt } from './merge-workers.ts'
import { moveWorker } from './move-worker.ts'
import { whyNotUnmerge } from './rules/merge.ts'
import {
  findMergeEvent,
  findRoot,
  holdWorkers,
  insertEvents,
  isFounded,
  listMergedInto,
  listProjectsOf,
  recordDecision,
  setMergedInto,
} from './store-merges.ts'

/**
 * Undoes a merge: what came under the merged worker's number, before or since, is his again, and what gave way to it stands
 * again. Who had been merged into him stays so. The question is then open as before.
 */
export async function unmergeWorkers(
  ctx: Context,
  proposalId: string,
  of: { readonly version: number; readonly why: string },
): Promise<Decided> {
  return act(ctx, 'workers.unmerge', proposalId, async (tx) => {
    await holdWorkers(tx, 'alone')
    const proposal = await proposalAt(tx, proposalId, of.version)
    must(whyNotUnmerge(proposal))
    const { merged_worker_id: merged, into_worker_id: into } = proposal
    const mergedBy = await findMergeEvent(tx, proposalId)
    if (merged === null || into === null || mergedBy === null) {
      throw new Error('A merge that stands has its event and its workers.')
    }
    const from = await findRoot(tx, merged)
    const named = await listMergedInto(tx, merged)
    const projectIds = await listProjectsOf(tx, [from, merged])
    await lockProjects(tx, projectIds)
    await setMergedInto(tx, merged, null)
    const lines = await moveWorker(tx, { eventId: mergedBy, from, to: merged, named, projectIds })
    const { why } = of
    const events = [
      { kind: 'unmerged' as const, mergedWorkerId: merged, intoWorkerId: into, why },
      // What spoke of one of them was taken back meanwhile: there is nothing left to ask.
      ...((await isFounded(tx, proposalId)) ? [] : [{ kind: 'withdrawn' as const }]),
    ]
    await insertEvents(
      tx,
      events.map((event) => ({ id: uuidv7(), proposalId, ...event })),
    )
    const state = events.length > 1 ? 'withdrawn' : 'open'
    const decision = { state, merged: null, into: null, why: null } as const
    const version = await recordDecision(tx, proposalId, decision)
    tx.note({ lines, projects: projectIds.length })
    return { id: proposalId, state, version, lines }
  })
}
