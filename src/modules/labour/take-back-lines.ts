import type { Tx } from '../../platform/context.ts'
import type { Lines } from './append-lines.ts'

/** What stands in `superseded_by` of a line that was taken back. */
const takenBack = '00000000-0000-0000-0000-000000000000'

/**
 * Takes an import's lines of a table back, as if they had never come. What had given way to one of them, or had confirmed
 * it, stands again: the latest of them, the others behind it. Where a later import stood in the withdrawn line's place
 * already, they are behind that one. `column` is `superseded_by`, or where a line holds two facts the second's.
 * Returns how many lines were taken back.
 */
export async function takeBackLines(
  tx: Tx,
  importId: string,
  { table, key, nullable }: Lines,
  column = 'superseded_by',
): Promise<number> {
  const keys = key.map((name) => (nullable.includes(name) ? `coalesce(${name}::text, '')` : name))
  const select = (alias: string) => `${alias}.import_id, ${alias}.sheet, ${alias}.row`
  await tx.client.query('drop table if exists taken_back, behind')
  const taken = await tx.client.query(
    `create temporary table taken_back on commit drop as
      select ${keys.map((name, nth) => `${name} as key_${nth}`).join(', ')}, ${column} as place_of, sheet, row
      from ${table} where district = $1 and import_id = $2 and ${column} is distinct from '${takenBack}'`,
    [tx.district, importId],
  )
  await tx.client.query(
    `update ${table} l set ${column} = '${takenBack}' from taken_back t
      where l.district = $1 and l.import_id = $2 and l.sheet = t.sheet and l.row = t.row`,
    [tx.district, importId],
  )
  await tx.client.query(
    `create temporary table behind on commit drop as
      with waiting as (
        select ${select('l')}, ${keys.map((name, nth) => `${name} as key_${nth}`).join(', ')}
        from ${table} l where l.district = $1 and l.${column} = $2
      ), placed as (
        select w.*, t.place_of from waiting w
        left join taken_back t on ${keys.map((_, nth) => `t.key_${nth} = w.key_${nth}`).join(' and ')} and t.place_of is distinct from $2
      )
      select ${select('p')}, p.place_of, first_value(p.import_id) over latest as stands,
        row_number() over latest = 1 as is_latest
      from placed p
      window latest as (partition by ${keys.map((_, nth) => `p.key_${nth}`).join(', ')}
        order by p.import_id desc, p.sheet desc, p.row desc)`,
    [tx.district, importId],
  )
  // First those that stay behind, so that never two lines of a key stand.
  for (const [take, value] of [
    ['not (b.is_latest and b.place_of is null)', 'coalesce(b.place_of, b.stands)'],
    ['b.is_latest and b.place_of is null', 'null'],
  ]) {
    await tx.client.query(
      `update ${table} l set ${column} = ${value} from behind b
        where ${take} and l.district = $1 and l.import_id = b.import_id and l.sheet = b.sheet and l.row = b.row`,
      [tx.district],
    )
  }
  return taken.rowCount ?? 0
}
