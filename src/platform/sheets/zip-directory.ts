/** An entry as the zip's directory declares it (the declaration may lie: the process has its own limit). */
export interface ZipEntry {
  readonly name: string
  readonly unzippedBytes: number
  readonly zippedBytes: number
  readonly method: number
  /** Where its local header stands. */
  readonly offset: number
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const maxEntries = 10_000

/** The directory of a zip, of which `bytes` is the end from `start` on; empty where there is none. */
export function entriesOf(bytes: Uint8Array, start = 0): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end < 0) return []
  const count = Math.min(view.getUint16(end + 10, true), maxEntries)
  const decoder = new TextDecoder()
  const entries: ZipEntry[] = []
  let at = view.getUint32(end + 16, true) - start
  for (let index = 0; index < count; index += 1) {
    if (at < 0 || at + 46 > view.byteLength || view.getUint32(at, true) !== entrySignature) break
    const nameLength = view.getUint16(at + 28, true)
    entries.push({
      name: decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      zippedBytes: view.getUint32(at + 20, true),
      unzippedBytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** The end record stands in the last 64 KiB, before a comment of any length. */
function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 65_535)
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === endSignature) return at
  }
  return -1
}
