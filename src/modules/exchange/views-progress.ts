import type { BatchProgress } from './contract.ts'

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
