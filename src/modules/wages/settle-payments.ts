import type { Tx } from '../../platform/context.ts'
import { analyzeTable } from '../../platform/stage.ts'

/** `worker-month`: `ledger_touch` names workers; `project-month`: all of its project-months. */
export type Grain = 'project-month' | 'worker-month'

/**
 * Writes `wages.settled_payment` anew for what `ledger_touch` names, and `settled_touch`: the worker-months that banks speak
 * of. In one statement, as `rules/settled-payments.ts` says it, which it is tested against. Returns whether there are any:
 * without, nothing is joined anywhere.
 */
export async function settlePayments(tx: Tx, grain: Grain): Promise<boolean> {
  const of = grain === 'worker-month' ? 'and r.worker_id = t.worker_id' : ''
  await tx.client.query(
    `delete from wages.settled_payment r using ledger_touch t
      where r.district = $1 and r.project_id = t.project_id and r.month = t.month ${of}`,
    [tx.district],
  )
  await tx.client.query('drop table if exists settled_touch')
  const found = await tx.client.query(
    `create temporary table settled_touch on commit drop as
      select distinct r.project_id, r.counts_for as month, r.worker_id
      from ledger_touch t join wages.bank_return r on r.district = $1 and r.project_id = t.project_id and r.counts_for = t.month
        and r.superseded_by is null ${of}`,
    [tx.district],
  )
  if (!found.rowCount) return false
  await tx.client.query('create index on settled_touch (project_id, month, worker_id)')
  await tx.client.query('analyze settled_touch')
  const made = await tx.client.query(settled, [tx.district])
  await analyzeTable(tx, 'wages.settled_payment', made.rowCount ?? 0)
  return true
}

const ofSum = 'partition by project_id, month, worker_id, amount_fen'
/** What stands in a column on the days before, of the same sum. */
const before = (column: string) =>
  `coalesce(sum(${column}) over (${ofSum} order by paid_on rows between unbounded preceding and 1 preceding), 0)::integer`
const all = (column: string) => `sum(${column}) over (${ofSum})::integer`

const settled = `insert into wages.settled_payment (district, project_id, month, worker_id, paid_on, amount_fen)
  with said as (
    select l.project_id, l.month, l.worker_id, l.net_fen as amount_fen, l.paid_on, 1 as stated, 0 as paid, 0 as failed, 0 as refunds
    from settled_touch t join wages.pay_line l on l.district = $1 and l.project_id = t.project_id and l.month = t.month
      and l.worker_id = t.worker_id and l.superseded_by is null and l.payment_superseded_by is null and l.paid_on is not null
    union all
    select l.project_id, l.month, l.worker_id, l.net_fen, l.paid_on, 1, 0, 0, 0
    from settled_touch t join wages.pay_line l on l.district = $1 and l.project_id = t.project_id and l.month = t.month
      and l.worker_id = t.worker_id and l.superseded_by is not null and l.payment_superseded_by is null and l.paid_on is not null
    union all
    select r.project_id, r.counts_for, r.worker_id, r.amount_fen, r.paid_on, 0, (r.outcome = 'paid')::integer,
      (r.outcome = 'failed')::integer, (r.outcome = 'refunded')::integer
    from settled_touch t join wages.bank_return r on r.district = $1 and r.project_id = t.project_id and r.counts_for = t.month
      and r.worker_id = t.worker_id and r.superseded_by is null
  ), day as (
    select project_id, month, worker_id, amount_fen, paid_on, sum(stated)::integer as stated, sum(paid)::integer as paid,
      sum(failed)::integer as failed, sum(refunds)::integer as refunds
    from said group by project_id, month, worker_id, amount_fen, paid_on
  ), back as (
    select *, least(paid, greatest(0, ${all('refunds')} - ${before('paid')})) as back,
      greatest(0, ${all('refunds')} - ${all('paid')}) as refunds_left
    from day
  ), counted as (
    select project_id, month, worker_id, amount_fen, paid_on, stated, paid - back as paid, failed + back as failed, refunds_left from back
  ), met as (
    select *, least(stated, paid + failed) as met, least(stated, paid + failed) - least(stated, paid) as failed_met from counted
  ), elsewhere as (
    select *, stated - met as rest, greatest(0, ${all('greatest(0, paid - stated)')} - ${all('failed_met')},
      ${all('greatest(0, failed - stated)')} + refunds_left) as elsewhere
    from met
  ), paid as (
    select *, paid + rest - least(rest, greatest(0, elsewhere - ${before('rest')})) as times from elsewhere
  )
  select $1, project_id, month, worker_id, paid_on, sum((amount_fen * times)::float8)::bigint from paid where times > 0
  group by project_id, month, worker_id, paid_on`

