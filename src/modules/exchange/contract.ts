import { z } from 'zod'
import { topic } from '../../kernel/announcement.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { Actor } from '../../kernel/role.ts'
import { NewProject } from '../registry/contract.ts'
import { batchStates } from './rules/batch.ts'
import { joinedBy } from './rules/join-projects.ts'
import { Understood } from '../recognition/contract.ts'

export const importers = ['coordination-office', 'labour-officer'] as const

export const BatchState = z.enum(batchStates)
export type BatchState = z.infer<typeof BatchState>

export const FileState = z.enum([
  'received',
  'understood',
  'unreadable',
  'unpacked',
  'waiting',
  'committed',
  'repeated',
  'withdrawing',
  'withdrawn',
])
export type FileState = z.infer<typeof FileState>

/** What lines put in the place of others: each line once, and the sums of what it changed, before and after. */
export const Corrected = z.object({
  lines: z.int(),
  workers: z.int(),
  dueBeforeFen: z.int(),
  dueAfterFen: z.int(),
  paidBeforeFen: z.int(),
  paidAfterFen: z.int(),
  workdaysBeforeHundredths: z.int(),
  workdaysAfterHundredths: z.int(),
})
export type Corrected = z.infer<typeof Corrected>

/** Lines that committing a file added, changed or found standing already. */
export const Changed = z.object({
  added: z.int(),
  superseded: z.int(),
  unchanged: z.int(),
  workers: z.int(),
  workersNew: z.int(),
  corrected: Corrected.optional(),
})
export type Changed = z.infer<typeof Changed>

export const NamedProject = z.object({ code: z.string(), name: z.string() })

/** The same file, to the last byte, for the same project. */
export const Twin = z.object({
  batchId: z.uuid(),
  name: z.string(),
  /** Null: it is an earlier file of the same batch. */
  committedAt: z.iso.datetime().nullable(),
  droppedBy: z.string(),
})
export type Twin = z.infer<typeof Twin>

export const SourceFile = z.object({
  id: z.uuid(),
  no: z.int(),
  name: z.string(),
  bytes: z.int(),
  state: FileState,
  understood: Understood.nullable(),
  /** Why it cannot be read, in a plain sentence. */
  error: z.string().nullable(),
  changed: Changed.nullable(),
  /** Whose its lines are that name no project themselves. */
  project: NamedProject.nullable(),
  joinedBy: z.enum(joinedBy).nullable(),
  /** An officer said that it is of this project, which a list of the batch makes and which is not known yet. */
  listed: z.object({ code: z.string().nullable(), name: z.string().nullable() }).nullable(),
  /** Every known project that it speaks of. */
  projects: z.array(NamedProject),
  /** Committing it would change nothing: it is in already. */
  twin: Twin.nullable(),
  withdrawn: z.object({ by: z.string().nullable(), at: z.iso.datetime() }).nullable(),
  /** The zip of this batch that it came in. */
  unpackedFrom: z.uuid().nullable(),
})
export type SourceFile = z.infer<typeof SourceFile>

export const BatchRow = z.object({
  id: z.uuid(),
  state: BatchState,
  droppedBy: z.string(),
  droppedAt: z.iso.datetime(),
  projectCode: z.string().nullable(),
  projectName: z.string().nullable(),
  files: z.array(z.string()),
  accepted: z.int(),
  rejected: z.int(),
  findings: z.int(),
})
export type BatchRow = z.infer<typeof BatchRow>

/** What an officer must say before the batch can be committed: asked once for each name that nobody knows. */
export const Question = z.object({
  kind: z.literal('project'),
  said: z.enum(['code', 'name', 'nothing']),
  /** The name or code as it is written; null where the files name nothing. */
  about: z.string().nullable(),
  files: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** What the files say of their project, as the offer for creating it; its name is empty where they name none. */
  offer: NewProject.extend({ name: z.string() }),
  /** Known projects that look alike, best first, and why. */
  alike: z.array(z.object({ code: z.string(), name: z.string(), why: z.string() })),
})
export type Question = z.infer<typeof Question>

/** What is being done with which file; `folding`: it was read to its end, and the ledger is brought up to date. */
export const BatchProgress = z.object({
  fileId: z.uuid(),
  file: z.string(),
  doing: z.enum(['reading', 'folding']),
  rows: z.int(),
  doneBytes: z.int(),
  totalBytes: z.int(),
})
export type BatchProgress = z.infer<typeof BatchProgress>

export const Batch = z.object({
  id: z.uuid(),
  state: BatchState,
  droppedBy: z.string(),
  droppedAt: z.iso.datetime(),
  committedAt: z.iso.datetime().nullable(),
  /** The one project that all its files speak of. */
  project: NamedProject.nullable(),
  files: z.array(SourceFile),
  questions: z.array(Question),
  progress: BatchProgress.nullable(),
  /** While it waits to be read or committed, or is: how many batches are before it. */
  before: z.int().nullable(),
  cancelled: z.object({ by: z.string(), at: z.iso.datetime() }).nullable(),
})
export type Batch = z.infer<typeof Batch>

