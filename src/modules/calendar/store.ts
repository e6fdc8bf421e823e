import { type Tx, tables } from '../../platform/context.ts'
import type { CalendarTables, HolidayNoticeColumns, MovedDayView } from './tables.ts'

/** False where another was entered meanwhile under the same number. */
export async function insertNotice(tx: Tx, notice: HolidayNoticeColumns): Promise<boolean> {
  const inserted = await tables<CalendarTables>(tx)
    .insertInto('calendar.holiday_notice')
    .values(notice)
    .onConflict((conflict) => conflict.column('number').doNothing())
    .executeTakeFirst()
  return inserted.numInsertedOrUpdatedRows === 1n
}

/** True where the district had not followed this notice, or a later one, before. */
export async function recordFollowed(tx: Tx, number: number): Promise<boolean> {
  const recorded = await tx.client.query({
    name: 'calendar-record-followed',
    text: `insert into calendar.followed_notice as f (district, number, followed_at) values ($1, $2, $3)
      on conflict (district) do update set number = excluded.number, followed_at = excluded.followed_at
      where f.number < excluded.number`,
    values: [tx.district, number, tx.now],
  })
  return recorded.rowCount === 1
}

export async function insertMoves(tx: Tx, rows: readonly MovedDayView[]): Promise<void> {
  await tx.client.query({
    name: 'calendar-insert-moves',
    text: `insert into calendar.move_event (district, id, number, kind, subject_id, project_id, month, from_on, to_on, at)
      select district, id, number, kind, subject_id, project_id, month, from_on, to_on, at
      from jsonb_populate_recordset(null::calendar.move_event, $1::jsonb)`,
    values: [JSON.stringify(rows)],
  })
}
