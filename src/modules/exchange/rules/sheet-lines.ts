import type { Merge, Row } from '../../../kernel/sheet.ts'
import { textOf } from './cell-text.ts'

/** The first rows of a sheet as text, with its merges spread: what recognition looks at. */
export interface Lines {
  readonly rows: readonly Row[]
  readonly count: number
  readonly width: number
  text(row: number, column: number): string
  /** The text of the merge that covers a cell, or the cell's own. */
  spread(row: number, column: number): string
  /** The first row of the merge that covers a cell, or the cell's own. */
  topOf(row: number, column: number): number
}

export const looksAtRows = 60
const looksAtColumns = 400

export function linesOf(firstRows: readonly Row[], merges: readonly Merge[]): Lines {
  const rows = firstRows.slice(0, looksAtRows)
  const width = Math.min(
    rows.reduce((most, row) => Math.max(most, row.length), 0),
    looksAtColumns,
  )
  const text = (row: number, column: number) => textOf(rows[row]?.[column])
  const origin = new Map<number, readonly [number, number]>()
  for (const merge of merges) {
    if (merge.top >= rows.length || merge.left >= width) continue
    for (let row = merge.top; row <= Math.min(merge.bottom, rows.length - 1); row += 1) {
      for (let column = merge.left; column <= Math.min(merge.right, width - 1); column += 1) {
        origin.set(row * looksAtColumns + column, [merge.top, merge.left])
      }
    }
  }
  return {
    rows,
    count: rows.length,
    width,
    text,
    spread(row, column) {
      const from = origin.get(row * looksAtColumns + column)
      return from === undefined ? text(row, column) : text(from[0], from[1])
    },
    topOf: (row, column) => origin.get(row * looksAtColumns + column)?.[0] ?? row,
  }
}
