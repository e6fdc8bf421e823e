import type { BatchProgress } from './contract.ts'
import type { WithdrawalProgress } from './contract-withdrawals.ts'

/** How far a batch is that this process reads or commits; nothing stands on it, so it is kept in memory only. */
const progressOf = new Map<string, BatchProgress>()

export function noteProgress(
  batchId: string,
  file: { readonly id: string; readonly name: string; readonly bytes: number },
  done: { readonly rows: number; readonly doneBytes: number; readonly doing?: 'folding' },
): void {
  const { rows, doneBytes, doing = 'reading' } = done
  progressOf.set(batchId, {
    fileId: file.id,
    file: file.name,
    doing,
    rows,
    doneBytes,
    totalBytes: file.bytes,
  })
}

export function forgetProgress(batchId: string): void {
  progressOf.delete(batchId)
}

export function findProgress(batchId: string): BatchProgress | null {
  return progressOf.get(batchId) ?? null
}

/** The same of files that this process takes back. */
const withdrawalOf = new Map<string, WithdrawalProgress>()

export function noteWithdrawal(fileId: string, done: WithdrawalProgress): void {
  withdrawalOf.set(fileId, done)
}

export function forgetWithdrawal(fileId: string): void {
  withdrawalOf.delete(fileId)
}

export function findWithdrawalProgress(fileId: string): WithdrawalProgress | null {
  return withdrawalOf.get(fileId) ?? null
}
