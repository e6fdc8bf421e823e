import type { Reading } from '../../platform/context.ts'
import { linesWithdrawal } from '../labour/views-withdrawal.ts'

/** Deposits of an import that would go with it, and those that would stand again. */
export function depositsWithdrawal(
  reading: Reading,
  importId: string,
): Promise<{ readonly lines: number; readonly revived: number }> {
  return linesWithdrawal(reading, importId, {
    table: 'deposits.deposit_line',
    key: ['project_id', 'form', 'place'],
  })
}
