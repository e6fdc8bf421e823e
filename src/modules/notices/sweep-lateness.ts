import { act, look } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { noticeNotAcknowledged } from './contract.ts'
import { noteLateness } from './store.ts'
import { addresseeOf, hasUnsaidLateness } from './views.ts'

const atOnce = 1_000

/** Announces, once each, what was to be acknowledged by yesterday and was not. Twice in an hour it finds nothing. */
export async function sweepLateness(ctx: Context): Promise<void> {
  const day = officeDay(ctx)
  while (await look(ctx, (reading) => hasUnsaidLateness(reading, day))) {
    await act(ctx, 'notice.sweep', ctx.district, async (tx) => {
      const late = await noteLateness(tx, day, atOnce)
      for (const notice of late) {
        if (notice.acknowledge_by === null) continue
        tx.announce(noticeNotAcknowledged, {
          noticeId: notice.id,
          to: addresseeOf(notice),
          about: { kind: notice.about_kind, id: notice.about_id },
          projectId: notice.project_id,
          acknowledgeBy: notice.acknowledge_by,
        })
      }
      tx.note({ notices: late.length })
    })
  }
}
