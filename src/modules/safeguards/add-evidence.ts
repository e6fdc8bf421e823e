import { uuidv7 } from 'uuidv7'
import { Refused, must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { findProjectId } from '../registry/views.ts'
import type { NewEvidence, ProjectSafeguards } from './contract.ts'
import { refreshStandings } from './refresh-standings.ts'
import { whyNotEvidence } from './rules/evidence.ts'
import type { Safeguard } from './rules/safeguard.ts'
import { findPaper, insertEvents, insertEvidence, recordEvidenceWithdrawn } from './store.ts'
import { viewSafeguards } from './views.ts'

/** What an officer has seen of a safeguard, with its day and its paper. */
export async function addEvidence(
  ctx: Context,
  { code, safeguard }: { readonly code: string; readonly safeguard: Safeguard },
  evidence: NewEvidence,
): Promise<ProjectSafeguards> {
  const id = uuidv7()
  return act(ctx, 'safeguard.add-evidence', code, async (tx) => {
    must(whyNotEvidence(evidence, officeDay(tx)))
    const projectId = await findProjectId(tx, code)
    const { paperId } = evidence
    if (paperId !== null && (await findPaper(tx, projectId, paperId)) === null) {
      throw new Refused({ code: 'safeguards.no-such-paper', kind: 'invalid', field: 'paperId' })
    }
    await insertEvidence(tx, [
      {
        district: tx.district,
        id,
        project_id: projectId,
        safeguard,
        holds: evidence.holds,
        said_on: evidence.saidOn,
        valid_to: evidence.validTo,
        words: evidence.words,
        origin: 'by-hand',
        origin_id: id,
        paper_id: paperId,
        recorded_by: tx.actor.id,
        recorded_by_name: tx.actor.name,
        organisation: tx.actor.organisation,
        recorded_at: tx.now,
        withdrawn_at: null,
      },
    ])
    const { holds, saidOn, words } = evidence
    await insertEvents(tx, [
      {
        projectId,
        subjectId: id,
        kind: 'evidence-added',
        detail: { safeguard, holds, saidOn, words },
      },
    ])
    await refreshStandings(tx, [projectId])
    return viewSafeguards(tx, code)
  })
}

/** It was entered by mistake: what was seen before it counts again. */
export async function withdrawEvidence(
  ctx: Context,
  { code, evidenceId }: { readonly code: string; readonly evidenceId: string },
  { why }: { readonly why: string },
): Promise<ProjectSafeguards> {
  return act(ctx, 'safeguard.withdraw-evidence', code, async (tx) => {
    const projectId = await findProjectId(tx, code)
    const withdrawn = await recordEvidenceWithdrawn(tx, projectId, evidenceId)
    if (withdrawn === null) {
      throw new Refused({ code: 'safeguards.no-such-evidence', kind: 'not-found' })
    }
    const detail = { ...withdrawn, why }
    await insertEvents(tx, [
      { projectId, subjectId: evidenceId, kind: 'evidence-withdrawn', detail },
    ])
    await refreshStandings(tx, [projectId])
    return viewSafeguards(tx, code)
  })
}
