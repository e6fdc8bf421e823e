import { z } from 'zod'
import { topic } from '../../kernel/announcement.ts'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Masked } from '../../kernel/masked.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { deskRoles } from '../../kernel/role.ts'

/** What two workers are compared by. */
export const MergeFact = z.enum(['id', 'card', 'phone', 'firm', 'team'])
export type MergeFact = z.infer<typeof MergeFact>

const State = z.enum(['open', 'merged', 'refused', 'withdrawn'])

/** One of the two, as he is on the project now; of a merged one what his record says alone. */
export const MergePerson = z.object({
  workerId: z.uuid(),
  name: Masked,
  idNumber: Masked.nullable(),
  /** Code of why the ID number cannot be right. */
  idFinding: z.string().nullable(),
  card: Masked.nullable(),
  phone: Masked.nullable(),
  firm: z.string().nullable(),
  team: z.string().nullable(),
  trade: z.string().nullable(),
  onRoster: z.boolean(),
  enteredOn: PlainDate.nullable(),
  leftOn: PlainDate.nullable(),
  /** Months with attendance, on all projects. */
  months: z.int(),
})
export type MergePerson = z.infer<typeof MergePerson>

export const MergeRow = z.object({
  id: z.uuid(),
  projectCode: z.string(),
  projectName: z.string(),
  state: State,
  reason: z.enum(['card', 'phone', 'id-digits', 'id-15-18']),
  /** When it was raised; what both stated alike, and not alike. */
  agrees: z.array(MergeFact),
  differs: z.array(MergeFact),
  /** In how many places the numbers differ; null where that cannot be said. */
  idDigits: z.int().nullable(),
  /** The file that raised it. */
  importId: z.uuid(),
  raisedAt: z.iso.datetime(),
  kept: MergePerson,
  other: MergePerson,
  /** Of a merge: who was merged into whom. */
  mergedWorkerId: z.uuid().nullable(),
  decided: z.object({ at: z.iso.datetime(), by: z.string(), why: z.string() }).nullable(),
  version: z.int(),
})
export type MergeRow = z.infer<typeof MergeRow>

export const MergeFilter = z.object({
  /** `decided`: merged or refused, the newest first. */
  show: z.enum(['open', 'decided']).default('open'),
  /** Of these files, or of this worker, alone. */
  imports: z.string().max(4_000).optional(),
  worker: z.uuid().optional(),
})

export const listMerges = endpoint({
  name: 'labour.merges',
  method: 'GET',
  path: '/merges',
  reach: 'district',
  may: deskRoles,
  query: PageQuery.extend(MergeFilter.shape),
  reply: pageOf(MergeRow).extend({ total: z.int() }),
})

const Why = z.string().trim().min(1).max(200)
const Decided = z.object({ id: z.uuid(), state: State, version: z.int(), lines: z.int() })

/** Only the office sees both of a pair wherever they work. */
const deciders = ['coordination-office'] as const

export const mergeWorkers = endpoint({
  name: 'labour.merge-workers',
  method: 'POST',
  path: '/merges/:proposalId/merge',
  reach: 'district',
  may: deciders,
  params: z.object({ proposalId: z.uuid() }),
  body: z.object({
    version: z.int(),
    /** Who of the two is kept. */
    keep: z.uuid(),
    why: Why,
  }),
  reply: Decided,
})

export const refuseMerge = endpoint({
  name: 'labour.refuse-merge',
  method: 'POST',
  path: '/merges/:proposalId/refuse',
  reach: 'district',
  may: deciders,
  params: z.object({ proposalId: z.uuid() }),
  body: z.object({ version: z.int(), why: Why }),
  reply: Decided,
})

export const unmergeWorkers = endpoint({
  name: 'labour.unmerge-workers',
  method: 'POST',
  path: '/merges/:proposalId/unmerge',
  reach: 'district',
  may: deciders,
  params: z.object({ proposalId: z.uuid() }),
  body: z.object({ version: z.int(), why: Why }),
  reply: Decided,
})

/** Everything of a worker is another's from now on, by a merge or its undoing: who keeps lines of workers moves his own. */
export const workersMerged = topic(
  'labour.workers-merged',
  z.object({
    /** The merge, also where it is undone. */
    eventId: z.uuid(),
    from: z.uuid(),
    to: z.uuid(),
    /** Undoing: only what came under these workers' numbers; null: everything. */
    named: z.array(z.uuid()).nullable(),
    projectIds: z.array(z.uuid()),
  }),
  (body) => body.eventId,
)
