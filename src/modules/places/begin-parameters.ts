import { act, look } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { parameterAdded } from './contract.ts'
import { lockParameterKey, recordParameterDay } from './store-proposals.ts'
import { findParameterDay, keysThatTurn } from './views-proposals.ts'

/**
 * Announces the parameters of which another value holds since a day that has come: what is computed from them is
 * computed anew on that day, and not only on the day that they were added. Once a day; the second time finds it done.
 */
export async function beginParameters(ctx: Context): Promise<void> {
  const today = officeDay(ctx)
  const known = await look(ctx, findParameterDay)
  if (known !== null && known >= today) return
  await act(ctx, 'parameter.begin', ctx.district, async (tx) => {
    await lockParameterKey(tx, 'day')
    const after = await findParameterDay(tx)
    if (after !== null && after >= today) return
    const keys = after === null ? [] : await keysThatTurn(tx, { after, until: today })
    for (const key of keys) tx.announce(parameterAdded, { district: tx.district, key })
    await recordParameterDay(tx, today)
    tx.note({ keys: keys.length })
  })
}
