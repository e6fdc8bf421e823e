import { sql } from 'kysely'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'

/** What was looked at, and how many of it are not as they must be. */
export interface Checked {
  readonly what: CheckName
  readonly looked: number
  readonly faults: number
  /** Ids or keys of the first of them. */
  readonly first: readonly string[]
}

export const checkNames = [
  'open-warnings-acted-upon',
  'open-matters-owned',
  'open-matters-limited',
  'open-matters-have-warnings',
  'closed-matters-have-outcome',
  'states-equal-ledger',
  'sums-equal-ledger',
] as const
export type CheckName = (typeof checkNames)[number]

export interface CheckedSums {
  readonly stateDueFen: number
  readonly ledgerDueFen: number
  readonly stateWorkers: number
  readonly ledgerWorkers: number
}

export interface CheckReport {
  readonly checks: readonly Checked[]
  readonly sums: CheckedSums
  /** Open matters whose post nobody holds: no fault, but the coordination office's to hand on. */
  readonly unowned: number
}

const mostNamed = 5

/** Proves what must always hold of warnings, matters and states; in one snapshot. */
export async function checkRisk(ctx: Context): Promise<CheckReport> {
  return look(ctx, async (reading) => {
    const checks: Checked[] = []
    for (const [what, query] of Object.entries(questions(reading))) {
      const found = await sql<{ looked: number; faults: number; first: string[] }>`
        with all_of as (${query})
        select count(*) as looked, count(*) filter (where wrong) as faults,
          coalesce((array_agg(key order by key) filter (where wrong))[1:${sql.lit(mostNamed)}], '{}') as first
        from all_of`.execute(tables(reading))
      const [row] = found.rows
      const name = checkNames.find((one) => one === what)
      if (name === undefined) continue
      checks.push({
        what: name,
        looked: row?.looked ?? 0,
        faults: row?.faults ?? 0,
        first: row?.first ?? [],
      })
    }
    const sums = await sumsOf(reading)
    const isEqual =
      sums.stateDueFen === sums.ledgerDueFen && sums.stateWorkers === sums.ledgerWorkers
    checks.push({
      what: 'sums-equal-ledger',
      looked: sums.ledgerWorkers,
      faults: isEqual ? 0 : 1,
      first: [],
    })
    return { checks, sums, unowned: await countUnowned(reading) }
  })
}

/** Of each question every thing that is looked at, and whether it is wrong. */
function questions({ district }: Reading) {
  const live = sql`k.state in ('open', 'answered', 'returned')`
  return {
    // Nothing stands without somebody who is asked, or an answer that was checked.
    'open-warnings-acted-upon': sql`
      select w.id::text as key, m.id is null or m.outcome = 'cleared' as wrong
      from risk.warning w left join risk.matter m on m.district = w.district and m.id = w.matter_id
      where w.district = ${district} and w.cleared_on is null`,
    'open-matters-owned': sql`
      select m.id::text as key, k.id is null or k.owner_role = '' or not ${live} as wrong
      from risk.matter m left join tasks.task_face k on k.district = m.district and k.id = m.task_id
      where m.district = ${district} and m.state = 'open'`,
    'open-matters-limited': sql`
      select m.id::text as key, k.due_on is null as wrong
      from risk.matter m left join tasks.task_face k on k.district = m.district and k.id = m.task_id
      where m.district = ${district} and m.state = 'open'`,
    'open-matters-have-warnings': sql`
      select m.id::text as key, not exists (
          select from risk.warning w where w.district = m.district and w.matter_id = m.id and w.cleared_on is null
        ) as wrong
      from risk.matter m where m.district = ${district} and m.state = 'open'`,
    'closed-matters-have-outcome': sql`
      select m.id::text as key, m.outcome is null or m.closed_on is null or coalesce(${live}, false) as wrong
      from risk.matter m left join tasks.task_face k on k.district = m.district and k.id = m.task_id
      where m.district = ${district} and m.state = 'closed'`,
    // What was paid ahead is no part of a state before its day: those are compared in what no day changes.
    'states-equal-ledger': sql`
      select coalesce(s.project_id, l.project_id)::text || ' ' || coalesce(s.month, l.month) as key,
        (coalesce(s.workers, 0), coalesce(s.workers_attended, 0), coalesce(s.due_fen, 0), coalesce(s.deducted_fen, 0), coalesce(s.pay_line_workers, 0),
          case when s.next_payment_on is null then coalesce(s.owed_fen, 0) end, case when s.next_payment_on is null then coalesce(s.paid_fen, 0) end)
        is distinct from (coalesce(l.workers, 0), coalesce(l.attended, 0), coalesce(l.due_fen, 0), coalesce(l.deducted_fen, 0), coalesce(l.pay_lines, 0),
          case when s.next_payment_on is null then coalesce(l.owed_fen, 0) end, case when s.next_payment_on is null then coalesce(l.paid_fen, 0) end) as wrong
      from (
        select project_id, month, workers, workers_attended, due_fen, deducted_fen, pay_line_workers, owed_fen,
          paid_on_time_fen + paid_late_fen as paid_fen, next_payment_on
        from risk.project_state where district = ${district}
      ) s
      full join (
        select project_id, month, count(*)::integer as workers, (count(*) filter (where attended))::integer as attended,
          sum(due_fen)::bigint as due_fen, sum(deducted_fen)::bigint as deducted_fen,
          (count(*) filter (where due_basis = 'pay-line'))::integer as pay_lines, sum(owed_fen)::bigint as owed_fen,
          sum(paid_on_time_fen + paid_late_fen)::bigint as paid_fen
        from wages.worker_month where district = ${district} group by project_id, month
      ) l using (project_id, month)`,
  }
}

async function sumsOf(reading: Reading): Promise<CheckedSums> {
  const found = await sql<CheckedSums>`
    select
      (select coalesce(sum(due_fen), 0)::bigint from risk.project_state where district = ${reading.district}) as "stateDueFen",
      (select coalesce(sum(due_fen), 0)::bigint from wages.worker_month where district = ${reading.district}) as "ledgerDueFen",
      (select coalesce(sum(workers), 0)::bigint from risk.project_state where district = ${reading.district}) as "stateWorkers",
      (select count(*) from wages.worker_month where district = ${reading.district}) as "ledgerWorkers"`.execute(
    tables(reading),
  )
  return found.rows[0] ?? { stateDueFen: 0, ledgerDueFen: 0, stateWorkers: 0, ledgerWorkers: 0 }
}

async function countUnowned(reading: Reading): Promise<number> {
  const today = officeDay(reading)
  const found = await sql<{ count: number }>`
    select count(*) as count from risk.matter m
    join tasks.task_face k on k.district = m.district and k.id = m.task_id
    where m.district = ${reading.district} and m.state = 'open' and not exists (
      select from people.post_holder h where h.district = m.district and h.role = k.owner_role and h.place = k.owner_place
        and h.begins_on <= ${today} and (h.ends_on is null or h.ends_on >= ${today}))`.execute(
    tables(reading),
  )
  return found.rows[0]?.count ?? 0
}
