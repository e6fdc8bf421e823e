import { YearMonth } from '../../kernel/day.ts'
import type { Tx } from '../../platform/context.ts'
import { analyzeTable } from '../../platform/stage.ts'
import { calendarOf } from '../calendar/views.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import { ledgerChanged } from './contract.ts'
import { foldLedger } from './fold-ledger.ts'
import { type Terms, termParameters, termsOf } from './views-terms.ts'
import { type Brought, settleOpenReturns } from './settle-payments.ts'

/**
 * What changed under the ledger: lines of imports (pay sheets', banks'), agreed rates, when a project pays, whose the lines of
 * workers are, or which days are worked (its ids are `project month`).
 */
export type Cause =
  | 'pay'
  | 'bank'
  | 'attendance'
  | 'devices'
  | 'rate'
  | 'project'
  | 'workers'
  | 'calendar'

/** Of an import with more lines than this its whole project-months are folded anew, which is quicker than line by line. */
const manyLines = 5_000

/**
 * Folds the worker-months anew that the causes touch (ids of imports, of changes by machines, of projects, or of workers), once and set-based, from all lines
 * that stand; says which project-months changed. Holds their projects, so that two that touch one do it one after the other.
 */
export async function refreshLedger(
  tx: Tx,
  cause: Cause,
  ids: readonly string[],
  lines: number,
): Promise<void> {
  await tx.client.query(`set local work_mem = '128MB'`)
  const grain = await touch(tx, cause, ids, lines)
  const touched = await readTouched(tx)
  if (touched.length === 0) return
  const projectIds = new Set(touched.map((one) => one.project_id))
  await lockProjects(tx, projectIds)
  await setTerms(tx, touched)
  const changed = await foldLedger(tx, grain)
  await analyzeTable(tx, 'wages.ledger', changed)
  tx.announce(ledgerChanged, {
    projectMonths: touched.map(({ project_id, month }): [string, YearMonth] => [project_id, month]),
  })
}

/** `ledger_touch`: what is folded anew, and by what: worker by worker, or all of a project-month. */
async function touch(
  tx: Tx,
  cause: Cause,
  ids: readonly string[],
  lines: number,
): Promise<'project-month' | 'worker-month'> {
  await tx.client.query('drop table if exists ledger_touch')
  const whole = cause === 'project' || cause === 'calendar' || lines > manyLines
  const worker = whole ? 'null::uuid as worker_id' : 'l.worker_id'
  const brought = broughtBy[cause]
  const open = brought === null ? false : await settleOpenReturns(tx, brought, ids)
  const terms = 'null::date as pay_on, null::integer as minutes_per_workday'
  const opened = `union select l.project_id, l.month, ${worker}, ${terms} from open_touch l`
  const made = await tx.client.query(
    `create temporary table ledger_touch on commit drop as
      select distinct l.project_id, l.month, ${worker}, ${terms} from ${touchedBy[cause]} ${open ? opened : ''}`,
    [tx.district, ids],
  )
  if (whole) return 'project-month'
  if ((made.rowCount ?? 0) <= manyLines) return 'worker-month'
  await tx.client.query(
    `create temporary table ledger_touch_whole on commit drop as
      select distinct project_id, month, null::uuid as worker_id, null::date as pay_on, null::integer as minutes_per_workday from ledger_touch`,
  )
  await tx.client.query('drop table ledger_touch')
  await tx.client.query('alter table ledger_touch_whole rename to ledger_touch')
  return 'project-month'
}

