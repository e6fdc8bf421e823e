import type { Cell } from '../../src/kernel/sheet.ts'
import { openBook } from '../../src/platform/sheets/open-book.ts'

/** Every sheet's rows, as our own import reads them. */
export async function rowsIn(bytes: Uint8Array, fileName = '表.xlsx'): Promise<Cell[][][]> {
  const book = await openBook({ bytes }, fileName)
  const sheets: Cell[][][] = []
  for await (const sheet of book.sheets) {
    const rows: Cell[][] = []
    for await (const batch of sheet.rows) rows.push(...batch.rows.map((row) => [...row]))
    sheets.push(rows)
  }
  return sheets
}
