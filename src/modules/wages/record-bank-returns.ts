import type { RowFinding } from '../../kernel/row-finding.ts'
import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { appendLines, type Recorded } from '../labour/append-lines.ts'
import { rememberMerged } from '../labour/remember-merged.ts'
import { bankRecorded } from './contract.ts'
import { bankReturnLines } from './lines.ts'
import { listCardsThatDiffer } from './views-cards.ts'

/**
 * What a bank did with payments, from its stage, of the persons that were resolved (who holds their projects). The same key
 * in the file twice: the last row counts. What stands of a key gives way to what differs (处理中, then 成功), and is confirmed
 * by what is equal. Says where a card is not the worker's.
 */
export async function recordBankReturns(
  ctx: Tx,
  { importId }: { readonly importId: string },
): Promise<Recorded & { readonly findings: readonly RowFinding[] }> {
  return act(ctx, 'bank-returns.record', importId, async (tx) => {
    await tx.client.query(`set local work_mem = '128MB'`)
    const recorded = await appendLines(
      tx,
      importId,
      bankReturnLines,
      `select s.sheet, s.row, p.project_id, p.worker_id, s.month, s.place, s.paid_on, s.amount_fen, s.outcome, s.reason, s.batch_no, p.card_value
        from stage_bank_return s join resolved_person p using (person_no)`,
    )
    await rememberMerged(tx, importId, {
      stage: 'stage_bank_return',
      table: bankReturnLines.table,
    })
    tx.announce(bankRecorded, { importId, lines: recorded.added + recorded.unchanged })
    tx.note({ ...recorded })
    return { ...recorded, findings: await listCardsThatDiffer(tx) }
  })
}
