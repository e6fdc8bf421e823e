import type { Cell, Row } from '../../../kernel/sheet.ts'
import { isBlank, textOf } from './cell-text.ts'
import { looksLikeId, looksLikeName } from './row-kind.ts'
import type { Shape } from './shape.ts'
import type { Lines } from './sheet-lines.ts'

/** Puts the two rows of a worker (the ID under the name, the card under the bank) into one. */
export interface RowJoiner {
  push(row: Row, rowNo: number): void
  end(): void
}

/** Hands on whole rows, each with the number of its first; null where every worker has one row. */
export function rowJoiner(
  { columns, kind, rowsPerWorker }: Shape,
  read: (row: Row, rowNo: number) => void,
): RowJoiner | null {
  const nameAt = (columns.name ?? columns.nameOverId)?.index ?? -1
  // A grid's reader knows all rows of its workers.
  if (rowsPerWorker < 2 || nameAt < 0 || kind === 'attendance-grid') return null
  const idAt = columns.idNumber?.index ?? -1
  let open: { row: Row; rowNo: number; rows: number } | null = null
  const close = () => {
    const done = open
    open = null
    if (done !== null) read(done.row, done.rowNo)
  }
  return {
    push(row, rowNo) {
      const name = textOf(row[nameAt])
      const isUnder = looksLikeId(name) || (name === '' && idAt !== nameAt && hasId(row, idAt))
      if (open !== null && open.rows < rowsPerWorker && isUnder) {
        open = { ...open, row: joined(open.row, row, nameAt, idAt), rows: open.rows + 1 }
        return
      }
      close()
      if (looksLikeName(name)) open = { row, rowNo, rows: 1 }
      else read(row, rowNo)
    },
    end: close,
  }
}

function hasId(row: Row, idAt: number): boolean {
  return looksLikeId(textOf(row[idAt]))
}

/** The upper row; where it says nothing, what stands below. */
function joined(upper: Row, lower: Row, nameAt: number, idAt: number): Row {
  const row: Cell[] = []
  for (let index = 0; index < Math.max(upper.length, lower.length); index += 1) {
    const cell = upper[index] ?? null
    row.push(isBlank(cell) ? (lower[index] ?? null) : cell)
  }
  const under = lower[nameAt] ?? null
  if (!looksLikeId(textOf(under))) return row
  if (idAt >= 0 && idAt !== nameAt && isBlank(upper[idAt])) row[idAt] = under
  else row[nameAt] = `${textOf(upper[nameAt])} ${idText(under)}`
  return row
}

/** A number cell of 18 digits is ruined: it is written so that its check sees it. */
function idText(cell: Cell): string {
  return typeof cell === 'number' && Math.abs(cell) >= 2 ** 53
    ? cell.toExponential(5)
    : textOf(cell)
}

/** Two where IDs stand under the names of those whose they are, else one. */
export function linesPerPerson(columns: Shape['columns'], lines: Lines, dataRow: number): 1 | 2 {
  const nameAt = (columns.name ?? columns.nameOverId)?.index
  if (nameAt === undefined) return 1
  for (let row = dataRow + 1; row < lines.count; row += 1) {
    const isUnder =
      looksLikeId(lines.text(row, nameAt)) && looksLikeName(lines.text(row - 1, nameAt))
    if (isUnder) return 2
  }
  return 1
}
