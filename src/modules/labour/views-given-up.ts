import type { Reading } from '../../platform/context.ts'

/** Whether anything is known of who works on a project: then it cannot be given up for another. */
export async function hasLabour(reading: Reading, projectId: string): Promise<boolean> {
  const found = await reading.client.query<{ has: boolean }>(
    `select exists (select from labour.engagement_face where district = $1 and project_id = $2)
        or exists (select from labour.attendance_line where district = $1 and project_id = $2 and superseded_by is null)
        or exists (select from labour.team_face where district = $1 and project_id = $2) as has`,
    [reading.district, projectId],
  )
  return found.rows[0]?.has ?? false
}
