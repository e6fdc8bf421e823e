import { daysBetween, type PlainDate } from '../../kernel/day.ts'
import { type Fen, fen } from '../../kernel/money.ts'
import type { Role } from '../../kernel/role.ts'
import type { Calendar } from '../calendar/rules/calendar.ts'
import type { ProjectState } from '../registry/rules/project-state.ts'
import type { Festival, OutlookRow } from './contract.ts'
import { needsPlan, weeksBefore } from './rules/asking.ts'
import { projectOutlook, type ProjectOutlook } from './rules/project-outlook.ts'
import type { ProjectOutlookColumns } from './tables.ts'
import type { ProjectFacts, Terms } from './views-facts.ts'

/** A project with what the rules make of it. */
export interface Reckoned {
  readonly facts: ProjectFacts
  readonly outlook: ProjectOutlook
}

export function reckon(facts: ProjectFacts, { parameters }: Terms): Reckoned {
  return {
    facts,
    outlook: projectOutlook(facts, {
      monthsUsed: parameters.monthsUsed.value,
      stopDays: parameters.stopDays.value,
    }),
  }
}

/** What is kept of it. */
export function columnsOf(
  { facts, outlook }: Reckoned,
  { day, festivalOn, parameters }: Terms,
  district: string,
  answeredOn: PlainDate | null,
): ProjectOutlookColumns {
  const { wages, money, gapFen, plan } = outlook
  const needs = needsPlan({ gapFen, hasPlan: facts.plan !== null }, { day, festivalOn }, parameters)
  return {
    district,
    project_id: facts.project.id,
    festival_on: festivalOn,
    looked_on: day,
    people: wages.people,
    owed_fen: wages.owedFen,
    estimated_fen: wages.estimatedFen,
    due_fen: wages.dueFen,
    unknown_worker_months: wages.unknownWorkerMonths,
    unestimated: wages.unestimated,
    method: wages.method,
    confidence: wages.confidence,
    account_fen: money.accountFen,
    account_on: facts.accountOn,
    labour_cost_fen: money.labourCostFen,
    entered_fen: money.enteredFen,
    deposit_fen: facts.depositFen,
    money_fen: money.moneyFen,
    gap_fen: gapFen,
    plan_id: facts.plan?.id ?? null,
    planned_fen: plan.plannedFen,
    kept_fen: plan.keptFen,
    late_fen: plan.lateFen,
    broken_fen: plan.brokenFen,
    broken: plan.broken,
    next_promise_on: plan.nextOn,
    needs_plan: needs,
    answered_on: needs ? answeredOn : null,
  }
}

export interface NamedColumns extends Omit<ProjectOutlookColumns, 'district'> {
  readonly code: string
  readonly name: string
  readonly town_name: string | null
  readonly state: ProjectState
  readonly task_id: string | null
  readonly task_role: Role | null
  readonly task_place: string | null
  readonly task_due_on: PlainDate | null
  readonly task_late: boolean | null
  readonly task_unowned: boolean | null
}

export function outlookRowOf(row: NamedColumns): OutlookRow {
  return {
    projectId: row.project_id,
    code: row.code,
    name: row.name,
    town: row.town_name,
    state: row.state,
    people: row.people,
    owedFen: fen(row.owed_fen),
    estimatedFen: fen(row.estimated_fen),
    dueFen: fen(row.due_fen),
    unestimated: row.unestimated,
    unknownWorkerMonths: row.unknown_worker_months,
    method: row.method,
    confidence: row.confidence,
    accountFen: fenOrNull(row.account_fen),
    accountOn: row.account_on,
    labourCostFen: fenOrNull(row.labour_cost_fen),
    enteredFen: fen(row.entered_fen),
    depositFen: fen(row.deposit_fen),
    moneyFen: fen(row.money_fen),
    moneyUnknown: row.account_fen === null && row.labour_cost_fen === null && row.entered_fen === 0,
    gapFen: fen(row.gap_fen),
    hasPlan: row.plan_id !== null,
    needsPlan: row.needs_plan,
    plannedFen: fen(row.planned_fen),
    keptFen: fen(row.kept_fen),
    lateFen: fen(row.late_fen),
    brokenFen: fen(row.broken_fen),
    broken: row.broken,
    nextPromiseOn: row.next_promise_on,
    task:
      row.task_id === null || row.task_role === null
        ? null
        : {
            id: row.task_id,
            owner: { role: row.task_role, place: row.task_place === '' ? null : row.task_place },
            dueOn: row.task_due_on,
            isLate: row.task_late ?? false,
            isUnowned: row.task_unowned ?? false,
          },
  }
}

function fenOrNull(value: number | null): Fen | null {
  return value === null ? null : fen(value)
}

export function festivalOf(day: PlainDate, on: PlainDate, calendar: Calendar): Festival {
  return {
    on,
    provisional: !calendar.isPublished(Number(on.slice(0, 4))),
    days: daysBetween(day, on),
    weeks: weeksBefore(day, on),
  }
}
