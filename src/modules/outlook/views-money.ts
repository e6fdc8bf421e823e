import { sql } from 'kysely'
import { monthOf, type PlainDate } from '../../kernel/day.ts'
import { type Reading, tables } from '../../platform/context.ts'

interface RosterRow {
  readonly project_id: string
  readonly on_roster: number
  readonly agreed_fen: number
  readonly agreed_people: number
}

/** Who is on the roster on the day, and what those with an agreed rate come to for a month of 21.75 工日 (人社部发〔2025〕2号). */
export async function rosterOf(
  reading: Reading,
  ids: readonly string[],
  day: PlainDate,
  hoursPerWorkday: number,
): Promise<readonly RosterRow[]> {
  const found = await sql<RosterRow>`
    select e.project_id, count(*)::integer as on_roster,
      (count(*) filter (where e.rate_unit is not null and e.rate_fen is not null))::integer as agreed_people,
      coalesce(round(sum(case e.rate_unit when 'month' then e.rate_fen when 'day' then e.rate_fen * 21.75
        when 'hour' then e.rate_fen * 21.75 * ${hoursPerWorkday}::numeric end)), 0)::bigint as agreed_fen
    from labour.engagement_face e
    where e.district = ${reading.district} and e.project_id = any (${[...ids]}::uuid[]) and e.on_roster
      and (e.entered_on is null or e.entered_on <= ${day}) and (e.left_on is null or e.left_on > ${day})
    group by e.project_id`.execute(tables(reading))
  return found.rows
}

interface BalanceRow {
  readonly project_id: string
  readonly fen: number
  readonly balance_on: PlainDate
}

/**
 * The newest balance of each special account by the day, together; `balance_on` is the oldest of those days. The balance after a
 * day's last movement is the one that no other movement of the day begins from.
 */
export async function balancesOf(
  reading: Reading,
  ids: readonly string[],
  day: PlainDate,
): Promise<readonly BalanceRow[]> {
  const { district } = reading
  const found = await sql<BalanceRow>`
    with last as materialized (
      select f.project_id, f.account_id, max(f.flow_on) as flow_on from wages.account_flow_face f
      where f.district = ${district} and f.project_id = any (${[...ids]}::uuid[]) and f.flow_on <= ${day} and f.balance_fen is not null
      group by f.project_id, f.account_id
    )
    select l.project_id, sum(b.balance_fen)::bigint as fen, min(l.flow_on) as balance_on
    from last l cross join lateral (
      select f.balance_fen from wages.account_flow_face f
      where f.district = ${district} and f.project_id = l.project_id and f.flow_on = l.flow_on and f.account_id = l.account_id
        and f.balance_fen is not null
      order by exists (
        select from wages.account_flow_face o where o.district = ${district} and o.project_id = f.project_id and o.account_id = f.account_id
          and o.flow_on = f.flow_on and o.balance_fen - o.amount_fen = f.balance_fen and o.amount_fen <> 0
          and (o.import_id, o.sheet, o.row) is distinct from (f.import_id, f.sheet, f.row)), f.import_id desc, f.sheet desc, f.row desc
      limit 1
    ) b
    group by l.project_id`.execute(tables(reading))
  return found.rows
}

interface SumRow {
  readonly project_id: string
  readonly fen: number
}

/** Labour cost that is due by the festival and not transferred, by the lists that are known (条例 24, 29). */
export async function labourCostOf(
  reading: Reading,
  ids: readonly string[],
  { day, festivalOn, rebuilt }: { day: PlainDate; festivalOn: PlainDate; rebuilt: boolean },
): Promise<readonly SumRow[]> {
  const until = monthOf(rebuilt ? day : festivalOn)
  const paid = rebuilt
    ? sql`case when c.paid_on <= ${day} then coalesce(c.paid_fen, 0) else 0 end`
    : sql`coalesce(c.paid_fen, 0)`
  const found = await sql<SumRow>`
    select c.project_id, sum(greatest(0, c.due_fen - ${paid}))::bigint as fen
    from wages.labour_cost_month c
    where c.district = ${reading.district} and c.project_id = any (${[...ids]}::uuid[]) and c.due_fen is not null
      and c.month <= ${until} and (c.due_on is null or c.due_on <= ${festivalOn})
    group by c.project_id`.execute(tables(reading))
  return found.rows
}

/** Deposits and letters that stand on the day. */
export async function depositsOf(
  reading: Reading,
  ids: readonly string[],
  day: PlainDate,
): Promise<readonly SumRow[]> {
  const found = await sql<SumRow>`
    select d.project_id, sum(d.amount_fen)::bigint as fen from deposits.deposit d
    where d.district = ${reading.district} and d.project_id = any (${[...ids]}::uuid[]) and d.form <> 'exempt'
      and (d.returned_on is null or d.returned_on > ${day}) and (d.valid_to is null or d.valid_to >= ${day})
      and (d.valid_from is null or d.valid_from <= ${day})
    group by d.project_id`.execute(tables(reading))
  return found.rows
}
