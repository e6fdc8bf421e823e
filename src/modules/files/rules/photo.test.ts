import fc from 'fast-check'
import { crc32 as zlibCrc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import {
  bareJpeg,
  exifBlock,
  madeUpJpeg,
  madeUpPng,
} from '../../../../tests/files/made-up-photo.ts'
import { noExif, orientationBlock, readExif } from './exif.ts'
import { cleanPhoto } from './photo.ts'
import { crc32 } from './png.ts'

const place = [
  [30, 15, 36, 'N'],
  [120, 9, 54, 'E'],
] as const
const taken = '2026:11:23 09:41:00'

function clean(bytes: Uint8Array) {
  const cleaned = cleanPhoto(bytes)
  if ('kind' in cleaned) throw new Error(cleaned.code)
  return cleaned
}

function has(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes).includes(text)
}

test('nothing stays of a JPEG but its picture; the day and the place rounded to 0.01° are told', () => {
  const photo = madeUpJpeg({ taken, place, secret: 'Zhao 13800000000' })
  const cleaned = clean(photo)
  expect(Buffer.from(cleaned.bytes)).toEqual(Buffer.from(bareJpeg()))
  expect(cleaned).toMatchObject({
    media: 'jpeg',
    orientation: 1,
    takenOn: '2026-11-23',
    latitudeHundredths: 3026,
    longitudeHundredths: 12017,
  })
})

test('which side is up stays, and of Exif nothing else', () => {
  for (let orientation = 2; orientation <= 8; orientation += 1) {
    for (const make of [madeUpJpeg, madeUpPng]) {
      const cleaned = clean(make({ orientation, taken, place }))
      expect(has(cleaned.bytes, 'secret')).toBe(false)
      expect(clean(cleaned.bytes)).toEqual({ ...cleaned, ...noExif, orientation })
    }
  }
  expect(readExif(orientationBlock(6))).toEqual({ ...noExif, orientation: 6 })
})

test('a PNG loses its texts, its Exif and what stands behind its end', () => {
  const cleaned = clean(madeUpPng({ taken, place, secret: 'Zhao 13800000000' }))
  for (const gone of ['Zhao', 'tEXt', 'iTXt', 'eXIf']) expect(has(cleaned.bytes, gone)).toBe(false)
  expect(cleaned).toMatchObject({ takenOn: '2026-11-23', latitudeHundredths: 3026 })
  expect(has(cleaned.bytes, 'IEND')).toBe(true)
})

test('a place south and west is negative, one at 0, 0 is none, nor one beyond the pole', () => {
  const at = (lat: number, side: 'N' | 'S', lon: number, other: 'E' | 'W') =>
    readExif(
      exifBlock({
        place: [
          [lat, 0, 0, side],
          [lon, 0, 0, other],
        ],
      }),
    )
  expect(at(12, 'S', 7, 'W')).toMatchObject({
    latitudeHundredths: -1200,
    longitudeHundredths: -700,
  })
  expect(at(0, 'N', 0, 'E')).toMatchObject({ latitudeHundredths: null, longitudeHundredths: null })
  expect(at(91, 'N', 7, 'E')).toMatchObject({ latitudeHundredths: null, longitudeHundredths: null })
})

test('a day that is none is not told', () => {
  for (const odd of [
    '0000:00:00 00:00:00',
    '2026:13:01 00:00:00',
    '2026:02:30 00:00:00',
    'today',
  ]) {
    expect(readExif(exifBlock({ taken: odd })).takenOn).toBeNull()
  }
})

test('scans with restarts, stuffed bytes and tables between them stay byte for byte', () => {
  const bare = Buffer.from(bareJpeg())
  const scan = Buffer.from('ffda000801010000003f00', 'hex')
  const data = Buffer.from('12ff00ffd034ff00', 'hex')
  const twice = Buffer.concat([bare.subarray(0, -2), scan, data, Buffer.of(0xff, 0xd9)])
  const between = Buffer.concat([
    bare.subarray(0, -2),
    Buffer.from('fffe0008', 'hex'),
    Buffer.from('secret'),
    scan,
    data,
    Buffer.of(0xff, 0xd9),
  ])
  expect(Buffer.from(clean(twice).bytes)).toEqual(twice)
  expect(Buffer.from(clean(between).bytes)).toEqual(twice)
})

test('a JPEG cut off anywhere is refused before its picture begins, and closed after', () => {
  const photo = madeUpJpeg({ taken, place })
  for (let length = 2; length < photo.length; length += 1) {
    const cleaned = cleanPhoto(photo.subarray(0, length))
    if ('kind' in cleaned) expect(cleaned.code).toBe('files.photo-damaged')
    else {
      expect([...cleaned.bytes.subarray(-2)]).toEqual([0xff, 0xd9])
      expect(has(cleaned.bytes, 'secret')).toBe(false)
    }
  }
  expect('kind' in cleanPhoto(photo.subarray(0, photo.length - 16))).toBe(false)
})

test('a PNG cut off anywhere is refused', () => {
  const photo = madeUpPng({ taken })
  const end = Buffer.from(photo).indexOf('IEND') + 8
  for (let length = 1; length < end; length += 1) {
    expect(cleanPhoto(photo.subarray(0, length))).toMatchObject({ code: 'files.photo-damaged' })
  }
})

test('what is neither is refused, whatever it is called', () => {
  for (const odd of ['', 'GIF89a', '%PDF-1.7', 'PK\u0003\u0004']) {
    expect(cleanPhoto(Buffer.from(odd))).toMatchObject({ code: 'files.photo-kind' })
  }
})

test('whatever bytes come, it ends without throwing, gives nothing longer, and is clean the second time', () => {
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.concat([Buffer.of(0xff, 0xd8), bytes])),
    // A real photo with bytes changed in it: lengths and offsets that lead anywhere.
    fc.array(fc.tuple(fc.nat(700), fc.nat(255)), { minLength: 1, maxLength: 12 }).map((changes) => {
      const photo = Buffer.from(madeUpJpeg({ taken, place, orientation: 6 }))
      for (const [at, byte] of changes) photo[2 + (at % (photo.length - 2))] = byte
      return photo
    }),
  )
  fc.assert(
    fc.property(hostile, (bytes) => {
      const cleaned = cleanPhoto(bytes)
      if ('kind' in cleaned) return
      expect(cleaned.bytes.length).toBeLessThanOrEqual(bytes.length + 40)
      const again = clean(cleaned.bytes)
      expect(Buffer.from(again.bytes)).toEqual(Buffer.from(cleaned.bytes))
      expect([again.takenOn, again.latitudeHundredths]).toEqual([null, null])
    }),
    { numRuns: 500 },
  )
})

test('a long photo of nothing but markers takes no time', () => {
  const markers = Buffer.alloc(8 * 1024 * 1024, Buffer.from('fffe0002', 'hex'))
  const begun = performance.now()
  expect(cleanPhoto(Buffer.concat([Buffer.of(0xff, 0xd8), markers]))).toMatchObject({
    code: 'files.photo-damaged',
  })
  expect(performance.now() - begun).toBeLessThan(2_000)
})

test('the checksum is PNG’s', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === zlibCrc32(bytes)))
})
