import { uuidv7 } from 'uuidv7'
import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { type AddParameter, parameterAdded } from './contract.ts'
import { whyNotAddParameter } from './rules/new-parameter.ts'
import { insertConfirmedParameter } from './store.ts'
import { lockParameterKey } from './store-proposals.ts'
import { parametersInForce } from './views.ts'

/**
 * Adds a figure of the district's own, from the instrument that gives it, as an operator does who has the approval in
 * hand: whoever adds it has read it there, so it is confirmed; who approved it is said. What stands is never changed.
 * What is computed from it is computed anew after the commit. In the desk it is proposed by one and approved by another.
 */
export async function addParameter(
  ctx: Context,
  { approvedBy = null, ...input }: AddParameter & { readonly approvedBy?: string | null },
): Promise<void> {
  return act(ctx, 'parameter.add', input.key, async (tx) => {
    await lockParameterKey(tx, input.key)
    const parameter = { ...input, place: tx.district, mark: 'confirmed' as const }
    must(whyNotAddParameter(parameter, await parametersInForce(tx, [input.key])))
    await insertConfirmedParameter(
      tx,
      { ...parameter, id: uuidv7() },
      { confirmedBy: tx.actor.name, approvedBy },
    )
    tx.announce(parameterAdded, { district: tx.district, key: input.key })
    tx.note({ value: input.value, validFrom: input.validFrom })
  })
}
