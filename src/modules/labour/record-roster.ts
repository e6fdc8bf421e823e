import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { appendLines, type Recorded } from './append-lines.ts'
import { rosterRecorded } from './contract.ts'
import { foldEngagements } from './fold-engagements.ts'
import { rosterLines } from './lines.ts'
import { rememberMerged } from './remember-merged.ts'

/** A roster's lines from their stage, of the persons that were resolved. */
export async function recordRoster(
  ctx: Tx,
  { importId }: { readonly importId: string },
): Promise<Recorded> {
  return act(ctx, 'roster.record', importId, async (tx) => {
    const recorded = await appendLines(
      tx,
      importId,
      rosterLines,
      `select s.sheet, s.row, p.project_id, p.worker_id, p.enterprise_id, p.team_id, p.trade, coalesce(p.team_leader, false) as team_leader,
        p.card_value, p.phone_value, s.entered_on from stage_roster s join resolved_person p using (person_no)`,
    )
    await rememberMerged(tx, importId, { stage: 'stage_roster', table: rosterLines.table })
    await foldEngagements(tx, 'resolved_person')
    tx.announce(rosterRecorded, { importId })
    tx.note({ ...recorded })
    return recorded
  })
}
