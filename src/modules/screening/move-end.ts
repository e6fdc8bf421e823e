import { dayText } from '../../kernel/day-text.ts'
import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { changeLimits } from '../tasks/change-limits.ts'
import { tasksAbout } from '../tasks/views.ts'
import { aboutShare, sharesOf } from './ask-owners.ts'
import type { MoveEnd } from './contract.ts'
import { whyNotMoveEnd } from './rules/round.ts'
import { roundAsSeen, takeStep } from './take-step.ts'

/**
 * Another last day for a round that is open, for a reason. Who still has something to look at is told by the limit of his
 * task; when the new day has passed the office hears of it again.
 */
export async function moveEnd(
  ctx: Context,
  roundId: string,
  { version, endsOn, why }: MoveEnd,
): Promise<{ told: number }> {
  return act(ctx, 'screening-round.move-end', roundId, async (tx) => {
    const round = await roundAsSeen(tx, roundId, version)
    const days = { beginsOn: round.begins_on, endsOn: round.ends_on, state: round.state }
    must(whyNotMoveEnd(days, endsOn, officeDay(tx)))
    const late = (await sharesOf(tx, roundId)).filter(({ waiting }) => waiting > 0)
    const abouts = late.map(({ owner }) => aboutShare(roundId, owner))
    const live = (await tasksAbout(tx, abouts)).filter(({ state }) =>
      ['open', 'returned'].includes(state),
    )
    const tasks = live.map(({ id, version: seen }) => ({ id, version: seen }))
    const { done } =
      tasks.length === 0 ? { done: 0 } : await changeLimits(tx, { tasks, dueOn: endsOn, why })
    const detail = { from: dayText(round.ends_on), to: dayText(endsOn), owners: done, why }
    const change = { ends_on: endsOn, overdue_noted: false }
    await takeStep(tx, round, change, [{ kind: 'moved', detail }])
    tx.note({ told: done })
    return { told: done }
  })
}
