import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import type { FileHandle } from 'node:fs/promises'
import { broken } from './tell-format.ts'
import { entriesOf, type ZipEntry } from './zip-directory.ts'

/** Bytes that can be read at any place: a file, or what is in memory. */
export interface Bytes {
  readonly size: number
  read(from: number, to: number): Promise<Uint8Array>
}

export function bytesInMemory(bytes: Uint8Array): Bytes {
  return { size: bytes.length, read: (from, to) => Promise.resolve(bytes.subarray(from, to)) }
}

export function bytesOfFile(file: FileHandle, size: number): Bytes {
  return {
    size,
    async read(from, to) {
      const length = Math.max(0, Math.min(to, size) - from)
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, from)
      return buffer.subarray(0, bytesRead)
    },
  }
}

const readBytes = 262_144
/** A directory of a book is kilobytes; this much of the end holds any honest one. */
const tailBytes = 4_194_304

/** The directory of a zip, read from its end. */
export async function directoryOf(bytes: Bytes): Promise<ZipEntry[]> {
  const from = Math.max(0, bytes.size - tailBytes)
  return entriesOf(await bytes.read(from, bytes.size), from)
}

/** An entry's text as it is unpacked, piece by piece. */
export async function* textOfEntry(bytes: Bytes, entry: ZipEntry): AsyncGenerator<string> {
  const head = await bytes.read(entry.offset, entry.offset + 30)
  if (head.length < 30) throw broken()
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const start = entry.offset + 30 + view.getUint16(26, true) + view.getUint16(28, true)
  const decoder = new TextDecoder()
  const packed = piecesOf(bytes, start, start + entry.zippedBytes)
  for await (const piece of entry.method === 0 ? packed : inflated(packed)) {
    yield decoder.decode(piece, { stream: true })
  }
  yield decoder.decode()
}

/** The whole text of an entry that must be small. */
export async function smallTextOf(bytes: Bytes, entry: ZipEntry, limit: number): Promise<string> {
  let text = ''
  for await (const piece of textOfEntry(bytes, entry)) {
    text += piece
    if (text.length > limit) throw broken()
  }
  return text
}

async function* piecesOf(bytes: Bytes, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += readBytes) {
    const piece = await bytes.read(at, Math.min(at + readBytes, to))
    if (piece.length === 0) return
    yield piece
  }
}

async function* inflated(packed: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: 65_536 })
  const feed = Readable.from(packed)
  feed.on('error', (error) => inflate.destroy(error)).pipe(inflate)
  try {
    for await (const piece of inflate) if (piece instanceof Uint8Array) yield piece
  } catch {
    throw broken()
  } finally {
    feed.destroy()
    inflate.destroy()
  }
}
