import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { urgeTasks } from '../tasks/urge-tasks.ts'
import { tasksAbout } from '../tasks/views.ts'
import { aboutShare } from './ask-owners.ts'
import type { UrgeOwners } from './contract.ts'
import { whyNotUrge } from './rules/round.ts'
import { noteEvents, roundAsSeen } from './take-step.ts'

/** Urges owners that still have something to look at, through their tasks. */
export async function urgeOwners(
  ctx: Context,
  roundId: string,
  { owners, words }: UrgeOwners,
): Promise<{ urged: number; left: number }> {
  return act(ctx, 'screening-round.urge', roundId, async (tx) => {
    const round = await roundAsSeen(tx, roundId, null)
    must(whyNotUrge(round))
    const abouts = owners.map((owner) => aboutShare(roundId, owner))
    const live = (await tasksAbout(tx, abouts)).filter(({ state }) =>
      ['open', 'returned'].includes(state),
    )
    const tasks = live.map(({ id, version }) => ({ id, version }))
    const { done } = tasks.length === 0 ? { done: 0 } : await urgeTasks(tx, { tasks, words })
    if (done > 0) await noteEvents(tx, roundId, [{ kind: 'urged', detail: { owners: done } }])
    tx.note({ urged: done })
    return { urged: done, left: owners.length - done }
  })
}
