import { z } from 'zod'
import { Addressee } from '../../kernel/addressee.ts'
import { topic } from '../../kernel/announcement.ts'
import { PlainDate, YearMonth } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Fen } from '../../kernel/money.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { ItemRow, OneRound, RoundState } from './contract.ts'
import { boardStates, itemStates, screeningFindings } from './rules/report.ts'
import { rolesOf, zeroRhythms } from './rules/round.ts'

export const mostPhotos = 9
export const longestPhotoBytes = 8 * 1024 * 1024
/** Of one phone's list: a post that has more screens them in several rounds. */
export const mostOfMine = 1_000

export const ScreeningFinding = z.enum(screeningFindings)
const BoardState = z.enum(boardStates)

/** What a phone says of a site; `submissionId` is the phone's own, so that the same sent twice is one. */
export const NewReport = z.object({
  submissionId: z.uuid(),
  outcome: z.enum(['screened', 'could-not']),
  day: PlainDate,
  reason: z.string().trim().max(500).nullable(),
  headcount: z.int().min(0).max(100_000).nullable(),
  boards: BoardState.nullable(),
  paidUntil: YearMonth.nullable(),
  spokeTo: z.string().trim().max(100),
  findings: z.array(ScreeningFinding).max(screeningFindings.length),
  words: z.string().trim().max(2_000),
  unpaidPeople: z.int().min(0).max(100_000).nullable(),
  unpaidFen: Fen.nullable(),
  photos: z.array(z.uuid()).max(mostPhotos),
})
export type NewReport = z.infer<typeof NewReport>

export const Photo = z.object({
  id: z.uuid(),
  media: z.enum(['jpeg', 'png']),
  bytes: z.int(),
  takenOn: PlainDate.nullable(),
  /** Degrees, to two decimals. */
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
})
export type Photo = z.infer<typeof Photo>

export const Report = NewReport.omit({ submissionId: true, photos: true }).extend({
  id: z.uuid(),
  /** Of several the one that counts. */
  counts: z.boolean(),
  isAfterClose: z.boolean(),
  submittedByName: z.string(),
  organisation: z.string(),
  submittedAt: z.iso.datetime(),
  photos: z.array(Photo),
})
export type Report = z.infer<typeof Report>

export const ItemPage = ItemRow.extend({
  roundId: z.uuid(),
  roundTitle: z.string(),
  roundState: RoundState,
  beginsOn: PlainDate,
  endsOn: PlainDate,
  /** Why it was taken off the list, where it was. */
  removedOn: PlainDate.nullable(),
  /** The newest first. */
  theReports: z.array(Report),
})
export type ItemPage = z.infer<typeof ItemPage>

const ofItem = {
  reach: 'district',
  params: OneRound.extend({ itemId: z.uuid() }),
} as const

export const viewItem = endpoint({
  name: 'screening.item',
  method: 'GET',
  path: '/screening/:roundId/items/:itemId',
  ...ofItem,
  may: rolesOf.see,
  reply: ItemPage,
})

export const submitReport = endpoint({
  name: 'screening.submit-report',
  method: 'POST',
  path: '/screening/:roundId/items/:itemId/reports',
  ...ofItem,
  may: rolesOf.report,
  body: NewReport,
  reply: z.object({
    id: z.uuid(),
    /** The same submission was here before: nothing was written. */
    repeated: z.boolean(),
    /** Others had reported the project in this round; both are kept. */
    others: z.int(),
    isAfterClose: z.boolean(),
    state: z.enum(itemStates),
  }),
})

/** The photo itself as the body, JPEG or PNG; `photo` is the phone's id of it. */
export const uploadPhoto = endpoint({
  name: 'screening.upload-photo',
  method: 'POST',
  path: '/screening/:roundId/items/:itemId/photos',
  ...ofItem,
  may: rolesOf.report,
  query: z.object({ photo: z.uuid() }),
  body: z.instanceof(Uint8Array),
  reply: Photo.extend({ repeated: z.boolean() }),
})

