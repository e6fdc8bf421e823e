import { Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { findProjectId } from '../registry/views.ts'
import type { ProjectSafeguards } from './contract.ts'
import { refreshStandings } from './refresh-standings.ts'
import type { Safeguard } from './rules/safeguard.ts'
import { hasDecision, insertEvents, liftDecision, recordDecision } from './store.ts'
import { viewSafeguards } from './views.ts'

/** An officer says that a safeguard is not required here, with his reason; or that the rule decides again. */
export async function decideRequired(
  ctx: Context,
  { code, safeguard }: { readonly code: string; readonly safeguard: Safeguard },
  { decision, why }: { readonly decision: 'not-required' | 'by-rule'; readonly why: string },
): Promise<ProjectSafeguards> {
  return act(ctx, 'safeguard.decide', code, async (tx) => {
    const projectId = await findProjectId(tx, code)
    const of = { projectId, safeguard }
    if (decision === 'not-required') {
      if (await hasDecision(tx, of)) throw refused('safeguards.decided-already')
      await recordDecision(tx, { ...of, reason: why })
    } else if (!(await liftDecision(tx, of))) throw refused('safeguards.nothing-decided')
    await insertEvents(tx, [
      { projectId, subjectId: null, kind: decision, detail: { safeguard, why } },
    ])
    await refreshStandings(tx, [projectId])
    return viewSafeguards(tx, code)
  })
}

function refused(code: string): Refused {
  return new Refused({ code, kind: 'wrong-state' })
}
