import type { Row } from '../../../kernel/sheet.ts'
import { filledUpTo, isHeadRow, textsOf } from './layout-heads.ts'
import { headWithin, spansOf } from './layout-groups.ts'
import { recogniseSheet, type SheetHead } from './recognise-sheet.ts'
import type { Shape } from './shape.ts'
import { linesOf, looksAtRows } from './sheet-lines.ts'

/**
 * The table that a sheet begins with; several where they stand side by side, the leftmost first. What stands below is
 * found while the rows are read.
 */
export function recogniseTables(head: SheetHead): readonly [Shape, ...Shape[]] {
  const below = secondTable(head.firstRows)
  if (below !== null) {
    const first = tablesIn({ ...head, firstRows: head.firstRows.slice(0, below) })
    if (first.every(isSure)) return first
  }
  return tablesIn(head)
}

const sureEnough = 0.5

export function isSure({ kind, headerRow, confidence }: Shape): boolean {
  return kind !== 'unknown' && headerRow > 0 && confidence >= sureEnough
}

function tablesIn(head: SheetHead): readonly [Shape, ...Shape[]] {
  const whole = recogniseSheet(head)
  if (whole.headerRow === 0) return [whole]
  const headerRow = whole.headerRow - 1
  const spans = spansOf(linesOf(head.firstRows, head.merges), headerRow, whole.headerRows)
  const [first, ...others] = spans.map((span): Shape => {
    return { ...recogniseSheet(headWithin(head, spans, span, headerRow)), span }
  })
  if (first === undefined || ![first, ...others].every(isSure)) return [whole]
  return [first, ...others]
}

/** Where another table begins below the first, with the lines that stand over it; null where none does. */
function secondTable(rows: readonly Row[]): number | null {
  const start = rows.findIndex((row) => row !== undefined && filledUpTo(row, 0) > 0)
  const end = Math.min(rows.length, Math.max(start, 0) + looksAtRows)
  let first: string | null = null
  let rowsRead = 0
  for (let at = Math.max(start, 0); at < end; at += 1) {
    const row = rows[at] ?? []
    const isHead = isHeadRow(row)
    if (first === null) {
      if (isHead) first = textsOf(row)
      continue
    }
    if (isHead && rowsRead > 0 && textsOf(row) !== first) return topOf(rows, at)
    if (!isHead && filledUpTo(row, 2) > 2) rowsRead += 1
  }
  return null
}

/** The first of the lines that stand over a header: few cells, no table's row. */
function topOf(rows: readonly Row[], header: number): number {
  let top = header
  while (top > 0 && filledUpTo(rows[top - 1] ?? [], 3) <= 3) top -= 1
  return top
}
