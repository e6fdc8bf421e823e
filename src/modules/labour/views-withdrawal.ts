import type { Reading } from '../../platform/context.ts'

/** One fact of a table's lines: what makes it the same as another's, and which column says what stands in its place. */
export interface Fact {
  readonly column: 'superseded_by' | 'payment_superseded_by'
  readonly key: readonly string[]
  /** Parts of the key that may be empty. */
  readonly nullable: readonly string[]
  /** How lines that gave way to an import's are found. */
  readonly found: 'by-import' | ByPlace
}

/** Where no index knows them by what they gave way to. */
interface ByPlace {
  /** Columns that say where to look. */
  readonly place: readonly string[]
  /** Conditions that together hold for every line that gave way, each with an index of its own. */
  readonly parts: readonly string[]
}

/** The one fact of a table of `Lines`. */
export function onlyFact({ key, nullable }: Pick<Fact, 'key' | 'nullable'>): Fact {
  return { column: 'superseded_by', key, nullable, found: 'by-import' }
}

/**
 * SQL for the lines of others that gave way to the import $2's with a fact, or confirmed them; $1 is the district. `mine`
 * names the import's lines where one has to look place by place. That they name the import says that they have its key.
 */
export function waitingOf(
  table: string,
  { column, found }: Fact,
  mine: string,
  columns: readonly string[],
): string {
  const waits = `select l.import_id, l.sheet, l.row, ${columns.join(', ')}
    from ${table} l where l.district = $1 and l.${column} = $2 and l.import_id <> $2`
  if (found === 'by-import') return waits
  const here = found.place.map((name) => `l.${name} = p.${name}`).join(' and ')
  // Place by place along the index (the offset keeps it so): the planner takes it for a row or two, and compares pairs.
  return found.parts
    .map(
      (part) => `select l.* from (select distinct ${found.place.join(', ')} from ${mine}) p
        cross join lateral (${waits} and ${here} and ${part} offset 0) l`,
    )
    .join(' union all ')
}

/** What of a table would go with an import, and what would stand again. */
export interface LinesWithdrawal {
  readonly lines: number
  readonly revived: number
  /** Of each sum that was asked for: what the lines that stand make, and what those in their place would. */
  readonly sums: readonly { readonly before: number; readonly after: number }[]
}

/**
 * Reckoned from the lines; nothing is changed. `sums`: each as SQL over the line `l`. Of a key one line of the import
 * stands at most, and one of those that wait would: they are counted together, and not compared pair by pair.
 */
export async function linesWithdrawal(
  reading: Reading,
  importId: string,
  table: string,
  fact: Fact,
  sums: readonly string[] = [],
): Promise<LinesWithdrawal> {
  const { column, key } = fact
  const columns = [
    ...key.map((name) => `l.${name}`),
    ...sums.map((sum, nth) => `${sum} as sum_${nth}`),
  ]
  const names = [...key, ...sums.map((_sum, nth) => `sum_${nth}`)].join(', ')
  const each = (of: (sum: string) => string, from: string) =>
    `(select array[${sums.map((_sum, nth) => `coalesce(sum(${of(`sum_${nth}`)}), 0)::text`).join(', ')}]::text[] from ${from})`
  const found = await reading.client.query<{
    lines: number
    revived: number
    before: string[]
    after: string[]
  }>(
    `with mine as materialized (
        select ${columns.join(', ')}, l.${column} is null as is_mine from ${table} l where l.district = $1 and l.import_id = $2
      ), latest as (
        select distinct on (${key.join(', ')}) * from (${waitingOf(table, fact, 'mine', columns)}) w
        order by ${key.join(', ')}, import_id desc, sheet desc, row desc
      ), again as materialized (
        select ${sums.map((_sum, nth) => `max(sum_${nth}) filter (where not is_mine) as sum_${nth}, `).join('')}count(*) as lines
        from (select ${names}, true as is_mine from mine where is_mine union all select ${names}, false from latest) one
        group by ${key.join(', ')} having count(*) = 2
      )
      select (select count(*) from mine) as lines, (select count(*) from again) as revived,
        ${each((sum) => `case when is_mine then ${sum} end`, 'mine')} as before, ${each((sum) => sum, 'again')} as after`,
    [reading.district, importId],
  )
  const [row] = found.rows
  return {
    lines: row?.lines ?? 0,
    revived: row?.revived ?? 0,
    sums: sums.map((_sum, nth) => ({
      before: Number(row?.before[nth] ?? 0),
      after: Number(row?.after[nth] ?? 0),
    })),
  }
}

/** What an import said of workers, as the page of taking back tells it. */
export interface LabourWithdrawal {
  readonly lines: number
  readonly revived: number
  /** Everybody it spoke of. */
  readonly workers: number
  readonly workdaysBeforeHundredths: number
  readonly workdaysAfterHundredths: number
}

const attendance = onlyFact({
  key: ['project_id', 'month', 'worker_id', 'team_id'],
  nullable: ['team_id'],
})

const rosters: readonly (readonly [table: string, fact: Fact])[] = [
  ['labour.roster_line', onlyFact({ key: ['project_id', 'worker_id'], nullable: [] })],
  [
    'labour.entry_exit',
    onlyFact({ key: ['project_id', 'worker_id', 'happened_on', 'kind'], nullable: [] }),
  ],
  [
    'labour.contract_line',
    onlyFact({ key: ['project_id', 'worker_id', 'valid_from'], nullable: ['valid_from'] }),
  ],
]

/** What `takeBack` would do. */
export async function labourWithdrawal(
  reading: Reading,
  importId: string,
): Promise<LabourWithdrawal> {
  const days = await linesWithdrawal(reading, importId, 'labour.attendance_month', attendance, [
    'l.workdays_hundredths',
  ])
  let { lines, revived } = days
  for (const [table, fact] of rosters) {
    const of = await linesWithdrawal(reading, importId, table, fact)
    lines += of.lines
    revived += of.revived
  }
  const logs = await reading.client.query<{ lines: number }>(
    'select count(*) as lines from labour.device_month where district = $1 and import_id = $2 and not withdrawn',
    [reading.district, importId],
  )
  const counted = await reading.client.query<{ workers: number }>(
    'select count(distinct worker_id) as workers from labour.mention where district = $1 and import_id = $2',
    [reading.district, importId],
  )
  return {
    lines: lines + (logs.rows[0]?.lines ?? 0),
    revived,
    workers: counted.rows[0]?.workers ?? 0,
    workdaysBeforeHundredths: days.sums[0]?.before ?? 0,
    workdaysAfterHundredths: days.sums[0]?.after ?? 0,
  }
}
