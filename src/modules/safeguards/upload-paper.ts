import { Readable } from 'node:stream'
import { uuidv7 } from 'uuidv7'
import { Refused } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import type { SentFile } from '../../platform/http/route.ts'
import { openFile } from '../files/open-file.ts'
import { findProjectId } from '../registry/views.ts'
import { receiveEvidence } from '../tasks/upload-evidence.ts'
import { mediaTypes } from '../tasks/rules/evidence.ts'
import type { Paper } from './contract.ts'
import { countLoosePapers, findPaper, insertPaper } from './store.ts'

/** What was uploaded and thought better of stays: room for that, and an end to it. */
const mostLoose = 50

/** Keeps a scan or photo for a contract or a piece of evidence that is about to be entered. */
export async function uploadPaper(
  ctx: Context,
  { code, name }: { readonly code: string; readonly name: string },
  content: AsyncIterable<Uint8Array>,
): Promise<Paper> {
  // Asked before the file is taken in, so that nobody sends megabytes for nothing.
  await findProjectId(ctx, code)
  const { file, media } = await receiveEvidence(ctx, name, content)
  const once = ctx.once && { ...ctx.once, requestHash: `${ctx.once.requestHash} ${file.hash}` }
  return act(once ? { ...ctx, once } : ctx, 'safeguard.upload-paper', code, async (tx) => {
    const projectId = await findProjectId(tx, code)
    const loose = await countLoosePapers(tx, { projectId, accountId: tx.actor.id })
    if (loose >= mostLoose) {
      const values = { most: mostLoose }
      throw new Refused({ code: 'safeguards.too-many-papers', kind: 'too-much', values })
    }
    const paper = { id: uuidv7(), name: name.replace(/^.*[/\\]/, ''), media, bytes: file.bytes }
    await insertPaper(tx, {
      ...paper,
      district: tx.district,
      project_id: projectId,
      hash: file.hash,
      uploaded_by: tx.actor.id,
      uploaded_at: tx.now,
    })
    tx.note({ bytes: file.bytes })
    return paper
  })
}

/** A paper of a project, for whoever sees the project. That it was opened is in the audit. */
export async function openPaper(
  ctx: Context,
  { code, paperId }: { readonly code: string; readonly paperId: string },
): Promise<SentFile> {
  const found = await look(ctx, async (reading) =>
    findPaper(reading, await findProjectId(reading, code), paperId),
  )
  if (found === null) throw new Refused({ code: 'safeguards.no-such-paper', kind: 'not-found' })
  await act(ctx, 'safeguard.open-paper', code, async (tx) => tx.note({ bytes: found.bytes }))
  return {
    name: found.name,
    mediaType: mediaTypes[found.media],
    bytes: Readable.from(openFile(ctx, found.hash), { objectMode: false }),
  }
}
