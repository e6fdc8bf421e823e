import { uuidv7 } from 'uuidv7'
import { act, look } from '../../platform/act.ts'
import type { Platform } from '../../platform/context.ts'
import { systemContext } from '../../platform/system.ts'
import { shippedParameters } from './rules/shipped.ts'
import { findParameterBegins, insertParameters } from './store.ts'

/**
 * Adds the parameters that the program ships and the database does not hold yet; called at every start. What is there
 * is never changed: a new figure is shipped with a new first day. Returns how many were added.
 */
export async function shipParameters(platform: Platform, now: Date): Promise<number> {
  const ctx = systemContext(platform, '000000', now)
  const known = await look(ctx, findParameterBegins)
  const missing = shippedParameters.filter(
    ({ key, place, validFrom }) => !known.has(`${key} ${place} ${validFrom}`),
  )
  if (missing.length === 0) return 0
  return act(ctx, 'parameter.ship', '000000', async (tx) => {
    const added = await insertParameters(
      tx,
      missing.map((parameter) => ({ ...parameter, id: uuidv7() })),
    )
    tx.note({ added })
    return added
  })
}
