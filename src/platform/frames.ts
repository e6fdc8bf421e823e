import type { Readable, Writable } from 'node:stream'

/** A message between the program and a child process: one byte of kind, four of length, the payload. */
export interface Frame {
  readonly kind: number
  readonly payload: Buffer
}

const headBytes = 5
const longestFrame = 16 * 1024 * 1024

/** Reads frames as they come; throws on one that is too long (the other side is broken). */
export async function* readFrames(stream: Readable): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const piece of stream) {
    if (!Buffer.isBuffer(piece)) throw new Error('Frames are bytes.')
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    let at = 0
    while (rest.length - at >= headBytes) {
      const length = rest.readUInt32BE(at + 1)
      if (length > longestFrame) throw new Error(`A frame of ${length} bytes`)
      if (rest.length - at < headBytes + length) break
      const start = at + headBytes
      yield { kind: rest.readUInt8(at), payload: rest.subarray(start, start + length) }
      at = start + length
    }
    rest = rest.subarray(at)
  }
}

/** Writes one frame; resolves when the other side has room for more, throws where it is gone. */
export async function writeFrame(
  stream: Writable,
  kind: number,
  payload: Buffer | string,
): Promise<void> {
  const body = typeof payload === 'string' ? Buffer.from(payload) : payload
  const head = Buffer.alloc(headBytes)
  head.writeUInt8(kind, 0)
  head.writeUInt32BE(body.length, 1)
  stream.write(head)
  if (stream.write(body)) return
  if (stream.destroyed) throw gone()
  await new Promise<void>((resolve, reject) => {
    const settle = (error?: Error) => {
      stream.off('drain', drained).off('error', settle).off('close', closed)
      if (error) reject(error)
      else resolve()
    }
    const drained = () => settle()
    const closed = () => settle(gone())
    stream.on('drain', drained).on('error', settle).on('close', closed)
  })
}

function gone(): Error {
  return new Error('The other side is gone.')
}
