import type { Refusal } from '../../kernel/refusal.ts'
import { Refused } from '../../kernel/refusal.ts'
import { type Reading, type Tx, tables } from '../../platform/context.ts'
import type { BatchState, Changed, FileState, Understood } from './contract.ts'
import type { ExchangeTables } from './tables.ts'

export type BatchRecord = ExchangeTables['exchange.batch']
export type FileRecord = ExchangeTables['exchange.source_file']

const noSuchBatch: Refusal = { code: 'exchange.no-such-batch', kind: 'not-found' }

export async function insertBatch(tx: Tx, batch: BatchRecord): Promise<void> {
  await tables<ExchangeTables>(tx).insertInto('exchange.batch').values(batch).execute()
}

export async function lockBatch(tx: Tx, id: string): Promise<BatchRecord> {
  const found = await tables<ExchangeTables>(tx)
    .selectFrom('exchange.batch')
    .selectAll()
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new Refused(noSuchBatch)
  return found
}

export async function findBatch(reading: Reading, id: string): Promise<BatchRecord> {
  const found = await tables<ExchangeTables>(reading)
    .selectFrom('exchange.batch')
    .selectAll()
    .where('district', '=', reading.district)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new Refused(noSuchBatch)
  return found
}

export async function recordBatchState(
  tx: Tx,
  id: string,
  change: { state?: BatchState; project_id?: string | null; committed_at?: Date },
): Promise<void> {
  await tables<ExchangeTables>(tx)
    .updateTable('exchange.batch')
    .set(change)
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
}

export async function insertFile(
  tx: Tx,
  file: Omit<
    FileRecord,
    'understanding' | 'error_code' | 'project_id' | 'changed' | 'committed_at' | 'withdrawn_at'
  >,
): Promise<void> {
  await tables<ExchangeTables>(tx)
    .insertInto('exchange.source_file')
    .values({
      ...file,
      understanding: null,
      error_code: null,
      project_id: null,
      changed: null,
      committed_at: null,
      withdrawn_at: null,
    })
    .execute()
}

export async function findFiles(reading: Reading, batchId: string): Promise<FileRecord[]> {
  return tables<ExchangeTables>(reading)
    .selectFrom('exchange.source_file')
    .selectAll()
    .where('district', '=', reading.district)
    .where('batch_id', '=', batchId)
    .orderBy('no')
    .execute()
}

export async function findFile(reading: Reading, id: string): Promise<FileRecord> {
  const found = await tables<ExchangeTables>(reading)
    .selectFrom('exchange.source_file')
    .selectAll()
    .where('district', '=', reading.district)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new Refused({ code: 'exchange.no-such-file', kind: 'not-found' })
  return found
}

export async function lockFile(tx: Tx, id: string): Promise<FileRecord> {
  const found = await tables<ExchangeTables>(tx)
    .selectFrom('exchange.source_file')
    .selectAll()
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new Refused({ code: 'exchange.no-such-file', kind: 'not-found' })
  return found
}

/** A committed file of the same content that speaks of the same project (or names its projects itself). */
export async function findCommittedTwin(
  tx: Tx,
  file: FileRecord,
): Promise<Pick<FileRecord, 'understanding'> | null> {
  const found = await tables<ExchangeTables>(tx)
    .selectFrom('exchange.source_file')
    .select('understanding')
    .where('district', '=', tx.district)
    .where('hash', '=', file.hash)
    .where('state', '=', 'committed')
    .where('project_id', 'is not distinct from', file.project_id)
    .where('id', '!=', file.id)
    .executeTakeFirst()
  return found ?? null
}

export interface FileChange {
  state?: FileState
  understanding?: Understood
  error_code?: string | null
  project_id?: string | null
  changed?: Changed
  committed_at?: Date
  withdrawn_at?: Date
}

export async function recordFile(tx: Tx, id: string, change: FileChange): Promise<void> {
  const { understanding, changed, ...plain } = change
  await tables<ExchangeTables>(tx)
    .updateTable('exchange.source_file')
    .set({
      ...plain,
      ...(understanding ? { understanding: json(understanding) } : {}),
      ...(changed ? { changed: json(changed) } : {}),
    })
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
}

export async function insertSourceProjects(
  tx: Tx,
  fileId: string,
  lines: ReadonlyMap<string, number>,
): Promise<void> {
  if (lines.size === 0) return
  const rows = [...lines].map(([project_id, count]) => ({
    district: tx.district,
    project_id,
    source_file_id: fileId,
    lines: count,
  }))
  await tables<ExchangeTables>(tx).insertInto('exchange.source_project').values(rows).execute()
}

/** jsonb takes text; the driver would write a list as a PostgreSQL array. */
function json<T>(value: T): T {
  // The driver sends it as it is; the column reads it back as the same value.
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- see above
  return JSON.stringify(value) as T
}
