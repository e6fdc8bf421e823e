import type { RowFinding } from '../../kernel/row-finding.ts'
import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import type { Recorded } from '../labour/append-lines.ts'
import { stagedProjects } from './staged-projects.ts'
import { compareTransfers } from './views-cards.ts'

/**
 * A file that asks a bank to pay proves nothing: its lines are compared with rosters and pay sheets, and none is kept. What
 * became of them the bank's return says.
 */
export async function checkBankTransfers(
  ctx: Tx,
  { importId, projectId }: { readonly importId: string; readonly projectId: string | null },
): Promise<Recorded & { readonly findings: readonly RowFinding[] }> {
  return act(ctx, 'bank-transfers.check', importId, async (tx) => {
    const projects = await stagedProjects(tx, 'stage_bank_transfer', projectId)
    const findings = await compareTransfers(tx, projects)
    tx.note({ findings: findings.length })
    return { added: 0, superseded: 0, unchanged: 0, findings }
  })
}
