import { uuidv7 } from 'uuidv7'
import { officeDay, type Tx } from '../../platform/context.ts'
import { taskChanged } from './contract.ts'
import type { TaskEventKind } from './rules/task-steps.ts'
import { insertEvents, recordTasks, type TaskEventDetail, type TaskRecord } from './store.ts'

/** What happens to a task: the event, and which of its columns are another after it. */
export interface TaskStep {
  readonly task: TaskRecord
  readonly kind: TaskEventKind
  readonly detail: TaskEventDetail
  readonly change: Partial<TaskRecord>
  /** Of the event, where somebody has to know it beforehand. */
  readonly eventId?: string
}

/** Records steps on locked tasks, however many, in one statement each, and announces them. */
export async function takeSteps(tx: Tx, steps: readonly TaskStep[]): Promise<void> {
  if (steps.length === 0) return
  const after = steps.map(({ task, change }) => ({
    ...task,
    changed_at: tx.now,
    // Another limit is a given day, unless the step says that it was counted.
    ...(change.due_on === undefined ? {} : givenDay),
    ...change,
    version: task.version + 1,
  }))
  await recordTasks(tx, after)
  await recordEvents(
    tx,
    steps.map((step, place) => ({ ...step, task: after[place] ?? step.task })),
  )
}

/** The events of tasks as they stand now, with their announcements. */
export async function recordEvents(
  tx: Tx,
  events: readonly Omit<TaskStep, 'change'>[],
): Promise<void> {
  const happenedOn = officeDay(tx)
  await insertEvents(
    tx,
    events.map(({ task, kind, detail, eventId }) => ({
      district: tx.district,
      id: eventId ?? uuidv7(),
      task_id: task.id,
      kind,
      detail,
      actor_id: tx.actor.id,
      actor_name: tx.actor.name,
      organisation: tx.actor.organisation,
      happened_on: happenedOn,
      at: tx.now,
    })),
  )
  for (const { task, kind } of events) {
    tx.announce(taskChanged, {
      taskId: task.id,
      about: { kind: task.about_kind, id: task.about_id },
      projectId: task.project_id,
      event: kind,
      state: task.state,
      outcome: task.outcome,
    })
  }
}

const givenDay = { limit_from: null, limit_workdays: null }
