import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { appendLines, type Recorded } from './append-lines.ts'
import { rosterRecorded } from './contract.ts'
import { foldEngagements } from './fold-engagements.ts'
import { contractLines } from './lines.ts'
import { rememberMerged } from './remember-merged.ts'

/** Contracts from their stage, of the persons that were resolved; a price for an amount of work is no rate. */
export async function recordContracts(
  ctx: Tx,
  { importId }: { readonly importId: string },
): Promise<Recorded> {
  return act(ctx, 'contracts.record', importId, async (tx) => {
    const recorded = await appendLines(
      tx,
      importId,
      contractLines,
      `select s.sheet, s.row, p.project_id, p.worker_id, s.valid_from, s.term, s.valid_to, s.rate_unit, s.rate_fen
        from stage_contract s join resolved_person p using (person_no)`,
    )
    await rememberMerged(tx, importId, { stage: 'stage_contract', table: contractLines.table })
    await foldEngagements(tx, 'resolved_person')
    tx.announce(rosterRecorded, { importId })
    tx.note({ ...recorded })
    return recorded
  })
}
