import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { takeBackLines } from '../labour/take-back-lines.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import { depositLines } from './lines.ts'

/** Takes an import's deposits back, as if they had never come; what they had replaced stands again. */
export async function takeBack(ctx: Tx, importId: string): Promise<{ lines: number }> {
  return act(ctx, 'deposits.take-back', importId, async (tx) => {
    const found = await tx.client.query<{ project_id: string }>(
      'select distinct project_id from deposits.deposit_line where district = $1 and import_id = $2',
      [tx.district, importId],
    )
    await lockProjects(
      tx,
      found.rows.map((row) => row.project_id),
    )
    const lines = await takeBackLines(tx, importId, depositLines)
    tx.note({ lines })
    return { lines }
  })
}
