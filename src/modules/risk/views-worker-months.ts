import { type RawBuilder, sql } from 'kysely'
import { firstOf, type PlainDate, type YearMonth } from '../../kernel/day.ts'
import { type Reading, tables } from '../../platform/context.ts'
import { identityFindings } from '../labour/rules/identity.ts'
import { monthWorkdaysHundredths } from '../wages/rules/ledger.ts'
import type { ParametersOfMonth } from './rules/level.ts'

export type ProjectMonthKey = readonly [projectId: string, month: YearMonth]

export interface FoldQuery {
  /** Payments of later days do not count. */
  readonly day: PlainDate
  readonly parametersOf: ParametersOfMonth
  /** Only these project-months. */
  readonly keys?: readonly ProjectMonthKey[]
  /** Only this project. */
  readonly projectId?: string
}

/**
 * Runs a statement over `marked`: the worker-months as they stand when the day ends, each with which rules count it
 * (`marksOf` of rules/project-month.ts says the same, a worker-month at a time). What is folded and what is listed as
 * evidence come from here, so that a figure and its rows cannot differ. Payments dated later than the day are taken out
 * again; that, rates, doubtful numbers and shared cards are joined only where there are any: mostly there are none.
 */
export async function readMarked<Row>(
  reading: Reading,
  query: FoldQuery,
  rest: RawBuilder<unknown>,
): Promise<readonly Row[]> {
  // How many rows a policy lets through the planner takes for a few: row by row it would compare everything with
  // everything, and sort what it can put into a table of some hundred entries.
  const many = (query.keys?.length ?? Infinity) > manyKeys
  if (many) await reading.client.query('set local enable_sort = off')
  const known = await lookAround(reading, query)
  const parts = partsOf(reading.district, query, await monthsOf(reading, query), known)
  const joins = known.rated || known.doubted || known.sharing.length > 0 || known.ahead
  if (joins) await reading.client.query('set local enable_nestloop = off')
  const found = await sql<Row>`with ${parts} ${rest}`.execute(tables(reading))
  if (joins) await reading.client.query('set local enable_nestloop = on')
  if (many) await reading.client.query('set local enable_sort = on')
  return found.rows
}

/** Of fewer project-months sorting is nothing. */
const manyKeys = 10

/** What else there is of the months that are asked for. */
interface Around {
  readonly ahead: boolean
  readonly rated: boolean
  readonly doubted: boolean
  /** Who is paid by a card that another worker of the month is paid by too. */
  readonly sharing: readonly { project_id: string; month: YearMonth; worker_id: string }[]
}

async function lookAround(reading: Reading, query: FoldQuery): Promise<Around> {
  const { district } = reading
  const within = withinOf(district, query)
  const found = await sql<Around>`
    with twice as materialized (
        select project_id, month, card_value from wages.pay_card where ${within}
        group by project_id, month, card_value
        having min(uuid_hash_extended(worker_id, 0)) <> max(uuid_hash_extended(worker_id, 0))
      ), sharing as (
        select distinct c.project_id, c.month, c.worker_id from twice t
        cross join lateral (
          select p.project_id, p.month, p.worker_id from wages.pay_card p
          where p.district = ${district} and p.project_id = t.project_id and p.month = t.month and p.card_value = t.card_value offset 0
        ) c
      )
      select exists (${aheadOf(district, query)}) as ahead,
        exists (select from labour.engagement_face where district = ${district} and rate_unit is not null and rate_fen is not null
          ${projectsIn(query)}) as rated,
        exists (select from labour.worker_in_doubt where district = ${district}) as doubted,
        coalesce((select jsonb_agg(s) from sharing s), '[]') as sharing`.execute(tables(reading))
  return found.rows[0] ?? { ahead: false, rated: false, doubted: false, sharing: [] }
}

function withinOf(district: string, { keys, projectId }: FoldQuery): RawBuilder<unknown> {
  const ofLists = keys === undefined ? sql`` : inLists(keys)
  const ofProject = projectId === undefined ? sql`` : sql`and project_id = ${projectId}`
  return sql`district = ${district} ${ofLists} ${ofProject}`
}

function aheadOf(district: string, query: FoldQuery): RawBuilder<unknown> {
  return sql`
    select project_id, worker_id, month, paid_on, amount_fen
    from wages.payment_day where ${withinOf(district, query)} and paid_on > ${query.day}`
}

