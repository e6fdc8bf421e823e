import { createHash } from 'node:crypto'
import type { PlainDate } from '../../kernel/day.ts'
import { Refused } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { keepFile } from './keep-file.ts'
import { cleanPhoto, longestPhotoBytes } from './rules/photo.ts'
import { pieceBytes, type SpooledFile } from './spool-file.ts'

/** A kept photo, and what it said of itself that is kept beside it. */
export interface KeptPhoto {
  readonly hash: string
  readonly media: 'jpeg' | 'png'
  readonly bytes: number
  readonly takenOn: PlainDate | null
  readonly latitudeHundredths: number | null
  readonly longitudeHundredths: number | null
}

/** Keeps a photo without its metadata; the day and the rough place are its caller's to keep. */
export async function keepPhoto(ctx: Context, bytes: Uint8Array): Promise<KeptPhoto> {
  const clean = cleanPhoto(bytes)
  if ('kind' in clean) throw new Refused(clean)
  const { media, takenOn, latitudeHundredths, longitudeHundredths } = clean
  const file = await keepFile(ctx, inMemory(clean.bytes))
  return {
    hash: file.hash,
    media,
    bytes: file.bytes,
    takenOn,
    latitudeHundredths,
    longitudeHundredths,
  }
}

/** A body of at most so many bytes, whole: metadata stands anywhere in a picture. Refused while it comes where it is longer. */
export async function wholePhoto(
  content: AsyncIterable<Uint8Array>,
  limitBytes: number = longestPhotoBytes,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of content) {
    bytes += piece.length
    if (bytes > limitBytes) {
      const limit = Math.floor(limitBytes / 1024 / 1024)
      throw new Refused({ code: 'files.photo-too-large', kind: 'too-much', values: { limit } })
    }
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** What is in memory already needs no temporary file. */
function inMemory(content: Uint8Array): SpooledFile {
  return {
    hash: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
    pieces: async function* () {
      for (let at = 0; at < content.length; at += pieceBytes) {
        yield Buffer.from(content.subarray(at, at + pieceBytes))
      }
    },
    discard: async () => undefined,
  }
}
