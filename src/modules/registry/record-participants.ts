import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { ensureEnterprises } from './ensure-enterprises.ts'
import { lockProjects } from './lock-projects.ts'
import { readParticipantStage, recordParticipantRows, type StagedParticipant } from './store.ts'
import { projectIdsByCode } from './views.ts'

/** What a list changed: lines that came, that took another's place, that stood so already. */
export interface Recorded {
  readonly added: number
  readonly superseded: number
  readonly unchanged: number
}

/** A participants' list from its stage; lines that name no project are the batch's project's. */
export async function recordParticipants(
  ctx: Tx,
  of: { readonly importId: string; readonly projectId: string | null },
): Promise<Recorded> {
  return act(ctx, 'participants.record', of.importId, async (tx) => {
    const staged = await readParticipantStage(tx)
    const codes = staged.flatMap((line) => line.project_code ?? [])
    const known = await projectIdsByCode(tx, [...new Set(codes)])
    const placed = staged.flatMap((line) => {
      const { project_code: code } = line
      const projectId = code === null ? of.projectId : (known.get(code) ?? null)
      return projectId === null ? [] : [{ line, projectId }]
    })
    await lockProjects(
      tx,
      placed.map(({ projectId }) => projectId),
    )
    const enterpriseIds = await ensureEnterprises(
      tx,
      placed.map(({ line }) => firmOf(line)),
    )
    const rows = placed.flatMap(({ line, projectId }, index) => {
      const enterpriseId = enterpriseIds[index]
      if (enterpriseId === undefined) return []
      const { role, entered_on: enteredOn, left_on: leftOn, manager_name: managerName } = line
      return [{ projectId, enterpriseId, role, enteredOn, leftOn, managerName }]
    })
    const recorded = await recordParticipantRows(tx, of.importId, rows)
    tx.note({ ...recorded })
    return recorded
  })
}

function firmOf(line: StagedParticipant) {
  return {
    name: line.name,
    creditCode: line.credit_code,
    creditCodeFinding: line.credit_code_finding,
  }
}
