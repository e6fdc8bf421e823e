import { z } from 'zod'
import { PlainDate, YearMonth } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Masked } from '../../kernel/masked.ts'
import { deskRoles } from '../../kernel/role.ts'
import { pageOf } from '../../kernel/page.ts'
import {
  importers,
  BatchState,
  FileState,
  Changed,
  NamedProject,
  BatchProgress,
  IdPageQuery,
  BatchParams,
} from './contract.ts'

/** A field of a line that stood, and what a file puts in its place; sums in fen, 工日 in hundredths, as digits. */
export const CorrectedField = z.object({
  fileId: z.uuid(),
  sheet: z.int(),
  row: z.int(),
  projectCode: z.string().nullable(),
  workerId: z.uuid().nullable(),
  workerName: Masked.nullable(),
  month: YearMonth.nullable(),
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type CorrectedField = z.infer<typeof CorrectedField>

export const FileRehearsal = z.object({
  fileId: z.uuid(),
  /** Null where it would not go in; `error` says why. */
  changed: Changed.nullable(),
  error: z.string().nullable(),
  repeated: z.boolean(),
})
export type FileRehearsal = z.infer<typeof FileRehearsal>

/** What committing the batch would change, as of now: its files taken in one after another, and all rolled back. */
export const Rehearsal = z.object({
  lines: z.int(),
  /** Null: so many lines are rehearsed only when asked to (`whole`). */
  at: z.iso.datetime().nullable(),
  files: z.array(FileRehearsal),
  /** The first fields that change, in the order of the files. */
  fields: z.array(CorrectedField),
})
export type Rehearsal = z.infer<typeof Rehearsal>

export const rehearseBatch = endpoint({
  name: 'exchange.rehearsal',
  method: 'GET',
  path: '/batches/:batchId/rehearsal',
  reach: 'district',
  may: importers,
  params: BatchParams,
  query: z.object({ whole: z.stringbool().optional() }),
  reply: Rehearsal,
})

/** A batch that is being read or committed, or waits for it. */
export const QueuedBatch = z.object({
  id: z.uuid(),
  state: BatchState,
  droppedBy: z.string(),
  firstFile: z.string(),
  files: z.int(),
  filesDone: z.int(),
  queuedAt: z.iso.datetime(),
  begunAt: z.iso.datetime().nullable(),
  before: z.int(),
  progress: BatchProgress.nullable(),
})
export type QueuedBatch = z.infer<typeof QueuedBatch>

export const listQueue = endpoint({
  name: 'exchange.queue',
  method: 'GET',
  path: '/import-queue',
  reach: 'district',
  may: importers,
  reply: z.array(QueuedBatch),
})

/** One file of the log of all imports. */
export const ImportRow = z.object({
  fileId: z.uuid(),
  batchId: z.uuid(),
  batchState: BatchState,
  state: FileState,
  name: z.string(),
  droppedBy: z.string(),
  droppedAt: z.iso.datetime(),
  committedAt: z.iso.datetime().nullable(),
  withdrawn: z.object({ by: z.string().nullable(), at: z.iso.datetime() }).nullable(),
  projects: z.array(NamedProject),
  /** How many it speaks of; `projects` holds the first. */
  projectCount: z.int(),
  kinds: z.array(z.string()),
  changed: Changed.nullable(),
  accepted: z.int(),
  rejected: z.int(),
  findings: z.int(),
  error: z.string().nullable(),
})
export type ImportRow = z.infer<typeof ImportRow>

export const ImportFilter = z.object({
  /** In the file's name, the name of who dropped it, a project's code or name. */
  search: z.string().trim().min(1).max(60).optional(),
  state: FileState.optional(),
  kind: z.string().max(40).optional(),
  from: PlainDate.optional(),
  to: PlainDate.optional(),
})
export type ImportFilter = z.infer<typeof ImportFilter>

/** Every file that was ever dropped, newest first. */
export const listImports = endpoint({
  name: 'exchange.imports',
  method: 'GET',
  path: '/imports',
  reach: 'district',
  may: importers,
  query: IdPageQuery.extend(ImportFilter.shape),
  reply: pageOf(ImportRow),
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
  may: deskRoles,
  query: z.object({ ids: z.string().max(8_000).refine(areIds) }),
  reply: z.array(z.object({ importId: z.uuid(), file: z.string(), sheets: z.array(z.string()) })),
})

/** Committed sheets that speak of a project, newest first. */
export const listProjectFiles = endpoint({
  name: 'exchange.project-files',
  method: 'GET',
  path: '/projects/:code/files',
  reach: 'district',
  may: deskRoles,
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
