import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { analyzeTable } from '../../platform/stage.ts'
import { rememberMerged } from '../labour/remember-merged.ts'
import { payRecorded } from './contract.ts'
import { notePayCorrections } from './note-pay-corrections.ts'
import {
  countUnchanged,
  findRepeated,
  findStanding,
  insertPayLines,
  matchStanding,
  readPayPersons,
  supersedeMet,
} from './pay-lines.ts'

/** What the lines of a file changed: came, took another's place, stood so already. */
export interface Recorded {
  readonly added: number
  readonly superseded: number
  readonly unchanged: number
}

/**
 * A file's pay lines from their stage, of the persons that were resolved (who holds their projects), each with the payment
 * that it states. The same key in the file twice: the last row counts. What stands of a key gives way to what differs, and
 * is confirmed by what is equal.
 */
export async function recordPay(
  ctx: Tx,
  { importId }: { readonly importId: string },
): Promise<Recorded> {
  return act(ctx, 'pay.record', importId, async (tx) => {
    await tx.client.query(`set local work_mem = '128MB'`)
    await readPayPersons(tx)
    const repeated = (await findRepeated(tx)) > 0
    const met = (await findStanding(tx)) > 0
    if (met) await matchStanding(tx, repeated)
    const superseded = met ? await supersedeMet(tx, importId) : 0
    if (superseded > 0) await notePayCorrections(tx, importId)
    const lines = await insertPayLines(tx, importId, { repeated, met })
    await rememberMerged(tx, importId, { stage: 'stage_pay', table: 'wages.pay_line' })
    const unchanged = met ? await countUnchanged(tx) : 0
    await analyzeTable(tx, 'wages.pay_line', lines)
    tx.announce(payRecorded, { importId, lines })
    const recorded = { added: lines - unchanged, superseded, unchanged }
    tx.note({ ...recorded })
    return recorded
  })
}
