import type { Reading } from '../../platform/context.ts'

/** How many projects or records of a source, and participants, an import spoke of: what `takeBack` would count. */
export async function registryWithdrawal(
  reading: Reading,
  importId: string,
): Promise<{ readonly lines: number }> {
  const found = await reading.client.query<{ lines: number }>(
    `select greatest(
          (select count(distinct project_id) from registry.project_event where district = $1 and import_id = $2),
          (select count(*) from registry.project_source where district = $1 and import_id = $2))
        + (select count(*) from registry.participant_mention where district = $1 and import_id = $2) as lines`,
    [reading.district, importId],
  )
  return { lines: found.rows[0]?.lines ?? 0 }
}
