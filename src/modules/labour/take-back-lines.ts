import type { Tx } from '../../platform/context.ts'
import { type Lines, sameKey } from './append-lines.ts'
import { type Fact, onlyFact, waitingOf } from './views-withdrawal.ts'

/** What stands in `superseded_by` of a line that was taken back. */
const takenBack = '00000000-0000-0000-0000-000000000000'

/** A table whose lines hold one fact. */
export function takeBackLines(tx: Tx, importId: string, lines: Lines): Promise<number> {
  return takeBackFacts(tx, importId, lines.table, [onlyFact(lines)])
}

/**
 * Takes an import's lines of a table back, as if they had never come. What had given way to one of them, or had confirmed
 * it, stands again: the latest of them, the others behind it. Where a later import stood in the withdrawn line's place
 * already, they are behind that one. Of projects that this transaction has locked; returns how many lines it took back.
 * Each row is written once, whatever it holds, and everything is looked up before anything is written: what a statement
 * has just written is passed over by every later one.
 */
export async function takeBackFacts(
  tx: Tx,
  importId: string,
  table: string,
  facts: readonly Fact[],
): Promise<number> {
  const columns = facts.map(({ column }) => column)
  const keys = [...new Set(facts.flatMap(({ key }) => key))]
  await tx.client.query('drop table if exists taken_back, behind')
  const taken = await tx.client.query(
    `create temporary table taken_back on commit drop as
      select ${[...keys, ...columns].map((name) => `l.${name}`).join(', ')}
      from ${table} l where l.district = $1 and l.import_id = $2 and ${isNotTakenBack(columns)}`,
    [tx.district, importId],
  )
  if (!taken.rowCount) return 0
  await tx.client.query('analyze taken_back')
  await tx.client.query(
    'create temporary table behind (import_id uuid, sheet integer, "row" integer, fact integer, place_of uuid) on commit drop',
  )
  let behind = 0
  for (const [nth, fact] of facts.entries())
    behind += await findBehind(tx, importId, table, fact, nth)
  await tx.client.query(
    `update ${table} l set ${columns.map((column) => `${column} = '${takenBack}'`).join(', ')}
      where l.district = $1 and l.import_id = $2 and ${isNotTakenBack(columns)}`,
    [tx.district, importId],
  )
  if (behind > 0) await liftBehind(tx, table, columns)
  return taken.rowCount
}

function isNotTakenBack(columns: readonly string[]): string {
  return `(${columns.map((column) => `l.${column} is distinct from '${takenBack}'`).join(' or ')})`
}

/**
 * `behind`: the lines that wait behind one of `taken_back` with a fact, and what stands in their place then; null: nothing,
 * they stand. That they name the import says that they have a key of its lines.
 */
async function findBehind(
  tx: Tx,
  importId: string,
  table: string,
  fact: Fact,
  nth: number,
): Promise<number> {
  const { column, key } = fact
  const keyed = key.map((name) => `l.${name}`)
  await tx.client.query('drop table if exists waiting')
  const found = await tx.client.query(
    `create temporary table waiting on commit drop as
      select l.*, first_value(l.import_id) over newest as latest, row_number() over newest as newest_no
      from (${waitingOf(table, fact, 'taken_back', keyed)}) l
      window newest as (partition by ${keyed.join(', ')} order by l.import_id desc, l.sheet desc, l.row desc)`,
    [tx.district, importId],
  )
  if (!found.rowCount) return 0
  await tx.client.query('analyze waiting')
  await tx.client.query(
    `insert into behind
      select w.import_id, w.sheet, w.row, ${nth},
        case when t.${column} is not null then t.${column} when w.newest_no > 1 then w.latest end
      from waiting w
      left join taken_back t on ${sameKey(fact, 't', 'w')} and t.${column} is distinct from $1`,
    [importId],
  )
  return found.rowCount
}

/** Those of `behind`, each once; what was taken back is out of the way, so that never two lines of a key stand. */
async function liftBehind(tx: Tx, table: string, columns: readonly string[]): Promise<void> {
  await tx.client.query('analyze behind')
  const of = (nth: number) => `filter (where fact = ${nth})`
  await tx.client.query(
    `update ${table} l set ${columns
      .map(
        (column, nth) =>
          `${column} = case when b.has_${nth} then b.place_${nth} else l.${column} end`,
      )
      .join(', ')}
      from (
        select import_id, sheet, row, ${columns
          .map(
            (_column, nth) =>
              `count(*) ${of(nth)} > 0 as has_${nth}, (array_agg(place_of) ${of(nth)})[1] as place_${nth}`,
          )
          .join(', ')}
        from behind group by import_id, sheet, row
      ) b
      where l.district = $1 and l.import_id = b.import_id and l.sheet = b.sheet and l.row = b.row`,
    [tx.district],
  )
}
