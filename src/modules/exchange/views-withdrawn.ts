import { sql } from 'kysely'
import { Refused } from '../../kernel/refusal.ts'
import { type Reading, tables } from '../../platform/context.ts'
import type { RegistryViews } from '../registry/tables.ts'
import { listProjectsMadeBy } from '../registry/views.ts'
import type { FileState } from './contract.ts'
import type { Withdrawal } from './contract-withdrawals.ts'
import type { Withdrawn } from './rules/withdraw.ts'
import type { ExchangeTables } from './tables.ts'

type Seen = ExchangeTables & Pick<RegistryViews, 'registry.project_face'>

export type WithdrawalRecord = ExchangeTables['exchange.withdrawal']

export interface WithdrawnFile extends Withdrawn {
  readonly name: string
  readonly state: FileState
  readonly batchId: string
  readonly withdrawn: Withdrawal['withdrawn']
  readonly projectIds: readonly string[]
}

/** A file with what the rule of taking back asks of it. */
export async function withdrawnFile(reading: Reading, fileId: string): Promise<WithdrawnFile> {
  const file = await tables<Seen>(reading)
    .selectFrom('exchange.source_file as f')
    .innerJoin('exchange.batch as b', (join) =>
      join.onRef('b.district', '=', 'f.district').onRef('b.id', '=', 'f.batch_id'),
    )
    .select(['f.name', 'f.state', 'f.batch_id as batchId', 'f.withdrawn_at as at'])
    .select(['f.withdrawn_by_name as by', 'f.withdrawn_lines as lines'])
    .select('b.dropped_by as droppedBy')
    .where('f.district', '=', reading.district)
    .where('f.id', '=', fileId)
    .executeTakeFirst()
  if (!file) throw new Refused({ code: 'exchange.no-such-file', kind: 'not-found' })
  const projects = await tables<Seen>(reading)
    .selectFrom('exchange.source_project as s')
    .leftJoin('registry.project_face as p', (join) =>
      join.onRef('p.district', '=', 's.district').onRef('p.id', '=', 's.project_id'),
    )
    .select(['s.project_id as id', sql<string>`coalesce(p.name, '')`.as('name'), 'p.state'])
    .where('s.district', '=', reading.district)
    .where('s.source_file_id', '=', fileId)
    .orderBy('s.lines', 'desc')
    .limit(2_000)
    .execute()
  const { at, by, lines, ...said } = file
  return {
    ...said,
    withdrawn: at === null ? null : { by, at: at.toISOString(), lines },
    projectIds: projects.map(({ id }) => id),
    finished: projects.filter(({ state }) => state === 'finished'),
    builtOn: await builtOn(reading, fileId),
  }
}

/** Of the projects that the file made those of which other committed files, or batches on their way, speak. */
async function builtOn(reading: Reading, fileId: string): Promise<{ name: string }[]> {
  const made = await listProjectsMadeBy(reading, fileId)
  if (made.length === 0) return []
  const found = await sql<{ name: string }>`
    select p.name from registry.project_face p
    where p.district = ${reading.district} and p.id = any (${made}::uuid[]) and (
      exists (
        select from exchange.source_project s
        join exchange.source_file f on f.district = s.district and f.id = s.source_file_id
        where s.district = p.district and s.project_id = p.id and f.id <> ${fileId} and f.state in ('committed', 'withdrawing'))
      or exists (
        select from exchange.batch b where b.district = p.district and b.project_id = p.id
          and b.state in ('receiving', 'reading', 'understood', 'committing', 'cancelling', 'cancelled')))
    order by p.code limit 2000`.execute(tables(reading))
  return found.rows
}

export async function findWithdrawal(
  reading: Reading,
  id: string,
): Promise<WithdrawalRecord | null> {
  const found = await tables<ExchangeTables>(reading)
    .selectFrom('exchange.withdrawal')
    .selectAll()
    .where('district', '=', reading.district)
    .where('id', '=', id)
    .executeTakeFirst()
  return found ?? null
}

/** What was asked last of a file. */
export async function findLastWithdrawal(
  reading: Reading,
  fileId: string,
): Promise<WithdrawalRecord | null> {
  const found = await tables<ExchangeTables>(reading)
    .selectFrom('exchange.withdrawal')
    .selectAll()
    .where('district', '=', reading.district)
    .where('source_file_id', '=', fileId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found ?? null
}
