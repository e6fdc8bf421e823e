import { uuidv7 } from 'uuidv7'
import { Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { readProject } from '../registry/views.ts'
import { receiveEvidence } from '../tasks/upload-evidence.ts'
import type { MoneyEvidence } from './contract-project.ts'
import { countLooseEvidence, insertEvidence } from './store.ts'

/** What was uploaded and thought better of stays: room for that, and an end to it. */
const mostLoose = 50

/** Keeps a file for money that is about to be entered. */
export async function uploadMoneyEvidence(
  ctx: Context,
  { code, name }: { readonly code: string; readonly name: string },
  content: AsyncIterable<Uint8Array>,
): Promise<MoneyEvidence> {
  const { id: projectId } = await readProject(ctx, code)
  const { file, media } = await receiveEvidence(ctx, name, content)
  const once = ctx.once && { ...ctx.once, requestHash: `${ctx.once.requestHash} ${file.hash}` }
  return act(once ? { ...ctx, once } : ctx, 'money.upload-evidence', projectId, async (tx) => {
    if ((await countLooseEvidence(tx, projectId)) >= mostLoose) {
      const values = { most: mostLoose }
      throw new Refused({ code: 'outlook.evidence-too-many', kind: 'too-much', values })
    }
    const evidence = { id: uuidv7(), name: name.replace(/^.*[/\\]/, ''), bytes: file.bytes }
    await insertEvidence(tx, {
      ...evidence,
      district: tx.district,
      project_id: projectId,
      money_id: null,
      media,
      hash: file.hash,
      uploaded_by: tx.actor.id,
      uploaded_at: tx.now,
    })
    tx.note({ bytes: file.bytes })
    return evidence
  })
}
