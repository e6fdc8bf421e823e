import type { Tx } from '../../platform/context.ts'

/** A table of lines and which of a worker's lines stand: of each fact that a line holds, the column that says so and its key. */
export interface WorkerLines {
  readonly table: string
  readonly facts: readonly StandingFact[]
}

export interface StandingFact {
  readonly column: 'superseded_by' | 'payment_superseded_by'
  /** Besides the worker; `nullable` ones among them may be empty, and then are values of their own. */
  readonly key: readonly string[]
  /** Which lines hold the fact at all; left out: all. */
  readonly where?: string
}

/** Whose lines go to whom. `named`: only what came under these workers; null: everything. */
export interface Move {
  readonly eventId: string
  readonly from: string
  readonly to: string
  readonly named: readonly string[] | null
  readonly projectIds: readonly string[]
}

/**
 * Gives a worker's lines to another, by a merge or its undoing. Of each key one line stands afterwards: where both had one,
 * that of the later import, and the other behind it; what the line that went had covered stands again. Under whom each line
 * came, and what a merge covered, is remembered, so that undoing it leaves what there was before. Of projects that this
 * transaction has locked.
 */
export async function moveLines(tx: Tx, move: Move, lines: WorkerLines): Promise<number> {
  const { table, facts } = lines
  await gatherLines(tx, move, lines)
  const moving = await tx.client.query('select from pair_line where moves limit 1')
  if (!moving.rowCount) return 0
  if (move.named === null) {
    await tx.client.query(
      `insert into labour.merged_line (district, line_table, import_id, sheet, row, worker_id)
        select $1, $2, import_id, sheet, row, worker_id from pair_line where moves on conflict do nothing`,
      [tx.district, table],
    )
  }
  for (const fact of facts) await settleStanding(tx, move, table, fact)
  await tx.client.query('analyze pair_line')
  // First those that stay behind, so that never two lines of a key stand; then whose they are; last what stands again.
  for (const { column } of facts) await writeStanding(tx, table, column, 'is not null')
  const moved = await tx.client.query(
    `update ${table} l set worker_id = $2 from pair_line p
      where p.moves and l.district = $1 and l.import_id = p.import_id and l.sheet = p.sheet and l.row = p.row`,
    [tx.district, move.to],
  )
  for (const { column } of facts) await writeStanding(tx, table, column, 'is null')
  return moved.rowCount ?? 0
}

/** What stands in `superseded_by` of a line that was taken back: it takes no place. */
const takenBack = '00000000-0000-0000-0000-000000000000'

/** `pair_line`: every line of the two on their projects, whether it goes, and whose it will be. */
async function gatherLines(tx: Tx, move: Move, { table, facts }: WorkerLines): Promise<void> {
  const keys = [...new Set(facts.flatMap(({ key }) => key))]
  const moves =
    move.named === null
      ? 'l.worker_id = $3'
      : `l.worker_id = $3 and exists (select from labour.merged_line m where m.district = $1 and m.line_table = '${table}'
          and m.import_id = l.import_id and m.sheet = l.sheet and m.row = l.row and m.worker_id = any ($6::uuid[]))`
  // In two halves, for those that stand and those that do not have an index each.
  const half = (stands: string) => `select l.import_id, l.sheet, l.row, l.worker_id,
      ${keys.map((key) => `l.${key}`).join(', ')}, ${facts.map(heldOf).join(', ')}, ${moves} as moves
    from ${table} l
    where l.district = $1 and l.project_id = any ($2::uuid[]) and l.worker_id in ($3, $4) and l.import_id = any ($5::uuid[])
      and l.superseded_by ${stands}`
  const imports = await tx.client.query<{ import_id: string }>(
    `select distinct import_id from labour.mention where district = $1 and project_id = any ($2::uuid[]) and worker_id in ($3, $4)
      and not withdrawn`,
    [tx.district, move.projectIds, move.from, move.to],
  )
  const values = [
    tx.district,
    move.projectIds,
    move.from,
    move.to,
    imports.rows.map((row) => row.import_id),
  ]
  await tx.client.query('drop table if exists pair_line')
  await tx.client.query(
    `create temporary table pair_line on commit drop as
      select l.*, case when l.moves then $4::uuid else l.worker_id end as owner, ${facts.map(({ column }) => `l.${column} as new_${column}, false as held_${column}`).join(', ')}
      from (${half('is null')} union all ${half('is not null')}) l`,
    move.named === null ? values : [...values, move.named],
  )
}

