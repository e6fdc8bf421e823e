import { uuidv7 } from 'uuidv7'
import type { Context } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import { insertBatch } from './store.ts'

/** Begins a drop of files. `projectId`: the project they all speak of, where it is known beforehand. */
export async function openBatch(
  ctx: Context,
  { projectId }: { projectId: string | null },
): Promise<{ id: string }> {
  const id = uuidv7()
  return act(ctx, 'batch.open', id, async (tx) => {
    await insertBatch(tx, {
      district: tx.district,
      id,
      project_id: projectId,
      state: 'receiving',
      dropped_by: tx.actor.id,
      dropped_by_name: tx.actor.name,
      dropped_at: tx.now,
      committed_at: null,
      sender: tx.actor.organisation,
      sender_projects: tx.scope.projects === '*' ? '*' : tx.scope.projects.join(','),
    })
    return { id }
  })
}
