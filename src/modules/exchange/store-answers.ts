import { uuidv7 } from 'uuidv7'
import { Refused } from '../../kernel/refusal.ts'
import { type Reading, type Tx, tables } from '../../platform/context.ts'
import type { SheetAnswer, SheetFormat } from '../recognition/contract.ts'
import type { FileRecord } from './store.ts'
import type { ExchangeTables } from './tables.ts'

export type AnswerRecord = ExchangeTables['exchange.sheet_answer'] & {
  /** The name of the remembered format that answered. */
  readonly profile_name: string | null
}
export type MendRecord = ExchangeTables['exchange.mend']
export type ProfileRecord = ExchangeTables['exchange.profile']

export interface NewAnswer {
  readonly fileId: string
  readonly sheet: number
  readonly answer: SheetAnswer
  readonly rememberAs: string | null
  readonly profileId: string | null
}

export async function insertAnswer(tx: Tx, said: NewAnswer): Promise<void> {
  const row = {
    district: tx.district,
    id: uuidv7(),
    source_file_id: said.fileId,
    sheet: said.sheet,
    answer: json(said.answer),
    remember_as: said.rememberAs,
    profile_id: said.profileId,
    answered_by: tx.actor.id,
    answered_by_name: tx.actor.name,
    answered_at: tx.now,
  }
  await tables<ExchangeTables>(tx).insertInto('exchange.sheet_answer').values(row).execute()
}

/** The answer that holds for each sheet of a file. */
export async function findAnswers(reading: Reading, fileId: string): Promise<AnswerRecord[]> {
  return tables<ExchangeTables>(reading)
    .selectFrom('exchange.sheet_answer as a')
    .leftJoin('exchange.profile as p', (join) =>
      join.onRef('p.district', '=', 'a.district').onRef('p.id', '=', 'a.profile_id'),
    )
    .selectAll('a')
    .select('p.name as profile_name')
    .distinctOn('a.sheet')
    .where('a.district', '=', reading.district)
    .where('a.source_file_id', '=', fileId)
    .orderBy('a.sheet')
    .orderBy('a.id', 'desc')
    .execute()
}

export type NewMend = Pick<MendRecord, 'sheet' | 'row' | 'column' | 'value'> & {
  readonly takenIn: string | null
}

export async function insertMends(
  tx: Tx,
  fileId: string,
  mends: readonly NewMend[],
): Promise<void> {
  if (mends.length === 0) return
  const rows = mends.map(({ takenIn, ...mend }) => ({
    ...mend,
    district: tx.district,
    id: uuidv7(),
    source_file_id: fileId,
    taken_in: takenIn,
    mended_by: tx.actor.id,
    mended_by_name: tx.actor.name,
    mended_at: tx.now,
  }))
  await tables<ExchangeTables>(tx).insertInto('exchange.mend').values(rows).execute()
}

export type MendFound = Pick<MendRecord, 'id' | 'sheet' | 'row' | 'column' | 'value'> & {
  /** No import that stands has read it. */
  readonly waits: boolean
  readonly takenIn: string | null
}

/** All mends of a file, the oldest first; an older one of a cell stands behind the newer. */
export async function findMends(reading: Reading, fileId: string): Promise<MendFound[]> {
  const found = await tables<ExchangeTables>(reading)
    .selectFrom('exchange.mend as m')
    .leftJoin('exchange.source_file as f', (join) =>
      join.onRef('f.district', '=', 'm.district').onRef('f.id', '=', 'm.taken_in'),
    )
    .select(['m.id', 'm.sheet', 'm.row', 'm.column', 'm.value', 'm.taken_in', 'f.state'])
    .where('m.district', '=', reading.district)
    .where('m.source_file_id', '=', fileId)
    .orderBy('m.id')
    .execute()
  return found.map(({ state, taken_in: takenIn, ...mend }) => ({
    ...mend,
    takenIn,
    waits: state === null || state === 'withdrawn',
  }))
}

export async function recordMendsTaken(
  tx: Tx,
  mendIds: readonly string[],
  importId: string,
): Promise<void> {
  if (mendIds.length === 0) return
  await tables<ExchangeTables>(tx)
    .updateTable('exchange.mend')
    .set({ taken_in: importId })
    .where('district', '=', tx.district)
    .where('id', 'in', [...mendIds])
    .execute()
}

