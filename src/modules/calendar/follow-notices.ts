import { act, look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { calendarChanged } from './contract.ts'
import { recordFollowed } from './store.ts'
import { followedNumber, lastNotice } from './views.ts'

/** A notice is the nation's, and was entered in one district: every other reckons its days again here. */
export async function followNotices(ctx: Context): Promise<void> {
  const { last, followed } = await look(ctx, async (reading) => ({
    last: await lastNotice(reading),
    followed: await followedNumber(reading),
  }))
  if (last === null || last.number <= followed) return
  await act(ctx, 'calendar.follow-notice', ctx.district, async (tx) => {
    if (!(await recordFollowed(tx, last.number))) return
    tx.announce(calendarChanged, { district: tx.district, ...last })
    tx.note({ number: last.number, year: last.year })
  })
}
