import type { PlainDate } from '../../kernel/day.ts'
import type { DepositForm } from './rules/deposit.ts'

/** Published: deposits and letters as the last list states them; those that have ended too. */
export interface DepositView {
  district: string
  project_id: string
  form: DepositForm
  place: string
  amount_fen: number
  issuer: string | null
  letter_number: string | null
  account: string | null
  payer_id: string | null
  valid_from: PlainDate | null
  valid_to: PlainDate | null
  paid_in_on: PlainDate | null
  returned_on: PlainDate | null
  contract_sum_fen: number | null
  rate_basis_points: number | null
  import_id: string
  sheet: number
  row: number
}

/** What later modules may read. */
export interface DepositsViews {
  'deposits.deposit': DepositView
}
