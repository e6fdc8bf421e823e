import { sql } from 'kysely'
import { monthOf, nextMonth, type PlainDate, type YearMonth } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { calendarOf } from '../calendar/views.ts'
import { payDateOf, payRuleFrom, type PayRule } from '../calendar/rules/pay-date.ts'
import { textParameterFor } from '../places/rules/parameter.ts'
import { parametersInForce } from '../places/views.ts'
import type { Project } from '../registry/contract.ts'
import { readProject } from '../registry/views.ts'
import type { RegisterViews } from '../register/tables.ts'
import type { RiskViews } from '../risk/tables.ts'
import type { ChainMonth, ProjectPage } from './contract.ts'
import { gravityOf, levelOf, onSite, projectRowsOf, whysOf } from './views-rows.ts'

/** So many months of the chain are shown: longer than any of its claims is likely to be quarrelled about. */
const mostMonths = 24

/** A project with its figures, each with the list behind it, and its wage chain by month. */
export async function viewProject(ctx: Context, code: string): Promise<ProjectPage> {
  const day = officeDay(ctx)
  const asOf = ctx.now.toISOString()
  return look(ctx, async (reading) => {
    const project = await readProject(reading, code)
    const [row] = await projectRowsOf(reading, [project.id], day)
    if (row === undefined) throw new Error(`${project.code} has no row of its own`)
    const months = await chainOf(reading, project.id)
    const own = encodeURIComponent(project.code)
    const figure = <V>(value: V, rows: string) => ({ value, asOf, rows })
    return {
      project,
      townName: row.town,
      asOf,
      why: (await whysOf(reading, [project.id])).get(project.id) ?? null,
      level: row.level,
      riskClass: await riskClassOf(reading, project.id),
      workersOnSite: figure(row.workersOnSite, `/projects/${own}?tab=workers&onSite=true`),
      owedFen: figure(row.owedFen, `/ledger?project=${own}&only=owed`),
      overdueFen: figure(row.overdueFen, `/ledger?project=${own}&only=overdue`),
      overdueWorkers: figure(row.overdueWorkers, `/ledger?project=${own}&only=overdue`),
      dueUnknown: figure(row.dueUnknown, `/ledger?project=${own}&only=unknown`),
      openWarnings: figure(row.warnings, `/warnings?project=${own}`),
      nextPayOn: await nextPayDate(reading, project, months, day),
      ...(await countsOf(reading, project.id, day)),
      months,
    }
  })
}

/** A project that the register has not looked at yet is C, as all are that nothing speaks against. */
async function riskClassOf(reading: Reading, projectId: string): Promise<ProjectPage['riskClass']> {
  const found = await tables<RegisterViews>(reading)
    .selectFrom('register.project_class')
    .select('class')
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  return found?.class ?? 'C'
}

async function chainOf(reading: Reading, projectId: string): Promise<ChainMonth[]> {
  const { district } = reading
  const found = await sql<FoundMonth>`
    select m.*, w.gravity
    from risk.project_month m
    left join lateral (
      select max(${gravityOf(sql.ref('o.level'))}) as gravity from risk.open_warning o
      where o.district = ${district} and o.project_id = m.project_id and o.month = m.month
    ) w on true
    where m.district = ${district} and m.project_id = ${projectId}
    order by m.month desc limit ${mostMonths}`.execute(tables(reading))
  return found.rows.map((row) => ({
    month: row.month,
    payOn: row.pay_on,
    workers: row.workers,
    workersAttended: row.workers_attended,
    workdaysHundredths: row.workdays_hundredths,
    dueUnknown: row.due_unknown,
    attendedWithoutPayLine: row.attended_without_pay_line,
    dueFen: fen(row.due_fen),
    deductedFen: fen(row.deducted_fen),
    paidOnTimeFen: fen(row.paid_on_time_fen),
    paidLateFen: fen(row.paid_late_fen),
    owedFen: fen(row.owed_fen),
    owedWorkers: row.owed_workers,
    level: levelOf(row.gravity),
  }))
}

type FoundMonth = RiskViews['risk.project_month'] & { gravity: number | null }

/**
 * The next pay date from today on: of a project that is being built whatever is known yet, of any other of a month that
 * somebody is to be paid for.
 */
async function nextPayDate(
  reading: Reading,
  project: Project,
  months: readonly ChainMonth[],
  today: PlainDate,
): Promise<ProjectPage['nextPayOn']> {
  const rule = await payRuleOf(reading, project, today)
  const calendar = await calendarOf(reading)
  // Wages of the month before last may still be due today, those of next month cannot be due before.
  const first = nextMonth(monthOf(today), -2)
  for (let count = 0; count < 3; count += 1) {
    const month: YearMonth = nextMonth(first, count)
    const { payOn, provisional } = payDateOf(month, rule, calendar)
    const isDue = project.state === 'building' || months.some((one) => one.month === month)
    if (payOn >= today && isDue) return { month, on: payOn, provisional }
  }
  return null
}

async function payRuleOf(
  reading: Reading,
  { payDay }: Project,
  today: PlainDate,
): Promise<PayRule> {
  if (payDay !== null) return { kind: 'day-of-next-month', day: payDay }
  const rows = await parametersInForce(reading, ['pay-date-default'])
  const { value } = textParameterFor(rows, 'pay-date-default', reading.district, today)
  const rule = payRuleFrom(value)
  if (rule === null) throw new Error(`pay-date-default says ${value}, which is no rule`)
  return rule
}

async function countsOf(
  reading: Reading,
  projectId: string,
  day: PlainDate,
): Promise<Pick<ProjectPage, 'teams' | 'firms' | 'files'>> {
  const { district } = reading
  const found = await sql<{ teams: number; firms: number; files: number }>`
    select
      (select count(*) from labour.team_face t
        where t.district = ${district} and t.project_id = ${projectId}) as teams,
      (select count(distinct e.enterprise_id) from labour.engagement_face e
        where e.district = ${district} and e.project_id = ${projectId} and ${onSite(day)}) as firms,
      (select count(*) from exchange.project_file f
        where f.district = ${district} and f.project_id = ${projectId}) as files`.execute(
    tables(reading),
  )
  return found.rows[0] ?? { teams: 0, firms: 0, files: 0 }
}
