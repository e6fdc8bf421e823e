import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import { type PlainDate, YearMonth } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import { maskName } from '../../kernel/masked.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, officeDay, tables } from '../../platform/context.ts'
import { normalProjectCode } from '../registry/rules/project-code.ts'
import type { RegistryViews } from '../registry/tables.ts'
import type { LedgerFilter, LedgerRow, LedgerTotals } from './contract.ts'
import type { WagesTables, WorkerMonthView } from './tables.ts'

const Cursor = z.tuple([z.string(), YearMonth, z.uuid()])
type Begin = z.infer<typeof Cursor> | null

/** Worker-months by project code, the latest month first. */
export async function listLedger(
  ctx: Context,
  { after, limit, ...filter }: PageQuery & LedgerFilter,
): Promise<{ rows: LedgerRow[]; next: string | null }> {
  const begin = readCursor(Cursor, after)
  return look(ctx, async (reading) => {
    const found = await sql<FoundRow>`
      select p.code as project_code, p.name as project_name, w.name as worker_name, l.*
      from ${projectsOf(reading, filter, begin)} p
      cross join lateral (
        select * from ${monthsOf(reading, filter)}
        where ${isAsked(reading, filter)} ${isAfter(begin)}
        order by month desc, worker_id desc limit ${limit + 1}
      ) l
      join labour.worker_face w on w.district = l.district and w.id = l.worker_id
      order by p.code, l.month desc, l.worker_id desc limit ${limit + 1}`.execute(tables(reading))
    const rows = found.rows.slice(0, limit)
    const last = rows.at(-1)
    const more = found.rows.length > limit && last !== undefined
    return {
      rows: rows.map(ledgerRow),
      next: more ? cursorOf([last.project_code, last.month, last.worker_id]) : null,
    }
  })
}

/** Sums over what `listLedger` lists, from the same predicate. */
export async function totalLedger(ctx: Context, filter: LedgerFilter): Promise<LedgerTotals> {
  const { rows } = await look(ctx, (reading) =>
    sql<TotalRow>`
      select count(*) as rows, count(distinct l.worker_id) as workers, coalesce(sum(l.due_fen), 0)::bigint as due_fen,
        coalesce(sum(l.deducted_fen), 0)::bigint as deducted_fen, coalesce(sum(l.paid_on_time_fen), 0)::bigint as paid_on_time_fen,
        coalesce(sum(l.paid_late_fen), 0)::bigint as paid_late_fen, coalesce(sum(l.owed_fen), 0)::bigint as owed_fen,
        count(*) filter (where l.due_basis = 'unknown') as due_unknown
      from ${projectsOf(reading, filter, null)} p
      cross join lateral (select * from ${monthsOf(reading, filter)} where ${isAsked(reading, filter)}) l`.execute(
      tables(reading),
    ),
  )
  const [total] = rows
  return {
    rows: total?.rows ?? 0,
    workers: total?.workers ?? 0,
    dueFen: fen(total?.due_fen ?? 0),
    deductedFen: fen(total?.deducted_fen ?? 0),
    paidOnTimeFen: fen(total?.paid_on_time_fen ?? 0),
    paidLateFen: fen(total?.paid_late_fen ?? 0),
    owedFen: fen(total?.owed_fen ?? 0),
    dueUnknown: total?.due_unknown ?? 0,
  }
}

/** One project-month of the ledger, as the command line prints it; `days` is 工日. */
export interface LedgerProjectMonth {
  readonly project: string
  readonly name: string
  readonly month: YearMonth
  readonly workers: number
  readonly days: number
  readonly dueUnknown: number
  readonly dueFen: number
  readonly deductedFen: number
  readonly paidOnTimeFen: number
  readonly paidLateFen: number
  readonly owedFen: number
}

/** The ledger folded by project and month, by code and month. */
export async function ledgerByProjectMonth(
  reading: Reading,
  filter: { readonly project?: string; readonly month?: YearMonth },
): Promise<LedgerProjectMonth[]> {
  const found = await sql<LedgerProjectMonth>`
    select p.code as project, p.name, l.month, count(*) as workers, sum(l.workdays_hundredths)::float8 / 100 as days,
      count(*) filter (where l.due_basis = 'unknown') as "dueUnknown", sum(l.due_fen)::bigint as "dueFen",
      sum(l.deducted_fen)::bigint as "deductedFen", sum(l.paid_on_time_fen)::bigint as "paidOnTimeFen",
      sum(l.paid_late_fen)::bigint as "paidLateFen", sum(l.owed_fen)::bigint as "owedFen"
    from ${projectsOf(reading, filter, null)} p
    cross join lateral (select * from ${monthsOf(reading, filter)} where ${isAsked(reading, filter)}) l
    group by p.code, p.name, l.month order by p.code, l.month`.execute(tables(reading))
  return found.rows
}

