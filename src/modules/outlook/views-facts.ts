import { sql } from 'kysely'
import { monthOf, nextMonth, type PlainDate, type YearMonth } from '../../kernel/day.ts'
import { type Reading, tables } from '../../platform/context.ts'
import type { Calendar } from '../calendar/rules/calendar.ts'
import { springFestivalFrom } from '../calendar/rules/spring-festival.ts'
import { calendarOf } from '../calendar/views.ts'
import { numberParameterFor, type Parameter } from '../places/rules/parameter.ts'
import { parametersInForce } from '../places/views.ts'
import type { ProjectState } from '../registry/rules/project-state.ts'
import { parametersByMonth } from '../risk/rules/level.ts'
import { foldProjectMonths } from '../risk/views-fold.ts'
import { type OutlookParameters, outlookParametersFor } from './rules/asking.ts'
import type { EnteredMoney } from './rules/money-in-sight.ts'
import type { OutlookFacts } from './rules/project-outlook.ts'
import type { WageMonth } from './rules/wages-due.ts'
import type { MoneyColumns, OutlookTables, PromiseColumns } from './tables.ts'
import { balancesOf, depositsOf, labourCostOf, rosterOf } from './views-money.ts'

/** What is reckoned with, the same for all projects of a day. */
export interface Terms {
  readonly day: PlainDate
  readonly festivalOn: PlainDate
  readonly calendar: Calendar
  readonly parameters: OutlookParameters
  readonly rows: readonly Parameter[]
  /** As it was on that day, of which nobody kept it: what came later is left out. */
  readonly rebuilt: boolean
}

export interface KnownProject {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly town: string | null
  readonly town_name: string | null
  readonly industry: string
  readonly state: ProjectState
  readonly begun_on: PlainDate | null
  readonly finish_on: PlainDate | null
}

export interface ProjectFacts extends OutlookFacts {
  readonly project: KnownProject
  readonly accountOn: PlainDate | null
  readonly depositFen: number
  readonly plan: {
    readonly id: string
    readonly version: number
    readonly madeOn: PlainDate
  } | null
  readonly promised: readonly PromiseColumns[]
  readonly entries: readonly MoneyColumns[]
}

export async function termsOf(reading: Reading, day: PlainDate, rebuilt: boolean): Promise<Terms> {
  const rows = await parametersInForce(reading)
  return {
    day,
    festivalOn: springFestivalFrom(day),
    calendar: await calendarOf(reading),
    parameters: outlookParametersFor(rows, reading.district, day),
    rows,
    rebuilt,
  }
}

/** Everything the rules ask of these projects, or of all that are seen, each part in one statement. */
export async function readFacts(
  reading: Reading,
  terms: Terms,
  ids: readonly string[] | null,
): Promise<ProjectFacts[]> {
  const projects = await projectsOf(reading, ids)
  if (projects.length === 0) return []
  const known = projects.map(({ id }) => id)
  const { day, festivalOn } = terms
  const hours = numberParameterFor(terms.rows, 'hours-per-workday', reading.district, day).value
  const months = await monthsOf(reading, terms, ids)
  const roster = byProject(await rosterOf(reading, known, day, hours))
  const balances = byProject(await balancesOf(reading, known, day))
  const costs = byProject(await labourCostOf(reading, known, terms))
  const deposits = byProject(await depositsOf(reading, known, day))
  const entries = grouped(await entriesOf(reading, known, terms))
  const plans = await plansOf(reading, known, terms)
  return projects.map((project) => {
    const people = roster.get(project.id)
    const balance = balances.get(project.id)
    const plan = plans.plans.get(project.id) ?? null
    const own = plans.promises.get(project.id) ?? []
    const entered = entries.get(project.id) ?? []
    return {
      project,
      wages: {
        day,
        festivalOn,
        building: project.state === 'building',
        begunOn: project.begun_on,
        finishOn: project.finish_on,
        months: months.get(project.id) ?? [],
        onRoster: people?.on_roster ?? 0,
        agreedFen: people?.agreed_fen ?? 0,
        agreedPeople: people?.agreed_people ?? 0,
      },
      money: {
        day,
        festivalOn,
        accountFen: balance?.fen ?? null,
        labourCostFen: costs.get(project.id)?.fen ?? null,
        entered: entered.map(enteredOf),
      },
      planMadeOn: plan?.madeOn ?? null,
      promises: own.map((one) => ({ id: one.id, dueOn: one.due_on, amountFen: one.amount_fen })),
      payments: plans.payments.get(project.id) ?? [],
      accountOn: balance?.balance_on ?? null,
      depositFen: deposits.get(project.id)?.fen ?? 0,
      plan,
      promised: own,
      entries: entered,
    }
  })
}

/** What the rules ask of entered money. */
export function enteredOf(one: MoneyColumns): EnteredMoney {
  return {
    amountFen: one.amount_fen,
    expectedOn: one.expected_on,
    enteredOn: one.entered_on,
    withdrawnOn: one.withdrawn_on,
  }
}

export function byProject<R extends { readonly project_id: string }>(rows: readonly R[]) {
  return new Map(rows.map((row) => [row.project_id, row]))
}

function grouped<R extends { readonly project_id: string }>(rows: readonly R[]): Map<string, R[]> {
  const groups = new Map<string, R[]>()
  for (const row of rows) {
    const group = groups.get(row.project_id)
    if (group === undefined) groups.set(row.project_id, [row])
    else group.push(row)
  }
  return groups
}

