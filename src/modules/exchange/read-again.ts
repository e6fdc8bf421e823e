import type { Tx } from '../../platform/context.ts'
import { batchReady } from './contract.ts'
import { type FileRecord, recordBatchState, recordFile } from './store.ts'

/** Something else was said of a file: it alone is read again. */
export async function readAgain(tx: Tx, file: Pick<FileRecord, 'id' | 'batch_id'>): Promise<void> {
  await recordFile(tx, file.id, { state: 'received', error_code: null })
  await recordBatchState(tx, file.batch_id, { state: 'reading', queued_at: tx.now, begun_at: null })
  tx.announce(batchReady, { batchId: file.batch_id })
}
