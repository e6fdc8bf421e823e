import { sql } from 'kysely'
import { type YearMonth, month as monthFrom } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import { type Reading, tables } from '../../platform/context.ts'
import type { ParametersOfMonth } from './rules/level.ts'
import type { ProjectMonth } from './rules/project-month.ts'
import type { ProjectMonthRow } from './tables.ts'
import {
  type FoldQuery,
  inPairs,
  type ProjectMonthKey,
  readMarked,
  termsOf,
} from './views-worker-months.ts'

/** A folded project-month, and which project it is. */
export interface FoldedMonth extends ProjectMonthRow {
  next_payment_on: ProjectMonth['nextPaymentOn']
  /** What was not paid by the pay date, whether or not it has been since. */
  missed_fen: number
  code: string
  name: string
  town: string | null
}

export interface Folded {
  readonly folds: FoldedMonth[]
  /** Project-months that were not asked for, whose year's sums look different now. */
  readonly moved: ProjectMonthKey[]
}

/**
 * The ledger folded by project and month, as it stands when the day ends (rules/project-month.ts is the same fold, a
 * worker-month at a time).
 */
export async function foldProjectMonths(reading: Reading, query: FoldQuery): Promise<Folded> {
  const found = await readMarked<FoldedMonth>(
    reading,
    query,
    sql`, folded as (
        select project_id, month, min(pay_on) as pay_on,
          count(*)::integer as workers,
          ${countOf('attended')} as workers_attended,
          sum(workdays_hundredths)::bigint as workdays_hundredths,
          (count(*) filter (where due_basis = 'unknown'))::integer as due_unknown,
          ${countOf('without_pay_line')} as attended_without_pay_line,
          ${sumOf('due_fen')}, ${sumOf('deducted_fen')}, ${sumOf('paid_on_time_fen')}, ${sumOf('paid_late_fen')}, ${sumOf('owed_fen')},
          (count(*) filter (where owed_fen > 0))::integer as owed_workers,
          coalesce(sum(owed_fen) filter (where unpaid), 0)::bigint as unpaid_fen,
          ${countOf('unpaid')} as unpaid_workers,
          coalesce(sum(owed_fen) filter (where underpaid), 0)::bigint as underpaid_fen,
          ${countOf('underpaid')} as underpaid_workers,
          ${countOf('has_pay_line')} as pay_line_workers,
          ${countOf('paid_not_attended')} as paid_not_attended,
          ${countOf('below_rate')} as below_rate_workers, ${sumOf('below_rate_fen')},
          ${countOf('below_minimum')} as below_minimum_workers,
          ${countOf('below')} as below_workers,
          ${countOf('over_month')} as over_month_workers, 0 as over_year_workers,
          greatest(0, max(due_fen))::bigint as highest_due_fen,
          ${countOf('shared_card')} as shared_card_workers,
          ${countOf('attended_unpaid')} as attended_unpaid,
          ${countOf('doubtful_id')} as doubtful_id_workers,
          ${countOf('under_age')} as under_age_workers,
          ${countOf('payable')} as payable_workers,
          ${countOf('living_cost')} as living_cost_workers,
          min(next_payment_on) as next_payment_on, sum(missed_fen)::bigint as missed_fen
        from marked group by project_id, month
      )
      select ${reading.district} as district, f.*, p.code, p.name, p.town
      from folded f join registry.project_face p on p.district = ${reading.district} and p.id = f.project_id
      order by f.project_id, f.month`,
  )
  return withYears(reading, [...found], query)
}

function countOf(mark: string) {
  return sql`(count(*) filter (where ${sql.ref(mark)}))::integer`
}

function sumOf(column: string) {
  return sql`sum(${sql.ref(column)})::bigint as ${sql.ref(column)}`
}

interface YearOfOthers {
  readonly project_id: string
  readonly year: string
  readonly highest_fen: number
  readonly over_year_workers: number
}

/**
 * Adds who passed the year's threshold in which month. Nobody can have, where the highest sums of a project's months do not
 * come to it together: that is the rule, and only where they do the year's worker-months are read.
 */
async function withYears(
  reading: Reading,
  folds: FoldedMonth[],
  { keys = [], parametersOf }: FoldQuery,
): Promise<Folded> {
  const asked: readonly ProjectMonthKey[] = [
    ...keys,
    ...folds.map(({ project_id, month }) => [project_id, month] as const),
  ]
  if (asked.length === 0) return { folds, moved: [] }
  const years = new Map<string, YearSum>()
  for (const { project_id, month, highest_due_fen } of folds) {
    addTo(years, project_id, month.slice(0, 4), highest_due_fen, 0)
  }
  for (const other of await yearsOfOthers(reading, asked)) {
    addTo(years, other.project_id, other.year, other.highest_fen, other.over_year_workers)
  }
  const high = [...years.values()].filter(
    (one) => one.overYearWorkers > 0 || one.highestFen > lowestOf(one.year, parametersOf),
  )
  if (high.length === 0) return { folds, moved: [] }
  const passed = await passedInYear(reading, high, parametersOf)
  const found = new Map(passed.map((one) => [`${one.project_id} ${one.month}`, one]))
  const isAsked = new Set(asked.map((key) => key.join(' ')))
  return {
    folds: folds.map((fold) => ({
      ...fold,
      over_year_workers: found.get(`${fold.project_id} ${fold.month}`)?.workers ?? 0,
    })),
    moved: passed
      .filter(({ project_id, month, workers, stored }) => {
        return stored !== null && stored !== workers && !isAsked.has(`${project_id} ${month}`)
      })
      .map(({ project_id, month }) => [project_id, month] as const),
  }
}

