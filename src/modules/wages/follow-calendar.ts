import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { recordMoves } from '../calendar/record-moves.ts'
import { calendarOf } from '../calendar/views.ts'
import { refreshLedger } from './refresh-ledger.ts'
import { listMovedPayDates } from './views-terms.ts'

/** Other days are worked than before: pay dates that move are folded into the ledger anew, each with its event. */
export async function followCalendar(
  ctx: Tx,
  { number, year }: { readonly number: number; readonly year: number },
): Promise<void> {
  await act(ctx, 'ledger.follow-calendar', ctx.district, async (tx) => {
    const moved = await listMovedPayDates(tx, await calendarOf(tx))
    tx.note({ payDates: moved.length, year })
    if (moved.length === 0) return
    await recordMoves(
      tx,
      number,
      moved.map((one) => ({ kind: 'pay-date', ...one })),
    )
    const months = moved.map(({ projectId, month }) => `${projectId} ${month}`)
    await refreshLedger(tx, 'calendar', months, 0)
  })
}
