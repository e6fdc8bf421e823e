import { dayText } from '../../kernel/day-text.ts'
import { sentence } from '../../kernel/words.ts'
import { type Reading, tables } from '../../platform/context.ts'
import type { Evidence, TaskEvent } from './contract.ts'
import type { EvidenceColumns, TaskEventColumns, TasksTables } from './tables.ts'
import { tasksWords, taskLevels } from './words.ts'

/** A task that is urged every day for a year has fewer. */
const mostEvents = 500

/** What happened to a task, in order, each with the files that it names. */
export async function eventsOf(reading: Reading, taskId: string): Promise<TaskEvent[]> {
  const events = await tables<TasksTables>(reading)
    .selectFrom('tasks.task_event')
    .selectAll()
    .where('district', '=', reading.district)
    .where('task_id', '=', taskId)
    .orderBy('id')
    .limit(mostEvents)
    .execute()
  const files = await tables<TasksTables>(reading)
    .selectFrom('tasks.evidence')
    .selectAll()
    .where('district', '=', reading.district)
    .where('task_id', '=', taskId)
    .where('event_id', 'is not', null)
    .orderBy('id')
    .limit(mostEvents)
    .execute()
  const byEvent = Map.groupBy(files, (file) => file.event_id)
  return events.map((event) => ({
    id: event.id,
    kind: event.kind,
    message: messageOf(event),
    words: event.detail.words ?? null,
    to:
      event.detail.toRole === undefined
        ? null
        : { role: event.detail.toRole, place: event.detail.toPlace || null },
    actorName: event.actor_name,
    organisation: event.organisation,
    happenedOn: event.happened_on,
    at: event.at.toISOString(),
    evidence: (byEvent.get(event.id) ?? []).map(evidenceOf),
  }))
}

export function evidenceOf({ id, name, media, bytes }: EvidenceColumns): Evidence {
  return { id, name, media, bytes }
}

function messageOf({ kind, detail }: TaskEventColumns): string {
  const due = detail.due === undefined || detail.due === null ? '' : dayText(detail.due)
  const withLimit = due === '' ? '' : '-limit'
  switch (kind) {
    case 'assigned':
    case 'returned':
    case 'reopened':
      return say(`${kind}${withLimit}`, { due })
    case 'answered':
      return say(`answered-${detail.outcome ?? 'handled'}`)
    case 'limit-changed':
      return detail.from === undefined ? say('limit-set', { due }) : say(kind, limits(detail, due))
    case 'level-changed': {
      const level = detail.level === undefined ? '' : taskLevels[detail.level]
      return say(`${kind}${withLimit}`, { level, due })
    }
    case 'overdue':
      return say(kind, { due })
    case 'read':
    case 'closed':
    case 'reassigned':
    case 'urged':
    case 'cancelled':
      return say(kind)
  }
}

function limits(detail: TaskEventColumns['detail'], due: string) {
  return { from: detail.from ?? '', due }
}

function say(code: string, values: Readonly<Record<string, string>> = {}): string {
  return sentence(tasksWords, `tasks.event-${code}`, values)
}
