import type { Refusal } from '../../../kernel/refusal.ts'

/*
 * A superior's blank form: the officer points at a head cell and says which figure goes below it, once; from then on it is
 * filled. Lists run down from the head, one row an entry; sums stand in the one cell below it.
 */

/** Figures of one entry, a column of the form. */
export const columnFigures = [
  'no',
  'project-code',
  'project-name',
  'town',
  'owner-kind',
  'industry',
  'class',
  'people',
  'yuan',
  'wan-yuan',
  'opened-people',
  'opened-yuan',
  'cause',
  'measures',
  'leader',
  'unit',
  'limit',
  'opened-on',
  'checks',
  'checked-on',
  'state',
  'signed-on',
] as const

/** Figures of the whole list, one cell. */
export const sumFigures = [
  'all-entries',
  'all-people',
  'all-yuan',
  'all-wan-yuan',
  'all-signed-off',
  'made-by',
  'made-on',
  'made-at',
] as const

export const figures = [...columnFigures, ...sumFigures] as const
export type FormFigure = (typeof figures)[number]

/** A blank's sheet as it was read: its first rows; columns are 0-based, rows 1-based. */
export interface FormSheet {
  readonly no: number
  readonly name: string
  readonly rows: readonly (readonly string[])[]
  readonly merges: readonly {
    readonly top: number
    readonly left: number
    readonly bottom: number
    readonly right: number
  }[]
}

export interface FormCell {
  readonly sheet: number
  readonly row: number
  readonly column: number
  readonly figure: FormFigure
}

export const mostFormRows = 60
export const mostFormColumns = 40

export function isColumnFigure(figure: FormFigure): boolean {
  return columnFigures.some((one) => one === figure)
}

/** Why these cells cannot be kept: one outside the blank, two on one place, or lists that begin in different rows. */
export function whyNotTeach(
  sheets: readonly FormSheet[],
  cells: readonly FormCell[],
): Refusal | null {
  const places = new Set<string>()
  for (const { sheet, row, column } of cells) {
    const of = sheets.find(({ no }) => no === sheet)
    if (
      of === undefined ||
      row < 1 ||
      row > of.rows.length ||
      column < 0 ||
      column >= mostFormColumns
    ) {
      return { code: 'register.form-no-such-cell', kind: 'invalid', field: 'cells' }
    }
    const place = `${sheet} ${row} ${column}`
    if (places.has(place)) {
      return { code: 'register.form-cell-twice', kind: 'invalid', field: 'cells' }
    }
    places.add(place)
  }
  const starts = new Map<number, number>()
  for (const cell of cells) {
    if (!isColumnFigure(cell.figure)) continue
    const from = startOf(sheets, cell)
    const known = starts.get(cell.sheet) ?? from
    starts.set(cell.sheet, known)
    if (known !== from) return { code: 'register.form-uneven', kind: 'invalid', field: 'cells' }
  }
  return null
}

/** The row below a head, 1-based: below the whole of a merged one. */
export function startOf(sheets: readonly FormSheet[], { sheet, row, column }: FormCell): number {
  const merge = sheets
    .find(({ no }) => no === sheet)
    ?.merges.find(
      ({ top, bottom, left, right }) =>
        row - 1 >= top && row - 1 <= bottom && column >= left && column <= right,
    )
  return (merge === undefined ? row - 1 : merge.bottom) + 2
}
