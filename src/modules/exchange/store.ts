import { sql } from 'kysely'
import type { Refusal } from '../../kernel/refusal.ts'
import { Refused } from '../../kernel/refusal.ts'
import { type Reading, type Tx, tables } from '../../platform/context.ts'
import type { BatchState, Changed, FileState } from './contract.ts'
import type { Understood } from '../recognition/contract.ts'
import type { JoinedBy } from './rules/join-projects.ts'
import { noteCountsOf } from '../recognition/rules/note-counts.ts'
import type { ExchangeTables } from './tables.ts'

export type BatchRecord = ExchangeTables['exchange.batch']
export type FileRecord = ExchangeTables['exchange.source_file']

const noSuchBatch: Refusal = { code: 'exchange.no-such-batch', kind: 'not-found' }

/** What a batch has only later. */
const notYet = {
  project_answers: {},
  queued_at: null,
  begun_at: null,
  cancelled_at: null,
  cancelled_by: null,
  cancelled_by_name: null,
}

export async function insertBatch(
  tx: Tx,
  batch: Omit<BatchRecord, keyof typeof notYet>,
): Promise<void> {
  await tables<ExchangeTables>(tx)
    .insertInto('exchange.batch')
    .values({ ...notYet, ...batch })
    .execute()
}

export async function lockBatch(tx: Tx, id: string): Promise<BatchRecord> {
  const found = await tables<ExchangeTables>(tx)
    .selectFrom('exchange.batch')
    .selectAll()
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .forNoKeyUpdate()
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

export interface BatchChange {
  state?: BatchState
  project_id?: string | null
  project_answers?: Record<string, string>
  committed_at?: Date
  queued_at?: Date
  begun_at?: Date | null
  cancelled_at?: Date
  cancelled_by?: string
  cancelled_by_name?: string
}

export async function recordBatchState(tx: Tx, id: string, change: BatchChange): Promise<void> {
  const { project_answers: answers, ...plain } = change
  await tables<ExchangeTables>(tx)
    .updateTable('exchange.batch')
    .set({ ...plain, ...(answers ? { project_answers: json(answers) } : {}) })
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
}

export async function insertFile(
  tx: Tx,
  file: Omit<
    FileRecord,
    | 'understanding'
    | 'error_code'
    | 'project_id'
    | 'changed'
    | 'committed_at'
    | 'withdrawn_at'
    | 'unpacked_from'
    | keyof typeof nothingRead
  > & { unpacked_from?: string },
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
      ...nothingRead,
      unpacked_from: file.unpacked_from ?? null,
    })
    .execute()
}

/** What a file has only later. */
const nothingRead = {
  project_by: null,
  kinds: [],
  accepted: 0,
  rejected: 0,
  findings: 0,
  device_users: null,
  withdrawn_by: null,
  withdrawn_by_name: null,
  withdrawn_lines: null,
  mends_of: null,
  returned_of: null,
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
    .where('state', 'in', ['committed', 'waiting'])
    .where('mends_of', 'is', null)
    .where((where) =>
      where.or([
        where('project_id', 'is not distinct from', file.project_id),
        // Whatever it was joined to, each of its lines names its own.
        sql<boolean>`understanding #>> '{speaksOf,withoutProject}' = '0'`,
        // Where none is given, it is joined to the same project once it is read.
        ...(file.project_id === null ? [where('project_by', 'in', ['name', 'code'])] : []),
      ]),
    )
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
  withdrawn_by?: string
  withdrawn_by_name?: string
  withdrawn_lines?: number
  project_by?: JoinedBy | null
  returned_of?: string
  device_users?: FileRecord['device_users']
}

export async function recordFile(tx: Tx, id: string, change: FileChange): Promise<void> {
  const { understanding, changed, device_users: users, ...plain } = change
  await tables<ExchangeTables>(tx)
    .updateTable('exchange.source_file')
    .set({
      ...plain,
      ...(understanding ? { understanding: json(understanding), ...countsOf(understanding) } : {}),
      ...(changed ? { changed: json(changed) } : {}),
      ...(users === undefined ? {} : { device_users: users === null ? null : json(users) }),
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

/** Projects that lines of the batch's files went to. */
export async function findBatchProjects(reading: Reading, batchId: string): Promise<string[]> {
  const found = await tables<ExchangeTables>(reading)
    .selectFrom('exchange.source_project as s')
    .innerJoin('exchange.source_file as f', (join) =>
      join.onRef('f.district', '=', 's.district').onRef('f.id', '=', 's.source_file_id'),
    )
    .select('s.project_id')
    .distinct()
    .where('s.district', '=', reading.district)
    .where('f.batch_id', '=', batchId)
    .execute()
  return found.map((row) => row.project_id)
}

/** What the log says of a file without opening what was understood. */
function countsOf({ sheets }: Understood) {
  const kinds = [...new Set(sheets.map((sheet) => sheet.kind))]
  const sum = (of: (sheet: Understood['sheets'][number]) => number) =>
    sheets.reduce((all, sheet) => all + of(sheet), 0)
  return {
    kinds,
    accepted: sum((sheet) => sheet.accepted),
    rejected: sum((sheet) => noteCountsOf(sheet).rejected),
    findings: sum((sheet) => noteCountsOf(sheet).findings),
  }
}

/** jsonb takes text; the driver would write a list as a PostgreSQL array. */
function json<T>(value: T): T {
  // The driver sends it as it is; the column reads it back as the same value.
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- see above
  return JSON.stringify(value) as T
}
