import type { Book, Row } from '../../kernel/sheet.ts'
import type { CopySheet } from '../../platform/sheets/copy-book.ts'
import type { ReaderTask } from './reader-protocol.ts'
import { textOf } from './rules/cell-text.ts'
import type { CellMend } from './rules/mend.ts'
import {
  type ReasonColumn,
  type ReturnedRow,
  changesOf,
  findReasons,
  headingOf,
  placeOf,
  reasonOf,
} from './rules/returned.ts'
import type { RowNote } from './rules/report.ts'
import type { Shape } from './rules/shape.ts'
import { looksAtRows } from './rules/sheet-lines.ts'

/** A copy has no more reasons than a report keeps, on each of its sheets. */
const mostReturned = 20_000

interface ReturnedCells extends ReturnedRow {
  readonly cells: string[]
}

/** The rows of a copy that has come back which had a reason; the others are not looked at. */
export async function returnedRows(book: Book): Promise<ReturnedCells[]> {
  const found: ReturnedCells[] = []
  for await (const sheet of book.sheets) {
    const head: Row[] = []
    let reasons: ReasonColumn | null = null
    for await (const { rows } of sheet.rows) {
      if (reasons === null && head.length < looksAtRows) {
        head.push(...rows.slice(0, looksAtRows - head.length))
        reasons = findReasons(head)
      }
      if (reasons === null) continue
      for (const row of rows) {
        const place = placeOf(row[reasons.column])
        if (place === null || found.length >= mostReturned) continue
        found.push({ ...place, cells: row.slice(0, reasons.column).map(textOf) })
      }
    }
  }
  return found
}

/** Which cells of the returned rows are other than the file's own. */
export async function comparedCells(book: Book, task: ReaderTask): Promise<CellMend[]> {
  const returned = new Map((task.returned ?? []).map((row) => [`${row.sheet} ${row.row}`, row]))
  const changes: CellMend[] = []
  for await (const sheet of book.sheets) {
    for await (const { firstRow, rows } of sheet.rows) {
      for (const [index, row] of rows.entries()) {
        const back = returned.get(`${sheet.no} ${firstRow + index}`)
        if (back !== undefined) changes.push(...changesOf(row, back))
      }
    }
  }
  return changes
}

/** A sheet as it was read, with the rows that wait. */
export interface SaidSheet {
  readonly no: number
  readonly shape: Shape
  readonly notes: readonly RowNote[]
  /** Several tables beside or under each other: nobody knows which one a reason is of. */
  readonly hasBlocks: boolean
}

/** What is written beside each row that waits, and which of its cells is meant. */
export function copySheetOf(
  fileId: string,
  { no, shape, notes, hasBlocks }: SaidSheet,
  say: (code: string, values: RowNote['values']) => string,
): CopySheet {
  const rows = new Map<number, { messages: string[]; columns: number[] }>()
  for (const { row, field, code, values } of notes) {
    const at = rows.get(row) ?? { messages: [], columns: [] }
    rows.set(row, at)
    at.messages.push(say(code, values))
    const column = Object.entries(shape.columns).find(([name]) => name === field)?.[1]
    if (column !== undefined && !hasBlocks) at.columns.push(column.index)
  }
  return {
    no,
    headingRow: shape.headerRow,
    heading: headingOf(fileId),
    reasons: [...rows].map(([row, { messages, columns }]) => ({
      row,
      text: reasonOf(no, row, messages),
      columns,
    })),
  }
}
