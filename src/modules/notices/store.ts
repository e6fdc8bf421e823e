import type { PlainDate } from '../../kernel/day.ts'
import { type Tx, tables } from '../../platform/context.ts'
import type { NoticeColumns, NoticesTables } from './tables.ts'

export async function insertNotices(tx: Tx, rows: readonly NoticeColumns[]): Promise<void> {
  await tx.client.query({
    name: 'notices-insert',
    text: `insert into notices.notice (district, id, to_role, to_place, about_kind, about_id, project_id, code, detail,
        acknowledge_by, acknowledged_at, sent_by_name, sent_on, sent_at, lateness_noted)
      select district, id, to_role, to_place, about_kind, about_id, project_id, code, detail,
        acknowledge_by, acknowledged_at, sent_by_name, sent_on, sent_at, lateness_noted
      from jsonb_populate_recordset(null::notices.notice, $1::jsonb)`,
    values: [JSON.stringify(rows)],
  })
}

/** Locks one notice; null where there is none, or it may not be seen. */
export async function lockNotice(tx: Tx, id: string): Promise<NoticeColumns | null> {
  const found = await tx.client.query<NoticeColumns>({
    name: 'notices-lock',
    text: `select n.* from notices.notice n where n.district = $1 and n.id = $2 for update`,
    values: [tx.district, id],
  })
  return found.rows[0] ?? null
}

/** Of these notices the ones that exist and may be seen. */
export async function findNotices(tx: Tx, ids: readonly string[]): Promise<NoticeColumns[]> {
  return tables<NoticesTables>(tx)
    .selectFrom('notices.notice')
    .selectAll()
    .where('district', '=', tx.district)
    .where('id', 'in', [...ids])
    .execute()
}

/** That the acting account has read them; what it had read before stays. Returns how many are new. */
export async function insertReceipts(tx: Tx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const added = await tx.client.query({
    name: 'notices-insert-receipts',
    text: `insert into notices.receipt (district, notice_id, account_id, account_name, organisation, read_at)
      select $1, id, $2, $3, $4, $5 from unnest($6::uuid[]) as u (id)
      on conflict (district, notice_id, account_id) do nothing`,
    values: [
      tx.district,
      tx.actor.id,
      tx.actor.name,
      tx.actor.organisation,
      tx.now,
      [...ids].toSorted(),
    ],
  })
  return added.rowCount ?? 0
}

export async function recordAcknowledged(tx: Tx, id: string): Promise<void> {
  await tables<NoticesTables>(tx)
    .updateTable('notices.notice')
    .set({ acknowledged_at: tx.now })
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
  await tables<NoticesTables>(tx)
    .updateTable('notices.receipt')
    .set({ acknowledged_at: tx.now })
    .where('district', '=', tx.district)
    .where('notice_id', '=', id)
    .where('account_id', '=', tx.actor.id)
    .execute()
}

/** Marks notices whose day has passed unacknowledged as announced, a bounded number of them, and gives them. */
export async function noteLateness(
  tx: Tx,
  day: PlainDate,
  limit: number,
): Promise<NoticeColumns[]> {
  const noted = await tx.client.query<NoticeColumns>({
    name: 'notices-note-lateness',
    text: `update notices.notice n set lateness_noted = true
      where n.district = $1 and n.id in (
        select l.id from notices.notice l
        where l.district = $1 and l.acknowledge_by < $2 and l.acknowledged_at is null and not l.lateness_noted
        order by l.acknowledge_by, l.id limit $3 for update)
      returning n.*`,
    values: [tx.district, day, limit],
  })
  return noted.rows
}
