import type { Reading } from '../../platform/context.ts'

/** What an import brought that would go with it, and what would stand again. */
export interface LabourWithdrawal {
  readonly lines: number
  readonly revived: number
  /** Everybody it spoke of. */
  readonly workers: number
  readonly workdaysBeforeHundredths: number
  readonly workdaysAfterHundredths: number
}

/** A table of lines and what makes two of them the same; `nullable`: parts of the key that may be empty. */
export interface KeyedLines {
  readonly table: string
  readonly key: readonly string[]
  readonly nullable?: readonly string[]
  /** A sum of each line that is reckoned too: before, and of those that would stand again. */
  readonly sum?: string
}

const attendance: KeyedLines = {
  table: 'labour.attendance_month',
  key: ['project_id', 'month', 'worker_id'],
  nullable: ['team_id'],
  sum: 'workdays_hundredths',
}

const rosters: readonly KeyedLines[] = [
  { table: 'labour.roster_line', key: ['project_id', 'worker_id'] },
  { table: 'labour.entry_exit', key: ['project_id', 'worker_id', 'happened_on', 'kind'] },
  {
    table: 'labour.contract_line',
    key: ['project_id', 'worker_id'],
    nullable: ['valid_from'],
  },
]

/** Reckoned from the lines; nothing is changed. What `takeBack` would do. */
export async function labourWithdrawal(
  reading: Reading,
  importId: string,
): Promise<LabourWithdrawal> {
  const days = await linesWithdrawal(reading, importId, attendance)
  let { lines, revived } = days
  for (const roster of rosters) {
    const of = await linesWithdrawal(reading, importId, roster)
    lines += of.lines
    revived += of.revived
  }
  const logs = await reading.client.query<{ lines: number }>(
    'select count(*) as lines from labour.device_month where district = $1 and import_id = $2 and not withdrawn',
    [reading.district, importId],
  )
  lines += logs.rows[0]?.lines ?? 0
  const counted = await reading.client.query<{ workers: number }>(
    'select count(distinct worker_id) as workers from labour.mention where district = $1 and import_id = $2',
    [reading.district, importId],
  )
  return {
    lines,
    revived,
    workers: counted.rows[0]?.workers ?? 0,
    workdaysBeforeHundredths: days.before,
    workdaysAfterHundredths: days.after,
  }
}

interface LinesWithdrawal {
  readonly lines: number
  readonly revived: number
  readonly before: number
  readonly after: number
}

/** How many lines of an import a table holds, and how many would stand again in the place of those that stand. */
export async function linesWithdrawal(
  reading: Reading,
  importId: string,
  { table, key, nullable = [], sum }: KeyedLines,
): Promise<LinesWithdrawal> {
  const same = [
    ...key.map((column) => `l.${column} = m.${column}`),
    ...nullable.map((column) => `l.${column} is not distinct from m.${column}`),
  ].join(' and ')
  const keyed = [...key, ...nullable].map((column) => `l.${column}`).join(', ')
  const of = (alias: string) => (sum === undefined ? '0' : `coalesce(${alias}.${sum}, 0)`)
  const found = await reading.client.query<LinesWithdrawal>(
    `with mine as (select * from ${table} where district = $1 and import_id = $2),
      again as (
        select distinct on (${keyed}) l.*
        from mine m join ${table} l on l.district = $1 and l.superseded_by = $2 and l.import_id <> $2 and ${same}
        where m.superseded_by is null
        order by ${keyed}, l.import_id desc, l.sheet desc, l.row desc
      )
      select (select count(*) from mine) as lines, (select count(*) from again) as revived,
        (select coalesce(sum(${of('m')}), 0) from mine m where m.superseded_by is null)::bigint as before,
        (select coalesce(sum(${of('a')}), 0) from again a)::bigint as after`,
    [reading.district, importId],
  )
  return found.rows[0] ?? { lines: 0, revived: 0, before: 0, after: 0 }
}