async function projectsOf(
  reading: Reading,
  ids: readonly string[] | null,
): Promise<KnownProject[]> {
  const these = ids === null ? sql`` : sql`and p.id = any (${[...ids]}::uuid[])`
  const found = await sql<KnownProject>`
    select p.id, p.code, p.name, p.town, t.name as town_name, p.industry, p.state, p.begun_on, p.finish_on
    from registry.project_face p left join places.town t on t.district = p.district and t.code = p.town
    where p.district = ${reading.district} ${these} order by p.id`.execute(tables(reading))
  return found.rows
}

interface MonthRow {
  readonly project_id: string
  readonly month: YearMonth
  readonly due_fen: number
  readonly deducted_fen: number
  readonly owed_fen: number
  readonly owed_workers: number
  readonly payable_workers: number
  readonly due_unknown: number
}

/** Today's months are kept as facts come (`risk.project_month`); those of another day are folded anew from the ledger. */
async function monthsOf(
  reading: Reading,
  { day, rows, rebuilt }: Terms,
  ids: readonly string[] | null,
): Promise<Map<string, WageMonth[]>> {
  const found = rebuilt
    ? (
        await foldProjectMonths(reading, {
          day,
          parametersOf: parametersByMonth(rows, reading.district, day),
          ...(ids?.length === 1 && ids[0] !== undefined ? { projectId: ids[0] } : {}),
        })
      ).folds
    : await keptMonths(reading, ids, day)
  // What is known of a month that ran then was mostly said later: it is estimated.
  const last = rebuilt ? nextMonth(monthOf(day), -1) : monthOf(day)
  const months = new Map<string, WageMonth[]>()
  for (const row of found) {
    if (row.month > last) continue
    const own = months.get(row.project_id) ?? []
    own.push({
      month: row.month,
      dueFen: row.due_fen,
      deductedFen: row.deducted_fen,
      owedFen: row.owed_fen,
      owedWorkers: row.owed_workers,
      payable: row.payable_workers,
      dueUnknown: row.due_unknown,
    })
    months.set(row.project_id, own)
  }
  return months
}

async function keptMonths(
  reading: Reading,
  ids: readonly string[] | null,
  day: PlainDate,
): Promise<readonly MonthRow[]> {
  const these = ids === null ? sql`` : sql`and m.project_id = any (${[...ids]}::uuid[])`
  const found = await sql<MonthRow>`
    select m.project_id, m.month, m.due_fen, m.deducted_fen, m.owed_fen, m.owed_workers, m.payable_workers, m.due_unknown
    from risk.project_month m
    where m.district = ${reading.district} and m.month <= ${monthOf(day)} ${these}`.execute(
    tables(reading),
  )
  return found.rows
}

async function entriesOf(
  reading: Reading,
  ids: readonly string[],
  { day, festivalOn }: Terms,
): Promise<MoneyColumns[]> {
  return tables<OutlookTables>(reading)
    .selectFrom('outlook.money')
    .selectAll()
    .where('district', '=', reading.district)
    .where(sql<boolean>`project_id = any (${[...ids]}::uuid[])`)
    .where('festival_on', '=', festivalOn)
    .where('entered_on', '<=', day)
    .orderBy('expected_on')
    .orderBy('id')
    .execute()
}

interface PaidRow {
  readonly project_id: string
  readonly on: PlainDate
  readonly fen: number
}

/** Plans of the festival as they stood on the day, their promises, and what the ledger says was paid since. */
async function plansOf(reading: Reading, ids: readonly string[], { day, festivalOn }: Terms) {
  const db = tables<OutlookTables>(reading)
  const found = await db
    .selectFrom('outlook.plan')
    .select(['id', 'project_id', 'version', 'made_on'])
    .where('district', '=', reading.district)
    .where(sql<boolean>`project_id = any (${[...ids]}::uuid[])`)
    .where('festival_on', '=', festivalOn)
    .where('made_on', '<=', day)
    .execute()
  const plans = new Map(
    found.map((one) => [one.project_id, { id: one.id, version: one.version, madeOn: one.made_on }]),
  )
  if (found.length === 0)
    return {
      plans,
      promises: new Map<string, PromiseColumns[]>(),
      payments: new Map<string, PaidRow[]>(),
    }
  const promises = await db
    .selectFrom('outlook.promise')
    .selectAll()
    .where('district', '=', reading.district)
    .where(sql<boolean>`plan_id = any (${found.map(({ id }) => id)}::uuid[])`)
    .where('added_on', '<=', day)
    .where((where) => where.or([where('dropped_on', 'is', null), where('dropped_on', '>', day)]))
    .orderBy('due_on')
    .orderBy('id')
    .execute()
  const paid = await sql<PaidRow>`
    select p.project_id, p.paid_on as "on", sum(p.amount_fen)::bigint as fen
    from unnest(${found.map((one) => one.project_id)}::uuid[], ${found.map((one) => one.made_on)}::date[]) as k (project_id, made_on)
    join wages.payment_day p on p.district = ${reading.district} and p.project_id = k.project_id
      and p.paid_on between k.made_on and ${day}
    where p.project_id = any (${found.map((one) => one.project_id)}::uuid[])
    group by p.project_id, p.paid_on`.execute(tables(reading))
  return { plans, promises: grouped(promises), payments: grouped(paid.rows) }
}
