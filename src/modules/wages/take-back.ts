import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import type { Lines } from '../labour/append-lines.ts'
import { takeBackLines } from '../labour/take-back-lines.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import { bankRecorded, payRecorded } from './contract.ts'
import { accountFlowLines, bankReturnLines, labourCostLines } from './lines.ts'

/** What is due, and what was paid: two facts of one row, each with its key. */
const due: Lines = {
  table: 'wages.pay_line',
  key: ['project_id', 'month', 'worker_id', 'team_id', 'kind'],
  nullable: ['team_id'],
  values: [],
}
const paid: Lines = {
  table: 'wages.pay_line',
  key: ['project_id', 'month', 'worker_id', 'paid_on', 'place'],
  nullable: [],
  values: [],
}

const tables = [due.table, bankReturnLines.table, accountFlowLines.table, labourCostLines.table]

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
    const lines = await takeBackLines(tx, importId, due)
    await takeBackLines(tx, importId, paid, {
      column: 'payment_superseded_by',
      parts: ['l.superseded_by is null', 'l.superseded_by is not null'],
    })
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