function partsOf(
  district: string,
  query: FoldQuery,
  months: readonly YearMonth[],
  { ahead, rated, doubted, sharing }: Around,
): RawBuilder<unknown> {
  const ofPairs = query.keys === undefined ? sql`` : inPairs(query.keys)
  return sql`terms as (
      ${termsOf(months, query.parametersOf)}
    ), ledger as (
      select project_id, worker_id, month, pay_on, attended, days_present, minutes, workdays_hundredths, sure_workdays_hundredths, due_basis, due_fen, deducted_fen,
        paid_on_time_fen, paid_late_fen, null::date as next_payment_on,
        case when due_basis = 'unknown' then 0 else greatest(0, due_fen - deducted_fen - paid_on_time_fen) end as missed_fen
      from wages.worker_month where ${withinOf(district, query)} ${ofPairs}
    ), standing as (
      ${ahead ? standingBefore(aheadOf(district, query)) : sql`select * from ledger`}
    ), owing as (
      select *, paid_on_time_fen + paid_late_fen as paid_fen, due_fen - deducted_fen as left_fen,
        case when due_basis = 'unknown' then 0
          else greatest(0, due_fen - deducted_fen - paid_on_time_fen - paid_late_fen) end as owed_fen
      from standing
    ), known as (
      select o.*, t.first_on, t.over_month_fen, t.over_year_fen, t.minimum_fen, t.below_percent, t.living_percent,
        ${rated ? worked : sql`null::bigint`} as worked_fen,
        ${doubted ? sql`coalesce(d.id_finding = any (${impossibleNumbers}::text[]), false)` : sql`false`} as impossible,
        ${doubted ? sql`d.sixteen_on` : sql`null::date`} as sixteen_on,
        ${sharing.length > 0 ? sql`s.worker_id is not null` : sql`false`} as shared_card
      from owing o join terms t on t.month = o.month
      ${rated ? ratesOf(district, query) : sql``}
      ${doubted ? sql`left join labour.worker_in_doubt d on d.district = ${district} and d.id = o.worker_id` : sql``}
      ${sharing.length > 0 ? sharersOf(sharing) : sql``}
    ), marked as (
      ${marked}
    )`
}

function ratesOf(district: string, query: FoldQuery) {
  return sql`left join (
      select project_id, worker_id, rate_unit, rate_fen from labour.engagement_face
      where district = ${district} and rate_unit is not null and rate_fen is not null ${projectsIn(query)}
    ) r on r.project_id = o.project_id and r.worker_id = o.worker_id`
}

function sharersOf(sharing: Around['sharing']) {
  return sql`left join unnest(${sharing.map((one) => one.project_id)}::uuid[], ${sharing.map((one) => one.month)}::text[],
      ${sharing.map((one) => one.worker_id)}::uuid[]) as s (project_id, month, worker_id)
    on s.project_id = o.project_id and s.month = o.month and s.worker_id = o.worker_id`
}

/** Numbers that are kept, and that nobody can have. */
const impossibleNumbers = Object.entries(identityFindings)
  .filter(([code, severity]) => severity === 'barred' && code.includes('.id-'))
  .map(([code]) => code)

const fullMonth = sql.lit(monthWorkdaysHundredths)

/** As `earned` of wages/rules/ledger.ts: whole fen, half a fen counting as one; 21.75 工日 are a whole month. */
const worked = sql`case r.rate_unit
    when 'day' then (2 * (o.sure_workdays_hundredths::bigint * r.rate_fen) + 100) / 200
    when 'hour' then (2 * (o.minutes::bigint * r.rate_fen) + 60) / 120
    when 'month' then case when o.sure_workdays_hundredths >= ${fullMonth} then r.rate_fen
      else (2 * (o.sure_workdays_hundredths::bigint * r.rate_fen) + ${fullMonth}) / (2 * ${fullMonth}) end
  end`

