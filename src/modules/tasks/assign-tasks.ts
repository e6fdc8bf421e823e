import { uuidv7 } from 'uuidv7'
import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import { analyzeTable } from '../../platform/stage.ts'
import type { Calendar } from '../calendar/rules/calendar.ts'
import { calendarOf } from '../calendar/views.ts'
import { whyNotAddressee } from '../people/rules/addressee.ts'
import type { AssignedTask, NewTask } from './contract.ts'
import { countedLimit } from './rules/counted-limit.ts'
import { aboutKey, findLiveIds, insertTasks, type TaskRecord } from './store.ts'
import { recordEvents } from './take-steps.ts'

/**
 * Asks posts to do something, any number at once in a handful of statements. Of what has a task that is not done nothing
 * is written: the second assigning is a repeat, and its answer says so. Whether the actor may ask, the caller has asked.
 */
export async function assignTasks(
  ctx: Context,
  tasks: readonly NewTask[],
): Promise<AssignedTask[]> {
  if (tasks.length === 0) return []
  for (const { owner } of tasks) must(whyNotAddressee(owner))
  const subject = tasks.length === 1 ? (tasks[0]?.about.id ?? '') : ctx.district
  return act(ctx, 'task.assign', subject, async (tx) => {
    const calendar = await calendarOf(tx)
    const records = tasks.map((task) => recordOf(tx, task, calendar))
    const added = await insertTasks(tx, records)
    const fresh = records.filter(({ id }) => added.has(id))
    await recordEvents(
      tx,
      fresh.map((task) => ({
        task,
        kind: 'assigned',
        detail: { due: task.due_on, toRole: task.owner_role, toPlace: task.owner_place },
      })),
    )
    const repeated = tasks.filter((_, at) => !added.has(records[at]?.id ?? ''))
    const known = await findLiveIds(
      tx,
      repeated.map(({ about }) => about),
    )
    await analyzeTable(tx, 'tasks.task', fresh.length)
    await analyzeTable(tx, 'tasks.task_event', fresh.length)
    tx.note({ tasks: fresh.length, repeated: repeated.length })
    return tasks.map(({ about }, at) => {
      const id = records[at]?.id ?? ''
      return added.has(id)
        ? { about, taskId: id, repeated: false }
        : { about, taskId: known.get(aboutKey(about)) ?? null, repeated: true }
    })
  })
}

function recordOf(tx: Tx, task: NewTask, calendar: Calendar): TaskRecord {
  const { dueOn, isCounted = false } = task
  const counted = isCounted && dueOn !== null
  return {
    district: tx.district,
    id: task.id ?? uuidv7(),
    about_kind: task.about.kind,
    about_id: task.about.id,
    project_id: task.projectId,
    title: task.title,
    asks: task.asks,
    level: task.level ?? null,
    owner_role: task.owner.role,
    owner_place: task.owner.place ?? '',
    due_on: dueOn,
    ...(counted
      ? countedLimit(officeDay(tx), dueOn, calendar)
      : { limit_from: null, limit_workdays: null }),
    state: 'open',
    outcome: null,
    answered_by: null,
    assigned_on: officeDay(tx),
    assigned_by_name: tx.actor.name,
    overdue_noted: false,
    urged: 0,
    read_at: null,
    changed_at: tx.now,
    version: 1,
  }
}