/** The file that takes in the mended rows of another, as long as nobody has committed or given up its batch. */
export async function findOpenMending(tx: Tx, fileId: string) {
  const found = await tables<ExchangeTables>(tx)
    .selectFrom('exchange.source_file as f')
    .innerJoin('exchange.batch as b', (join) =>
      join.onRef('b.district', '=', 'f.district').onRef('b.id', '=', 'f.batch_id'),
    )
    .select(['f.id', 'f.batch_id', 'b.state as batchState'])
    .where('f.district', '=', tx.district)
    .where('f.mends_of', '=', fileId)
    .where('f.state', 'in', ['received', 'understood'])
    .where('b.state', 'in', ['reading', 'understood', 'committing'])
    .executeTakeFirst()
  return found ?? null
}

/** The content of the first file once more, of which only the mended rows are taken in. */
export async function insertMendedFile(
  tx: Tx,
  { id, batchId, of }: { id: string; batchId: string; of: FileRecord },
): Promise<void> {
  const row = {
    district: tx.district,
    id,
    batch_id: batchId,
    no: 1,
    name: of.name,
    hash: of.hash,
    bytes: of.bytes,
    state: 'received' as const,
    project_id: of.project_id,
    project_by: of.project_id === null ? null : ('given' as const),
    received_at: tx.now,
    mends_of: of.id,
  }
  await tables<Inserting>(tx).insertInto('exchange.source_file').values(row).execute()
}

/** What the database fills in by itself is left out. */
interface Inserting {
  'exchange.source_file': Pick<
    FileRecord,
    | 'district'
    | 'id'
    | 'batch_id'
    | 'no'
    | 'name'
    | 'hash'
    | 'bytes'
    | 'state'
    | 'project_id'
    | 'project_by'
    | 'received_at'
    | 'mends_of'
  >
}

/** Formats of a sender that are in use. */
export async function findFormats(reading: Reading, sender: string): Promise<ProfileRecord[]> {
  return tables<ExchangeTables>(reading)
    .selectFrom('exchange.profile')
    .selectAll()
    .where('district', '=', reading.district)
    .where('sender', '=', sender)
    .where('state', '=', 'in-use')
    .orderBy('id')
    .limit(500)
    .execute()
}

/** The format of this header that the sender has, in use or not. */
export async function lockFormat(
  tx: Tx,
  sender: string,
  fingerprint: string,
): Promise<ProfileRecord | null> {
  const found = await tables<ExchangeTables>(tx)
    .selectFrom('exchange.profile')
    .selectAll()
    .where('district', '=', tx.district)
    .where('sender', '=', sender)
    .where('fingerprint', '=', fingerprint)
    .where('state', '!=', 'withdrawn')
    .forUpdate()
    .executeTakeFirst()
  return found ?? null
}

export async function lockProfile(tx: Tx, id: string): Promise<ProfileRecord> {
  const found = await tables<ExchangeTables>(tx)
    .selectFrom('exchange.profile')
    .selectAll()
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new Refused({ code: 'exchange.no-such-profile', kind: 'not-found' })
  return found
}

export async function insertProfile(
  tx: Tx,
  profile: Pick<
    ProfileRecord,
    'id' | 'sender' | 'fingerprint' | 'name' | 'format' | 'made_by' | 'made_by_name'
  >,
): Promise<void> {
  const row = {
    ...profile,
    format: json(profile.format),
    district: tx.district,
    state: 'in-use' as const,
    uses: 0,
    last_used_at: null,
    made_at: tx.now,
  }
  await tables<ExchangeTables>(tx).insertInto('exchange.profile').values(row).execute()
}

export interface ProfileChange {
  name?: string
  format?: SheetFormat
  state?: ProfileRecord['state']
  uses?: number
  last_used_at?: Date
}

/** Writes what happened and what the profile comes to by it. */
export async function recordProfile(
  tx: Tx,
  id: string,
  event: {
    readonly kind: ExchangeTables['exchange.profile_event']['kind']
    readonly detail: Record<string, string | number>
    readonly by?: { readonly id: string; readonly name: string }
  },
  change: ProfileChange,
): Promise<void> {
  const by = event.by ?? tx.actor
  const db = tables<ExchangeTables>(tx)
  await db
    .insertInto('exchange.profile_event')
    .values({
      district: tx.district,
      id: uuidv7(),
      profile_id: id,
      kind: event.kind,
      detail: json(event.detail),
      actor_id: by.id,
      actor_name: by.name,
      at: tx.now,
    })
    .execute()
  if (Object.keys(change).length === 0) return
  const { format, ...plain } = change
  await db
    .updateTable('exchange.profile')
    .set({ ...plain, ...(format && { format: json(format) }) })
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
}

/** jsonb takes text; the driver would write a list as a PostgreSQL array. */
function json<T>(value: T): T {
  // The driver sends it as it is; the column reads it back as the same value.
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- see above
  return JSON.stringify(value) as T
}
