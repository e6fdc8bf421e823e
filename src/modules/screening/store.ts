import type { PlainDate } from '../../kernel/day.ts'
import { type Reading, type Tx, tables } from '../../platform/context.ts'
import type { Industry } from '../registry/rules/industry.ts'
import type { RegistryViews } from '../registry/tables.ts'
import type {
  FoundProjectColumns,
  ItemColumns,
  PhotoColumns,
  ReportColumns,
  RoundColumns,
  RoundEventColumns,
  ScreeningTables,
  ZeroReportColumns,
} from './tables.ts'

export type RoundRecord = RoundColumns
export type ItemRecord = ItemColumns
export type ReportRecord = ReportColumns
export type { RoundEventDetail } from './tables.ts'

export async function insertRound(tx: Tx, round: RoundColumns): Promise<void> {
  await tables<ScreeningTables>(tx).insertInto('screening.round').values(round).execute()
}

/** Writes a round as it stands after a step. */
export async function recordRound(
  tx: Tx,
  round: RoundColumns,
  change: Partial<RoundColumns>,
): Promise<void> {
  await tables<ScreeningTables>(tx)
    .updateTable('screening.round')
    .set({ ...change, changed_at: tx.now, version: round.version + 1 })
    .where('district', '=', tx.district)
    .where('id', '=', round.id)
    .execute()
}

export async function insertRoundEvents(
  tx: Tx,
  events: readonly RoundEventColumns[],
): Promise<void> {
  if (events.length === 0) return
  await tx.client.query({
    name: 'screening-insert-events',
    text: `insert into screening.round_event (district, id, round_id, kind, detail, actor_id, actor_name, at)
      select district, id, round_id, kind, detail, actor_id, actor_name, at
      from jsonb_populate_recordset(null::screening.round_event, $1::jsonb)`,
    values: [JSON.stringify(events)],
  })
}

/** A round, locked: of two that step on it the second sees what the first has done. */
export async function lockRound(tx: Tx, id: string): Promise<RoundRecord | null> {
  return findRoundBy(tx, id, 'for update')
}

/** A round, kept from being closed while something is reported in it; several may report at once. */
export async function shareRound(tx: Tx, id: string): Promise<RoundRecord | null> {
  return findRoundBy(tx, id, 'for share')
}

async function findRoundBy(tx: Tx, id: string, lock: string): Promise<RoundRecord | null> {
  const found = await tx.client.query<RoundRecord>({
    name: `screening-round-${lock}`,
    text: `select * from screening.round where district = $1 and id = $2 ${lock}`,
    values: [tx.district, id],
  })
  return found.rows[0] ?? null
}

/** What of a project decides whether it is on a list, and whose it is. */
export interface ListedProject {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly town: string | null
  readonly industry: Industry
}

/** Live projects in a round's filter that were never on its list: one more than `most`, so that too many are seen to be. */
export async function readUnlisted(
  tx: Tx,
  round: RoundColumns,
  most: number,
): Promise<ListedProject[]> {
  const found = await tx.client.query<ListedProject>({
    name: 'screening-unlisted',
    text: `select f.id, f.code, f.name, f.town, f.industry from registry.project_face f
      where f.district = $1 and f.state = any ($2::text[])
        and (cardinality($3::text[]) = 0 or f.town = any ($3::text[]))
        and (cardinality($4::text[]) = 0 or f.industry = any ($4::text[]))
        and (cardinality($5::text[]) = 0 or f.owner_kind = any ($5::text[]))
        and not exists (select from screening.item i where i.district = $1 and i.round_id = $6 and i.project_id = f.id)
      order by f.id limit $7`,
    values: [
      tx.district,
      round.states,
      round.towns,
      round.industries,
      round.owner_kinds,
      round.id,
      most + 1,
    ],
  })
  return found.rows
}

/** Projects by their codes. */
export async function readProjects(
  reading: Reading,
  by: 'code' | 'id',
  values: readonly string[],
): Promise<ListedProject[]> {
  if (values.length === 0) return []
  return tables<RegistryViews>(reading)
    .selectFrom('registry.project_face')
    .select(['id', 'code', 'name', 'town', 'industry'])
    .where('district', '=', reading.district)
    .where(by, 'in', [...values])
    .orderBy('id')
    .execute()
}

