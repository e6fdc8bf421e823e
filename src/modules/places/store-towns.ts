import type { PlainDate } from '../../kernel/day.ts'
import { Refused } from '../../kernel/refusal.ts'
import { tables, type Tx } from '../../platform/context.ts'
import type { TownChange } from './rules/town.ts'
import type { PlacesTables, TownChangeColumns } from './tables.ts'

export type DueChange = TownChangeColumns

/** Whoever changes a town of the district waits here for whoever else does. */
export async function lockTowns(tx: Tx): Promise<void> {
  await tx.client.query({
    name: 'places-lock-towns',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`huxin towns ${tx.district}`],
  })
}

export async function insertTownChange(
  tx: Tx,
  id: string,
  change: TownChange & { readonly instrument: string },
): Promise<void> {
  await tables<PlacesTables>(tx)
    .insertInto('places.town_change')
    .values({
      district: tx.district,
      id,
      town: change.town,
      kind: change.kind,
      name: change.name,
      name_before: change.nameBefore,
      into_town: change.into,
      takes_effect_on: change.on,
      instrument: change.instrument,
      entered_by: tx.actor.id,
      entered_by_name: tx.actor.name,
      entered_at: tx.now,
      done_at: null,
      withdrawn_at: null,
    })
    .execute()
}

/** What waits and whose day has come, in the order of the days. */
export function findDueChanges(tx: Tx, today: PlainDate): Promise<DueChange[]> {
  return tables<PlacesTables>(tx)
    .selectFrom('places.town_change')
    .selectAll()
    .where('district', '=', tx.district)
    .where('takes_effect_on', '<=', today)
    .where('done_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('takes_effect_on')
    .orderBy('id')
    .limit(1_000)
    .execute()
}

export async function recordDone(tx: Tx, id: string): Promise<void> {
  await tables<PlacesTables>(tx)
    .updateTable('places.town_change')
    .set({ done_at: tx.now })
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
}

export async function findTownChange(tx: Tx, id: string): Promise<TownChangeColumns> {
  const found = await tables<PlacesTables>(tx)
    .selectFrom('places.town_change')
    .selectAll()
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .executeTakeFirst()
  if (found !== undefined) return found
  throw new Refused({ code: 'places.town-change-unknown', kind: 'not-found' })
}

export async function recordWithdrawn(tx: Tx, id: string): Promise<void> {
  await tables<PlacesTables>(tx)
    .updateTable('places.town_change')
    .set({ withdrawn_at: tx.now })
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
}

export async function recordTownName(tx: Tx, code: string, name: string): Promise<void> {
  await tables<PlacesTables>(tx)
    .updateTable('places.division')
    .set({ name })
    .where('code', '=', code)
    .where('parent', '=', tx.district)
    .execute()
}

/** The town and all that were merged into it before are now parts of the other. */
export async function recordTownMerged(tx: Tx, code: string, into: string): Promise<void> {
  await tables<PlacesTables>(tx)
    .updateTable('places.division')
    .set({ into_town: into })
    .where((where) => where.or([where('code', '=', code), where('into_town', '=', code)]))
    .where('parent', '=', tx.district)
    .execute()
}
