import { z } from 'zod'
import { SeenRow, Understood } from './contract.ts'

/** Kinds of frames into and out of the reader process. */
export const toReader = { keys: 1, task: 2, bytes: 3, end: 4 } as const
export const fromReader = { message: 1, stage: 2 } as const

/** `understand`: what is in it. `stage`: that, and its lines as COPY text. `rows`: some rows as they stand, numbers masked. */
export const ReaderTask = z.object({
  mode: z.enum(['understand', 'stage', 'rows']),
  fileName: z.string(),
  sheet: z.int().optional(),
  from: z.int().optional(),
  count: z.int().optional(),
})
export type ReaderTask = z.infer<typeof ReaderTask>

export const ReaderKeys = z.object({
  name: z.string(),
  values: z.string(),
  index: z.string(),
  district: z.string(),
})

export const ReaderMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), doneBytes: z.int(), totalBytes: z.int(), rows: z.int() }),
  z.object({
    kind: z.literal('rows'),
    sheetName: z.string(),
    sheetKind: z.string(),
    fields: z.array(z.string().nullable()),
    rows: z.array(SeenRow),
  }),
  z.object({
    kind: z.literal('done'),
    understood: Understood,
    projectLines: z.record(z.string(), z.int()),
  }),
])
export type ReaderMessage = z.infer<typeof ReaderMessage>
