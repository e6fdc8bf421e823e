import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import { projectIdsByCode } from '../registry/views.ts'
import type { Recorded } from './append-lines.ts'
import { ensureTeams } from './ensure-teams.ts'
import { ensureFirms } from './resolve-persons.ts'
import { readStagedTeamCodes, readTeams, recordTeamFacts } from './store.ts'

/** A list of teams from its stage: made where they are missing, their leader and days as stated last. */
export async function recordTeams(
  ctx: Tx,
  of: { readonly importId: string; readonly projectId: string | null },
): Promise<Recorded> {
  return act(ctx, 'teams.record', of.importId, async (tx) => {
    const codes = await readStagedTeamCodes(tx)
    const projects = await projectIdsByCode(tx, codes)
    if (of.projectId !== null) projects.set('', of.projectId)
    await lockProjects(tx, projects.values())
    await readTeams(tx, projects, await ensureFirms(tx, 'stage_team'))
    await ensureTeams(tx, 'team_read', of.importId)
    const recorded = await recordTeamFacts(tx, of.importId)
    tx.note({ ...recorded })
    return recorded
  })
}
