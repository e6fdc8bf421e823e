import { Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { openValue } from '../../platform/keys.ts'
import type { Unmask } from './contract-unmask.ts'
import { findSealedValue } from './views-unmask.ts'

/** Opens one value of a worker for whoever gives the reason. What was opened is kept nowhere. */
export async function unmaskWorker(
  ctx: Context,
  workerId: string,
  { what, why, project }: Unmask,
): Promise<{ value: string }> {
  return act(ctx, 'worker.unmask', workerId, async (tx) => {
    const found = await findSealedValue(tx, workerId, { what, project })
    if (found === null) throw new Refused({ code: 'labour.nothing-to-unmask', kind: 'not-found' })
    tx.note({ what, why, ...(project === null ? {} : { project }) })
    if ('name' in found) return { value: found.name }
    return { value: openValue(tx.platform.keys, found.kind, found.sealed) }
  })
}
