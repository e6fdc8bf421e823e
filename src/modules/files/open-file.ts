import { createHash } from 'node:crypto'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { openChunk } from '../../platform/keys.ts'
import { findFile, listChunks } from './store.ts'

/** 2 MiB a statement. */
const chunksAtOnce = 8

/**
 * The content of a kept file, piece by piece. Each piece is checked before it is given, the whole at the end: whoever
 * walks it to its end has what was received, else it throws. A kept file never changes, so each part may be read in a
 * transaction of its own, and nobody holds a connection while a slow receiver reads.
 */
export async function* openFile(ctx: Context, hash: string): AsyncGenerator<Buffer> {
  const file = await look(ctx, (reading) => findFile(reading, hash))
  if (file === null) throw new Refused({ code: 'files.unknown', kind: 'not-found' })
  const whole = createHash('sha256')
  let bytes = 0
  for (let first = 0; bytes < file.bytes; first += chunksAtOnce) {
    const chunks = await look(ctx, (reading) => listChunks(reading, hash, first, chunksAtOnce))
    if (chunks.length === 0) throw changed(ctx, hash)
    for (const [at, sealed] of chunks.entries()) {
      const piece = unseal(ctx, hash, first + at, sealed)
      whole.update(piece)
      bytes += piece.length
      yield piece
    }
  }
  if (bytes !== file.bytes || whole.digest('hex') !== hash) throw changed(ctx, hash)
}

/** A chunk of another file, place or key does not open: a missing one shifts those after it, and they do not either. */
function unseal(ctx: Context, hash: string, no: number, sealed: Buffer): Buffer {
  try {
    return openChunk(ctx.platform.keys, hash, no, sealed)
  } catch {
    throw changed(ctx, hash)
  }
}

function changed(ctx: Context, hash: string): Refused {
  ctx.platform.log.error({ district: ctx.district, hash }, 'a kept file is not what was received')
  return new Refused({ code: 'files.changed', kind: 'wrong-state' })
}
