import { z } from 'zod'
import { topic } from '../../kernel/announcement.ts'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { deskRoles } from '../../kernel/role.ts'
import { townChangeKinds } from './rules/town.ts'

const code = z.string().regex(/^\d{9}$/)
const name = z.string().trim().min(2).max(60)
const instrument = z.string().trim().min(2).max(200)

export const AddTown = z.object({ code, name, on: PlainDate, instrument })
export type AddTown = z.infer<typeof AddTown>

export const RenameTown = z.object({ name, on: PlainDate, instrument })
export type RenameTown = z.infer<typeof RenameTown>

export const MergeTown = z.object({ into: code, on: PlainDate, instrument })
export type MergeTown = z.infer<typeof MergeTown>

export const TownChangeRow = z.object({
  id: z.uuid(),
  town: z.string(),
  kind: z.enum(townChangeKinds),
  name: z.string(),
  nameBefore: z.string(),
  into: z.string().nullable(),
  /** What the other was called on that day. */
  intoName: z.string().nullable(),
  on: PlainDate,
  instrument: z.string(),
  enteredByName: z.string(),
  enteredAt: z.iso.datetime(),
  state: z.enum(['waiting', 'done', 'withdrawn']),
})
export type TownChangeRow = z.infer<typeof TownChangeRow>

const Done = z.object({ id: z.uuid() })
const ByTown = z.object({ town: code })
const may = ['coordination-office'] as const

/** What became of the district's towns, what is to come first. */
export const listTownChanges = endpoint({
  name: 'places.town-changes',
  method: 'GET',
  path: '/towns/changes',
  reach: 'district',
  may: deskRoles,
  reply: z.array(TownChangeRow),
})

export const addTown = endpoint({
  name: 'places.add-town',
  method: 'POST',
  path: '/towns',
  reach: 'district',
  may,
  body: AddTown,
  reply: Done,
})

/** From a day on; what was written before is read with the name of then. */
export const renameTown = endpoint({
  name: 'places.rename-town',
  method: 'POST',
  path: '/towns/:town/rename',
  reach: 'district',
  may,
  params: ByTown,
  body: RenameTown,
  reply: Done,
})

/** From that day its projects, posts and work are the other's. */
export const mergeTown = endpoint({
  name: 'places.merge-town',
  method: 'POST',
  path: '/towns/:town/merge',
  reach: 'district',
  may,
  params: ByTown,
  body: MergeTown,
  reply: Done,
})

/** Only what is still to come. */
export const withdrawTownChange = endpoint({
  name: 'places.withdraw-town-change',
  method: 'POST',
  path: '/towns/changes/:id/withdraw',
  reach: 'district',
  may,
  params: z.object({ id: z.uuid() }),
  reply: Done,
})

/** A town is part of another from today on: what hangs on its code goes over to the other. */
export const townMerged = topic(
  'places.town-merged',
  z.object({ town: z.string(), into: z.string(), name: z.string(), intoName: z.string() }),
  (body) => body.town,
)
