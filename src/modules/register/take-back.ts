import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { withdrawStandardLines } from './store-standards.ts'

/** Takes an import's grades back, as if they had never come; what was said before counts again. */
export async function takeBack(ctx: Tx, importId: string): Promise<{ lines: number }> {
  return act(ctx, 'register.take-back', importId, async (tx) => {
    const lines = await withdrawStandardLines(tx, importId)
    tx.note({ lines })
    return { lines }
  })
}
