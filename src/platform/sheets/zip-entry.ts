import { Readable } from 'node:stream'
import { createInflateRaw, inflateRawSync } from 'node:zlib'
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
/** Decoded at a time: text this small is swept away young. */
const textBytes = 65_536
/** An entry up to this is unpacked at once: a stream costs more than the unpacking. */
const atOnceBytes = 1_048_576

/** The directory of a zip, read from its end. */
export async function directoryOf(bytes: Bytes): Promise<ZipEntry[]> {
  const from = Math.max(0, bytes.size - tailBytes)
  return entriesOf(await bytes.read(from, bytes.size), from)
}

/** An entry as it is unpacked, piece by piece, and never more than its directory declares. */
export async function* contentOf(bytes: Bytes, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const head = await bytes.read(entry.offset, entry.offset + 30)
  if (head.length < 30) throw broken()
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const start = entry.offset + 30 + view.getUint16(26, true) + view.getUint16(28, true)
  const end = start + entry.zippedBytes
  if (end > bytes.size) throw broken()
  if (entry.method !== 0 && entry.method !== 8) throw broken()
  let length = 0
  for await (const piece of unpacked(bytes, entry, start, end)) {
    length += piece.length
    if (length > entry.unzippedBytes) throw broken()
    yield piece
  }
}

async function* unpacked(
  bytes: Bytes,
  entry: ZipEntry,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  if (entry.method === 0) yield* piecesOf(bytes, start, end)
  else if (entry.unzippedBytes > atOnceBytes) yield* inflated(piecesOf(bytes, start, end))
  else if (end > start) yield inflatedAtOnce(await bytes.read(start, end))
}

function inflatedAtOnce(packed: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: atOnceBytes })
  } catch {
    throw broken()
  }
}

/** An entry's text as it is unpacked, piece by piece. */
export async function* textOfEntry(bytes: Bytes, entry: ZipEntry): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null
  for await (const piece of contentOf(bytes, entry)) {
    decoder ??= new TextDecoder(encodingOf(piece))
    for (let at = 0; at < piece.length; at += textBytes) {
      yield decoder.decode(piece.subarray(at, at + textBytes), { stream: true })
    }
  }
  if (decoder !== null) yield decoder.decode()
}

/** XML may be UTF-16, and then says so by its mark. */
function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8'
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
  const inflate = createInflateRaw({ chunkSize: readBytes })
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
