import { uuidv7 } from 'uuidv7'
import { must, Refused } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { keepPhoto, wholePhoto } from '../files/keep-photo.ts'
import { receiveFile } from '../files/receive-file.ts'
import { listMyPosts } from '../people/views.ts'
import { type Evidence, longestEvidenceBytes, mostEvidence } from './contract.ts'
import { type EvidenceMedia, evidenceMediaOf, signLength } from './rules/evidence.ts'
import { whyNotAnswer } from './rules/task-steps.ts'
import { countLooseEvidence, insertEvidence, lockTasks } from './store.ts'
import { isSeen, noSuchTask, readTask, standingOf } from './views.ts'

/** Keeps a file for the answer that the owner's post is about to give. Whoever may not answer sends none. */
export async function uploadEvidence(
  ctx: Context,
  { id, name }: { readonly id: string; readonly name: string },
  content: AsyncIterable<Uint8Array>,
): Promise<Evidence> {
  // Asked before the file is taken in, so that nobody sends megabytes for nothing.
  const asked = await look(ctx, async (reading) => readTask(reading, id))
  must(whyNotAnswer({ ...asked, ownerRole: asked.owner.role, ofProject: asked.projectId !== null }))
  const { file, media } = await receiveEvidence(ctx, name, content)
  const once = ctx.once && { ...ctx.once, requestHash: `${ctx.once.requestHash} ${file.hash}` }
  return act(once ? { ...ctx, once } : ctx, 'task.upload-evidence', id, async (tx) => {
    const [task] = await lockTasks(tx, [id])
    const posts = await listMyPosts(tx)
    if (task === undefined || !isSeen(task, tx, posts)) throw noSuchTask()
    must(whyNotAnswer(standingOf(task, posts)))
    const loose = await countLooseEvidence(tx, { taskId: id, accountId: tx.actor.id })
    if (loose >= mostLoose) throw tooMany()
    const evidence = { id: uuidv7(), name: name.replace(/^.*[/\\]/, ''), media, bytes: file.bytes }
    await insertEvidence(tx, {
      ...evidence,
      district: tx.district,
      task_id: id,
      event_id: null,
      hash: file.hash,
      uploaded_by: tx.actor.id,
      uploaded_at: tx.now,
    })
    tx.note({ bytes: file.bytes })
    return evidence
  })
}

/** What was uploaded and thought better of stays: room for that, and an end to it. */
const mostLoose = 5 * mostEvidence

/** Takes in a file that is to prove something: refused where it is too large, or none of the kinds that are evidence. */
export async function receiveEvidence(
  ctx: Context,
  name: string,
  content: AsyncIterable<Uint8Array>,
) {
  let media: EvidenceMedia | null = null
  async function* looked(): AsyncGenerator<Uint8Array> {
    let first: Uint8Array = new Uint8Array()
    for await (const piece of content) {
      if (media === null) {
        first = first.length === 0 ? piece : Buffer.concat([first, piece])
        if (first.length < signLength) continue
        media = mediaIn(first, name)
        yield first
      } else yield piece
    }
    if (media === null) media = mediaIn(first, name)
  }
  try {
    const pieces = looked()[Symbol.asyncIterator]()
    const first = await pieces.next()
    const whole = onwards(first, pieces)
    if (media === 'jpeg' || media === 'png') {
      const { once: _once, ...withoutKey } = ctx
      const file = await keepPhoto(withoutKey, await wholePhoto(whole, longestEvidenceBytes))
      return { file, media: file.media }
    }
    const file = await receiveFile(ctx, whole, { limitBytes: longestEvidenceBytes })
    return { file, media: media ?? mediaIn(new Uint8Array(), name) }
  } catch (error) {
    if (!(error instanceof Refused) || !tooLarge.has(error.refusal.code)) throw error
    const limit = longestEvidenceBytes / 1024 / 1024
    throw new Refused({ code: 'tasks.evidence-too-large', kind: 'too-much', values: { limit } })
  }
}

const tooLarge: ReadonlySet<string> = new Set(['files.too-large', 'files.photo-too-large'])

/** A walk that was begun, from its first piece on. */
async function* onwards(
  first: IteratorResult<Uint8Array, unknown>,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

function mediaIn(first: Uint8Array, name: string): EvidenceMedia {
  const media = evidenceMediaOf(first, name)
  if (media !== null) return media
  throw new Refused({ code: 'tasks.evidence-kind', kind: 'invalid', field: 'name' })
}

function tooMany(): Refused {
  const values = { most: mostEvidence }
  return new Refused({ code: 'tasks.evidence-too-many', kind: 'too-much', values })
}
