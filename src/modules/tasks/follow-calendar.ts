import { dayText } from '../../kernel/day-text.ts'
import { sentence } from '../../kernel/words.ts'
import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { system } from '../../platform/system.ts'
import { recordMoves } from '../calendar/record-moves.ts'
import { calendarOf } from '../calendar/views.ts'
import { lockTasks } from './store.ts'
import { takeSteps, type TaskStep } from './take-steps.ts'
import { tellOwners } from './tell-owner.ts'
import { listMovedLimits, type MovedLimit } from './views-limits.ts'
import { tasksWords } from './words.ts'

/**
 * Other days are worked than before: every limit that the program counted is counted again, as an event of its task, and
 * its owner is told. A day that somebody gave stays.
 */
export async function followCalendar(
  { actor: _whoeverTookItIn, ...facts }: Tx,
  { number, year }: { readonly number: number; readonly year: number },
): Promise<void> {
  const ctx: Tx = { ...facts, actor: system }
  await act(ctx, 'task.follow-calendar', ctx.district, async (tx) => {
    const moved = await listMovedLimits(tx, await calendarOf(tx))
    const why = sentence(tasksWords, 'tasks.limit-follows-calendar', { year })
    for (let first = 0; first < moved.length; first += atOnce) {
      await moveLimits(tx, moved.slice(first, first + atOnce), why)
    }
    await recordMoves(
      tx,
      number,
      moved.map((one) => ({ kind: 'task-limit', ...one })),
    )
    tx.note({ tasks: moved.length, year })
  })
}

const atOnce = 1_000

async function moveLimits(tx: Tx, moved: readonly MovedLimit[], why: string): Promise<void> {
  const to = new Map(moved.map((one) => [one.taskId, one.to]))
  const tasks = await lockTasks(tx, [...to.keys()])
  const steps = tasks.map((task): TaskStep => {
    const { due_on: from, limit_from, limit_workdays } = task
    const dueOn = to.get(task.id) ?? from
    return {
      task,
      kind: 'limit-changed',
      detail: { words: why, due: dueOn, ...(from === null ? {} : { from: dayText(from) }) },
      change: { due_on: dueOn, limit_from, limit_workdays, overdue_noted: false },
    }
  })
  await takeSteps(tx, steps)
  await tellOwners(
    tx,
    'tasks.notice-limit-changed',
    steps.map(({ task, change }) => ({ ...task, ...change })),
    why,
  )
}
