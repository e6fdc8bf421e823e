import { Refused, must } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import { sealMend } from './file-reading.ts'
import { readAgain } from './read-again.ts'
import { whyNotMend } from './rules/mending.ts'
import { findFile, lockBatch, lockFile } from './store.ts'
import { insertMends } from './store-answers.ts'
import { isOfAnother, rootOf } from './understand-file.ts'

/**
 * Says what cells should hold; the file itself stays as it came. Before the commit it is read again at once, after it
 * the rows wait for being taken in.
 */
export async function mendCells(
  ctx: Context,
  { fileId, sheet }: { fileId: string; sheet: number },
  { cells }: { cells: readonly { row: number; column: number; value: string }[] },
): Promise<{ cells: number }> {
  return act(ctx, 'sheet.mend', fileId, async (tx) => {
    const batch = await lockBatch(tx, (await findFile(tx, fileId)).batch_id)
    const file = await lockFile(tx, fileId)
    const seen = file.understanding?.sheets ?? []
    const asked = { batch: batch.state, file: file.state, sheets: seen.length }
    must(whyNotMend({ ...asked, isOfAnother: isOfAnother(file) }))
    if (sheet > seen.length) {
      throw new Refused({ code: 'recognition.no-such-sheet', kind: 'not-found', values: { sheet } })
    }
    const root = await rootOf(tx, file)
    const mends = cells.map(({ row, column, value }) => {
      const mend = { sheet, row, column, value: value.trim() }
      return { sheet, row, column, value: sealMend(tx.platform.keys, mend), takenIn: null }
    })
    await insertMends(tx, root.id, mends)
    if (file.state === 'understood') await readAgain(tx, file)
    tx.note({ sheet, cells: cells.length })
    return { cells: cells.length }
  })
}
