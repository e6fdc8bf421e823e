import { uuidv7 } from 'uuidv7'
import { Refused, must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import { findProjectId } from '../registry/views.ts'
import type { NewEvidence, ProjectSafeguards } from './contract.ts'
import { refreshStandings } from './refresh-standings.ts'
import { whyNotEvidence } from './rules/evidence.ts'
import type { Safeguard } from './rules/safeguard.ts'
import {
  type EvidenceRecord,
  findPaper,
  insertEvents,
  insertEvidence,
  recordEvidenceWithdrawn,
} from './store.ts'
import { viewSafeguards } from './views.ts'

/** What an officer has seen of a safeguard, with its day and its paper. */
export async function addEvidence(
  ctx: Context,
  { code, safeguard }: { readonly code: string; readonly safeguard: Safeguard },
  evidence: NewEvidence,
): Promise<ProjectSafeguards> {
  return act(ctx, 'safeguard.add-evidence', code, async (tx) => {
    const projectId = await findProjectId(tx, code)
    await mustProve(tx, projectId, evidence)
    await recordSeen(tx, { projectId, safeguard, evidence })
    return viewSafeguards(tx, code)
  })
}

/** Refuses what cannot have been seen, or whose paper is none of the project's. */
export async function mustProve(
  tx: Tx,
  projectId: string,
  evidence: Pick<NewEvidence, 'holds' | 'saidOn' | 'validTo' | 'paperId'>,
): Promise<void> {
  must(whyNotEvidence(evidence, officeDay(tx)))
  const { paperId } = evidence
  if (paperId === null || (await findPaper(tx, projectId, paperId)) !== null) return
  throw new Refused({ code: 'safeguards.no-such-paper', kind: 'invalid', field: 'paperId' })
}

type By = Pick<
  EvidenceRecord,
  'origin' | 'origin_id' | 'recorded_by' | 'recorded_by_name' | 'organisation'
>

/** Evidence by hand of whoever acts, or of the firm that handed it in; the safeguards stand by it from here on. */
export async function recordSeen(
  tx: Tx,
  seen: {
    readonly projectId: string
    readonly safeguard: Safeguard
    readonly evidence: NewEvidence
    readonly by?: By
  },
): Promise<string> {
  const { projectId, safeguard, evidence } = seen
  const { holds, saidOn, validTo, words, paperId } = evidence
  const id = uuidv7()
  const by = seen.by ?? {
    origin: 'by-hand',
    origin_id: id,
    recorded_by: tx.actor.id,
    recorded_by_name: tx.actor.name,
    organisation: tx.actor.organisation,
  }
  await insertEvidence(tx, [
    {
      district: tx.district,
      id,
      project_id: projectId,
      safeguard,
      holds,
      said_on: saidOn,
      valid_to: validTo,
      words,
      paper_id: paperId,
      ...by,
      recorded_at: tx.now,
      withdrawn_at: null,
    },
  ])
  const detail = { safeguard, holds, saidOn, words }
  await insertEvents(tx, [{ projectId, subjectId: id, kind: 'evidence-added', detail }])
  await refreshStandings(tx, [projectId])
  return id
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
