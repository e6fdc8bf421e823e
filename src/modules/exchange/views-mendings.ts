import { sql } from 'kysely'
import { type Reading, tables } from '../../platform/context.ts'
import type { UnderstoodSheet } from '../recognition/contract.ts'
import type { ExchangeTables } from './tables.ts'

type SourceFileRow = ExchangeTables['exchange.source_file']

/** The last committed import of a file's mended rows; null where there was none. */
export async function findLastMending(reading: Reading, fileId: string): Promise<Mending | null> {
  return (await findLastMendings(reading, [fileId])).get(fileId) ?? null
}

export type Mending = Pick<SourceFileRow, 'id' | 'understanding'>

/** Of each file the last committed import of its mended rows, where there was one. */
export async function findLastMendings(
  reading: Reading,
  fileIds: readonly string[],
): Promise<ReadonlyMap<string, Mending>> {
  if (fileIds.length === 0) return new Map()
  const root = sql<string>`coalesce(mends_of, returned_of)`
  const found = await tables<ExchangeTables>(reading)
    .selectFrom('exchange.source_file')
    .distinctOn(root)
    .select(['id', 'understanding', root.as('root')])
    .where('district', '=', reading.district)
    .where((where) =>
      where.or([
        sql<boolean>`mends_of = any (${fileIds}::uuid[])`,
        sql<boolean>`returned_of = any (${fileIds}::uuid[])`,
      ]),
    )
    // A copy that came back before the first commit went in with that: nothing was taken in by itself.
    .where((where) =>
      where.exists(
        where
          .selectFrom('exchange.mend as m')
          .select('m.id')
          .whereRef('m.district', '=', 'exchange.source_file.district')
          .whereRef('m.taken_in', '=', 'exchange.source_file.id'),
      ),
    )
    .where('state', '=', 'committed')
    .orderBy(root)
    .orderBy('committed_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return new Map(found.map((one) => [one.root, one]))
}

/** What was said of a sheet, with what still waits of it since rows of it were mended and taken in. */
export function waitingNow(
  sheet: UnderstoodSheet,
  no: number,
  last: Pick<SourceFileRow, 'understanding'> | null,
): UnderstoodSheet {
  const found = last?.understanding?.sheets[no - 1]
  if (found === undefined) return sheet
  const { counts: _counts, ...said } = sheet
  return { ...said, rejected: found.rejected, ...(found.counts && { counts: found.counts }) }
}
