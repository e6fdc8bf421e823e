/**
 * What a column holds. `money`: whole fen, written as yuan; `hundredths`: whole hundredths (工日, hours), written with
 * two decimals; `day`: `YYYY-MM-DD`.
 */
export type ColumnKind = 'text' | 'money' | 'hundredths' | 'integer' | 'day'

export interface WrittenColumn {
  readonly head: string
  readonly kind: ColumnKind
  /** In signs of a Latin text, as Excel counts; a Chinese sign takes two. */
  readonly width: number
}

export type WrittenCell = string | number | null

export type WrittenRow = readonly WrittenCell[]

/** A list on its way out: pages of rows, each asked for when the one before is written. */
export interface WrittenSheet {
  readonly name: string
  /** Above the columns: the title, and lines with something at their left and right; null: the heads stand first. */
  readonly head: {
    readonly title: string
    readonly lines: readonly (readonly [left: string, right: string])[]
  } | null
  readonly columns: readonly WrittenColumn[]
  readonly pages: AsyncIterable<readonly WrittenRow[]>
  /** The row of totals, asked for when all rows are written; null: the list has none. */
  readonly total: () => WrittenRow | null
}

/**
 * `228000` fen → `2280.00`: without thousands marks, so that a program can read it. Put together by hand: `Intl` takes a
 * hundred times as long, and a list has millions of them.
 */
export function plainYuan(amountFen: number): string {
  const digits = String(Math.abs(amountFen)).padStart(3, '0')
  return `${amountFen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
