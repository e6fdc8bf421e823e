import { utils, write, type CellObject, type WorkSheet } from '@e965/xlsx'
import { daysBetween, day, type PlainDate } from '../kernel/day.ts'

/** A cell of a workbook to be written. */
export type BookCell =
  | string
  | number
  | null
  | { readonly date: PlainDate }
  | { readonly formula: string; readonly value: number }

export interface BookSheet {
  readonly name: string
  readonly rows: readonly (readonly BookCell[])[]
  /** As Excel writes them: `A1:AL1`. */
  readonly merges?: readonly string[]
  /** In characters, from the first column on. */
  readonly widths?: readonly number[]
}

/** An .xlsx file; the same sheets give the same bytes on any day. */
export function bookBytes(sheets: readonly BookSheet[]): Uint8Array {
  const book = utils.book_new()
  for (const sheet of sheets) utils.book_append_sheet(book, worksheet(sheet), sheet.name)
  const made: unknown = write(book, { type: 'array', bookType: 'xlsx', compression: true })
  if (!(made instanceof ArrayBuffer)) throw new TypeError('the writer gave no bytes')
  return new Uint8Array(made)
}

function worksheet({ rows, merges, widths }: BookSheet): WorkSheet {
  const sheet: WorkSheet = {}
  let width = 0
  for (const [r, row] of rows.entries()) {
    width = Math.max(width, row.length)
    for (const [c, cell] of row.entries()) {
      const made = cellObject(cell)
      if (made !== null) sheet[utils.encode_cell({ r, c })] = made
    }
  }
  const end = { r: Math.max(0, rows.length - 1), c: Math.max(0, width - 1) }
  sheet['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: end })
  if (merges) sheet['!merges'] = merges.map((range) => utils.decode_range(range))
  if (widths) sheet['!cols'] = widths.map((wch) => ({ wch }))
  return sheet
}

function cellObject(cell: BookCell): CellObject | null {
  if (cell === null) return null
  if (typeof cell === 'string') return { t: 's', v: cell }
  if (typeof cell === 'number') return { t: 'n', v: cell }
  if ('date' in cell) return { t: 'n', v: serialOf(cell.date), z: 'yyyy-mm-dd' }
  return { t: 'n', v: cell.value, f: cell.formula }
}

/** Excel's number of a day: 1 is 1 January 1900, and a 29 February 1900 that never was counts. */
function serialOf(date: PlainDate): number {
  return daysBetween(day('1899-12-30'), date)
}
