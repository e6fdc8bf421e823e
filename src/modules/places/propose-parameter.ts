import { uuidv7 } from 'uuidv7'
import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import type { ProposeParameter } from './contract-proposals.ts'
import { unitOf } from './rules/new-parameter.ts'
import { whyNotPropose } from './rules/proposal.ts'
import { insertProposal, lockParameterKey } from './store-proposals.ts'
import { parametersInForce } from './views.ts'
import { waitingProposals } from './views-proposals.ts'

/** Says what a figure of the district is to be, from which instrument. It holds once a second person has approved it. */
export async function proposeParameter(
  ctx: Context,
  input: ProposeParameter,
): Promise<{ id: string }> {
  return act(ctx, 'parameter.propose', input.key, async (tx) => {
    await lockParameterKey(tx, input.key)
    const standing = await parametersInForce(tx, [input.key])
    const unit = unitOf(input.key, standing)
    const parameter = { ...input, unit, place: tx.district, mark: 'confirmed' as const }
    must(whyNotPropose(parameter, standing, await waitingProposals(tx)))
    const id = uuidv7()
    await insertProposal(tx, {
      id,
      key: input.key,
      value: input.value,
      unit,
      instrument: input.instrument.trim(),
      article: input.article.trim(),
      valid_from: input.validFrom,
      valid_to: input.validTo,
    })
    tx.note({ value: input.value, validFrom: input.validFrom })
    return { id }
  })
}
