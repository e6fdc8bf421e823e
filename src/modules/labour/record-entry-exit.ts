import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { appendLines, type Recorded } from './append-lines.ts'
import { rosterRecorded } from './contract.ts'
import { foldEngagements } from './fold-engagements.ts'
import { entryExitLines } from './lines.ts'
import { rememberMerged } from './remember-merged.ts'

/** Entries and exits from their stage, of the persons that were resolved. */
export async function recordEntryExit(
  ctx: Tx,
  { importId }: { readonly importId: string },
): Promise<Recorded> {
  return act(ctx, 'entry-exit.record', importId, async (tx) => {
    const recorded = await appendLines(
      tx,
      importId,
      entryExitLines,
      `select s.sheet, s.row, p.project_id, p.worker_id, s.happened_on, s.kind
        from stage_entry_exit s join resolved_person p using (person_no)`,
    )
    await rememberMerged(tx, importId, { stage: 'stage_entry_exit', table: entryExitLines.table })
    await foldEngagements(tx, 'resolved_person')
    tx.announce(rosterRecorded, { importId })
    tx.note({ ...recorded })
    return recorded
  })
}