/** Those of the projects that are called finished, and by the ledger still owe. */
export async function listFinishedButOwing(
  reading: Reading,
  projectIds: readonly string[],
): Promise<string[]> {
  const found = await tables<WagesTables & RegistryViews>(reading)
    .selectFrom('registry.project_face as p')
    .select('p.id')
    .where('p.district', '=', reading.district)
    .where('p.state', '=', 'finished')
    .where('p.id', 'in', [...projectIds])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('wages.ledger as l')
          .select('l.worker_id')
          .whereRef('l.district', '=', 'p.district')
          .whereRef('l.project_id', '=', 'p.id')
          .where('l.owed_fen', '>', 0),
      ),
    )
    .execute()
  return found.map(({ id }) => id)
}

type FoundRow = WorkerMonthView & {
  project_code: string
  project_name: string
  worker_name: string
}

interface TotalRow {
  rows: number
  workers: number
  due_fen: number
  deducted_fen: number
  paid_on_time_fen: number
  paid_late_fen: number
  owed_fen: number
  due_unknown: number
}

export function ledgerRow(row: FoundRow): LedgerRow {
  return {
    projectCode: row.project_code,
    projectName: row.project_name,
    workerId: row.worker_id,
    workerName: maskName(row.worker_name),
    month: row.month,
    payOn: row.pay_on,
    daysPresent: row.days_present,
    minutes: row.minutes,
    workdaysHundredths: row.workdays_hundredths,
    dueBasis: row.due_basis,
    dueFen: row.due_basis === 'unknown' ? null : fen(row.due_fen),
    deductedFen: fen(row.deducted_fen),
    paidOnTimeFen: fen(row.paid_on_time_fen),
    paidLateFen: fen(row.paid_late_fen),
    owedFen: fen(row.owed_fen),
  }
}

/** The projects that are walked, in order; of one worker only those he is known on. */
function projectsOf(
  { district }: Reading,
  { project, worker }: LedgerFilter,
  begin: Begin,
): RawBuilder<unknown> {
  const only = project === undefined ? sql`` : sql`and code = ${normalProjectCode(project)}`
  const rest = begin === null ? sql`` : sql`and code >= ${begin[0]}`
  const known =
    worker === undefined
      ? sql``
      : sql`and id in (select project_id from labour.engagement_face where district = ${district} and worker_id = ${worker}::uuid)`
  return sql`(select id, code, name from registry.project_face where district = ${district} ${only} ${rest} ${known} order by code)`
}

/** The ledger of one project `p`; of one worker month by month, which the key finds, and not through everybody's rows. */
function monthsOf({ district }: Reading, { worker }: LedgerFilter): RawBuilder<unknown> {
  if (worker === undefined) {
    return sql`(select * from wages.ledger where district = ${district} and project_id = p.id) m`
  }
  const end = (which: 'min' | 'max') =>
    sql`(select ${sql.raw(which)}(month) || '-01' from wages.ledger where district = ${district} and project_id = p.id)::date`
  return sql`(
    select k.* from (
      select to_char(day, 'YYYY-MM') as month from generate_series(${end('min')}, ${end('max')}, interval '1 month') as day
    ) s join wages.ledger k on k.district = ${district} and k.project_id = p.id and k.month = s.month and k.worker_id = ${worker}::uuid
  ) m`
}

/** The rows that are asked for, of the ledger under its columns' own names. */
function isAsked(reading: Reading, { month, only }: LedgerFilter): RawBuilder<unknown> {
  const ofMonth = month === undefined ? sql`true` : sql`month = ${month}`
  return only === undefined ? ofMonth : sql`${ofMonth} and ${onlyOf[only](officeDay(reading))}`
}

const onlyOf: Record<
  NonNullable<LedgerFilter['only']>,
  (today: PlainDate) => RawBuilder<unknown>
> = {
  owed: () => sql`owed_fen > 0`,
  overdue: (today) => sql`owed_fen > 0 and pay_on < ${today}::date`,
  unpaid: () => sql`owed_fen > 0 and paid_on_time_fen + paid_late_fen <= 0`,
  underpaid: () => sql`owed_fen > 0 and paid_on_time_fen + paid_late_fen > 0`,
  unknown: () => sql`due_basis = 'unknown'`,
  'unknown-overdue': (today) => sql`due_basis = 'unknown' and pay_on < ${today}::date`,
  'without-pay-line': () => sql`attended and due_basis in ('unknown', 'rate')`,
  late: () => sql`paid_late_fen > 0`,
}

/** After the cursor's row: in its project what comes later in the order, of later projects everything. */
function isAfter(begin: Begin): RawBuilder<unknown> {
  if (begin === null) return sql``
  const [code, month, workerId] = begin
  return sql`and (p.code > ${code} or (month, worker_id) < (${month}, ${workerId}::uuid))`
}
