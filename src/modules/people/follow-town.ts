import { uuidv7 } from 'uuidv7'
import { addDays } from '../../kernel/day.ts'
import { act } from '../../platform/act.ts'
import { officeDay, type Tx } from '../../platform/context.ts'
import { postsChanged } from './contract.ts'
import { recordPostEnd } from './store.ts'
import { insertPostRow, lockPosts, organisationOf, postsOfTown } from './store-post-life.ts'

/** A town was merged: who held its posts holds the other's from today on, in the same unit until somebody moves him. */
export async function followTown(
  tx: Tx,
  { town, into }: { readonly town: string; readonly into: string },
): Promise<void> {
  await act(tx, 'post.follow-town', town, async (inner) => {
    await lockPosts(inner)
    const today = officeDay(inner)
    const posts = await postsOfTown(inner, town, today)
    // A deputy's post names the one it acts for, which is another from now on.
    const sorted = posts.toSorted(
      (a, b) => Number(a.deputyFor !== null) - Number(b.deputyFor !== null),
    )
    const renewed = new Map<string, string>()
    for (const post of sorted) {
      const id = uuidv7()
      renewed.set(post.id, id)
      const beginsOn = post.beginsOn > today ? post.beginsOn : today
      const organisationId = await organisationOf(inner, post.id)
      const deputyFor =
        post.deputyFor === null ? null : (renewed.get(post.deputyFor) ?? post.deputyFor)
      await recordPostEnd(inner, post.id, addDays(today, -1))
      await insertPostRow(inner, { ...post, id, organisationId, beginsOn, deputyFor, town: into })
      inner.announce(postsChanged, { postId: id, role: post.role, projectIds: [] })
    }
    inner.note({ into, posts: posts.length })
  })
}
