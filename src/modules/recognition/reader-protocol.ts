import { z } from 'zod'
import { PlainDate } from '../../kernel/day.ts'
import { suiteNames } from '../../platform/suite.ts'
import { SeenRow, SheetAnswer, SheetFormat, SheetRows } from './contract.ts'
import { Understood } from './contract.ts'

/** Kinds of frames into and out of the reader process. */
export const toReader = { keys: 1, task: 2, bytes: 3, end: 4 } as const
export const fromReader = { message: 1, stage: 2, file: 3 } as const

const Mend = z.object({ sheet: z.int(), row: z.int(), column: z.int(), value: z.string() })

/** A row of a copy that came back, without its reason. */
const ReturnedRow = z.object({ sheet: z.int(), row: z.int(), cells: z.array(z.string()) })

const FillValue = z.union([z.string(), z.number(), z.null()])
const BookFill = z.object({
  sheet: z.int(),
  list: z
    .object({
      row: z.int(),
      count: z.int(),
      columns: z.array(z.object({ column: z.int(), values: z.array(FillValue) })),
    })
    .nullable(),
  ones: z.array(z.object({ row: z.int(), column: z.int(), value: FillValue })),
})

/**
 * `understand`: what is in it. `stage`: that, and its lines as COPY text. `rows`: some rows as they stand, numbers masked.
 * `returned`: the rows of a copy that has come back. `compare`: which of their cells differ from the file's.
 * `copy`: the file again, with the reasons as a last column. `unpack`: the files of a zip. `form`: the first rows of a blank to be
 * filled. `fill`: the blank with figures in it.
 */
export const ReaderTask = z.object({
  mode: z.enum([
    'understand',
    'stage',
    'rows',
    'returned',
    'compare',
    'copy',
    'unpack',
    'form',
    'fill',
  ]),
  fileName: z.string(),
  /** How long the file is, where that is known. */
  bytes: z.int().optional(),
  /** What the file calls its projects, as it is compared → the codes that the registry knows them by. */
  places: z
    .object({ names: z.record(z.string(), z.string()), codes: z.record(z.string(), z.string()) })
    .optional(),
  sheet: z.int().optional(),
  from: z.int().optional(),
  count: z.int().optional(),
  /** These rows instead of `from` and `count`. */
  only: z.array(z.int()).optional(),
  /** How sheets are to be read, as somebody said. */
  answers: z
    .array(
      z.object({
        sheet: z.int(),
        answer: SheetAnswer,
        /** The remembered format that said so; null: a person. */
        by: z.string().nullable(),
      }),
    )
    .optional(),
  /** Formats that the sender's sheets are remembered to have. */
  formats: z.array(z.object({ id: z.uuid(), name: z.string(), format: SheetFormat })).optional(),
  /** How punches become days here; left out: as usual. */
  shift: z
    .object({
      count: z.enum(['first-last', 'pairs']),
      longestShiftMinutes: z.number(),
      dayCutMinute: z.number(),
      repeatMinutes: z.number(),
    })
    .optional(),
  /** What cells should hold. */
  mends: z.array(Mend).optional(),
  /** Only what differs from reading with these mends alone is handed over. */
  since: z.array(Mend).optional(),
  /** For `compare`. */
  returned: z.array(ReturnedRow).optional(),
  /** For `copy`: the number that the copy is known by. */
  fileId: z.string().optional(),
  /** For `fill`: see `platform/sheets/fill-book.ts`. */
  fills: z.array(BookFill).optional(),
})
export type ReaderTask = z.infer<typeof ReaderTask>

export const ReaderKeys = z.object({
  name: z.string(),
  suite: z.enum(suiteNames),
  values: z.string(),
  index: z.string(),
  district: z.string(),
  partLines: z.int(),
})

/** How a sheet was read, to be remembered; and the remembered format that it was read by, with what that said. */
const ReadFormat = z.object({
  sheet: z.int(),
  format: SheetFormat.nullable(),
  by: z.object({ profileId: z.uuid(), answer: SheetAnswer }).nullable(),
})
export type ReadFormat = z.infer<typeof ReadFormat>

/** See `rules/devices/device-users.ts`. */
const DeviceUserSeen = z.object({
  device: z.string(),
  userNo: z.string(),
  name: z.string().nullable(),
  days: z.int(),
  punches: z.int(),
  lastOn: PlainDate,
  sheet: z.int(),
  row: z.int(),
})

export const ReaderMessage = z.discriminatedUnion('kind', [
  /** All persons that the lines so far name have been handed on: what is there may be taken in. */
  z.object({ kind: z.literal('part') }),
  z.object({ kind: z.literal('progress'), doneBytes: z.int(), totalBytes: z.int(), rows: z.int() }),
  SheetRows.omit({ fileName: true, kind: true, rows: true }).extend({
    kind: z.literal('rows'),
    sheetKind: z.string(),
    /** Header text of each column. */
    headers: z.array(z.string()),
    rows: z.array(SeenRow),
  }),
  z.object({ kind: z.literal('returned'), rows: z.array(ReturnedRow) }),
  z.object({ kind: z.literal('compared'), mends: z.array(Mend) }),
  /** A file of a zip; its bytes follow as file frames. */
  z.object({ kind: z.literal('inner-file'), name: z.string(), bytes: z.int() }),
  z.object({
    kind: z.literal('form'),
    sheets: z.array(
      z.object({
        no: z.int(),
        name: z.string(),
        rows: z.array(z.array(z.string())),
        merges: z.array(z.object({ top: z.int(), left: z.int(), bottom: z.int(), right: z.int() })),
      }),
    ),
  }),
  z.object({ kind: z.literal('copied'), name: z.string(), mediaType: z.string() }),
  z.object({
    kind: z.literal('done'),
    understood: Understood,
    projectLines: z.record(z.string(), z.int()),
    formats: z.array(ReadFormat).optional(),
    /** Users of machines that its logs speak of. */
    deviceUsers: z.array(DeviceUserSeen).optional(),
    /** The file is a copy with reasons of the file of this number, it says. */
    returnedOf: z.string().optional(),
  }),
])
export type ReaderMessage = z.infer<typeof ReaderMessage>
