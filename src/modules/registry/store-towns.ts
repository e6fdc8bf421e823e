import { tables, type Tx } from '../../platform/context.ts'
import type { RegistryTables } from './tables.ts'

/** What stands and what was given up, all that names the town. */
export async function projectsOfTown(tx: Tx, town: string): Promise<string[]> {
  const found = await tables<RegistryTables>(tx)
    .selectFrom('registry.project')
    .select('id')
    .where('district', '=', tx.district)
    .where('town', '=', town)
    .where('withdrawn_at', 'is', null)
    .orderBy('id')
    .execute()
  return found.map(({ id }) => id)
}

/** Gives these projects to the other town, and writes down of each why. */
export async function moveProjects(
  tx: Tx,
  events: readonly { readonly id: string; readonly projectId: string }[],
  { town, into, reason }: { readonly town: string; readonly into: string; readonly reason: string },
): Promise<void> {
  await tx.client.query({
    name: 'registry-move-projects',
    text: `with moved as (
        update registry.project set town = $3, version = version + 1
        where district = $1 and town = $2 and id = any ($5::uuid[]) returning id)
      insert into registry.project_event (district, id, project_id, kind, detail, actor_id, actor_name, at, reason)
      select $1, e.id, e.project_id, 'edited', $6::jsonb, $7, $8, $9, $10
      from unnest($4::uuid[], $5::uuid[]) as e (id, project_id) join moved m on m.id = e.project_id`,
    values: [
      tx.district,
      town,
      into,
      events.map(({ id }) => id),
      events.map(({ projectId }) => projectId),
      JSON.stringify({ town: into }),
      tx.actor.id,
      tx.actor.name,
      tx.now,
      reason,
    ],
  })
}
