import type { PlainDate, YearMonth } from '../../kernel/day.ts'
import type { Level } from '../../kernel/level.ts'
import type { MatterOutcome } from './rules/matter.ts'

/** The columns of a folded project-month, money in fen. */
export interface ProjectMonthRow {
  district: string
  project_id: string
  month: YearMonth
  pay_on: PlainDate
  workers: number
  workers_attended: number
  workdays_hundredths: number
  due_unknown: number
  attended_without_pay_line: number
  due_fen: number
  deducted_fen: number
  paid_on_time_fen: number
  paid_late_fen: number
  owed_fen: number
  owed_workers: number
  unpaid_fen: number
  unpaid_workers: number
  underpaid_fen: number
  underpaid_workers: number
  pay_line_workers: number
  paid_not_attended: number
  below_rate_workers: number
  below_rate_fen: number
  below_minimum_workers: number
  below_workers: number
  over_month_workers: number
  over_year_workers: number
  highest_due_fen: number
  shared_card_workers: number
  attended_unpaid: number
  doubtful_id_workers: number
  under_age_workers: number
  payable_workers: number
  living_cost_workers: number
}

export interface WarningColumns {
  district: string
  id: string
  project_id: string
  month: YearMonth
  rule: string
  level: Level
  raised_on: PlainDate
  /** The day it was noticed to have its level. */
  level_on: PlainDate
  cleared_on: PlainDate | null
  detail: Record<string, string | number>
  /** What is done about it; null only of warnings from before there were matters, until the next sweep. */
  matter_id: string | null
}

/** What is done about the warnings of one rule on one project; whose it is and until when stands in its task. */
export interface MatterColumns {
  district: string
  id: string
  project_id: string
  rule: string
  level: Level
  state: 'open' | 'closed'
  outcome: MatterOutcome | null
  times: number
  opened_on: PlainDate
  raised_on: PlainDate
  closed_on: PlainDate | null
  task_id: string
}

export type MatterEventKind = 'opened' | 'rose' | 'reopened' | 'closed'

export interface MatterEventColumns {
  district: string
  id: string
  matter_id: string
  project_id: string
  kind: MatterEventKind
  level: Level
  detail: Record<string, string | number>
  happened_on: PlainDate
  at: Date
}

export type WarningEventKind = 'raised' | 'level-changed' | 'changed' | 'cleared'

/** `risk.*`, as this module's own code sees them. */
export interface RiskTables {
  'risk.project_state': ProjectMonthRow & {
    next_payment_on: PlainDate | null
    look_again_on: PlainDate | null
    overdue_days: PlainDate[]
    overdue_steps: number[]
  }
  'risk.warning': WarningColumns
  'risk.matter': MatterColumns
  'risk.matter_event': MatterEventColumns
  'risk.warning_event': {
    district: string
    id: string
    warning_id: string
    project_id: string
    kind: WarningEventKind
    level: Level
    detail: Record<string, string | number>
    happened_on: PlainDate
    at: Date
  }
}

/** What later modules may read. */
export interface RiskViews {
  'risk.project_month': ProjectMonthRow
  /** By how much what is overdue changed on a day: the sum up to a day is what was overdue on it. */
  'risk.overdue_step': {
    district: string
    project_id: string
    month: YearMonth
    day: PlainDate
    fen: number
  }
  'risk.open_warning': Omit<WarningColumns, 'cleared_on' | 'matter_id'>
  'risk.matter_face': MatterColumns
  'risk.project_warning_event': {
    district: string
    id: string
    project_id: string
    warning_id: string
    kind: WarningEventKind
    level: Level
    detail: Record<string, string | number>
    happened_on: PlainDate
    at: Date
    rule: string
    month: YearMonth
  }
}
