/* A small real picture, and what a telephone writes beside it. */
import { crc32 } from 'node:zlib'

export interface MadeUpPhoto {
  readonly orientation?: number
  /** `2026:11:23 09:41:00`. */
  readonly taken?: string
  /** Degrees, minutes, seconds and the side, of latitude and longitude. */
  readonly place?: readonly [
    readonly [number, number, number, 'N' | 'S'],
    readonly [number, number, number, 'E' | 'W'],
  ]
  /** Written into every place where metadata may stand. */
  readonly secret?: string
}

/** A grey JPEG of 8 × 8 with Exif, a thumbnail, XMP, a profile, a comment between its scans and a film behind its end. */
export function madeUpJpeg({ secret = 'secret', ...exif }: MadeUpPhoto = {}): Uint8Array {
  const text = Buffer.from(secret)
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    segment(
      0xe0,
      Buffer.concat([Buffer.from('JFIF\0'), Buffer.of(1, 1, 0, 0, 1, 0, 1, 1, 1), text]),
    ),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exifBlock(exif, text)])),
    segment(0xe1, Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), text])),
    segment(0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0'), text])),
    segment(0xfe, text),
    ...tables(),
    segment(0xed, text),
    segment(0xda, Buffer.of(1, 1, 0, 0, 63, 0)),
    Buffer.of(0x3f),
    Buffer.of(0xff, 0xd9),
    Buffer.from('ftypmp42'),
    text,
  ])
}

/** The same picture and nothing else. */
export function bareJpeg(): Uint8Array {
  const scan = [segment(0xda, Buffer.of(1, 1, 0, 0, 63, 0)), Buffer.of(0x3f)]
  return Buffer.concat([Buffer.of(0xff, 0xd8), ...tables(), ...scan, Buffer.of(0xff, 0xd9)])
}

function tables(): Buffer[] {
  return [
    segment(0xdb, Buffer.concat([Buffer.of(0), Buffer.alloc(64, 1)])),
    segment(0xc0, Buffer.of(8, 0, 8, 0, 8, 1, 1, 0x11, 0)),
    segment(0xc4, Buffer.concat([Buffer.of(0x00, 1), Buffer.alloc(15), Buffer.of(0)])),
    segment(0xc4, Buffer.concat([Buffer.of(0x10, 1), Buffer.alloc(15), Buffer.of(0)])),
  ]
}

function segment(kind: number, body: Buffer): Buffer {
  const head = Buffer.of(0xff, kind, 0, 0)
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

/** A TIFF block with a directory, that of the camera and that of the receiver; big end first. */
export function exifBlock(
  { orientation, taken, place }: MadeUpPhoto,
  secret: Buffer = Buffer.of(),
): Buffer {
  const parts: Buffer[] = []
  let end = 8
  const put = (part: Buffer): number => {
    parts.push(part)
    end += part.length
    return end - part.length
  }
  const secretAt = put(Buffer.concat([secret, Buffer.of(0)]))
  const takenAt = put(Buffer.from(`${taken ?? ''}\0`))
  const degrees = (of: readonly (string | number)[]) =>
    put(Buffer.concat(of.slice(0, 3).map((one) => rational(Number(one)))))
  const camera = taken === undefined ? [] : [entry(0x9003, 2, taken.length + 1, takenAt)]
  const cameraAt = put(directory(camera))
  const receiver =
    place === undefined
      ? []
      : [
          entry(1, 2, 2, place[0][3].charCodeAt(0) * 0x1000000),
          entry(2, 5, 3, degrees(place[0])),
          entry(3, 2, 2, place[1][3].charCodeAt(0) * 0x1000000),
          entry(4, 5, 3, degrees(place[1])),
        ]
  const receiverAt = put(directory(receiver))
  const main = directory([
    entry(0x010f, 2, secret.length + 1, secretAt),
    ...(orientation === undefined ? [] : [entry(0x0112, 3, 1, orientation * 0x10000)]),
    entry(0x8769, 4, 1, cameraAt),
    entry(0x8825, 4, 1, receiverAt),
  ])
  const head = Buffer.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 0)
  head.writeUInt32BE(put(main), 4)
  return Buffer.concat([head, ...parts])
}

function directory(entries: readonly Buffer[]): Buffer {
  const count = Buffer.alloc(2)
  count.writeUInt16BE(entries.length)
  return Buffer.concat([count, ...entries, Buffer.alloc(4)])
}

function entry(tag: number, type: number, count: number, value: number): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt16BE(tag, 0)
  bytes.writeUInt16BE(type, 2)
  bytes.writeUInt32BE(count, 4)
  bytes.writeUInt32BE(value, 8)
  return bytes
}

function rational(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32BE(Math.round(value * 1_000), 0)
  bytes.writeUInt32BE(1_000, 4)
  return bytes
}

/** A grey PNG of 1 × 1 with a text, a time and Exif beside it. */
export function madeUpPng({ secret = 'secret', ...exif }: MadeUpPhoto = {}): Uint8Array {
  const text = Buffer.from(secret)
  const header = Buffer.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0)
  const data = Buffer.from('789c6360000000020001', 'hex')
  return Buffer.concat([
    Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    pngChunk('IHDR', header),
    pngChunk('tEXt', Buffer.concat([Buffer.from('Author\0'), text])),
    pngChunk('eXIf', exifBlock(exif, text)),
    pngChunk('IDAT', data),
    pngChunk('iTXt', text),
    pngChunk('IEND', Buffer.of()),
    text,
  ])
}

function pngChunk(kind: string, body: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(body.length)
  const named = Buffer.concat([Buffer.from(kind), body])
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(crc32(named))
  return Buffer.concat([head, named, tail])
}
