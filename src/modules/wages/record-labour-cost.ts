import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { appendLines, type Recorded } from '../labour/append-lines.ts'
import { fundsRecorded } from './contract.ts'
import { labourCostLines } from './lines.ts'
import { stagedProjects } from './staged-projects.ts'

/**
 * Labour cost due and transferred, from its stage, by month (条例 24, 29). A line is of the project whose code it names, else
 * of `projectId`. A later list of the same month supersedes row by row.
 */
export async function recordLabourCost(
  ctx: Tx,
  { importId, projectId }: { readonly importId: string; readonly projectId: string | null },
): Promise<Recorded> {
  return act(ctx, 'labour-cost.record', importId, async (tx) => {
    const projects = await stagedProjects(tx, 'stage_labour_cost', projectId)
    await tx.client.query('drop table if exists labour_cost_project')
    await tx.client.query(
      'create temporary table labour_cost_project (code text, project_id uuid) on commit drop',
    )
    await tx.client.query(
      'insert into labour_cost_project select * from unnest($1::text[], $2::uuid[])',
      [[...projects.keys()], [...projects.values()]],
    )
    const columns = labourCostLines.values.map((name) => `s.${name}`)
    const recorded = await appendLines(
      tx,
      importId,
      labourCostLines,
      `select s.sheet, s.row, j.project_id, s.month, s.nth, ${columns.join(', ')}
        from stage_labour_cost s join labour_cost_project j on j.code = coalesce(s.project_code, '')`,
    )
    tx.announce(fundsRecorded, { importId, projectIds: [...new Set(projects.values())] })
    tx.note({ ...recorded })
    return recorded
  })
}
