import { type Reading, tables } from '../../platform/context.ts'
import type { EvidenceColumns, TasksTables } from './tables.ts'

/** A file of a task that an answer names, or that whoever asks has uploaded. */
export async function findEvidence(
  reading: Reading,
  taskId: string,
  id: string,
): Promise<EvidenceColumns | null> {
  const found = await tables<TasksTables>(reading)
    .selectFrom('tasks.evidence')
    .selectAll()
    .where('district', '=', reading.district)
    .where('task_id', '=', taskId)
    .where('id', '=', id)
    .where((where) =>
      where.or([where('event_id', 'is not', null), where('uploaded_by', '=', reading.actor.id)]),
    )
    .executeTakeFirst()
  return found ?? null
}
