import type pg from 'pg'
import { z } from 'zod'
import type { Table } from './database-shape.ts'

/** What two copies of a table must have in common. */
export const TableSums = z.object({
  rows: z.int().nonnegative(),
  /** Sum of a hash of every row's whole text: the same rows in any order have the same. */
  content: z.string(),
  /** Sum of each column of money. */
  fen: z.record(z.string(), z.string()),
})
export type TableSums = z.infer<typeof TableSums>

/** How values are written in the row's text, whatever the database's own settings are. */
export const sumSettings = `set local datestyle = 'ISO'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local timezone = 'UTC'`

/** The pieces of files are as good as their length here: they are opened and hashed one by one. */
const piecesOfFiles = 'files.chunk'

export async function sumsOf(owner: pg.Client, table: Table): Promise<TableSums> {
  const row =
    table.name === piecesOfFiles
      ? 'row(t.district, t.hash, t.no, octet_length(t.content))::text'
      : 't::text'
  const fen = table.fenColumns.map((column) => `coalesce(sum(t.${column}), 0)::text as ${column}`)
  const sums = [
    'count(*)::integer as rows',
    `coalesce(sum(hashtextextended(${row}, 0)::numeric), 0)::text as content`,
  ]
  const found = await owner.query<Record<string, string | number>>(
    `select ${[...sums, ...fen].join(', ')} from ${table.sql} t`,
  )
  const { rows, content, ...money } = found.rows[0] ?? {}
  return TableSums.parse({ rows, content, fen: money })
}

/** Names of the tables whose rows, content or money differ. */
export function differingTables(
  one: ReadonlyMap<string, TableSums>,
  other: ReadonlyMap<string, TableSums>,
): string[] {
  const names = [...new Set([...one.keys(), ...other.keys()])].toSorted()
  return names.filter((name) => !areSame(one.get(name), other.get(name)))
}

function areSame(one: TableSums | undefined, other: TableSums | undefined): boolean {
  if (one === undefined || other === undefined) return false
  const money = Object.keys({ ...one.fen, ...other.fen })
  return (
    one.rows === other.rows &&
    one.content === other.content &&
    money.every((column) => one.fen[column] === other.fen[column])
  )
}
