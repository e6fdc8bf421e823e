import { Refused } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/context.ts'
import type { Changed } from './contract.ts'
import type { Understood } from '../recognition/contract.ts'
import type { FileReading } from './file-reading.ts'
import { readAgain } from './read-again.ts'
import { countUses } from './remember-format.ts'
import { type FileRecord, findBatch, recordFile } from './store.ts'
import { findMends, insertMends, recordMendsTaken } from './store-answers.ts'

/** The import has read the mends that waited, and was read as remembered formats say. */
export async function keepTaken(tx: Tx, file: FileRecord, reading: FileReading): Promise<void> {
  const waiting = reading.waiting.map(({ id }) => id)
  await recordMendsTaken(tx, waiting, file.id)
  if (file.returned_of !== null) await handOn(tx, file, file.returned_of, file.id)
  if (reading.root.id === file.id) await countUses(tx, reading.answers, file.id)
}

/**
 * A copy that came back before the file it is of was committed: what was changed in it is mended there, and comes into
 * the ledger with it. The copy itself brings nothing.
 */
export async function handToFirst(
  tx: Tx,
  file: FileRecord,
  first: FileRecord,
): Promise<{ understood: Understood; changed: Changed; repeated: boolean }> {
  const batch = await findBatch(tx, first.batch_id)
  if (batch.state === 'abandoned') {
    throw new Refused({ code: 'exchange.first-abandoned', kind: 'wrong-state' })
  }
  await handOn(tx, file, first.id, null)
  if (batch.state === 'understood') await readAgain(tx, first)
  const changed = { added: 0, superseded: 0, unchanged: 0, workers: 0, workersNew: 0 }
  await recordFile(tx, file.id, { state: 'committed', changed, committed_at: tx.now })
  const understood = file.understanding ?? { file: file.name, sheets: [] }
  return { understood, changed, repeated: false }
}

/** What was changed in the copy is from now on said of the file it is of. */
async function handOn(tx: Tx, file: FileRecord, firstId: string, takenIn: string | null) {
  const own = await findMends(tx, file.id)
  const mends = own.map(({ sheet, row, column, value }) => ({ sheet, row, column, value, takenIn }))
  await insertMends(tx, firstId, mends)
}
