import type { PlainDate, YearMonth } from '../../kernel/day.ts'
import type { Level } from '../../kernel/level.ts'

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
  'risk.open_warning': Omit<WarningColumns, 'cleared_on'>
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
