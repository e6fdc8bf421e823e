/** How far a batch is that this process reads or commits; nothing stands on it, so it is kept in memory only. */
export interface BatchProgress {
  readonly file: string
  readonly doneBytes: number
  readonly totalBytes: number
}

const progressOf = new Map<string, BatchProgress>()

export function noteProgress(
  batchId: string,
  file: { name: string; bytes: number },
  doneBytes: number,
): void {
  progressOf.set(batchId, { file: file.name, doneBytes, totalBytes: file.bytes })
}

export function forgetProgress(batchId: string): void {
  progressOf.delete(batchId)
}

export function findProgress(batchId: string): BatchProgress | null {
  return progressOf.get(batchId) ?? null
}
