import type { Tx } from '../../platform/context.ts'
import { analyzeTable } from '../../platform/stage.ts'
import { noteCorrections } from './note-corrections.ts'

/** A table of lines, as the bulk statements need to know it. */
export interface Lines {
  readonly table: string
  /** Of one key one line stands. `nullable`: a key column that may be empty, and then is a value of its own. */
  readonly key: readonly string[]
  readonly nullable: readonly string[]
  /** What the line says: equal values mean that nothing changed. */
  readonly values: readonly string[]
  /** Values that are only compared: what they hold says nothing to a reader. */
  readonly unsaid?: readonly string[]
}

/** What the lines of a file changed: came, took another's place, stood so already. */
export interface Recorded {
  readonly added: number
  readonly superseded: number
  readonly unchanged: number
}

/**
 * Adds a file's lines (`from`: a select of sheet, row, key and values; $1 is the district), in one order: of a key that
 * comes twice in the file the last row counts; a line that stands gives way to a different one, and is confirmed by an
 * equal one. A confirming line is kept, but does not stand: taking the other back makes it stand. Of projects that this
 * transaction has locked.
 */
export async function appendLines(
  tx: Tx,
  importId: string,
  lines: Lines,
  from: string,
): Promise<Recorded> {
  const { table, key, values } = lines
  const columns = [...key, ...values]
  const list = (of: readonly string[], alias: string) =>
    of.map((name) => `${alias}.${name}`).join(', ')
  // A line whose key says everything has nothing left to differ in.
  const same =
    values.length === 0
      ? 'true'
      : `(${list(values, 'i')}) is not distinct from (${list(values, 's')})`
  await tx.client.query('drop table if exists incoming')
  await tx.client.query(
    `create temporary table incoming on commit drop as
      select i.*, s.import_id as standing_import, s.sheet as standing_sheet, s.row as standing_row,
        s.import_id is not null and ${same} as equal
      from (
        select f.*, lead(f.row) over (partition by ${list(key, 'f')} order by f.sheet, f.row) is null as is_last from (${from}) f
      ) i
      left join ${table} s on s.district = $1 and s.superseded_by is null and i.is_last and ${sameKey(lines, 's', 'i')}`,
    [tx.district],
  )
  // What the lines say is compared above, and only carried on from here.
  await tx.client.query(
    `analyze incoming (sheet, row, ${key.join(', ')}, standing_import, standing_sheet, standing_row, equal)`,
  )
  const superseded = await tx.client.query(
    `update ${table} s set superseded_by = $2 from incoming i
      where i.standing_import is not null and not i.equal and s.district = $1 and s.import_id = i.standing_import
        and s.sheet = i.standing_sheet and s.row = i.standing_row`,
    [tx.district, importId],
  )
  if (superseded.rowCount) await noteCorrections(tx, importId, lines)
  await tx.client.query(
    `insert into ${table} (district, import_id, sheet, row, ${columns.join(', ')}, superseded_by)
      select $1, $2, i.sheet, i.row, ${list(columns, 'i')}, case when not i.is_last then $2 when i.equal then i.standing_import end
      from incoming i order by i.sheet, i.row`,
    [tx.district, importId],
  )
  const counted = await tx.client.query<{ lines: number; unchanged: number }>(
    'select count(*) as lines, count(*) filter (where equal) as unchanged from incoming',
  )
  const { lines: all = 0, unchanged = 0 } = counted.rows[0] ?? {}
  await analyzeTable(tx, table, all)
  return { added: all - unchanged, superseded: superseded.rowCount ?? 0, unchanged }
}

/** Columns that may be empty are compared apart, so that the others can be hashed or looked up. */
export function sameKey(
  { key, nullable }: Pick<Lines, 'key' | 'nullable'>,
  one: string,
  other: string,
): string {
  return key
    .map((column) =>
      nullable.includes(column)
        ? `${one}.${column} is not distinct from ${other}.${column}`
        : `${one}.${column} = ${other}.${column}`,
    )
    .join(' and ')
}
