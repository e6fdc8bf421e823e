import { Readable } from 'node:stream'
import { Refused } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import type { SentFile } from '../../platform/http/route.ts'
import { openFile } from '../files/open-file.ts'
import { readProject } from '../registry/views.ts'
import { mediaTypes } from '../tasks/rules/evidence.ts'
import { findEvidence } from './views-project.ts'

/** What proves entered money, for whoever sees the project. That it was opened is in the audit. */
export async function openMoneyEvidence(
  ctx: Context,
  { code, proofId }: { readonly code: string; readonly proofId: string },
): Promise<SentFile> {
  const { id: projectId } = await readProject(ctx, code)
  const found = await look(ctx, (reading) => findEvidence(reading, projectId, proofId))
  if (found === null) throw new Refused({ code: 'outlook.evidence-unknown', kind: 'not-found' })
  await act(ctx, 'money.open-evidence', projectId, async (tx) => tx.note({ bytes: found.bytes }))
  return {
    name: found.name,
    mediaType: mediaTypes[found.media],
    bytes: Readable.from(openFile(ctx, found.hash), { objectMode: false }),
  }
}