/** Puts projects on a list; what was taken off comes back. Returns the ids of the projects that came. */
export async function insertItems(tx: Tx, items: readonly ItemColumns[]): Promise<Set<string>> {
  if (items.length === 0) return new Set()
  const added = await tx.client.query<{ project_id: string }>({
    name: 'screening-insert-items',
    text: `insert into screening.item (district, id, round_id, project_id, owner_role, owner_place, state, screened_on, report_id,
        reports, found, unpaid_people, unpaid_fen, added_on, removed_on)
      select district, id, round_id, project_id, owner_role, owner_place, state, screened_on, report_id,
        reports, found, unpaid_people, unpaid_fen, added_on, removed_on
      from jsonb_populate_recordset(null::screening.item, $1::jsonb)
      on conflict (district, round_id, project_id) do update
        set removed_on = null, added_on = excluded.added_on, owner_role = excluded.owner_role, owner_place = excluded.owner_place
        where screening.item.removed_on is not null
      returning project_id`,
    values: [JSON.stringify(items)],
  })
  return new Set(added.rows.map(({ project_id }) => project_id))
}

/** Of a draft, whose list is made anew. */
export async function deleteItems(tx: Tx, roundId: string): Promise<void> {
  await tables<ScreeningTables>(tx)
    .deleteFrom('screening.item')
    .where('district', '=', tx.district)
    .where('round_id', '=', roundId)
    .execute()
}

export async function lockItem(
  tx: Tx,
  roundId: string,
  itemId: string,
): Promise<ItemRecord | null> {
  const found = await tx.client.query<ItemRecord>({
    name: 'screening-lock-item',
    text: `select * from screening.item where district = $1 and round_id = $2 and id = $3 for update`,
    values: [tx.district, roundId, itemId],
  })
  return found.rows[0] ?? null
}

export async function recordItem(tx: Tx, id: string, change: Partial<ItemColumns>): Promise<void> {
  await tables<ScreeningTables>(tx)
    .updateTable('screening.item')
    .set(change)
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
}

/** Of a round, without projects that were given up for another: how many items each owner has, and how many of them still wait. */
export async function countByOwner(
  reading: Reading,
  roundId: string,
): Promise<
  { owner_role: ItemColumns['owner_role']; owner_place: string; items: number; waiting: number }[]
> {
  const found = await reading.client.query<{
    owner_role: ItemColumns['owner_role']
    owner_place: string
    items: number
    waiting: number
  }>({
    name: 'screening-by-owner',
    text: `select owner_role, owner_place, count(*) as items, count(*) filter (where i.state = 'waiting') as waiting
      from screening.item i join registry.project_face f on f.district = i.district and f.id = i.project_id
      where i.district = $1 and round_id = $2 and removed_on is null
      group by owner_role, owner_place order by owner_role, owner_place`,
    values: [reading.district, roundId],
  })
  return found.rows
}

export async function findReport(reading: Reading, id: string): Promise<ReportRecord | null> {
  const found = await tables<ScreeningTables>(reading)
    .selectFrom('screening.report')
    .selectAll()
    .where('district', '=', reading.district)
    .where('id', '=', id)
    .executeTakeFirst()
  return found ?? null
}

export async function readReports(reading: Reading, itemId: string): Promise<ReportRecord[]> {
  return tables<ScreeningTables>(reading)
    .selectFrom('screening.report')
    .selectAll()
    .where('district', '=', reading.district)
    .where('item_id', '=', itemId)
    .orderBy('submitted_at')
    .orderBy('id')
    .limit(1_000)
    .execute()
}

export async function insertReport(tx: Tx, report: ReportColumns): Promise<void> {
  await tables<ScreeningTables>(tx).insertInto('screening.report').values(report).execute()
}

