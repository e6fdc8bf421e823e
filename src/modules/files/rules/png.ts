import { type ExifFacts, noExif, orientationBlock, readExif } from './exif.ts'
import { type StrippedPicture, together } from './jpeg.ts'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** The picture itself and how its colours are meant; texts, times, profiles, XMP and Exif are left out. */
const pictureChunks = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'sBIT',
])

/**
 * A PNG (ISO/IEC 15948) with nothing in it but the picture; which side is up stays. Null: it is no PNG, or breaks off before
 * its end.
 */
export function stripPng(bytes: Uint8Array): StrippedPicture | null {
  if (!signature.every((byte, at) => bytes[at] === byte)) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = []
  let facts: ExifFacts | null = null
  let hasData = false
  let isWhole = false
  for (let at = signature.length; at + 12 <= bytes.length && !isWhole;) {
    const length = view.getUint32(at)
    const end = at + 12 + length
    if (end > bytes.length) return null
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (kept.length === 0 && kind !== 'IHDR') return null
    if (kind === 'eXIf' && facts === null) facts = readExif(bytes.subarray(at + 8, end - 4))
    if (pictureChunks.has(kind)) kept.push(bytes.subarray(at, end))
    hasData ||= kind === 'IDAT'
    isWhole = kind === 'IEND'
    at = end
  }
  if (!isWhole || !hasData) return null
  const said = facts ?? noExif
  const [first = new Uint8Array(), ...others] = kept
  const turned = said.orientation === 1 ? [] : [chunk('eXIf', orientationBlock(said.orientation))]
  return { ...said, bytes: together([Uint8Array.from(signature), first, ...turned, ...others]) }
}

function chunk(kind: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + body.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, body.length)
  for (let at = 0; at < 4; at += 1) bytes[4 + at] = kind.charCodeAt(at)
  bytes.set(body, 8)
  view.setUint32(8 + body.length, crc32(bytes.subarray(4, 8 + body.length)))
  return bytes
}

/** ISO/IEC 15948 annex D. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
