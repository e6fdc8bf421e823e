import { PlainDate } from '../../../kernel/day.ts'

/** What a camera wrote beside a picture, as far as it is kept. */
export interface ExifFacts {
  /** 1 to 8 (Exif 2.3 tag 0x0112); 1: as it is stored. */
  readonly orientation: number
  readonly takenOn: PlainDate | null
  /** Degrees × 100, rounded: about a kilometre. */
  readonly latitudeHundredths: number | null
  readonly longitudeHundredths: number | null
}

export const noExif: ExifFacts = {
  orientation: 1,
  takenOn: null,
  latitudeHundredths: null,
  longitudeHundredths: null,
}

const tags = { orientation: 0x0112, changed: 0x0132, exif: 0x8769, gps: 0x8825, taken: 0x9003 }
const gpsTags = { latitudeRef: 1, latitude: 2, longitudeRef: 3, longitude: 4 }
const types = { ascii: 2, short: 3, long: 4, rational: 5 }

/** No camera writes more entries into one directory. */
const mostEntries = 1_000

interface Entry {
  readonly type: number
  readonly count: number
  /** Where its four bytes of value stand: the value, or where it is. */
  readonly at: number
}

/** A TIFF block: every offset in it is somebody's word, and followed only within the block. */
interface Block {
  readonly view: DataView
  readonly little: boolean
}

/** Reads a TIFF block of Exif; what is not there, or cannot be right, is left out. Never throws. */
export function readExif(bytes: Uint8Array): ExifFacts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.byteLength < 8) return noExif
  const order = view.getUint16(0)
  if (order !== 0x4949 && order !== 0x4d4d) return noExif
  const block = { view, little: order === 0x4949 }
  if (view.getUint16(2, block.little) !== 42) return noExif
  const main = directoryAt(block, view.getUint32(4, block.little))
  const exif = directoryAt(block, pointerIn(block, main.get(tags.exif)))
  const gps = directoryAt(block, pointerIn(block, main.get(tags.gps)))
  const latitude = degreesIn(block, gps, gpsTags.latitudeRef, gpsTags.latitude)
  const longitude = degreesIn(block, gps, gpsTags.longitudeRef, gpsTags.longitude)
  const isPlace = isWithin(latitude, 90) && isWithin(longitude, 180)
  // A receiver that does not know where it is writes zeros; the place is in the sea.
  const isNowhere = latitude === 0 && longitude === 0
  const known = isPlace && !isNowhere
  return {
    orientation: orientationIn(block, main.get(tags.orientation)),
    takenOn: dayIn(block, exif.get(tags.taken)) ?? dayIn(block, main.get(tags.changed)),
    latitudeHundredths: known ? Math.round((latitude ?? 0) * 100) : null,
    longitudeHundredths: known ? Math.round((longitude ?? 0) * 100) : null,
  }
}

/** A block that says nothing but which side is up; of a picture that lies as it is stored none is needed. */
export function orientationBlock(orientation: number): Uint8Array {
  const bytes = new Uint8Array(26)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0x4d4d002a)
  view.setUint32(4, 8)
  view.setUint16(8, 1)
  view.setUint16(10, tags.orientation)
  view.setUint16(12, types.short)
  view.setUint32(14, 1)
  view.setUint16(18, orientation)
  return bytes
}

function directoryAt({ view, little }: Block, at: number | null): Map<number, Entry> {
  const entries = new Map<number, Entry>()
  if (at === null || at < 8 || at + 2 > view.byteLength) return entries
  const count = Math.min(view.getUint16(at, little), mostEntries)
  for (let nth = 0; nth < count; nth += 1) {
    const entry = at + 2 + nth * 12
    if (entry + 12 > view.byteLength) break
    const tag = view.getUint16(entry, little)
    const type = view.getUint16(entry + 2, little)
    entries.set(tag, { type, count: view.getUint32(entry + 4, little), at: entry + 8 })
  }
  return entries
}

function pointerIn({ view, little }: Block, entry: Entry | undefined): number | null {
  return entry?.type === types.long ? view.getUint32(entry.at, little) : null
}

function orientationIn({ view, little }: Block, entry: Entry | undefined): number {
  if (entry?.type !== types.short) return 1
  const value = view.getUint16(entry.at, little)
  return value >= 1 && value <= 8 ? value : 1
}

/** `2026:11:23 09:41:00`. */
function dayIn({ view, little }: Block, entry: Entry | undefined): PlainDate | null {
  if (entry?.type !== types.ascii || entry.count < 10) return null
  const at = view.getUint32(entry.at, little)
  if (at + 10 > view.byteLength) return null
  let text = ''
  for (let nth = 0; nth < 10; nth += 1) text += String.fromCharCode(view.getUint8(at + nth))
  const found = /^((?:19[89]|20)\d{1,2}):(\d\d):(\d\d)$/.exec(text)
  if (found === null) return null
  const day = PlainDate.safeParse(`${found[1]}-${found[2]}-${found[3]}`)
  return day.success ? day.data : null
}

function degreesIn(
  block: Block,
  gps: ReadonlyMap<number, Entry>,
  refTag: number,
  tag: number,
): number | null {
  const { view, little } = block
  const entry = gps.get(tag)
  const ref = gps.get(refTag)
  if (entry?.type !== types.rational || entry.count !== 3 || ref?.type !== types.ascii) return null
  const at = view.getUint32(entry.at, little)
  if (at + 24 > view.byteLength) return null
  let degrees = 0
  for (const [nth, share] of [1, 60, 3_600].entries()) {
    const over = view.getUint32(at + nth * 8, little)
    const under = view.getUint32(at + nth * 8 + 4, little)
    if (under === 0) return null
    degrees += over / under / share
  }
  const side = String.fromCharCode(view.getUint8(ref.at))
  return side === 'S' || side === 'W' ? -degrees : degrees
}

function isWithin(degrees: number | null, most: number): boolean {
  return degrees !== null && Math.abs(degrees) <= most
}
