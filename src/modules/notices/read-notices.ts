import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { listMyPosts } from '../people/views.ts'
import { isAddressedTo } from '../people/rules/addressee.ts'
import { findNotices, insertReceipts } from './store.ts'
import { addresseeOf } from './views.ts'

/** Notes that the acting account has read them: those to a post of its own, once each. Others are passed over. */
export async function readNotices(
  ctx: Context,
  { ids }: { readonly ids: readonly string[] },
): Promise<{ noted: number }> {
  return act(ctx, 'notice.read', ids.length === 1 ? (ids[0] ?? '') : ctx.district, async (tx) => {
    const posts = await listMyPosts(tx)
    const found = await findNotices(tx, ids)
    const mine = found.filter((notice) => isAddressedTo(addresseeOf(notice), posts))
    const noted = await insertReceipts(
      tx,
      mine.map(({ id }) => id),
    )
    tx.note({ notices: noted })
    return { noted }
  })
}
