import type { Reading } from '../../platform/context.ts'

/** Whether anything is known of a project's wages or their money: then it cannot be given up for another. */
export async function hasWages(reading: Reading, projectId: string): Promise<boolean> {
  const found = await reading.client.query<{ has: boolean }>(
    `select exists (select from wages.worker_month where district = $1 and project_id = $2)
        or exists (select from wages.special_account_face where district = $1 and project_id = $2)
        or exists (select from wages.labour_cost_month where district = $1 and project_id = $2) as has`,
    [reading.district, projectId],
  )
  return found.rows[0]?.has ?? false
}