const marked = sql`
  select m.*, m.owed_fen > 0 and m.paid_fen <= 0 as unpaid, m.owed_fen > 0 and m.paid_fen > 0 as underpaid,
    m.below_rate or m.below_minimum as below, m.attended and m.paid_fen <= 0 as attended_unpaid,
    m.payable and m.paid_fen > 0 and m.paid_fen * 100 <= m.left_fen * m.living_percent as living_cost,
    case when m.below_rate then m.worked_fen - m.due_fen else 0 end as below_rate_fen
  from (
    select k.*, k.due_basis = 'pay-line' as has_pay_line,
      k.due_basis = 'pay-line' and not k.attended and k.due_fen > 0 as paid_not_attended,
      k.attended and k.due_basis <> 'pay-line' as without_pay_line,
      coalesce(k.attended and k.due_basis = 'pay-line' and k.due_fen * 100 < k.worked_fen * k.below_percent, false) as below_rate,
      coalesce(k.attended and k.due_basis <> 'unknown'
        and k.due_fen * ${fullMonth} < k.minimum_fen * least(${fullMonth}, k.workdays_hundredths), false) as below_minimum,
      k.due_fen > k.over_month_fen as over_month,
      k.due_basis <> 'unknown' and k.left_fen > 0 as payable,
      (k.attended or k.due_basis = 'pay-line') and k.impossible as doubtful_id,
      (k.attended or k.due_basis = 'pay-line') and not k.impossible and coalesce(k.sixteen_on > k.first_on, false) as under_age
    from known k
  ) m`

/** The figures of each month that the marks go by. */
export function termsOf(months: readonly YearMonth[], parametersOf: ParametersOfMonth) {
  const all = months.map((month) => ({ month, of: parametersOf(month) }))
  const fenOf = (yuan: number) => yuan * 100
  return sql`select * from unnest(
      ${months}::text[], ${months.map((month) => firstOf(month))}::date[],
      ${all.map(({ of }) => fenOf(of.overMonthYuan.value))}::float8[],
      ${all.map(({ of }) => fenOf(of.overYearYuan.value))}::float8[],
      ${all.map(({ of }) => (of.minimumWageMonth === null ? null : fenOf(of.minimumWageMonth.value)))}::float8[],
      ${all.map(({ of }) => of.belowRatePercent.value)}::float8[],
      ${all.map(({ of }) => of.livingCostPaidPercent.value)}::float8[]
    ) as t (month, first_on, over_month_fen, over_year_fen, minimum_fen, below_percent, living_percent)`
}

async function monthsOf(reading: Reading, { keys, projectId }: FoldQuery): Promise<YearMonth[]> {
  if (keys !== undefined) return [...new Set(keys.map(([, month]) => month))]
  const ofProject = projectId === undefined ? sql`` : sql`and project_id = ${projectId}`
  const found = await sql<{ month: YearMonth }>`
    select distinct month from risk.project_state where district = ${reading.district} ${ofProject}`.execute(
    tables(reading),
  )
  return found.rows.map(({ month }) => month)
}

function projectsIn({ keys, projectId }: FoldQuery): RawBuilder<unknown> {
  if (projectId !== undefined) return sql`and project_id = ${projectId}`
  if (keys === undefined) return sql``
  return sql`and project_id = any (${[...new Set(keys.map(([id]) => id))]}::uuid[])`
}

/** Plain lists reach the indexes below the views; the exact pairs could not. */
export function inLists(keys: readonly ProjectMonthKey[]): RawBuilder<unknown> {
  const projects = [...new Set(keys.map(([id]) => id))]
  const months = [...new Set(keys.map(([, month]) => month))]
  return sql`and project_id = any (${projects}::uuid[]) and month = any (${months}::text[])`
}

export function inPairs(keys: readonly ProjectMonthKey[]): RawBuilder<unknown> {
  return sql`and (project_id, month) in (select * from unnest(${keys.map(([id]) => id)}::uuid[],
    ${keys.map(([, month]) => month)}::text[]))`
}

/** The ledger without the payments that are dated ahead. */
function standingBefore(ahead: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select project_id, worker_id, month, m.pay_on, m.attended, m.days_present, m.minutes, m.workdays_hundredths, m.sure_workdays_hundredths, m.due_basis, m.due_fen, m.deducted_fen,
      m.paid_on_time_fen - coalesce(l.on_time_fen, 0) as paid_on_time_fen,
      m.paid_late_fen - coalesce(l.late_fen, 0) as paid_late_fen,
      l.next_payment_on, m.missed_fen
    from ledger m
    left join (
      select project_id, worker_id, month, min(a.paid_on) as next_payment_on,
        coalesce(sum(a.amount_fen) filter (where a.paid_on <= m.pay_on), 0)::bigint as on_time_fen,
        coalesce(sum(a.amount_fen) filter (where a.paid_on > m.pay_on), 0)::bigint as late_fen
      from (${ahead}) a join ledger m using (project_id, worker_id, month)
      group by project_id, worker_id, month
    ) l using (project_id, worker_id, month)`
}
