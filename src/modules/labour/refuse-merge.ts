import { uuidv7 } from 'uuidv7'
import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { type Decided, proposalAt } from './merge-workers.ts'
import { whyNotRefuseMerge } from './rules/merge.ts'
import { insertEvents, recordDecision } from './store-merges.ts'

/** Says that two workers are not one: they stay two, and it is not proposed again. */
export async function refuseMerge(
  ctx: Context,
  proposalId: string,
  { version, why }: { readonly version: number; readonly why: string },
): Promise<Decided> {
  return act(ctx, 'merge.refuse', proposalId, async (tx) => {
    must(whyNotRefuseMerge(await proposalAt(tx, proposalId, version)))
    await insertEvents(tx, [{ id: uuidv7(), proposalId, kind: 'refused', why }])
    const decision = { state: 'refused', merged: null, into: null, why } as const
    return {
      id: proposalId,
      state: 'refused',
      version: await recordDecision(tx, proposalId, decision),
      lines: 0,
    }
  })
}