/** Whose open returns may count for another month now: of workers that imports brought pay lines, or returns, of; or of these workers. */
export type Brought = 'wages.pay_line' | 'wages.bank_return' | 'workers'

const broughtOf = (brought: Brought) =>
  brought === 'workers'
    ? `select distinct project_id, worker_id from labour.engagement_face where district = $1 and worker_id = any ($2::uuid[])`
    : `select distinct project_id, worker_id from ${brought} where district = $1 and import_id = any ($2::uuid[])`

/**
 * Says anew which month the open returns of those workers count for (`monthsOfReturns` of the rules), and leaves
 * `open_touch`: the worker-months that they count for, or did. Returns whether there are any.
 */
export async function settleOpenReturns(
  tx: Tx,
  brought: Brought,
  ids: readonly string[],
): Promise<boolean> {
  const any = await tx.client.query(
    'select from wages.bank_return where district = $1 and month is null and superseded_by is null limit 1',
    [tx.district],
  )
  if (!any.rowCount) return false
  await tx.client.query('drop table if exists open_worker, open_return, open_touch')
  await tx.client.query(
    `create temporary table open_worker on commit drop as ${broughtOf(brought)}`,
    [tx.district, ids],
  )
  await tx.client.query('analyze open_worker')
  const open = await tx.client.query(
    `create temporary table open_return on commit drop as
      select r.import_id, r.sheet, r.row, r.project_id, r.worker_id, r.amount_fen, to_char(r.paid_on, 'YYYY-MM') as paid_in, r.counts_for,
        row_number() over (partition by r.project_id, r.worker_id, r.amount_fen, r.outcome, to_char(r.paid_on, 'YYYY-MM')
          order by r.paid_on desc, r.place desc) as rank
      from open_worker k join wages.bank_return r on r.district = $1 and r.project_id = k.project_id and r.worker_id = k.worker_id
        and r.month is null and r.superseded_by is null`,
    [tx.district],
  )
  if (!open.rowCount) return false
  await tx.client.query('analyze open_return')
  await tx.client.query(
    `create temporary table open_touch on commit drop as
      select distinct project_id, worker_id, counts_for as month from open_return where counts_for is not null`,
  )
  await readFitting(tx)
  const moved = await tx.client.query(movedReturns, [tx.district])
  if (moved.rowCount) {
    await tx.client.query(
      `insert into open_touch select distinct o.project_id, o.worker_id, r.counts_for from open_return o
        join wages.bank_return r on r.district = $1 and r.import_id = o.import_id and r.sheet = o.sheet and r.row = o.row
        where r.counts_for is distinct from o.counts_for`,
      [tx.district],
    )
  }
  return true
}

/** `open_fitting`: the months for which the workers' pay lines state these very sums; a table that the planner has looked at. */
async function readFitting(tx: Tx): Promise<void> {
  await tx.client.query('drop table if exists open_fitting')
  await tx.client.query(
    `create temporary table open_fitting on commit drop as
      select distinct l.project_id, l.worker_id, l.net_fen as amount_fen, l.month
      from (select distinct project_id from open_return) p
      join wages.pay_line l on l.district = $1 and l.project_id = p.project_id and l.superseded_by is null
      join (select distinct project_id, worker_id, amount_fen from open_return) o
        on o.project_id = l.project_id and o.worker_id = l.worker_id and o.amount_fen = l.net_fen`,
    [tx.district],
  )
  await tx.client.query('analyze open_fitting')
}

const movedReturns = `with earlier as (
    select o.import_id, o.sheet, o.row, o.rank, f.month,
      row_number() over (partition by o.import_id, o.sheet, o.row order by f.month desc) as back
    from open_return o join open_fitting f on f.project_id = o.project_id and f.worker_id = o.worker_id and f.amount_fen = o.amount_fen
      and f.month < o.paid_in
  ), chosen as (
    select import_id, sheet, row, coalesce(max(month) filter (where back = rank), max(month) filter (where back = 1)) as month
    from earlier group by import_id, sheet, row
  ), found as (
    select o.import_id, o.sheet, o.row, coalesce(max(c.month), max(f.month),
      to_char(to_date(min(o.paid_in) || '-01', 'YYYY-MM-DD') - interval '1 month', 'YYYY-MM')) as month
    from open_return o
    left join chosen c on c.import_id = o.import_id and c.sheet = o.sheet and c.row = o.row
    left join open_fitting f on f.project_id = o.project_id and f.worker_id = o.worker_id and f.amount_fen = o.amount_fen and f.month = o.paid_in
    group by o.import_id, o.sheet, o.row
  )
  update wages.bank_return r set found_month = f.month from found f
  where r.district = $1 and r.import_id = f.import_id and r.sheet = f.sheet and r.row = f.row and r.found_month is distinct from f.month`
