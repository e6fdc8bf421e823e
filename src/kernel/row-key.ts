/*
 * A line of the ledger is known by its file, sheet and row. Two tables that stand side by side in a sheet may have two
 * lines of one kind in one row: what stands in a table right of the first one gets a key beyond every row of a file.
 */

/** No csv file has so many rows. */
const firstOfTables = 2 ** 30
/** A sheet of Excel has at most 2^20 rows. */
const rowsOfTable = 2 ** 21

/** Tables that can stand beside the first: a key is a 32-bit whole number. */
export const mostTablesBeside = 500

/** The key of a line in its sheet. `table` is 0 for the only table of a row, or the leftmost. */
export function rowKeyOf(row: number, table: number): number {
  return table === 0 ? row : firstOfTables + (table - 1) * rowsOfTable + row
}

/** The row of the file, 1-based, that a line's key speaks of. */
export function rowOfKey(key: number): number {
  return key < firstOfTables ? key : (key - firstOfTables) % rowsOfTable
}
