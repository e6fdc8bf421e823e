import type { About, Addressee } from '../../kernel/addressee.ts'
import type { PlainDate } from '../../kernel/day.ts'
import type { Level } from '../../kernel/level.ts'
import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { calendarOf } from '../calendar/views.ts'
import { whyNotAddressee } from '../people/rules/addressee.ts'
import { countedLimit } from './rules/counted-limit.ts'
import { liveStates } from './rules/task-steps.ts'
import { aboutKey, lockTasksAbout } from './store.ts'
import { takeSteps, type TaskStep } from './take-steps.ts'

export interface RaisedTask {
  readonly about: About
  readonly level: Level
  readonly owner: Addressee
  /** Counted in workdays from today. */
  readonly dueOn: PlainDate
  /** A sentence, shown in the task's history. */
  readonly why: string
}

/**
 * What tasks are about has become graver, and a graver level may be another post's: level, limit and owner of what is
 * not done follow, any number at once. An answer that waits for its check stays.
 */
export async function raiseTasks(ctx: Context, raised: readonly RaisedTask[]): Promise<void> {
  if (raised.length === 0) return
  for (const { owner } of raised) must(whyNotAddressee(owner))
  return act(ctx, 'task.raise', ctx.district, async (tx) => {
    const calendar = await calendarOf(tx)
    const today = officeDay(tx)
    const wanted = new Map(raised.map((one) => [aboutKey(one.about), one]))
    const tasks = await lockTasksAbout(
      tx,
      raised.map(({ about }) => about),
      liveStates,
    )
    const steps = tasks.flatMap((task): TaskStep[] => {
      const to = wanted.get(aboutKey({ kind: task.about_kind, id: task.about_id }))
      if (to === undefined) return []
      const from = task.level === null ? {} : { from: task.level }
      return [
        {
          task,
          kind: 'level-changed',
          detail: { ...from, level: to.level, due: to.dueOn, words: to.why },
          change: {
            level: to.level,
            due_on: to.dueOn,
            ...countedLimit(today, to.dueOn, calendar),
            overdue_noted: false,
          },
        },
      ]
    })
    await takeSteps(tx, steps)
    const handed = steps.flatMap(({ task, change }): TaskStep[] => {
      const to = wanted.get(aboutKey({ kind: task.about_kind, id: task.about_id }))
      if (to === undefined) return []
      const owner = { owner_role: to.owner.role, owner_place: to.owner.place ?? '' }
      const same = task.owner_role === owner.owner_role && task.owner_place === owner.owner_place
      if (same) return []
      return [
        {
          task: { ...task, ...change, version: task.version + 1 },
          kind: 'reassigned',
          detail: { words: to.why, toRole: owner.owner_role, toPlace: owner.owner_place },
          change: { ...owner, read_at: null },
        },
      ]
    })
    await takeSteps(tx, handed)
    tx.note({ tasks: steps.length, handed: handed.length })
  })
}
