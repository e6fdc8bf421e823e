import { tables, type Reading, type Tx } from '../../platform/context.ts'
import type { FilesTables } from './tables.ts'

/** False where the same content is kept already; whoever keeps it at the same moment is waited for. */
export async function insertFile(tx: Tx, hash: string, bytes: number): Promise<boolean> {
  const inserted = await tables<FilesTables>(tx)
    .insertInto('files.file')
    .values({ district: tx.district, hash, bytes, received_at: tx.now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return inserted.numInsertedOrUpdatedRows === 1n
}

/** Sealed chunks in order, the first of them with number `first`. */
export async function insertChunks(
  tx: Tx,
  hash: string,
  first: number,
  sealed: readonly Buffer[],
): Promise<void> {
  await tables<FilesTables>(tx)
    .insertInto('files.chunk')
    .values(sealed.map((content, at) => ({ district: tx.district, hash, no: first + at, content })))
    .execute()
}

export async function findFile(reading: Reading, hash: string): Promise<{ bytes: number } | null> {
  const row = await tables<FilesTables>(reading)
    .selectFrom('files.file')
    .select('bytes')
    .where('district', '=', reading.district)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row ?? null
}

/** The sealed chunks from `first` on, at most `count`, in order. */
export async function listChunks(
  reading: Reading,
  hash: string,
  first: number,
  count: number,
): Promise<Buffer[]> {
  const rows = await tables<FilesTables>(reading)
    .selectFrom('files.chunk')
    .select('content')
    .where('district', '=', reading.district)
    .where('hash', '=', hash)
    .where('no', '>=', first)
    .where('no', '<', first + count)
    .orderBy('no')
    .execute()
  return rows.map((row) => row.content)
}