/** A list in the order of its ids begins after one of them. */
export const IdPageQuery = PageQuery.extend({ after: z.uuid().optional() })

export const BatchParams = z.object({ batchId: z.uuid() })

export const openBatch = endpoint({
  name: 'exchange.open-batch',
  method: 'POST',
  path: '/batches',
  reach: 'district',
  may: importers,
  body: z.object({ projectCode: z.string().nullable() }),
  reply: z.object({ id: z.uuid() }),
})

/** The file's bytes are the body (application/octet-stream); name and place in the batch are in the query. */
export const receiveFile = endpoint({
  name: 'exchange.receive-file',
  method: 'POST',
  path: '/batches/:batchId/files',
  reach: 'district',
  may: importers,
  params: BatchParams,
  query: z.object({
    name: z.string().min(1).max(200),
    no: z.coerce.number().int().min(1).max(200),
  }),
  body: z.instanceof(Uint8Array),
  reply: z.object({ id: z.uuid(), repeated: z.boolean() }),
})

/** All files are there: read them. */
export const readBatch = endpoint({
  name: 'exchange.read-batch',
  method: 'POST',
  path: '/batches/:batchId/read',
  reach: 'district',
  may: importers,
  params: BatchParams,
  reply: z.object({ id: z.uuid() }),
})

export const viewBatch = endpoint({
  name: 'exchange.batch',
  method: 'GET',
  path: '/batches/:batchId',
  reach: 'district',
  may: importers,
  params: BatchParams,
  reply: Batch,
})

export const listBatches = endpoint({
  name: 'exchange.batches',
  method: 'GET',
  path: '/batches',
  reach: 'district',
  may: importers,
  query: IdPageQuery,
  reply: pageOf(BatchRow),
})

/** Which question is answered, or which files are meant; left out: everything that is open. */
const ChosenFor = z.object({
  about: z
    .object({ said: z.enum(['code', 'name']), written: z.string().min(1).max(400) })
    .optional(),
  files: z.array(z.uuid()).min(1).max(200).optional(),
})

/** The answer to a batch's question: a known project, or one created from the sheet's header. */
export const ChosenProject = z.union([
  ChosenFor.extend({ code: z.string() }),
  ChosenFor.extend({ create: NewProject }),
])
export type ChosenProject = z.infer<typeof ChosenProject>

/** Or one that a list of the same batch makes. */
export const ChosenListed = z.object({
  listed: z.object({ said: z.enum(['code', 'name']), written: z.string().min(1).max(400) }),
  files: z.array(z.uuid()).min(1).max(200),
})
export type ChosenListed = z.infer<typeof ChosenListed>

export const chooseProject = endpoint({
  name: 'exchange.choose-project',
  method: 'PUT',
  path: '/batches/:batchId/project',
  reach: 'district',
  may: importers,
  params: BatchParams,
  body: z.union([ChosenProject, ChosenListed]),
  /** Of a project that is only listed, what the list says of it. */
  reply: z.object({ code: z.string().nullable(), name: z.string().nullable() }),
})

export const commitBatch = endpoint({
  name: 'exchange.commit-batch',
  method: 'POST',
  path: '/batches/:batchId/commit',
  reach: 'district',
  may: importers,
  params: BatchParams,
  reply: z.object({ id: z.uuid() }),
})

export const abandonBatch = endpoint({
  name: 'exchange.abandon-batch',
  method: 'POST',
  path: '/batches/:batchId/abandon',
  reach: 'district',
  may: importers,
  params: BatchParams,
  reply: z.object({ id: z.uuid() }),
})

/** Breaks off what is under way: a file that is being taken in is rolled back, those that are in stay. */
export const cancelBatch = endpoint({
  name: 'exchange.cancel-batch',
  method: 'POST',
  path: '/batches/:batchId/cancel',
  reach: 'district',
  may: importers,
  params: BatchParams,
  reply: z.object({ id: z.uuid() }),
})

export const FileParams = z.object({ fileId: z.uuid() })

export const batchReady = topic(
  'exchange.batch-ready',
  z.object({ batchId: z.uuid() }),
  (body) => body.batchId,
)

export const commitAsked = topic(
  'exchange.commit-asked',
  z.object({
    batchId: z.uuid(),
    actor: Actor,
    projects: z.union([z.literal('*'), z.array(z.uuid())]),
  }),
  (body) => body.batchId,
)

/** A workbook to try the import with, as a file: one worker of a site that is in no list. */
export const downloadSample = endpoint({
  name: 'exchange.sample-sheet',
  method: 'GET',
  path: '/sample-sheet',
  reach: 'district',
  may: importers,
  reply: z.void(),
})