interface YearSum {
  readonly projectId: string
  readonly year: string
  highestFen: number
  overYearWorkers: number
}

function addTo(
  years: Map<string, YearSum>,
  projectId: string,
  year: string,
  highest: number,
  over: number,
): void {
  const key = `${projectId} ${year}`
  const sum = years.get(key) ?? { projectId, year, highestFen: 0, overYearWorkers: 0 }
  sum.highestFen += highest
  sum.overYearWorkers += over
  years.set(key, sum)
}

function monthsIn(year: string): YearMonth[] {
  return Array.from({ length: 12 }, (_, at) =>
    monthFrom(`${year}-${String(at + 1).padStart(2, '0')}`),
  )
}

/** The lowest threshold of the year in fen: figures may change within it. */
function lowestOf(year: string, parametersOf: ParametersOfMonth): number {
  return Math.min(...monthsIn(year).map((month) => parametersOf(month).overYearYuan.value * 100))
}

/** Of the other months of the same projects and years, as their states stand. */
async function yearsOfOthers(
  reading: Reading,
  asked: readonly ProjectMonthKey[],
): Promise<readonly YearOfOthers[]> {
  const projects = [...new Set(asked.map(([id]) => id))]
  const years = [...new Set(asked.map(([, month]) => month.slice(0, 4)))].toSorted()
  const found = await sql<YearOfOthers>`
    select s.project_id, left(s.month, 4) as year, sum(s.highest_due_fen)::bigint as highest_fen,
      sum(s.over_year_workers)::integer as over_year_workers
    from risk.project_state s
    where s.district = ${reading.district} and s.project_id = any (${projects}::uuid[])
      and s.month between ${`${years[0] ?? ''}-01`} and ${`${years.at(-1) ?? ''}-12`}
      and (s.project_id, s.month) not in (select * from unnest(${asked.map(([id]) => id)}::uuid[], ${asked.map(([, month]) => month)}::text[]))
    group by s.project_id, left(s.month, 4)`.execute(tables(reading))
  return found.rows
}

interface Passed {
  readonly project_id: string
  readonly month: YearMonth
  readonly workers: number
  /** What the state says so far; null: there is no state. */
  readonly stored: number | null
}

async function passedInYear(
  reading: Reading,
  high: readonly YearSum[],
  parametersOf: ParametersOfMonth,
): Promise<readonly Passed[]> {
  const keys = high.flatMap(({ projectId, year }) =>
    monthsIn(year).map((month) => [projectId, month] as const),
  )
  const months = [...new Set(keys.map(([, month]) => month))]
  const found = await sql<Passed>`
    with terms as (
        ${termsOf(months, parametersOf)}
      ), due as (
        select project_id, month, due_fen, sum(due_fen) over (partition by project_id, worker_id, left(month, 4) order by month) as by_then_fen
        from wages.worker_month where district = ${reading.district} and project_id = any (${high.map((one) => one.projectId)}::uuid[]) ${inPairs(keys)}
      ), passed as (
        select project_id, month, count(*)::integer as workers from due join terms using (month)
        where by_then_fen > over_year_fen and by_then_fen - due_fen <= over_year_fen and due_fen <= over_month_fen
        group by project_id, month
      ), stored as (
        select project_id, month, over_year_workers from risk.project_state
        where district = ${reading.district} and project_id = any (${high.map((one) => one.projectId)}::uuid[]) ${inPairs(keys)}
      )
      select project_id, month, coalesce(p.workers, 0) as workers, s.over_year_workers as stored
      from passed p full join stored s using (project_id, month)`.execute(tables(reading))
  return found.rows
}

/** What the rules look at. */
export function projectMonthOf(row: FoldedMonth): ProjectMonth {
  return {
    month: row.month,
    payOn: row.pay_on,
    workers: row.workers,
    workersAttended: row.workers_attended,
    dueUnknown: row.due_unknown,
    attendedWithoutPayLine: row.attended_without_pay_line,
    dueFen: fen(row.due_fen),
    deductedFen: fen(row.deducted_fen),
    paidOnTimeFen: fen(row.paid_on_time_fen),
    paidLateFen: fen(row.paid_late_fen),
    owedFen: fen(row.owed_fen),
    owedWorkers: row.owed_workers,
    unpaidWorkers: row.unpaid_workers,
    unpaidFen: fen(row.unpaid_fen),
    underpaidWorkers: row.underpaid_workers,
    underpaidFen: fen(row.underpaid_fen),
    payLineWorkers: row.pay_line_workers,
    paidNotAttended: row.paid_not_attended,
    belowRateWorkers: row.below_rate_workers,
    belowRateFen: fen(row.below_rate_fen),
    belowMinimumWorkers: row.below_minimum_workers,
    belowWorkers: row.below_workers,
    overMonthWorkers: row.over_month_workers,
    overYearWorkers: row.over_year_workers,
    highestDueFen: fen(row.highest_due_fen),
    sharedCardWorkers: row.shared_card_workers,
    attendedUnpaid: row.attended_unpaid,
    doubtfulIdWorkers: row.doubtful_id_workers,
    underAgeWorkers: row.under_age_workers,
    payableWorkers: row.payable_workers,
    livingCostWorkers: row.living_cost_workers,
    nextPaymentOn: row.next_payment_on,
  }
}