export const downloadPhoto = endpoint({
  name: 'screening.photo',
  method: 'GET',
  path: '/screening/:roundId/items/:itemId/photos/:photoId',
  reach: 'district',
  params: OneRound.extend({ itemId: z.uuid(), photoId: z.uuid() }),
  may: rolesOf.see,
  reply: z.void(),
})

/** What a phone keeps of an item: names and places, no workers. */
export const PhoneItem = z.object({
  itemId: z.uuid(),
  code: z.string(),
  name: z.string(),
  place: z.string().nullable(),
  townName: z.string().nullable(),
  state: z.enum(itemStates),
  isMissed: z.boolean(),
  screenedOn: PlainDate.nullable(),
})
export type PhoneItem = z.infer<typeof PhoneItem>

/** A round as a post takes it along. */
export const PhoneRound = z.object({
  roundId: z.uuid(),
  title: z.string(),
  state: RoundState,
  beginsOn: PlainDate,
  endsOn: PlainDate,
  zeroRhythm: z.enum(zeroRhythms),
  /** Posts of whoever asks that have items, with what they are called. */
  owners: z.array(z.object({ owner: Addressee, ownerName: z.string() })),
  items: z.array(PhoneItem),
  districtName: z.string(),
  demo: z.boolean(),
  /** The account whose list it is: another one sends nothing of it. */
  accountId: z.uuid(),
  accountName: z.string(),
  readAt: z.iso.datetime(),
})
export type PhoneRound = z.infer<typeof PhoneRound>

export const viewMine = endpoint({
  name: 'screening.mine',
  method: 'GET',
  path: '/screening/:roundId/mine',
  reach: 'district',
  params: OneRound,
  may: rolesOf.report,
  reply: PhoneRound,
})

export const NewFoundProject = z.object({
  submissionId: z.uuid(),
  name: z.string().trim().min(2).max(200),
  place: z.string().trim().min(2).max(200),
  firm: z.string().trim().max(200),
  words: z.string().trim().max(1_000),
  foundOn: PlainDate,
})
export type NewFoundProject = z.infer<typeof NewFoundProject>

export const foundBecame = ['waiting', 'joined', 'made', 'asked', 'refused'] as const

export const FoundProject = z.object({
  id: z.uuid(),
  name: z.string(),
  place: z.string(),
  firm: z.string().nullable(),
  words: z.string(),
  ownerName: z.string(),
  foundOn: PlainDate,
  submittedByName: z.string(),
  became: z.enum(foundBecame),
  projectCode: z.string().nullable(),
  projectName: z.string().nullable(),
})
export type FoundProject = z.infer<typeof FoundProject>

export const nameFoundProject = endpoint({
  name: 'screening.name-found-project',
  method: 'POST',
  path: '/screening/:roundId/found',
  reach: 'district',
  params: OneRound,
  may: rolesOf.report,
  body: NewFoundProject,
  reply: z.object({ id: z.uuid(), repeated: z.boolean() }),
})

export const listFoundProjects = endpoint({
  name: 'screening.found-projects',
  method: 'GET',
  path: '/screening/:roundId/found',
  reach: 'district',
  params: OneRound,
  may: rolesOf.see,
  query: PageQuery,
  reply: pageOf(FoundProject),
})

/** `owner` left out: the one post of whoever says it that has items in the round. */
export const NewZeroReport = z.object({
  owner: Addressee.optional(),
  /** A day of the period that it is about. */
  on: PlainDate,
  words: z.string().trim().max(500),
})
export type NewZeroReport = z.infer<typeof NewZeroReport>

export const sayZero = endpoint({
  name: 'screening.say-zero',
  method: 'POST',
  path: '/screening/:roundId/zero-reports',
  reach: 'district',
  params: OneRound,
  may: rolesOf.report,
  body: NewZeroReport,
  reply: z.object({ from: PlainDate, to: PlainDate, repeated: z.boolean() }),
})

/** A site was named in the field that is on no list; heard after the commit, where the registry is asked. */
export const projectFound = topic(
  'screening.project-found',
  z.object({ foundId: z.uuid(), roundId: z.uuid() }),
  (body) => body.roundId,
)
