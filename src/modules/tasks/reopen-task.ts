import type { About } from '../../kernel/addressee.ts'
import type { PlainDate } from '../../kernel/day.ts'
import { must, Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { calendarOf } from '../calendar/views.ts'
import type { ReopenTask, Task } from './contract.ts'
import { stepOn } from './person-step.ts'
import { countedLimit } from './rules/counted-limit.ts'
import { whyNotLimit, whyNotReopen } from './rules/task-steps.ts'
import { aboutKey, findLiveIds, lockTasksAbout, type TaskRecord } from './store.ts'
import { takeSteps, type TaskStep } from './take-steps.ts'
import { tellOwners } from './tell-owner.ts'

/** A closed task is opened again: what it was about has come back, or was never gone. */
export async function reopenTask(
  ctx: Context,
  id: string,
  { version, why, dueOn }: ReopenTask,
): Promise<Task> {
  return stepOn(ctx, 'task.reopen', { id, version }, async (tx, task, standing) => {
    must(whyNotReopen(standing, tx.actor))
    if (dueOn !== null) must(whyNotLimit(dueOn, officeDay(tx)))
    const live = await findLiveIds(tx, [{ kind: task.about_kind, id: task.about_id }])
    if (live.size > 0) throw new Refused({ code: 'tasks.another-open', kind: 'wrong-state' })
    const step = reopening(task, why, dueOn)
    await takeSteps(tx, [step])
    await tellOwners(tx, 'tasks.notice-reopened', [{ ...task, ...step.change }], why)
  })
}

export interface Reopening {
  readonly about: About
  /** A sentence, shown in the task's history. */
  readonly why: string
  /** The new limit, counted in workdays from today; null: none. */
  readonly dueOn: PlainDate | null
}

/**
 * The same for modules, any number at once: of each thing without a task that is not done, the last closed one is
 * opened again. Returns what was; of what has neither, the caller assigns a new one.
 */
export async function reopenTasks(
  ctx: Context,
  reopenings: readonly Reopening[],
): Promise<{ about: About; taskId: string }[]> {
  if (reopenings.length === 0) return []
  return act(ctx, 'task.reopen', ctx.district, async (tx) => {
    const abouts = reopenings.map(({ about }) => about)
    const closed = await lockTasksAbout(tx, abouts, ['closed'])
    const live = await findLiveIds(tx, abouts)
    const calendar = await calendarOf(tx)
    const today = officeDay(tx)
    const last = new Map(closed.map((task) => [aboutKey(aboutOf(task)), task]))
    const steps = reopenings.flatMap(({ about, why, dueOn }) => {
      const key = aboutKey(about)
      const task = last.get(key)
      last.delete(key)
      if (task === undefined || live.has(key)) return []
      const step = reopening(task, why, dueOn)
      const counted = dueOn === null ? {} : countedLimit(today, dueOn, calendar)
      return [{ ...step, change: { ...step.change, ...counted } }]
    })
    await takeSteps(tx, steps)
    tx.note({ tasks: steps.length })
    return steps.map(({ task }) => ({ about: aboutOf(task), taskId: task.id }))
  })
}

function reopening(task: TaskRecord, why: string, dueOn: PlainDate | null): TaskStep {
  return {
    task,
    kind: 'reopened',
    detail: { words: why, due: dueOn },
    // Nobody has answered what is asked now.
    change: {
      state: 'open',
      outcome: null,
      answered_by: null,
      due_on: dueOn,
      overdue_noted: false,
    },
  }
}

function aboutOf(task: TaskRecord): About {
  return { kind: task.about_kind, id: task.about_id }
}
