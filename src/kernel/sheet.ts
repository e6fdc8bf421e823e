/** A cell that the file shows as a day or an instant: kept with its number, since formats mislead. */
export interface DateCell {
  /** What the cell holds: days since the book's epoch. */
  readonly serial: number
  /** `YYYY-MM-DD`, or `YYYY-MM-DD HH:MM:SS` where there is a time of day. */
  readonly date: string
}

/** A cell as read: text stays text (an ID keeps its digits), an empty one is null or ''. */
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
  /** Whether bare numbers in day columns count from 1904 (old Excel on Macintosh). */
  readonly date1904: boolean
  readonly rows: AsyncIterable<RowBatch>
}

export type BookFormat = 'csv' | 'xlsx' | 'xls' | 'xlsb' | 'ods' | 'html' | 'xml'

export interface Book {
  readonly format: BookFormat
  readonly fileName: string
  readonly sheets: AsyncIterable<Sheet>
}
