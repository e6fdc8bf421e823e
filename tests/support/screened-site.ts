import { uuidv7 } from 'uuidv7'
import { contextAs } from '../../src/modules/people/authenticate.ts'
import { aReport, aRound } from '../../src/modules/screening/fixtures.ts'
import { sayZero } from '../../src/modules/screening/say-zero.ts'
import { submitReport } from '../../src/modules/screening/submit-report.ts'
import { uploadPhoto } from '../../src/modules/screening/upload-photo.ts'
import { listItems } from '../../src/modules/screening/views-items.ts'
import { type Context, officeDay } from '../../src/platform/context.ts'
import { projectsOf } from '../../src/projects-of.ts'
import { bareJpeg } from '../files/made-up-photo.ts'

/** A round of a site's town in which it was screened, with a photo. */
export interface Screened {
  roundId: string
  itemId: string
  photoId: string
}

export const notScreened: Screened = { roundId: '', itemId: '', photoId: '' }

/** The office screens the site, finds nothing, and says so. */
export async function screenedSite(
  ctx: Context,
  site: { readonly town: string; readonly projectId: string; readonly projectName: string },
  office: string,
): Promise<Screened> {
  const officer = await contextAs(ctx, office, projectsOf)
  if (officer === null) throw new Error(`${office} has no post.`)
  const { town, projectName } = site
  const filter = { towns: [town], industries: [], ownerKinds: [], states: [] }
  const roundId = await aRound(officer, { filter })
  const { rows } = await listItems(officer, roundId, { state: 'listed', limit: 200 })
  const itemId = rows.find(({ projectId }) => projectId === site.projectId)?.itemId ?? ''
  const photoId = uuidv7()
  await uploadPhoto(officer, { roundId, itemId, photo: photoId }, bytesOf(bareJpeg()))
  const report = aReport(officer, { words: `${projectName}一切正常`, photos: [photoId] })
  await submitReport(officer, { roundId, itemId }, report)
  const owner = { role: 'town' as const, place: town }
  await sayZero(officer, roundId, { owner, on: officeDay(officer), words: '' })
  return { roundId, itemId, photoId }
}

async function* bytesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
