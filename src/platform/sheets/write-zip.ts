import { Buffer } from 'node:buffer'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

/** One file of a zip, its text (or bytes, as they are) asked for piece by piece when its turn has come. */
export interface ZipPart {
  readonly name: string
  readonly text: Iterable<string> | AsyncIterable<string | Uint8Array>
}

interface Written {
  readonly name: Buffer
  readonly offset: number
  readonly crc: number
  readonly zipped: number
  readonly plain: number
}

/** Beyond these a zip needs its 64-bit form, which we do not write. */
const mostBytes = 0xffff_ffff
const mostParts = 0xffff
/** Deflated at a time: pieces this long keep the thread that deflates busy and little memory held. */
const pieceSigns = 65_536
/** Lists repeat themselves: a higher level took twice the time for a twentieth less. */
const level = 3

/** A zip as it is written: each part deflated on the way, its sizes and sum behind it. */
export async function* zipOf(
  parts: Iterable<ZipPart> | AsyncIterable<ZipPart>,
): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let offset = 0
  for await (const { name, text } of parts) {
    const begun = { name: Buffer.from(name), offset }
    const header = localHeader(begun.name)
    yield header
    offset += header.length
    const sizes = { crc: 0, plain: 0 }
    let zipped = 0
    for await (const piece of deflated(text, sizes)) {
      zipped += piece.length
      yield piece
    }
    const part = { ...begun, ...sizes, zipped }
    const behind = descriptor(part)
    yield behind
    offset += zipped + behind.length
    if (offset > mostBytes || sizes.plain > mostBytes || written.length >= mostParts) {
      throw new RangeError('A zip of this length needs its 64-bit form.')
    }
    written.push(part)
  }
  const directory = Buffer.concat(written.map(entryOf))
  yield directory
  yield endOf(written.length, directory.length, offset)
}

async function* deflated(
  text: ZipPart['text'],
  sizes: { crc: number; plain: number },
): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level })
  const fed = pipeline(Readable.from(counted(text, sizes), { highWaterMark: 2 }), deflate)
  // What goes wrong in the text is thrown where the pieces are read; a reader that leaves early is no fault.
  fed.catch(() => undefined)
  for await (const piece of deflate) yield Buffer.from(piece)
}

async function* counted(
  text: ZipPart['text'],
  sizes: { crc: number; plain: number },
): AsyncGenerator<Buffer> {
  let gathered = ''
  const take = () => {
    const bytes = Buffer.from(gathered)
    gathered = ''
    sizes.crc = crc32(bytes, sizes.crc)
    sizes.plain += bytes.length
    return bytes
  }
  for await (const piece of text) {
    if (typeof piece !== 'string') {
      if (gathered !== '') yield take()
      sizes.crc = crc32(piece, sizes.crc)
      sizes.plain += piece.length
      yield Buffer.from(piece)
      continue
    }
    gathered += piece
    if (gathered.length >= pieceSigns) yield take()
  }
  if (gathered !== '') yield take()
}

/** Sizes behind the content (bit 3), names in UTF-8 (bit 11). */
const flags = 0x0808
const version = 20
const deflateMethod = 8
/** 1 January 2020: a file of the same content has the same bytes, whenever it is written. */
const dosDay = ((2020 - 1980) << 9) | (1 << 5) | 1

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(version, 4)
  header.writeUInt16LE(flags, 6)
  header.writeUInt16LE(deflateMethod, 8)
  header.writeUInt16LE(dosDay, 12)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, name])
}

function descriptor({ crc, zipped, plain }: Omit<Written, 'name'>): Buffer {
  const behind = Buffer.alloc(16)
  behind.writeUInt32LE(0x08074b50, 0)
  behind.writeUInt32LE(crc, 4)
  behind.writeUInt32LE(zipped, 8)
  behind.writeUInt32LE(plain, 12)
  return behind
}

function entryOf({ name, offset, crc, zipped, plain }: Written): Buffer {
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(version, 4)
  entry.writeUInt16LE(version, 6)
  entry.writeUInt16LE(flags, 8)
  entry.writeUInt16LE(deflateMethod, 10)
  entry.writeUInt16LE(dosDay, 14)
  entry.writeUInt32LE(crc, 16)
  entry.writeUInt32LE(zipped, 20)
  entry.writeUInt32LE(plain, 24)
  entry.writeUInt16LE(name.length, 28)
  entry.writeUInt32LE(offset, 42)
  return Buffer.concat([entry, name])
}

function endOf(parts: number, directoryBytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts, 8)
  end.writeUInt16LE(parts, 10)
  end.writeUInt32LE(directoryBytes, 12)
  end.writeUInt32LE(offset, 16)
  return end
}
