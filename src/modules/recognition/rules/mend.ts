import type { Cell, RowBatch } from '../../../kernel/sheet.ts'

/** What a cell should hold instead of what the file holds. */
export interface CellMend {
  /** 1-based place of the sheet in its book. */
  readonly sheet: number
  /** 1-based, as in the file. */
  readonly row: number
  /** 0-based. */
  readonly column: number
  readonly value: string
}

/** Mends of one sheet by their row. */
export type MendsOfSheet = ReadonlyMap<number, readonly CellMend[]>

export function mendsOfSheet(mends: readonly CellMend[], sheet: number): MendsOfSheet {
  const byRow = new Map<number, CellMend[]>()
  for (const mend of mends) {
    if (mend.sheet !== sheet) continue
    const known = byRow.get(mend.row)
    if (known === undefined) byRow.set(mend.row, [mend])
    else known.push(mend)
  }
  return byRow
}

/** The rows as if their mended cells held what they should. */
export function mendRows(batch: RowBatch, mends: MendsOfSheet): RowBatch {
  if (mends.size === 0) return batch
  const { firstRow } = batch
  if (!batch.rows.some((_, index) => mends.has(firstRow + index))) return batch
  const rows = batch.rows.map((row, index) => {
    const mended = mends.get(firstRow + index)
    if (mended === undefined) return row
    const cells: Cell[] = [...row]
    for (const { column, value } of mended) {
      while (cells.length <= column) cells.push(null)
      cells[column] = value
    }
    return cells
  })
  return { ...batch, rows }
}

/** 0 → A, 26 → AA, as spreadsheets name columns. */
export function columnLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetter(Math.floor(index / 26) - 1) + last
}
