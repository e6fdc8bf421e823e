import type { PlainDate, YearMonth } from '../../kernel/day.ts'
import type { FlowKind, ReturnOutcome } from './contract.ts'
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
  sure_workdays_hundredths: number
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

/** Published: special accounts that movements stand of; of a number only its masked text. */
export interface SpecialAccountFace {
  district: string
  id: string
  project_id: string
  holder: string | null
  bank: string | null
  account_masked: string | null
}

/** Published: movements of special accounts that stand. */
export interface AccountFlowFace {
  district: string
  import_id: string
  sheet: number
  row: number
  project_id: string
  account_id: string
  flow_on: PlainDate
  place: string
  amount_fen: number
  balance_fen: number | null
  flow_kind: FlowKind
  counter_name: string | null
  counter_masked: string | null
  summary: string | null
  reference: string | null
}

/** Published: labour cost by the month it is for; null where no line says it. */
export interface LabourCostMonthView {
  district: string
  project_id: string
  month: YearMonth
  due_fen: number | null
  due_stated: boolean | null
  due_on: PlainDate | null
  paid_fen: number | null
  paid_on: PlainDate | null
  lines: number
}

/** Published: the cards that pay lines and bank returns name for a worker-month; only whether two are the same is told. */
export interface PayCardView {
  district: string
  project_id: string
  month: YearMonth
  worker_id: string
  card_value: string
}

/** Published: payments that banks say they have made, by the month they count for. */
export interface BankPaidView {
  district: string
  project_id: string
  worker_id: string
  month: YearMonth
  paid_on: PlainDate
}

/** What later modules may read. */
export interface WagesViews {
  'wages.bank_paid': BankPaidView
  'wages.pay_card': PayCardView
  'wages.worker_month': WorkerMonthView
  'wages.payment_day': PaymentDayView
  'wages.special_account_face': SpecialAccountFace
  'wages.account_flow_face': AccountFlowFace
  'wages.labour_cost_month': LabourCostMonthView
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

export interface BankReturnColumns {
  district: string
  import_id: string
  sheet: number
  row: number
  project_id: string
  worker_id: string
  month: YearMonth | null
  place: string
  paid_on: PlainDate
  amount_fen: number
  outcome: ReturnOutcome
  reason: string | null
  batch_no: string | null
  card_value: string | null
  found_month: YearMonth | null
  counts_for: YearMonth | null
  superseded_by: string | null
}

export interface WagesTables extends WagesViews {
  'wages.pay_line': PayLineColumns
  'wages.bank_return': BankReturnColumns
  'wages.ledger': WorkerMonthView
}
