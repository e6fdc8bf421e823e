import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import type { Lines } from '../labour/append-lines.ts'
import { takeBackLines } from '../labour/take-back-lines.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import { payRecorded } from './contract.ts'

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

/** Takes an import's pay lines and payments back, as if they had never come; what they had replaced stands again. */
export async function takeBack(ctx: Tx, importId: string): Promise<{ lines: number }> {
  return act(ctx, 'wages.take-back', importId, async (tx) => {
    const found = await tx.client.query<{ project_id: string }>(
      'select distinct project_id from wages.pay_line where district = $1 and import_id = $2',
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
    tx.note({ lines })
    return { lines }
  })
}
