import type { Reading } from '../../platform/context.ts'

/** Whether a project has a deposit: then it cannot be given up for another. */
export async function hasDeposits(reading: Reading, projectId: string): Promise<boolean> {
  const found = await reading.client.query<{ has: boolean }>(
    'select exists (select from deposits.deposit where district = $1 and project_id = $2) as has',
    [reading.district, projectId],
  )
  return found.rows[0]?.has ?? false
}