/** False where the same photo was here before. */
export async function insertPhoto(tx: Tx, photo: PhotoColumns): Promise<boolean> {
  const added = await tables<ScreeningTables>(tx)
    .insertInto('screening.photo')
    .values(photo)
    .onConflict((conflict) => conflict.columns(['district', 'id']).doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

export async function findPhoto(reading: Reading, id: string): Promise<PhotoColumns | null> {
  const found = await tables<ScreeningTables>(reading)
    .selectFrom('screening.photo')
    .selectAll()
    .where('district', '=', reading.district)
    .where('id', '=', id)
    .executeTakeFirst()
  return found ?? null
}

export async function countLoosePhotos(
  tx: Tx,
  of: { readonly itemId: string; readonly accountId: string },
): Promise<number> {
  const found = await tables<ScreeningTables>(tx)
    .selectFrom('screening.photo')
    .select((at) => at.fn.countAll<number>().as('count'))
    .where('district', '=', tx.district)
    .where('item_id', '=', of.itemId)
    .where('uploaded_by', '=', of.accountId)
    .where('report_id', 'is', null)
    .executeTakeFirst()
  return found?.count ?? 0
}

/** Photos that the account uploaded for the item and no report names yet; returns how many it tied. */
export async function tiePhotos(
  tx: Tx,
  to: {
    readonly itemId: string
    readonly reportId: string
    readonly accountId: string
    readonly ids: readonly string[]
  },
): Promise<number> {
  if (to.ids.length === 0) return 0
  const tied = await tables<ScreeningTables>(tx)
    .updateTable('screening.photo')
    .set({ report_id: to.reportId })
    .where('district', '=', tx.district)
    .where('item_id', '=', to.itemId)
    .where('uploaded_by', '=', to.accountId)
    .where('report_id', 'is', null)
    .where('id', 'in', [...to.ids])
    .executeTakeFirst()
  return Number(tied.numUpdatedRows)
}

/** False where the same was here before. */
export async function insertFound(tx: Tx, found: FoundProjectColumns): Promise<boolean> {
  const added = await tables<ScreeningTables>(tx)
    .insertInto('screening.found_project')
    .values(found)
    .onConflict((conflict) => conflict.columns(['district', 'id']).doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

export async function lockFound(tx: Tx, id: string): Promise<FoundProjectColumns | null> {
  const found = await tables<ScreeningTables>(tx)
    .selectFrom('screening.found_project')
    .selectAll()
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return found ?? null
}

export async function recordFound(
  tx: Tx,
  id: string,
  change: Pick<FoundProjectColumns, 'became' | 'project_id' | 'record_id'>,
): Promise<void> {
  await tables<ScreeningTables>(tx)
    .updateTable('screening.found_project')
    .set(change)
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
}

/** False where it was said of the period before. */
export async function insertZero(tx: Tx, zero: ZeroReportColumns): Promise<boolean> {
  const added = await tables<ScreeningTables>(tx)
    .insertInto('screening.zero_report')
    .values(zero)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** What an owner's items come to in a span of days. */
export async function countForZero(
  reading: Reading,
  of: {
    readonly roundId: string
    readonly role: string
    readonly place: string
    readonly from: PlainDate
    readonly to: PlainDate
  },
): Promise<{ items: number; waiting: number; found: number }> {
  const counted = await reading.client.query<{ items: number; waiting: number; found: number }>({
    name: 'screening-for-zero',
    text: `select count(*) as items, count(*) filter (where i.state = 'waiting') as waiting,
        count(*) filter (where i.found and r."day" between $5 and $6) as found
      from screening.item i join registry.project_face f on f.district = i.district and f.id = i.project_id
      left join screening.report r on r.district = i.district and r.id = i.report_id
      where i.district = $1 and i.round_id = $2 and i.owner_role = $3 and i.owner_place = $4 and i.removed_on is null`,
    values: [reading.district, of.roundId, of.role, of.place, of.from, of.to],
  })
  return counted.rows[0] ?? { items: 0, waiting: 0, found: 0 }
}

/** Open rounds whose last day has passed and of which nobody was told yet, locked. */
export async function lockEnded(tx: Tx, today: PlainDate): Promise<RoundRecord[]> {
  const found = await tx.client.query<RoundRecord>({
    name: 'screening-lock-ended',
    text: `select * from screening.round where district = $1 and state = 'open' and not overdue_noted and ends_on < $2
      order by id limit 1000 for update`,
    values: [tx.district, today],
  })
  return found.rows
}