/** A rate is due wherever its worker attended, whichever sheet that came by. */
const touchedBy: Record<Cause, string> = {
  // Lines and payments that only confirm what stands, as those of a sheet sent again, change nothing.
  pay: `wages.pay_line l where l.district = $1 and l.import_id = any ($2::uuid[]) and not (
    ${isBehindAnother('superseded_by')} and (l.paid_on is null or ${isBehindAnother('payment_superseded_by')}))`,
  // A line that gives way may have counted for another month than what takes its place.
  bank: `(select project_id, counts_for as month, worker_id from wages.bank_return
      where district = $1 and counts_for is not null and (import_id = any ($2::uuid[]) or superseded_by = any ($2::uuid[]))) l`,
  attendance: `labour.attendance_line l where l.district = $1 and l.import_id = any ($2::uuid[]) and not ${isBehindAnother('superseded_by')}`,
  devices:
    'labour.device_attendance_face l where l.district = $1 and l.changed_by = any ($2::uuid[])',
  rate: `labour.contract_face c join labour.attendance_line l on l.district = $1 and l.project_id = c.project_id
    and l.worker_id = c.worker_id and l.superseded_by is null where c.district = $1 and c.import_id = any ($2::uuid[])`,
  project: 'wages.ledger l where l.district = $1 and l.project_id = any ($2::uuid[])',
  calendar: `(select split_part(k, ' ', 1)::uuid as project_id, split_part(k, ' ', 2) as month, null::uuid as worker_id
      from unnest($2::text[]) as k where $1 <> '') l`,
  // A month that one of them has is folded of both: what the one loses the other gets.
  workers: `(select d.project_id, d.month, k.worker_id from (
      select distinct m.project_id, m.month from wages.ledger m
      where m.district = $1 and m.worker_id = any ($2::uuid[]) and m.project_id in (
        select e.project_id from labour.engagement_face e where e.district = $1 and e.worker_id = any ($2::uuid[]))
    ) d cross join unnest($2::uuid[]) as k (worker_id)) l`,
}

/** Whose open returns may count for another month after it; null: nobody's. */
const broughtBy: Record<Cause, Brought | null> = {
  pay: 'wages.pay_line',
  bank: 'wages.bank_return',
  attendance: null,
  devices: null,
  rate: null,
  project: null,
  workers: 'workers',
  calendar: null,
}

function isBehindAnother(column: string): string {
  return `(l.${column} is not null and l.${column} <> l.import_id and l.${column} <> '00000000-0000-0000-0000-000000000000')`
}

interface TouchedMonth {
  readonly project_id: string
  readonly month: YearMonth
  readonly pay_day: number | null
}

async function readTouched(tx: Tx): Promise<TouchedMonth[]> {
  const found = await tx.client.query<{
    project_id: string
    month: string
    pay_day: number | null
  }>(
    `select t.project_id, t.month, p.pay_day from (select distinct project_id, month from ledger_touch) t
      join registry.project_face p on p.district = $1 and p.id = t.project_id order by t.project_id, t.month`,
    [tx.district],
  )
  return found.rows.map((row) => ({ ...row, month: YearMonth.parse(row.month) }))
}

/** What the fold goes by in each month: the pay date, and how long a 工日 is where a sheet states none. */
async function setTerms(tx: Tx, touched: readonly TouchedMonth[]): Promise<void> {
  const by = { tx, parameters: await termParameters(tx), calendar: await calendarOf(tx) }
  const known = new Map<string, Terms>()
  const terms = touched.map(({ month, pay_day }) => {
    const key = `${month} ${pay_day ?? ''}`
    const found = known.get(key) ?? termsOf(by, month, pay_day)
    known.set(key, found)
    return found
  })
  await tx.client.query(
    `update ledger_touch t set pay_on = d.pay_on, minutes_per_workday = d.minutes
      from unnest($1::uuid[], $2::text[], $3::date[], $4::integer[]) as d (project_id, month, pay_on, minutes)
      where t.project_id = d.project_id and t.month = d.month`,
    [
      touched.map((one) => one.project_id),
      touched.map((one) => one.month),
      terms.map((one) => one.payOn),
      terms.map((one) => one.minutesPerWorkday),
    ],
  )
  await tx.client.query('analyze ledger_touch')
}
