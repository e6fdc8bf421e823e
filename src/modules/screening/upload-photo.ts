import { Readable } from 'node:stream'
import { Refused } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import type { SentFile } from '../../platform/http/route.ts'
import { keepPhoto, wholePhoto } from '../files/keep-photo.ts'
import { openFile } from '../files/open-file.ts'
import { mostPhotos, type Photo } from './contract-reports.ts'
import { countLoosePhotos, findPhoto, insertPhoto } from './store.ts'
import { mustMayReport } from './submit-report.ts'
import { photoOf, readPhoto } from './views-items.ts'

/** What was uploaded for reports that were thought better of stays: room for that, and an end to it. */
const mostLoose = 10 * mostPhotos

interface UploadOf {
  readonly roundId: string
  readonly itemId: string
  /** The phone's own id of it. */
  readonly photo: string
}

/** Keeps a photo for the report that is about to come; the same sent again is kept once. */
export async function uploadPhoto(
  ctx: Context,
  of: UploadOf,
  content: AsyncIterable<Uint8Array>,
): Promise<Photo & { repeated: boolean }> {
  const bytes = await wholePhoto(content)
  return act(ctx, 'screening-report.upload-photo', of.itemId, async (tx) => {
    const { item } = await mustMayReport(tx, of)
    const known = await findPhoto(tx, of.photo)
    if (known !== null) {
      if (known.item_id !== item.id) throw noSuchPhoto()
      return { ...photoOf(known), repeated: true }
    }
    const loose = await countLoosePhotos(tx, { itemId: item.id, accountId: tx.actor.id })
    if (loose >= mostLoose) {
      const values = { most: mostPhotos }
      throw new Refused({ code: 'screening.too-many-photos', kind: 'too-much', values })
    }
    const kept = await keepPhoto(tx, bytes)
    const photo = {
      district: tx.district,
      id: of.photo,
      item_id: item.id,
      report_id: null,
      hash: kept.hash,
      media: kept.media,
      bytes: kept.bytes,
      taken_on: kept.takenOn,
      latitude_hundredths: kept.latitudeHundredths,
      longitude_hundredths: kept.longitudeHundredths,
      uploaded_by: tx.actor.id,
      uploaded_at: tx.now,
    }
    await insertPhoto(tx, photo)
    tx.note({ bytes: kept.bytes })
    return { ...photoOf(photo), repeated: false }
  })
}

/** A photo of a report, for whoever sees the item. That it was opened is in the audit. */
export async function openPhoto(
  ctx: Context,
  of: { readonly roundId: string; readonly itemId: string; readonly photoId: string },
): Promise<SentFile> {
  const found = await look(ctx, (reading) => readPhoto(reading, of))
  if (found === null) throw noSuchPhoto()
  const { id, hash, media, bytes } = found
  await act(ctx, 'screening-report.open-photo', of.itemId, async (tx) => tx.note({ bytes }))
  return {
    name: `${id}.${media === 'jpeg' ? 'jpg' : 'png'}`,
    mediaType: `image/${media}`,
    bytes: Readable.from(openFile(ctx, hash), { objectMode: false }),
  }
}

function noSuchPhoto(): Refused {
  return new Refused({ code: 'screening.unknown-photo', kind: 'not-found' })
}
