import type { Merge, Row, RowBatch } from '../../../kernel/sheet.ts'
import { textOf } from './cell-text.ts'

/** The first rows of a sheet as text, with its merges spread: what recognition looks at. */
export interface Lines {
  readonly rows: readonly Row[]
  /** The first row that says anything: some sheets leave any number of rows empty above. */
  readonly first: number
  /** One past the last row that is looked at. */
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
/** More columns than a sheet of Excel can have. */
const columnsOfRow = 16_384

/** `firstRows`: row 1 of the file first; rows that say nothing may be left out of the array. */
export function linesOf(firstRows: readonly Row[], merges: readonly Merge[]): Lines {
  const first = Math.max(
    0,
    firstRows.findIndex((row) => row !== undefined && row.some((cell) => textOf(cell) !== '')),
  )
  const count = Math.min(firstRows.length, first + looksAtRows)
  const rows = firstRows.slice(0, count)
  const { left, right } = edgesOf(rows, first, count)
  const width = Math.min(right, left + looksAtColumns)
  const text = (row: number, column: number) => textOf(rows[row]?.[column])
  const origin = new Map<number, readonly [number, number]>()
  for (const merge of merges) {
    if (merge.top >= count || merge.bottom < first || merge.left >= width) continue
    for (let row = Math.max(merge.top, first); row <= Math.min(merge.bottom, count - 1); row += 1) {
      for (let column = merge.left; column <= Math.min(merge.right, width - 1); column += 1) {
        origin.set(row * columnsOfRow + column, [merge.top, merge.left])
      }
    }
  }
  return {
    rows,
    first,
    count,
    width,
    text,
    spread(row, column) {
      const from = origin.get(row * columnsOfRow + column)
      return from === undefined ? text(row, column) : text(from[0], from[1])
    },
    topOf: (row, column) => origin.get(row * columnsOfRow + column)?.[0] ?? row,
  }
}

/** The first column that is filled, and one past the last. */
function edgesOf(rows: readonly Row[], first: number, count: number) {
  let left = columnsOfRow
  let right = 0
  for (let at = first; at < count; at += 1) {
    const row = rows[at] ?? []
    right = Math.max(right, row.length)
    const filled = row.findIndex((cell) => textOf(cell) !== '')
    if (filled >= 0) left = Math.min(left, filled)
  }
  return { left: Math.min(left, right), right }
}

/** Stands between two cells of a head line. */
export const headGap = '\t'

/** The rows above a header as texts, then the names of sheet and file. `headerRow` is 0-based. */
export function headLinesOf(
  lines: Lines,
  headerRow: number,
  { sheetName, fileName }: { readonly sheetName: string; readonly fileName: string },
): string[] {
  const heads: string[] = []
  for (let row = lines.first; row < headerRow; row += 1) {
    const texts: string[] = []
    for (let column = 0; column < lines.width; column += 1) {
      const text = lines.text(row, column)
      if (text !== '' && text.length <= 200) texts.push(text)
    }
    if (texts.length > 0) heads.push(texts.join(headGap))
  }
  return [...heads, sheetName, fileName.replace(/^.*[/\\]/, '')]
}

const emptyRow: Row = []

/** Rows between a title and its table that may be empty before nobody looks further. */
const mostRowsAbove = 400

/** Enough rows to recognise a sheet by, row 1 first, and the batches they came in. */
export async function firstRowsOf(
  batches: AsyncIterator<RowBatch>,
): Promise<{ firstRows: Row[]; held: RowBatch[] }> {
  const firstRows: Row[] = []
  const held: RowBatch[] = []
  let first = -1
  let filled = 0
  const isEnough = () =>
    filled >= looksAtRows || (first >= 0 && firstRows.length - first >= mostRowsAbove)
  while (!isEnough()) {
    const next = await batches.next()
    if (next.done === true) break
    held.push(next.value)
    const { firstRow, rows } = next.value
    for (let index = 0; index < rows.length && !isEnough(); index += 1) {
      const row = rows[index] ?? []
      const isFilled = row.some((cell) => textOf(cell) !== '')
      if (isFilled) filled += 1
      if (isFilled && first < 0) first = firstRow + index - 1
      while (firstRows.length < firstRow + index - 1) firstRows.push(emptyRow)
      firstRows.push(isFilled ? row : emptyRow)
    }
  }
  return { firstRows, held }
}