function heldOf({ column, where }: StandingFact): string {
  const holds = where === undefined ? 'true' : `(${where})`
  return `l.${column}, ${holds} as has_${column}`
}

/**
 * Says of every line of the keys that the moving lines leave or come to whether it stands now, or behind which import: of
 * those that stand, and those whose coverer is another's now, the latest stands and the others are behind it. What nothing
 * has changed since the merge that is undone stands as it did before, or behind what it was behind.
 */
async function settleStanding(tx: Tx, move: Move, table: string, fact: StandingFact) {
  const { column, key } = fact
  const fresh = `new_${column}`
  const sameKey = (one: string, other: string) =>
    key.map((name) => `${one}.${name} is not distinct from ${other}.${name}`).join(' and ')
  const isAffected = `p.has_${column} and p.${fresh} is distinct from '${takenBack}'
    and exists (select from pair_line m where m.moves and m.has_${column} and ${sameKey('m', 'p')})`
  // Lines of the import that this one gave way to; of several of a key it was the last.
  const coverers = (whose: string) => `select o.* from pair_line o
    where ${whose} and ${sameKey('o', 'p')} and o.has_${column} and o.import_id = p.${fresh}
      and o.${fresh} is distinct from '${takenBack}' and (o.import_id, o.sheet, o.row) <> (p.import_id, p.sheet, p.row)`
  if (move.named !== null) {
    await tx.client.query(
      `update pair_line p set ${fresh} = c.before, held_${column} = true from labour.merge_covered c
        where c.district = $1 and c.event_id = $2 and c.line_table = $3 and c.fact = '${column}' and c.import_id = p.import_id
          and c.sheet = p.sheet and c.row = p.row and c.after is not distinct from p.${column}`,
      [tx.district, move.eventId, table],
    )
  }
  await tx.client.query(
    `with line as (
        select p.*, p.${fresh} is null as stands, case when p.held_${column} then not exists (${coverers('o.owner = p.owner')})
            else coalesce((select c.owner <> p.owner from (${coverers('o.worker_id = p.worker_id')}) c order by c.sheet desc, c.row desc limit 1), true)
          end as free
        from pair_line p
        where ${isAffected}
      ), ranked as (
        select l.*, row_number() over top as nth, first_value(l.import_id) over top as top_import
        from line l
        window top as (partition by ${['owner', ...key].map((name) => `l.${name}`).join(', ')}
          order by (l.stands or l.free) desc, l.import_id desc, l.sheet desc, l.row desc)
      )
      update pair_line p set ${fresh} = case when r.nth = 1 then null when r.stands or r.free then r.top_import else r.${fresh} end
      from ranked r where r.import_id = p.import_id and r.sheet = p.sheet and r.row = p.row`,
  )
  if (move.named === null) {
    await tx.client.query(
      `insert into labour.merge_covered (district, event_id, line_table, fact, import_id, sheet, row, before, after)
        select $1, $2, $3, '${column}', p.import_id, p.sheet, p.row, p.${column}, p.${fresh} from pair_line p where ${isAffected}`,
      [tx.district, move.eventId, table],
    )
  }
}

async function writeStanding(tx: Tx, table: string, column: string, which: string): Promise<void> {
  await tx.client.query(
    `update ${table} l set ${column} = p.new_${column} from pair_line p
      where p.new_${column} is distinct from p.${column} and p.new_${column} ${which}
        and l.district = $1 and l.import_id = p.import_id and l.sheet = p.sheet and l.row = p.row`,
    [tx.district],
  )
}
