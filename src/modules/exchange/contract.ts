import { z } from 'zod'
import { topic } from '../../kernel/announcement.ts'
import { YearMonth } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { Actor } from '../../kernel/role.ts'
import { NewProject } from '../registry/contract.ts'
import { batchStates } from './rules/batch.ts'

const importers = ['coordination-office', 'labour-officer'] as const
const readers = ['coordination-office', 'town', 'labour-officer'] as const

export const BatchState = z.enum(batchStates)
export type BatchState = z.infer<typeof BatchState>

export const FileState = z.enum([
  'received',
  'understood',
  'unreadable',
  'committed',
  'repeated',
  'withdrawn',
])
export type FileState = z.infer<typeof FileState>

const RowNote = z.object({ row: z.int(), field: z.string(), code: z.string(), message: z.string() })

/** What was understood of a sheet, as `huxin import --dry-run --json` prints it. `days` is 工日; money is whole fen. */
export const UnderstoodSheet = z.object({
  name: z.string(),
  kind: z.string(),
  headerRow: z.int().nullable(),
  columns: z.record(z.string(), z.string()),
  rows: z.int(),
  accepted: z.int(),
  rejected: z.array(RowNote),
  findings: z.array(RowNote),
  skipped: z.array(z.object({ row: z.int(), why: z.string() })),
  period: YearMonth.nullable(),
  totals: z.object({
    workers: z.int(),
    daysPresent: z.int(),
    days: z.number(),
    hours: z.number(),
    dueFen: z.int(),
    deductedFen: z.int(),
    netFen: z.int(),
    paidFen: z.int(),
  }),
  confidence: z.number().optional(),
  reasons: z.array(z.string()).optional(),
  /** Head texts of columns the law does not let us keep: named, not stored. */
  sensitive: z.array(z.string()).optional(),
  /** How many there are of each list, where one was cut to its first thousand. */
  counts: z.object({ rejected: z.int(), findings: z.int(), skipped: z.int() }).optional(),
})
export type UnderstoodSheet = z.infer<typeof UnderstoodSheet>

/** Which projects and firms a file names, at most a thousand of each: what the batch's question is made of. */
export const SpeaksOf = z.object({
  projectCodes: z.array(z.string()),
  projectNames: z.array(z.string()),
  firms: z.array(z.string()),
  /** Lines that name no project of their own. */
  withoutProject: z.int(),
})
export type SpeaksOf = z.infer<typeof SpeaksOf>

export const Understood = z.object({
  file: z.string(),
  sheets: z.array(UnderstoodSheet),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  speaksOf: SpeaksOf.optional(),
})
export type Understood = z.infer<typeof Understood>

/** Lines that committing a file added, changed or found standing already. */
export const Changed = z.object({
  added: z.int(),
  superseded: z.int(),
  unchanged: z.int(),
  workers: z.int(),
  workersNew: z.int(),
})
export type Changed = z.infer<typeof Changed>

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

/** What an officer must say before the batch can be committed. */
export const Question = z.object({
  kind: z.literal('project'),
  /** What the files say of their project, as the offer for creating it; its name is empty where they name none. */
  offer: NewProject.extend({ name: z.string() }),
  /** Known projects that look alike, best first, and why. */
  alike: z.array(z.object({ code: z.string(), name: z.string(), why: z.string() })),
})
export type Question = z.infer<typeof Question>

export const Batch = z.object({
  id: z.uuid(),
  state: BatchState,
  droppedBy: z.string(),
  droppedAt: z.iso.datetime(),
  committedAt: z.iso.datetime().nullable(),
  project: z.object({ code: z.string(), name: z.string() }).nullable(),
  files: z.array(SourceFile),
  question: Question.nullable(),
  /** While reading or committing: rows done so far, and of how many bytes. */
  progress: z.object({ file: z.string(), doneBytes: z.int(), totalBytes: z.int() }).nullable(),
})
export type Batch = z.infer<typeof Batch>

/** A list in the order of its ids begins after one of them. */
const IdPageQuery = PageQuery.extend({ after: z.uuid().optional() })

const BatchParams = z.object({ batchId: z.uuid() })

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

/** The answer to a batch's question: a known project, or one created from the sheet's header. */
export const ChosenProject = z.union([
  z.object({ code: z.string() }),
  z.object({ create: NewProject }),
])
export type ChosenProject = z.infer<typeof ChosenProject>

export const chooseProject = endpoint({
  name: 'exchange.choose-project',
  method: 'PUT',
  path: '/batches/:batchId/project',
  reach: 'district',
  may: importers,
  params: BatchParams,
  body: ChosenProject,
  reply: z.object({ code: z.string(), name: z.string() }),
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

/** How a row of a sheet was seen: `title`, `unit`, `header`, `worker`, `same-worker`, `total`, `signature`, `note`, `empty`, `other`. */
export const SeenRow = z.object({
  row: z.int(),
  as: z.string(),
  /** Cells as text, personal numbers masked; at most 64 columns. */
  cells: z.array(z.string()),
})
export type SeenRow = z.infer<typeof SeenRow>

export const SheetRows = z.object({
  fileName: z.string(),
  sheetName: z.string(),
  kind: z.string(),
  /** Field of each column, null where none was recognised. */
  fields: z.array(z.string().nullable()),
  rows: z.array(SeenRow),
})
export type SheetRows = z.infer<typeof SheetRows>

/** Rows of a received sheet, read from the stored file: the preview, and the rows behind a figure. */
export const viewSheetRows = endpoint({
  name: 'exchange.sheet-rows',
  method: 'GET',
  path: '/files/:fileId/sheets/:sheet',
  reach: 'district',
  may: readers,
  params: z.object({ fileId: z.uuid(), sheet: z.coerce.number().int().min(1) }),
  query: z.object({
    from: z.coerce.number().int().min(1).default(1),
    count: z.coerce.number().int().min(1).max(60).default(24),
  }),
  reply: SheetRows,
})

function areIds(text: string): boolean {
  return text.split(',').every((id) => z.uuid().safeParse(id).success)
}

/** Names of committed files and their sheets, for showing where figures come from; ids separated by commas. */
export const nameSources = endpoint({
  name: 'exchange.source-names',
  method: 'GET',
  path: '/source-names',
  reach: 'district',
  may: readers,
  query: z.object({ ids: z.string().max(8_000).refine(areIds) }),
  reply: z.array(z.object({ importId: z.uuid(), file: z.string(), sheets: z.array(z.string()) })),
})

/** Committed sheets that speak of a project, newest first. */
export const listProjectFiles = endpoint({
  name: 'exchange.project-files',
  method: 'GET',
  path: '/projects/:code/files',
  reach: 'district',
  may: readers,
  params: z.object({ code: z.string() }),
  query: IdPageQuery,
  reply: pageOf(
    z.object({
      id: z.uuid(),
      name: z.string(),
      state: FileState,
      committedAt: z.iso.datetime(),
      droppedBy: z.string(),
      lines: z.int(),
      kinds: z.array(z.string()),
      findings: z.int(),
    }),
  ),
})

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
