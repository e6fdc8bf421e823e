import type { PlainDate, YearMonth } from '../../kernel/day.ts'
import type { DueBasis } from './rules/ledger.ts'

/** Published: the worker-month ledger. */
export interface WorkerMonthView {
  district: string
  project_id: string
  worker_id: string
  month: YearMonth
  pay_on: PlainDate
  attended: boolean
  days_present: number
  minutes: number
  workdays_hundredths: number
  due_basis: DueBasis
  /** 0, and says nothing, where `due_basis` is `unknown`. */
  due_fen: number
  deducted_fen: number
  paid_on_time_fen: number
  paid_late_fen: number
  owed_fen: number
}

/** Published: what was paid to a worker for a month on a day, all standing payments together. */
export interface PaymentDayView {
  district: string
  project_id: string
  worker_id: string
  month: YearMonth
  paid_on: PlainDate
  amount_fen: number
}

/** What later modules may read. */
export interface WagesViews {
  'wages.worker_month': WorkerMonthView
  'wages.payment_day': PaymentDayView
}

export interface PayLineColumns {
  district: string
  import_id: string
  sheet: number
  row: number
  project_id: string
  worker_id: string
  team_id: string | null
  month: YearMonth
  kind: 'ordinary' | 'back-pay'
  due_fen: number
  due_stated: boolean
  deducted_fen: number
  net_fen: number | null
  workdays_hundredths: number | null
  card_value: string | null
  paid_on: PlainDate | null
  place: string | null
  superseded_by: string | null
  payment_superseded_by: string | null
}

export interface WagesTables extends WagesViews {
  'wages.pay_line': PayLineColumns
  'wages.ledger': WorkerMonthView
}
