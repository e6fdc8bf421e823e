import { uuidv7 } from 'uuidv7'
import { must } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import { receiveFile } from '../files/receive-file.ts'
import { whyNotReceive } from './rules/batch.ts'
import { findFiles, insertFile, lockBatch } from './store.ts'

/** A file of the batch, as it came. The same place of the batch with the same content again is the same file. */
export async function receiveSourceFile(
  ctx: Context,
  { batchId, no, name }: { batchId: string; no: number; name: string },
  content: AsyncIterable<Uint8Array>,
): Promise<{ id: string; repeated: boolean }> {
  const file = await receiveFile(ctx, content)
  return act(withContent(ctx, file.hash), 'source-file.receive', batchId, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    must(whyNotReceive(batch.state))
    const there = (await findFiles(tx, batchId)).find((one) => one.no === no)
    if (there?.hash === file.hash) return { id: there.id, repeated: true }
    const id = uuidv7()
    await insertFile(tx, {
      district: tx.district,
      id,
      batch_id: batchId,
      no,
      name: name.replace(/^.*[/\\]/, ''),
      hash: file.hash,
      bytes: file.bytes,
      state: 'received',
      received_at: tx.now,
    })
    tx.note({ bytes: file.bytes })
    return { id, repeated: file.repeated }
  })
}

/** The request's key stands for its bytes too, which whoever took the request has not seen. */
function withContent(ctx: Context, hash: string): Context {
  if (ctx.once === undefined) return ctx
  return { ...ctx, once: { ...ctx.once, requestHash: `${ctx.once.requestHash} ${hash}` } }
}
