import { uuidv7 } from 'uuidv7'
import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { parameterAdded } from './contract.ts'
import type { DecideProposal } from './contract-proposals.ts'
import { whyNotAddParameter } from './rules/new-parameter.ts'
import { whyNotDecide, whyNotWithdraw } from './rules/proposal.ts'
import { insertConfirmedParameter } from './store.ts'
import {
  type LockedProposal,
  lockParameterKey,
  lockProposal,
  recordDecision,
} from './store-proposals.ts'
import { parametersInForce } from './views.ts'

/** A second person approves what one has proposed: it holds, and what is computed from it is computed anew; or rejects it. */
export async function decideProposal(
  ctx: Context,
  { id, decision, why }: DecideProposal & { readonly id: string },
): Promise<{ id: string }> {
  return act(ctx, `parameter.${decision}`, id, async (tx) => {
    const proposal = await lockProposal(tx, id)
    must(whyNotDecide(factsOf(proposal), tx.actor.id, decision, why))
    tx.note({ key: proposal.key })
    if (decision === 'approve') await makeValid(tx, proposal)
    await recordDecision(tx, id, { state: decision === 'approve' ? 'approved' : 'rejected', why })
    return { id }
  })
}

/** Whoever proposed it takes it back before it is decided. */
export async function withdrawProposal(ctx: Context, id: string): Promise<{ id: string }> {
  return act(ctx, 'parameter.withdraw', id, async (tx) => {
    const proposal = await lockProposal(tx, id)
    must(whyNotWithdraw(factsOf(proposal), tx.actor.id))
    tx.note({ key: proposal.key })
    await recordDecision(tx, id, { state: 'withdrawn', why: '' })
    return { id }
  })
}

/** Looked at anew: since it was proposed another value may have begun. */
async function makeValid(tx: Tx, proposal: LockedProposal): Promise<void> {
  const { key } = proposal
  await lockParameterKey(tx, key)
  const parameter = {
    key,
    place: tx.district,
    value: proposal.value,
    unit: proposal.unit,
    instrument: proposal.instrument,
    article: proposal.article,
    validFrom: proposal.valid_from,
    validTo: proposal.valid_to,
    mark: 'confirmed' as const,
  }
  must(whyNotAddParameter(parameter, await parametersInForce(tx, [key])))
  await insertConfirmedParameter(
    tx,
    { ...parameter, id: uuidv7() },
    { confirmedBy: proposal.proposed_by_name, approvedBy: tx.actor.name },
  )
  tx.announce(parameterAdded, { district: tx.district, key })
}

function factsOf({ state, proposed_by: proposedBy }: LockedProposal) {
  return { state, proposedBy }
}
