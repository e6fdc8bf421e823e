import { type ExifFacts, noExif, orientationBlock, readExif } from './exif.ts'

export interface StrippedPicture extends ExifFacts {
  readonly bytes: Uint8Array
}

const marker = { soi: 0xd8, eoi: 0xd9, sos: 0xda, app1: 0xe1, app14: 0xee }
const exifHead = [0x45, 0x78, 0x69, 0x66, 0, 0]
const adobeHead = [0x41, 0x64, 0x6f, 0x62, 0x65]

/**
 * A JPEG (ITU-T T.81) with nothing in it but the picture: of its segments only tables, frames and scans are kept, and the
 * Adobe mark that says how colours are stored; none of what a program or camera wrote beside them (APPn: Exif, XMP, thumbnails,
 * maker's notes; comments), nor anything behind the picture's end, where phones put films and second pictures. Which side is
 * up stays, in an Exif block that says only that. Null: it is no JPEG, or breaks off before its picture begins.
 */
export function stripJpeg(bytes: Uint8Array): StrippedPicture | null {
  if (bytes[0] !== 0xff || bytes[1] !== marker.soi) return null
  const kept: Uint8Array[] = []
  let facts: ExifFacts | null = null
  let hasFrame = false
  let hasScan = false
  let at = 2
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) break
    while (bytes[at] === 0xff) at += 1
    const kind = bytes[at] ?? marker.eoi
    at += 1
    if (kind === marker.eoi || kind === marker.soi) break
    if (isBare(kind)) continue
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
    if (length < 2 || at + length > bytes.length) break
    const body = bytes.subarray(at + 2, at + length)
    if (kind === marker.app1 && facts === null && beginsWith(body, exifHead)) {
      facts = readExif(body.subarray(exifHead.length))
    }
    if (isPicture(kind, body)) kept.push(Uint8Array.of(0xff, kind), bytes.subarray(at, at + length))
    hasFrame ||= isFrame(kind)
    at += length
    if (kind !== marker.sos) continue
    const end = scanEnd(bytes, at)
    kept.push(bytes.subarray(at, end))
    hasScan ||= hasFrame && end > at
    at = end
  }
  if (!hasScan) return null
  const said = facts ?? noExif
  const head = [Uint8Array.of(0xff, marker.soi), ...orientationSegment(said.orientation)]
  return { ...said, bytes: together([...head, ...kept, Uint8Array.of(0xff, marker.eoi)]) }
}

/** Where the scan's data ends: at the next marker that is neither a stuffed byte nor a restart. */
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next === undefined) return at
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

/** TEM and restarts: no length follows. */
function isBare(kind: number): boolean {
  return kind === 0 || kind === 0x01 || (kind >= 0xd0 && kind <= 0xd7)
}

function isFrame(kind: number): boolean {
  return kind >= 0xc0 && kind <= 0xcf && kind !== 0xc4 && kind !== 0xc8 && kind !== 0xcc
}

/** SOFn, DHT, DAC, SOS, DQT, DNL, DRI, and Adobe's twelve bytes. */
function isPicture(kind: number, body: Uint8Array): boolean {
  if (kind === marker.app14) return body.length === 12 && beginsWith(body, adobeHead)
  return (kind >= 0xc0 && kind <= 0xcf && kind !== 0xc8) || (kind >= 0xda && kind <= 0xdd)
}

function orientationSegment(orientation: number): Uint8Array[] {
  if (orientation === 1) return []
  const block = orientationBlock(orientation)
  const length = 2 + exifHead.length + block.length
  const head = Uint8Array.of(0xff, marker.app1, length >> 8, length & 0xff, ...exifHead)
  return [head, block]
}

function beginsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, at) => bytes[at] === byte)
}

export function together(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
