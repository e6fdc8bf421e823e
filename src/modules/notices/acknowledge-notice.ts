import { must, Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { isAddressedTo } from '../people/rules/addressee.ts'
import { listMyPosts } from '../people/views.ts'
import { whyNotAcknowledge } from './rules/notice.ts'
import { insertReceipts, lockNotice, recordAcknowledged } from './store.ts'
import { addresseeOf } from './views.ts'

/** Acknowledges for the post what is addressed to it; the first account of the post that does it stands in the receipt. */
export async function acknowledgeNotice(
  ctx: Context,
  { id }: { readonly id: string },
): Promise<{ acknowledged: true }> {
  return act(ctx, 'notice.acknowledge', id, async (tx) => {
    const notice = await lockNotice(tx, id)
    if (notice === null) throw new Refused({ code: 'notices.unknown', kind: 'not-found' })
    const isMine = isAddressedTo(addresseeOf(notice), await listMyPosts(tx))
    must(
      whyNotAcknowledge({
        isMine,
        acknowledgeBy: notice.acknowledge_by,
        acknowledgedAt: notice.acknowledged_at?.toISOString() ?? null,
      }),
    )
    await insertReceipts(tx, [id])
    await recordAcknowledged(tx, id)
    return { acknowledged: true }
  })
}
