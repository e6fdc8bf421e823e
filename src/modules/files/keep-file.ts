import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { sealChunk } from '../../platform/keys.ts'
import type { ReceivedFile } from './contract.ts'
import type { SpooledFile } from './spool-file.ts'
import { insertChunks, insertFile } from './store.ts'

/** Keeps a file by its content: what is kept already is not written again. */
export async function keepFile(ctx: Context, file: SpooledFile): Promise<ReceivedFile> {
  const { hash, bytes } = file
  return act(ctx, 'file.keep', hash, async (tx) => {
    const isNew = await insertFile(tx, hash, bytes)
    if (isNew) await keepChunks(tx, file)
    tx.note({ bytes, repeated: isNew ? 0 : 1 })
    return { hash, bytes, repeated: !isNew }
  })
}

/** 4 MiB a statement. */
const chunksAtOnce = 16

async function keepChunks(tx: Tx, { hash, pieces }: SpooledFile): Promise<void> {
  let first = 0
  let sealed: Buffer[] = []
  for await (const piece of pieces()) {
    sealed.push(sealChunk(tx.platform.keys, hash, first + sealed.length, piece))
    if (sealed.length < chunksAtOnce) continue
    await insertChunks(tx, hash, first, sealed)
    first += sealed.length
    sealed = []
  }
  if (sealed.length > 0) await insertChunks(tx, hash, first, sealed)
}
