import type { RowBatch, Sheet } from '../../../kernel/sheet.ts'
import { filledUpTo } from './layout-heads.ts'
import type { SheetOutcome } from './layout-reader.ts'

/** Rows of a sheet that the file hides and that say something. */
export interface HiddenRows {
  count(batch: RowBatch): void
  readonly found: { count: number; first: number }
}

export function countHidden({ hiddenRows }: Sheet): HiddenRows {
  const found = { count: 0, first: 0 }
  let next = 0
  return {
    found,
    count({ firstRow, rows }) {
      for (; next < hiddenRows.length; next += 1) {
        const row = hiddenRows[next] ?? 0
        if (row >= firstRow + rows.length) return
        if (row < firstRow || filledUpTo(rows[row - firstRow] ?? [], 0) === 0) continue
        found.count += 1
        if (found.first === 0) found.first = row
      }
    },
  }
}

/** Hidden rows and columns are read like others, and said: somebody may have meant them not to be. */
export function sayHidden(
  { hiddenColumns }: Sheet,
  { report, blocks }: SheetOutcome,
  { found }: HiddenRows,
): void {
  const headerRow = Math.max(1, blocks[0]?.shape.headerRow ?? 1)
  if (found.count > 0) {
    const { count, first: row } = found
    report.find(headerRow, 'row', 'recognition.hidden-rows', 'warning', { count, row })
  }
  const hidden = new Set(hiddenColumns)
  const headers = new Set<string>()
  for (const { shape } of blocks) {
    const days = shape.dayColumns.map(({ index, day }) => ({ index, headerText: `${day} 日` }))
    for (const column of [...Object.values(shape.columns), ...shape.deductions, ...days]) {
      if (hidden.has(column.index)) headers.add(column.headerText)
    }
  }
  if (headers.size === 0) return
  const said = [...headers].slice(0, 20).join('、')
  report.find(headerRow, 'column', 'recognition.hidden-columns', 'warning', { headers: said })
}
