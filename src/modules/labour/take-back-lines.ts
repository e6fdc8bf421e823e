import type { Tx } from '../../platform/context.ts'
import { type Lines, sameKey } from './append-lines.ts'

/** What stands in `superseded_by` of a line that was taken back. */
const takenBack = '00000000-0000-0000-0000-000000000000'

/** Which of two facts of a line is meant, where it holds two; and how its lines behind others are found. */
export interface Fact {
  readonly column: 'superseded_by' | 'payment_superseded_by'
  /** Conditions that together hold for every line, each with an index of its own. */
  readonly parts: readonly string[]
}

const onlyFact: Fact = { column: 'superseded_by', parts: ['l.superseded_by is not null'] }

/**
 * Takes an import's lines of a table back, as if they had never come. What had given way to one of them, or had confirmed
 * it, stands again: the latest of them, the others behind it. Where a later import stood in the withdrawn line's place
 * already, they are behind that one. Of projects that this transaction has locked; returns how many lines it took back.
 */
export async function takeBackLines(
  tx: Tx,
  importId: string,
  lines: Lines,
  { column, parts }: Fact = onlyFact,
): Promise<number> {
  const { table, key } = lines
  const keyOf = (alias: string) => key.map((name) => `${alias}.${name}`).join(', ')
  await tx.client.query('drop table if exists taken_back, behind')
  const taken = await tx.client.query(
    `create temporary table taken_back on commit drop as
      select ${keyOf('l')}, l.${column} as place_of, l.sheet, l.row
      from ${table} l where l.district = $1 and l.import_id = $2 and l.${column} is distinct from '${takenBack}'`,
    [tx.district, importId],
  )
  if (!taken.rowCount) return 0
  await tx.client.query('analyze taken_back')
  await tx.client.query(
    `update ${table} l set ${column} = '${takenBack}' from taken_back t
      where l.district = $1 and l.import_id = $2 and l.sheet = t.sheet and l.row = t.row`,
    [tx.district, importId],
  )
  const waiting = parts.map(
    (part) => `select l.import_id, l.sheet, l.row, ${keyOf('l')}
      from (select distinct ${keyOf('t')} from taken_back t) k
      join ${table} l on l.district = $1 and ${part} and ${sameKey(lines, 'l', 'k')} where l.${column} = $2`,
  )
  await tx.client.query(
    `create temporary table behind on commit drop as
      select w.import_id, w.sheet, w.row, t.place_of, first_value(w.import_id) over latest as stands, row_number() over latest = 1 as is_latest
      from (${waiting.join(' union all ')}) w
      left join taken_back t on ${sameKey(lines, 't', 'w')} and t.place_of is distinct from $2
      window latest as (partition by ${keyOf('w')} order by w.import_id desc, w.sheet desc, w.row desc)`,
    [tx.district, importId],
  )
  // First those that stay behind, so that never two lines of a key stand.
  for (const [which, place] of [
    ['not (b.is_latest and b.place_of is null)', 'coalesce(b.place_of, b.stands)'],
    ['b.is_latest and b.place_of is null', 'null'],
  ]) {
    await tx.client.query(
      `update ${table} l set ${column} = ${place} from behind b
        where ${which} and l.district = $1 and l.import_id = b.import_id and l.sheet = b.sheet and l.row = b.row`,
      [tx.district],
    )
  }
  return taken.rowCount
}
