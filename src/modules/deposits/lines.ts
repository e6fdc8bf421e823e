import type { Lines } from '../labour/append-lines.ts'

/** Of a project, a form and a place one line stands. */
export const depositLines: Lines = {
  table: 'deposits.deposit_line',
  key: ['project_id', 'form', 'place'],
  nullable: [],
  values: [
    'amount_fen',
    'issuer',
    'letter_number',
    'account',
    'payer_id',
    'valid_from',
    'valid_to',
    'paid_in_on',
    'returned_on',
    'contract_sum_fen',
    'rate_basis_points',
  ],
}
