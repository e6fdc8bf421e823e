import { Refused } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import { takeBack as takeBackLabour } from '../labour/take-back.ts'
import { takeBack as takeBackWages } from '../wages/take-back.ts'
import { lockFile, recordFile } from './store.ts'

/**
 * Takes a committed file back: its lines stand no more, those they had superseded stand again, and the ledger and the
 * warnings follow in the same transaction. The file itself stays kept.
 */
export async function withdrawImport(ctx: Context, fileId: string): Promise<{ lines: number }> {
  return act(ctx, 'source-file.withdraw', fileId, async (tx) => {
    const file = await lockFile(tx, fileId)
    if (file.state === 'withdrawn') {
      throw new Refused({ code: 'exchange.already-withdrawn', kind: 'wrong-state' })
    }
    if (file.state !== 'committed') {
      throw new Refused({ code: 'exchange.not-committed', kind: 'wrong-state' })
    }
    const wages = await takeBackWages(tx, fileId)
    const labour = await takeBackLabour(tx, fileId)
    await recordFile(tx, fileId, { state: 'withdrawn', withdrawn_at: tx.now })
    const lines = wages.lines + labour.lines
    tx.note({ lines })
    return { lines }
  })
}
