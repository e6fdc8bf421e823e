import { Readable } from 'node:stream'
import { Refused } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import type { SentFile } from '../../platform/http/route.ts'
import { openFile } from '../files/open-file.ts'
import { mediaTypes } from './rules/evidence.ts'
import { findEvidence } from './views-evidence.ts'
import { readTask } from './views.ts'

/** A file of an answer, for whoever sees the task. That it was opened is in the audit. */
export async function openEvidence(
  ctx: Context,
  { id, evidenceId }: { readonly id: string; readonly evidenceId: string },
): Promise<SentFile> {
  const found = await look(ctx, async (reading) => {
    await readTask(reading, id)
    return findEvidence(reading, id, evidenceId)
  })
  if (found === null) throw new Refused({ code: 'tasks.evidence-unknown', kind: 'not-found' })
  await act(ctx, 'task.open-evidence', id, async (tx) => tx.note({ bytes: found.bytes }))
  return {
    name: found.name,
    mediaType: mediaTypes[found.media],
    bytes: Readable.from(openFile(ctx, found.hash), { objectMode: false }),
  }
}
