import { uuidv7 } from 'uuidv7'
import { must, Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { calendarChanged, type TakeInNotice } from './contract.ts'
import { whyNotTakeIn } from './rules/provisional.ts'
import { noticeOf, readNotice } from './rules/read-notice.ts'
import { insertNotice, recordFollowed } from './store.ts'
import { calendarOf, lastNotice, yearsOf } from './views.ts'

/**
 * Takes in a notice of the State Council's General Office: read by the same rule that showed it, refused where anything in
 * it contradicts. What was reckoned by other days is reckoned again in this transaction; other districts follow by their sweep.
 */
export async function takeInNotice(
  ctx: Context,
  { text, version }: TakeInNotice,
): Promise<{ number: number; year: number }> {
  return act(ctx, 'calendar.take-in-notice', ctx.district, async (tx) => {
    const before = await calendarOf(tx)
    if (before.version !== version) throw meanwhile()
    const read = readNotice(text, await yearsOf(tx))
    must(whyNotTakeIn(read, officeDay(tx)))
    const notice = noticeOf(read)
    if (notice === null) throw new Error('A notice without findings is whole.')
    const number = ((await lastNotice(tx))?.number ?? 0) + 1
    const isNew = await insertNotice(tx, {
      ...notice,
      off: [...notice.off],
      work: [...notice.work],
      number,
      id: uuidv7(),
      text,
      entered_in: tx.district,
      entered_by: tx.actor.id,
      entered_by_name: tx.actor.name,
      organisation: tx.actor.organisation,
      entered_at: tx.now,
    })
    if (!isNew) throw meanwhile()
    if ((await calendarOf(tx)).version === before.version) {
      const values = { year: notice.year }
      throw new Refused({ code: 'calendar.notice-known', kind: 'wrong-state', values })
    }
    await recordFollowed(tx, number)
    tx.announce(calendarChanged, { district: tx.district, number, year: notice.year })
    tx.note({ year: notice.year, number })
    return { number, year: notice.year }
  })
}

function meanwhile(): Refused {
  return new Refused({ code: 'calendar.changed-meanwhile', kind: 'changed-meanwhile' })
}
