import type { Lines } from '../labour/append-lines.ts'

/** What banks say, as the bulk statements need to know it; pay sheets' lines hold two facts and have their own. */
export const bankReturnLines: Lines = {
  table: 'wages.bank_return',
  key: ['project_id', 'worker_id', 'month', 'place'],
  nullable: ['month'],
  values: ['paid_on', 'amount_fen', 'outcome', 'reason', 'batch_no', 'card_value'],
}

export const accountFlowLines: Lines = {
  table: 'wages.account_flow',
  key: ['project_id', 'account_id', 'flow_on', 'place'],
  nullable: [],
  values: [
    'amount_fen',
    'balance_fen',
    'flow_kind',
    'counter_name',
    'counter_value',
    'summary',
    'reference',
  ],
}

export const labourCostLines: Lines = {
  table: 'wages.labour_cost_transfer',
  key: ['project_id', 'month', 'nth'],
  nullable: [],
  values: [
    'output_fen',
    'ratio',
    'due_fen',
    'due_stated',
    'due_on',
    'paid_fen',
    'paid_on',
    'payer',
    'reference',
  ],
}
