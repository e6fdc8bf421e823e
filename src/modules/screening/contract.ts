import { z } from 'zod'
import { Addressee } from '../../kernel/addressee.ts'
import { PlainDate, YearMonth } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { figure } from '../../kernel/figure.ts'
import { Fen } from '../../kernel/money.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { Industry, OwnerKind, ProjectState } from '../registry/contract.ts'
import { boardStates, itemStates, screeningFindings } from './rules/report.ts'
import {
  liveProjectStates,
  ownerWays,
  rolesOf,
  roundEventKinds,
  roundStates,
  zeroRhythms,
} from './rules/round.ts'

export const RoundState = z.enum(roundStates)

/** Projects of one round: more sites than a district has. */
export const mostItems = 5_000
/** Projects put on a list in one call. */
export const mostAdded = 200
export const longestTitle = 80

/** By what the list is made; empty: all. */
export const RoundFilter = z.object({
  towns: z.array(z.string().max(20)).max(200),
  industries: z.array(Industry).max(20),
  ownerKinds: z.array(OwnerKind).max(20),
  states: z.array(z.enum(liveProjectStates)).max(liveProjectStates.length),
})
export type RoundFilter = z.infer<typeof RoundFilter>

export const NewRound = z.object({
  title: z.string().trim().min(2).max(longestTitle),
  beginsOn: PlainDate,
  endsOn: PlainDate,
  /** Whose the items are: towns', or departments'. */
  ownerWay: z.enum(ownerWays),
  zeroRhythm: z.enum(zeroRhythms),
  filter: RoundFilter,
})
export type NewRound = z.infer<typeof NewRound>

export const ChangeRound = NewRound.extend({ version: z.int() })
export type ChangeRound = z.infer<typeof ChangeRound>

const Round = NewRound.extend({
  id: z.uuid(),
  state: RoundState,
  madeByName: z.string(),
  madeOn: PlainDate,
  openedOn: PlainDate.nullable(),
  closedOn: PlainDate.nullable(),
  version: z.int(),
})

/** How many projects stand how; of whoever asks, as far as he sees. `rate` in hundredths of a percent, null: nothing is known. */
const Counts = z.object({
  known: z.int(),
  screened: z.int(),
  couldNot: z.int(),
  waiting: z.int(),
  missed: z.int(),
  /** Live and in the filter, and on the list of this round not yet. */
  unlisted: z.int(),
  found: z.int(),
  rate: z.int().nullable(),
})
export type Counts = z.infer<typeof Counts>

export const RoundRow = Round.extend({ counts: Counts })
export type RoundRow = z.infer<typeof RoundRow>

const Count = figure(z.int())

/** The same counts, each with the address of its rows: of a town, a department's industry, an owner's kind, or all. */
export const Share = z.object({
  key: z.string(),
  name: z.string(),
  known: Count,
  screened: Count,
  couldNot: Count,
  waiting: Count,
  missed: Count,
  unlisted: Count,
  found: Count,
  rate: z.int().nullable(),
})
export type Share = z.infer<typeof Share>

export const RoundEvent = z.object({
  id: z.uuid(),
  kind: z.enum(roundEventKinds),
  message: z.string(),
  actorName: z.string(),
  at: z.iso.datetime(),
})
export type RoundEvent = z.infer<typeof RoundEvent>

/** What a post has to look at, and what it has said. */
export const OwnerRow = z.object({
  owner: Addressee,
  ownerName: z.string(),
  isUnowned: z.boolean(),
  isMine: z.boolean(),
  items: Count,
  screened: Count,
  couldNot: Count,
  waiting: Count,
  missed: Count,
  found: Count,
  /** Periods of the zero report's rhythm that have begun, and of how many of them something was said. */
  periods: z.int(),
  reported: z.int(),
  zeroSaid: z.int(),
  /** Nothing waits, and it was said what was found, or that nothing was. */
  hasReported: z.boolean(),
  lastReportOn: PlainDate.nullable(),
  urged: z.int(),
})
export type OwnerRow = z.infer<typeof OwnerRow>

export const RoundPage = Round.extend({
  all: Share,
  towns: z.array(Share),
  departments: z.array(Share),
  kinds: z.array(Share),
  owners: z.array(OwnerRow),
  foundProjects: Count,
  /** The newest first, at most 200. */
  events: z.array(RoundEvent),
})
export type RoundPage = z.infer<typeof RoundPage>

export const listedAs = ['known', 'listed', ...itemStates, 'missed', 'late', 'unlisted'] as const

export const ItemFilter = z.object({
  state: z.enum(listedAs).default('known'),
  /** `role.place`, as figures give it. */
  owner: z.string().max(60).optional(),
  /** Nine digits; `none`: of no town. */
  town: z.string().max(20).optional(),
  industry: Industry.optional(),
  ownerKind: OwnerKind.optional(),
  only: z.enum(['found', 'twice', 'mine']).optional(),
  search: z.string().max(60).optional(),
})
export type ItemFilter = z.infer<typeof ItemFilter>

