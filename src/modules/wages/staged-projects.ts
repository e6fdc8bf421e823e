import type { Tx } from '../../platform/context.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import { projectIdsByCode } from '../registry/views.ts'

/**
 * The projects that a stage names, by their codes; `''`: the one that was chosen for lines that name none. Holds them until
 * the transaction ends. Whoever takes a file in has refused unknown codes before.
 */
export async function stagedProjects(
  tx: Tx,
  stage: 'stage_bank_transfer' | 'stage_account_flow' | 'stage_labour_cost',
  chosen: string | null,
): Promise<Map<string, string>> {
  const found = await tx.client.query<{ code: string }>(
    `select distinct coalesce(project_code, '') as code from ${stage}`,
  )
  const codes = found.rows.map(({ code }) => code).filter((code) => code !== '')
  const projects = new Map(await projectIdsByCode(tx, codes))
  if (chosen !== null && codes.length < found.rows.length) projects.set('', chosen)
  await lockProjects(tx, new Set(projects.values()))
  return projects
}
