/** An entry as the zip's directory declares it (the declaration may lie: what is unpacked is counted). */
export interface ZipEntry {
  /** With `/` between folders, as its bytes say; not to be trusted as a path. */
  readonly name: string
  readonly unzippedBytes: number
  readonly zippedBytes: number
  readonly method: number
  readonly encrypted: boolean
  readonly crc: number
  /** Where its local header stands. */
  readonly offset: number
}

const endSignature = 0x06054b50
const longEndSignature = 0x06064b50
const longEndPlaceSignature = 0x07064b50
const entrySignature = 0x02014b50
const maxEntries = 10_000
/** A field that holds this has its true value elsewhere (zip64). */
const elsewhere = 0xffffffff

/** The directory of a zip, of which `bytes` is the end from `start` on; empty where there is none. */
export function entriesOf(bytes: Uint8Array, start = 0): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end < 0) return []
  const entries: ZipEntry[] = []
  let at = directoryStart(view, end, start)
  for (let index = 0; index < maxEntries; index += 1) {
    if (at < 0 || at + 46 > view.byteLength || view.getUint32(at, true) !== entrySignature) break
    const nameLength = view.getUint16(at + 28, true)
    const extraAt = at + 46 + nameLength
    const extraLength = view.getUint16(at + 30, true)
    const next = extraAt + extraLength + view.getUint16(at + 32, true)
    if (extraAt + extraLength > view.byteLength) break
    const flags = view.getUint16(at + 8, true)
    const extra = extrasOf(view, extraAt, extraLength)
    const long = longValues(view, at, extra.get(0x0001))
    entries.push({
      name: nameOf(bytes.subarray(at + 46, extraAt), flags, extra.get(0x7075)),
      method: view.getUint16(at + 10, true),
      encrypted: (flags & 1) !== 0,
      crc: view.getUint32(at + 16, true),
      ...long,
    })
    at = next
  }
  return entries
}

/** Where the directory begins within `view`: as the end record says, or the longer one of zip64 before it. */
function directoryStart(view: DataView, end: number, start: number): number {
  const said = view.getUint32(end + 16, true)
  if (said !== elsewhere) return said - start
  const place = end - 20
  if (place < 0 || view.getUint32(place, true) !== longEndPlaceSignature) return -1
  const long = Number(view.getBigUint64(place + 8, true)) - start
  if (!(long >= 0 && long + 56 <= view.byteLength)) return -1
  if (view.getUint32(long, true) !== longEndSignature) return -1
  return Number(view.getBigUint64(long + 48, true)) - start
}

type Extras = ReadonlyMap<number, DataView>

function extrasOf(view: DataView, from: number, length: number): Extras {
  const extras = new Map<number, DataView>()
  for (let at = from; at + 4 <= from + length;) {
    const size = view.getUint16(at + 2, true)
    if (at + 4 + size > from + length) break
    extras.set(view.getUint16(at, true), new DataView(view.buffer, view.byteOffset + at + 4, size))
    at += 4 + size
  }
  return extras
}

/** Sizes and place, from the zip64 field where the short ones say so. */
function longValues(view: DataView, at: number, field: DataView | undefined) {
  let place = 0
  const value = (offset: number) => {
    const short = view.getUint32(at + offset, true)
    if (short !== elsewhere || field === undefined || place + 8 > field.byteLength) return short
    place += 8
    return Number(field.getBigUint64(place - 8, true))
  }
  const unzippedBytes = value(24)
  const zippedBytes = value(20)
  return { unzippedBytes, zippedBytes, offset: value(42) }
}

const utf8 = new TextDecoder()
const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
const gb = new TextDecoder('gb18030')

/** UTF-8 where the entry says so or its bytes are; else GB18030, as Windows in China writes it. */
function nameOf(bytes: Uint8Array, flags: number, unicode: DataView | undefined): string {
  let name: string
  if (unicode !== undefined && unicode.byteLength > 5) {
    name = utf8.decode(
      new Uint8Array(unicode.buffer, unicode.byteOffset + 5, unicode.byteLength - 5),
    )
  } else if ((flags & 0x800) !== 0) name = utf8.decode(bytes)
  else {
    try {
      name = strictUtf8.decode(bytes)
    } catch {
      name = gb.decode(bytes)
    }
  }
  return name.replaceAll('\\', '/')
}

/** The end record stands in the last 64 KiB, before a comment of any length. */
function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 65_535)
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === endSignature) return at
  }
  return -1
}
