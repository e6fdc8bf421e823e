import type { Reading } from '../../platform/context.ts'
import { type LinesWithdrawal, linesWithdrawal, onlyFact } from '../labour/views-withdrawal.ts'

/** Deposits of an import that would go with it, and those that would stand again; their one sum is the deposits'. */
export function depositsWithdrawal(reading: Reading, importId: string): Promise<LinesWithdrawal> {
  const fact = onlyFact({ key: ['project_id', 'form', 'place'], nullable: [] })
  return linesWithdrawal(reading, importId, 'deposits.deposit_line', fact, ['l.amount_fen'])
}
