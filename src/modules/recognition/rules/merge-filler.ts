import type { Cell, Merge, Row } from '../../../kernel/sheet.ts'
import { isBlank } from './cell-text.ts'
import type { Field } from './fields.ts'
import type { Shape } from './shape.ts'

/** What sheets merge over the rows of many workers: said once, true of each. */
const sharedFields: readonly Field[] = [
  'firm',
  'creditCode',
  'team',
  'trade',
  'projectCode',
  'projectName',
  'payMonth',
  'paidOn',
  'workDay',
]

/** Gives every row under a merge the merge's value, in the columns that rows may share; null where none is. */
export function mergeFiller(
  shape: Shape,
  merges: readonly Merge[],
): ((row: Row, rowNo: number) => Row) | null {
  const firstData = shape.headerRow + shape.headerRows
  const columns = new Set(sharedFields.flatMap((field) => shape.columns[field]?.index ?? []))
  const tall = merges
    .filter(({ top, bottom, left }) => bottom > top && top + 1 >= firstData && columns.has(left))
    .toSorted((one, other) => one.top - other.top)
  if (tall.length === 0) return null
  let next = 0
  let open: { readonly column: number; readonly bottom: number; readonly value: Cell }[] = []
  return (row, rowNo) => {
    const at = rowNo - 1
    open = open.filter(({ bottom }) => bottom >= at)
    let filled: Cell[] | null = null
    for (const { column, value } of open) {
      if (!isBlank(row[column])) continue
      filled ??= [...row]
      while (filled.length < column) filled.push(null)
      filled[column] = value
    }
    for (; next < tall.length && (tall[next]?.top ?? 0) <= at; next += 1) {
      const merge = tall[next]
      const value = merge?.top === at ? row[merge.left] : undefined
      if (merge !== undefined && value !== undefined && !isBlank(value)) {
        open.push({ column: merge.left, bottom: merge.bottom, value })
      }
    }
    return filled ?? row
  }
}
