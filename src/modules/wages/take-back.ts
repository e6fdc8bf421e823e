import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { takeBackFacts, takeBackLines } from '../labour/take-back-lines.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import { bankRecorded, payRecorded } from './contract.ts'
import { accountFlowLines, bankReturnLines, labourCostLines } from './lines.ts'
import { dueFact, paidFact } from './views-withdrawal.ts'

const payLine = 'wages.pay_line'

const tables = [payLine, bankReturnLines.table, accountFlowLines.table, labourCostLines.table]

/** Takes an import's pay lines, payments, and what banks and owners said back, as if they had never come; what they had replaced stands again. */
export async function takeBack(ctx: Tx, importId: string): Promise<{ lines: number }> {
  return act(ctx, 'wages.take-back', importId, async (tx) => {
    const found = await tx.client.query<{ project_id: string }>(
      tables
        .map((table) => `select project_id from ${table} where district = $1 and import_id = $2`)
        .join(' union '),
      [tx.district, importId],
    )
    await lockProjects(
      tx,
      found.rows.map((row) => row.project_id),
    )
    const lines = await takeBackFacts(tx, importId, payLine, [dueFact, paidFact])
    if (lines > 0) tx.announce(payRecorded, { importId, lines })
    const returns = await takeBackLines(tx, importId, bankReturnLines)
    if (returns > 0) tx.announce(bankRecorded, { importId, lines: returns })
    const flows = await takeBackLines(tx, importId, accountFlowLines)
    const costs = await takeBackLines(tx, importId, labourCostLines)
    const all = lines + returns + flows + costs
    tx.note({ lines: all })
    return { lines: all }
  })
}
