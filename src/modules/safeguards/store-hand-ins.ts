import { sql } from 'kysely'
import { type Reading, tables, type Tx } from '../../platform/context.ts'
import type { HandInColumns, SafeguardsTables } from './tables.ts'

export type HandInRecord = HandInColumns

export async function insertHandIn(tx: Tx, handIn: HandInRecord): Promise<void> {
  await tables<SafeguardsTables>(tx)
    .insertInto('safeguards.hand_in')
    .values({ ...handIn, body: sql`${JSON.stringify(handIn.body)}::jsonb` })
    .execute()
}

/** Null where there is none, or it is of another project. */
export async function lockHandIn(
  tx: Tx,
  projectId: string,
  id: string,
): Promise<HandInRecord | null> {
  const found = await tables<SafeguardsTables>(tx)
    .selectFrom('safeguards.hand_in')
    .selectAll()
    .where('district', '=', tx.district)
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return found ?? null
}

/** Who settled it is kept of what was confirmed or returned; who takes his own back has checked nothing. */
export async function recordHandIn(
  tx: Tx,
  id: string,
  { state, why }: Pick<HandInRecord, 'state' | 'why'>,
): Promise<void> {
  const by = { checked_by: tx.actor.id, checked_by_name: tx.actor.name, checked_at: tx.now }
  await tables<SafeguardsTables>(tx)
    .updateTable('safeguards.hand_in')
    .set({ state, why, ...(state === 'taken-back' ? {} : by) })
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
}

export async function countWaitingHandIns(reading: Reading, projectId: string): Promise<number> {
  const found = await tables<SafeguardsTables>(reading)
    .selectFrom('safeguards.hand_in')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return found.count
}
