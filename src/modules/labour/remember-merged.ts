import type { Tx } from '../../platform/context.ts'

/** Of a mention and of a tied number there is no row: see `labour.merged_line`. */
export const mentionTable = 'labour.mention'
export const deviceUserTable = 'labour.device_user'

/** Who was spoken of under the number of a worker that was merged: his mentions are the other's, and it is remembered. */
export async function rememberMentions(tx: Tx, importId: string): Promise<void> {
  if (!(await isAnyMerged(tx, 'resolved_part'))) return
  await tx.client.query(
    `insert into labour.merged_line (district, line_table, import_id, sheet, row, worker_id)
      select $1, '${mentionTable}', $2, 0, person_no, named_worker_id from resolved_part where named_worker_id is not null
      on conflict do nothing`,
    [tx.district, importId],
  )
}

/** The lines that a file's stage brought to `table` under the number of a worker that was merged. */
export async function rememberMerged(
  tx: Tx,
  importId: string,
  of: { readonly stage: string; readonly table: string },
): Promise<void> {
  if (!(await isAnyMerged(tx, 'resolved_person'))) return
  await tx.client.query(
    `insert into labour.merged_line (district, line_table, import_id, sheet, row, worker_id)
      select $1, $3, $2, s.sheet, s.row, p.named_worker_id
      from ${of.stage} s join resolved_person p using (person_no) where p.named_worker_id is not null
      on conflict do nothing`,
    [tx.district, importId, of.table],
  )
}

async function isAnyMerged(tx: Tx, persons: 'resolved_part' | 'resolved_person'): Promise<boolean> {
  const found = await tx.client.query(
    `select from ${persons} where named_worker_id is not null limit 1`,
  )
  return found.rowCount === 1
}
