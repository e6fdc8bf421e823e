/** A cell that the file shows as a day or an instant: kept with its number, since formats mislead. */
export interface DateCell {
  /** What the cell holds: days since the book's epoch. */
  readonly serial: number
  /** `YYYY-MM-DD`, or `YYYY-MM-DD HH:MM:SS` where there is a time of day. */
  readonly date: string
}

/**
 * What stands in place of a formula's result where the file holds none (nothing has worked it out since it was
 * written): no text, no number, no day. It is told from an empty cell by being this very object.
 */
export const resultMissing: DateCell = { serial: Number.NaN, date: '' }

/**
 * A cell as read: text stays text (an ID keeps its digits), an empty one is null or ''. A formula is its kept result;
 * one that failed is its error as Excel writes it (`#REF!`).
 */
export type Cell = string | number | boolean | null | DateCell

export type Row = readonly Cell[]

/** Consecutive rows; `firstRow` is 1-based, as in the file. */
export interface RowBatch {
  readonly firstRow: number
  readonly rows: readonly Row[]
  /** How much of the sheet is passed with these rows, 0 to 1; left out where it is not known. */
  readonly passed?: number
}

/** A merged range; 0-based, both ends included. */
export interface Merge {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** One sheet of a book; its rows can be walked once. */
export interface Sheet {
  readonly name: string
  /** 1-based place in the book. */
  readonly no: number
  readonly hidden: boolean
  readonly merges: readonly Merge[]
  /** Rows that the file hides, 1-based and ascending; empty where the format does not say. */
  readonly hiddenRows: readonly number[]
  /** Columns that the file hides, 0-based and ascending; empty where the format does not say. */
  readonly hiddenColumns: readonly number[]
  /** Whether bare numbers in day columns count from 1904 (old Excel on Macintosh). */
  readonly date1904: boolean
  readonly rows: AsyncIterable<RowBatch>
}

export type BookFormat = 'csv' | 'xlsx' | 'xls' | 'xlsb' | 'ods' | 'html' | 'xml'

export interface Book {
  readonly format: BookFormat
  readonly fileName: string
  /** Whether it brings programs of its own; they are never run and nothing of them is read. */
  readonly macros: boolean
  readonly sheets: AsyncIterable<Sheet>
}
