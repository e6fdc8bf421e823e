import type pg from 'pg'

/** A table of ours, by name. */
export interface Table {
  /** `registry.project` */
  readonly name: string
  /** Quoted, for SQL. */
  readonly sql: string
  /** What is copied: generated columns are not. */
  readonly columns: readonly string[]
  readonly fenColumns: readonly string[]
  readonly bytes: number
}

interface TableRow {
  name: string
  sql: string
  columns: string[]
  fen: string[] | null
  bytes: string
}

/** Schemas that are PostgreSQL's or anybody's; all others of the database are the program's. */
const ours = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')`

/** Every table of the program, the largest first. */
export async function tablesOf(owner: pg.Client): Promise<Table[]> {
  const found = await owner.query<TableRow>(`
    select n.nspname || '.' || t.relname as name, format('%I.%I', n.nspname, t.relname) as sql,
      array_agg(quote_ident(a.attname) order by a.attnum) filter (where a.attgenerated = '') as columns,
      array_agg(quote_ident(a.attname) order by a.attnum) filter (where a.attname like '%\\_fen') as fen,
      t.relpages::bigint * 8192 as bytes
    from pg_class t join pg_namespace n on n.oid = t.relnamespace
    join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    where t.relkind = 'r' and ${ours}
    group by n.nspname, t.relname, t.oid, t.relpages order by t.relpages desc, 1`)
  return found.rows.map(({ name, sql, columns, fen, bytes }) => ({
    name,
    sql,
    columns,
    fenColumns: fen ?? [],
    bytes: Number(bytes),
  }))
}

/** How to take away what slows a load down, and to make it again exactly so. */
export interface Undoing {
  readonly drop: readonly string[]
  readonly make: readonly string[]
}

interface LoosePart {
  readonly table: string
  readonly name: string
  readonly definition: string
}

/** Foreign keys of tables that get rows, which also frees the load from any order, and indexes of large ones that no constraint needs. */
export async function looseParts(
  owner: pg.Client,
  rowsOf: (table: string) => number,
  manyRows: number,
): Promise<Undoing> {
  const foreign = await owner.query<LoosePart & { on: string }>(`
    select n.nspname || '.' || t.relname as table, k.conrelid::regclass::text as on, quote_ident(k.conname) as name,
      pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_namespace n on n.oid = k.connamespace join pg_class t on t.oid = k.conrelid
    where k.contype = 'f' and ${ours} order by 1, 3`)
  const secondary = await owner.query<LoosePart & { said: string | null }>(`
    select n.nspname || '.' || t.relname as table, format('%I.%I', n.nspname, c.relname) as name, pg_get_indexdef(i.indexrelid) as definition,
      quote_literal(obj_description(i.indexrelid, 'pg_class')) as said
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_class t on t.oid = i.indrelid
    where t.relkind = 'r' and ${ours} and not exists (
      select from pg_constraint k where k.conindid = i.indexrelid and k.contype <> 'f') order by 1, 2`)
  const keys = foreign.rows.filter(({ table }) => rowsOf(table) > 0)
  const indexes = secondary.rows.filter(({ table }) => rowsOf(table) >= manyRows)
  return {
    drop: [
      ...keys.map(({ on, name }) => `alter table ${on} drop constraint ${name}`),
      ...indexes.map(({ name }) => `drop index ${name}`),
    ],
    make: [
      ...indexes.map(({ definition }) => definition),
      ...indexes.flatMap(({ name, said }) =>
        said === null ? [] : [`comment on index ${name} is ${said}`],
      ),
      ...keys.map(
        ({ on, name, definition }) => `alter table ${on} add constraint ${name} ${definition}`,
      ),
    ],
  }
}

/** Where each sequence (and identity) stands. */
export interface SequenceValue {
  readonly name: string
  readonly value: string
}

export async function sequencesOf(owner: pg.Client): Promise<SequenceValue[]> {
  const found = await owner.query<SequenceValue>(`
    select format('%I.%I', s.schemaname, s.sequencename) as name, s.last_value::text as value
    from pg_sequences s join pg_namespace n on n.nspname = s.schemaname
    where s.last_value is not null and ${ours} order by 1`)
  return found.rows
}

export async function setSequences(
  owner: pg.Client,
  values: readonly SequenceValue[],
): Promise<void> {
  for (const { name, value } of values) {
    await owner.query('select setval($1::regclass, $2::bigint)', [name, value])
  }
}
