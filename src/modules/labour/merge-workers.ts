import { uuidv7 } from 'uuidv7'
import { Refused, must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import type { MergeState } from './rules/merge.ts'
import { whyNotMerge } from './rules/merge.ts'
import { moveWorker } from './move-worker.ts'
import {
  holdWorkers,
  insertEvents,
  listProjectsOf,
  type LockedProposal,
  lockProposal,
  recordDecision,
  setMergedInto,
} from './store-merges.ts'

export interface Decided {
  readonly id: string
  readonly state: MergeState
  readonly version: number
  /** Of the roster, entries and exits, contracts and attendance. */
  readonly lines: number
}

/**
 * Says that two workers are one: whatever is known of the other is from now on of `keep`, in labour and in all that hears
 * of it, and what later files say under the other's number too. Nothing is lost: it can be undone.
 */
export async function mergeWorkers(
  ctx: Context,
  proposalId: string,
  of: { readonly version: number; readonly keep: string; readonly why: string },
): Promise<Decided> {
  return act(ctx, 'workers.merge', proposalId, async (tx) => {
    await holdWorkers(tx, 'alone')
    const proposal = await proposalAt(tx, proposalId, of.version)
    const { kept, other } = proposal
    must(whyNotMerge({ state: proposal.state, isOne: kept === other }))
    if (of.keep !== kept && of.keep !== other) {
      throw new Refused({ code: 'labour.merge-keeps-neither', kind: 'invalid', field: 'keep' })
    }
    const [into, merged] = of.keep === kept ? [kept, other] : [other, kept]
    const projectIds = await listProjectsOf(tx, [into, merged])
    await lockProjects(tx, projectIds)
    const eventId = uuidv7()
    await setMergedInto(tx, merged, into)
    const lines = await moveWorker(tx, { eventId, from: merged, to: into, named: null, projectIds })
    const { why } = of
    await insertEvents(tx, [
      { id: eventId, proposalId, kind: 'merged', mergedWorkerId: merged, intoWorkerId: into, why },
    ])
    const version = await recordDecision(tx, proposalId, { state: 'merged', merged, into, why })
    tx.note({ lines, projects: projectIds.length })
    return { id: proposalId, state: 'merged', version, lines }
  })
}

/** The proposal as who decides has seen it. */
export async function proposalAt(tx: Tx, id: string, version: number): Promise<LockedProposal> {
  const proposal = await lockProposal(tx, id)
  if (proposal === null) throw new Refused({ code: 'labour.no-such-merge', kind: 'not-found' })
  if (proposal.version !== version) {
    throw new Refused({ code: 'labour.merge-changed', kind: 'changed-meanwhile' })
  }
  return proposal
}