/** A known project of a round; without an item it is not on the list. */
export const ItemRow = z.object({
  itemId: z.uuid().nullable(),
  projectId: z.uuid(),
  projectCode: z.string(),
  projectName: z.string(),
  projectState: ProjectState,
  place: z.string().nullable(),
  townName: z.string().nullable(),
  industry: Industry,
  ownerKind: OwnerKind,
  owner: Addressee.nullable(),
  ownerName: z.string().nullable(),
  isUnowned: z.boolean(),
  isMine: z.boolean(),
  state: z.enum([...itemStates, 'unlisted']),
  isMissed: z.boolean(),
  isLate: z.boolean(),
  reports: z.int(),
  screenedOn: PlainDate.nullable(),
  reportedByName: z.string().nullable(),
  found: z.boolean(),
  unpaidPeople: z.int(),
  unpaidFen: Fen,
  /** What the report that counts says. */
  reason: z.string().nullable(),
  headcount: z.int().nullable(),
  boards: z.enum(boardStates).nullable(),
  paidUntil: YearMonth.nullable(),
  spokeTo: z.string().nullable(),
  findings: z.array(z.enum(screeningFindings)),
  words: z.string().nullable(),
})
export type ItemRow = z.infer<typeof ItemRow>

export const OneRound = z.object({ roundId: z.uuid() })
const Version = z.object({ version: z.int() })

/** What every endpoint about one round says of itself. */
const ofRound = { reach: 'district', params: OneRound } as const

export const listRounds = endpoint({
  name: 'screening.rounds',
  method: 'GET',
  path: '/screening',
  reach: 'district',
  may: rolesOf.see,
  query: PageQuery,
  reply: pageOf(RoundRow),
})

export const makeRound = endpoint({
  name: 'screening.make-round',
  method: 'POST',
  path: '/screening',
  reach: 'district',
  may: rolesOf.arrange,
  body: NewRound,
  reply: z.object({ id: z.uuid(), items: z.int() }),
})

export const changeRound = endpoint({
  name: 'screening.change-round',
  method: 'PUT',
  path: '/screening/:roundId',
  ...ofRound,
  may: rolesOf.arrange,
  body: ChangeRound,
  reply: z.object({ id: z.uuid(), items: z.int() }),
})

export const viewRound = endpoint({
  name: 'screening.round',
  method: 'GET',
  path: '/screening/:roundId',
  ...ofRound,
  may: rolesOf.see,
  reply: RoundPage,
})

export const openRound = endpoint({
  name: 'screening.open-round',
  method: 'POST',
  path: '/screening/:roundId/open',
  ...ofRound,
  may: rolesOf.arrange,
  body: Version,
  reply: z.object({ owners: z.int(), items: z.int() }),
})

export const MoveEnd = z.object({
  version: z.int(),
  endsOn: PlainDate,
  why: z.string().trim().min(2).max(200),
})
export type MoveEnd = z.infer<typeof MoveEnd>

/** Another last day while it is open; `told`: posts that still have something to look at. */
export const moveEnd = endpoint({
  name: 'screening.move-end',
  method: 'POST',
  path: '/screening/:roundId/last-day',
  ...ofRound,
  may: rolesOf.arrange,
  body: MoveEnd,
  reply: z.object({ told: z.int() }),
})

export const closeRound = endpoint({
  name: 'screening.close-round',
  method: 'POST',
  path: '/screening/:roundId/close',
  ...ofRound,
  may: rolesOf.arrange,
  body: Version,
  reply: z.object({ missed: z.int() }),
})

/** Projects by their codes, or all that are known and not on the list. */
export const AddProjects = z.object({
  codes: z.array(z.string().max(60)).max(mostAdded),
  allUnlisted: z.boolean(),
  why: z.string().trim().max(200),
})
export type AddProjects = z.infer<typeof AddProjects>

export const addProjects = endpoint({
  name: 'screening.add-projects',
  method: 'POST',
  path: '/screening/:roundId/projects',
  ...ofRound,
  may: rolesOf.arrange,
  body: AddProjects,
  reply: z.object({ added: z.int(), already: z.int() }),
})

export const removeItem = endpoint({
  name: 'screening.remove-item',
  method: 'POST',
  path: '/screening/:roundId/items/:itemId/remove',
  reach: 'district',
  params: OneRound.extend({ itemId: z.uuid() }),
  may: rolesOf.arrange,
  body: z.object({ why: z.string().trim().min(2).max(200) }),
  reply: z.object({ removed: z.literal(true) }),
})

export const UrgeOwners = z.object({
  owners: z.array(Addressee).min(1).max(200),
  words: z.string().trim().max(500),
})
export type UrgeOwners = z.infer<typeof UrgeOwners>

export const urgeOwners = endpoint({
  name: 'screening.urge-owners',
  method: 'POST',
  path: '/screening/:roundId/urge',
  ...ofRound,
  may: rolesOf.urge,
  body: UrgeOwners,
  /** `left`: owners that have nothing to do any more, or whom one may not urge. */
  reply: z.object({ urged: z.int(), left: z.int() }),
})

export const listItems = endpoint({
  name: 'screening.items',
  method: 'GET',
  path: '/screening/:roundId/items',
  ...ofRound,
  may: rolesOf.see,
  query: PageQuery.extend(ItemFilter.shape),
  reply: pageOf(ItemRow),
})

export const listOwners = endpoint({
  name: 'screening.owners',
  method: 'GET',
  path: '/screening/:roundId/owners',
  ...ofRound,
  may: rolesOf.see,
  reply: z.array(OwnerRow),
})
