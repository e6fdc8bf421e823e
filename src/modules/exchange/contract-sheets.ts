import { z } from 'zod'
import { YearMonth } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { pageOf } from '../../kernel/page.ts'
import { templateNos } from './rules/platform-templates.ts'
import { importers, readers, BatchState, FileState, IdPageQuery } from './contract.ts'
import { UnderstoodSheet } from './contract-understood.ts'

/** How a row of a sheet was seen: `title`, `unit`, `header`, `worker`, `line`, `same-worker`, `total`, `signature`, `note`, `empty`, `other`. */
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
  /** 1-based; 0 where no header was found. */
  headerRow: z.int(),
  headerRows: z.int(),
  period: YearMonth.nullable(),
  unit: z.enum(['hours', 'workdays', 'marks']).nullable(),
  moneyUnit: z.enum(['yuan', 'ten-thousand-yuan']),
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

/** How a sheet is to be read, as an officer says it; null: as it was recognised. */
export const SheetAnswer = z.object({
  skip: z.boolean(),
  kind: z.string().max(60).nullable(),
  /** 1-based, as in the file. */
  headerRow: z.int().min(1).max(60).nullable(),
  headerRows: z.int().min(1).max(3).nullable(),
  columns: z
    .array(
      z.object({
        /** 0-based. */
        index: z.int().min(0).max(16_383),
        /** A field's name, `deduction`, or null: not read. */
        field: z.string().max(60).nullable(),
      }),
    )
    .max(400),
  month: YearMonth.nullable(),
  unit: z.enum(['hours', 'workdays', 'marks']).nullable(),
  moneyUnit: z.enum(['yuan', 'ten-thousand-yuan']).nullable(),
})
export type SheetAnswer = z.infer<typeof SheetAnswer>

/** What a remembered format says; see `rules/format.ts`. */
export const SheetFormat = z.object({
  fingerprint: z.string(),
  headerRows: z.int(),
  skip: z.boolean(),
  kind: z.string(),
  columns: z.array(z.object({ header: z.string(), nth: z.int(), field: z.string().nullable() })),
  unit: z.enum(['hours', 'workdays', 'marks']).nullable(),
  moneyUnit: z.enum(['yuan', 'ten-thousand-yuan']),
})
export type SheetFormat = z.infer<typeof SheetFormat>

const SheetParams = z.object({ fileId: z.uuid(), sheet: z.coerce.number().int().min(1) })

/** One sheet of a received file, and what was said of it. */
export const SheetState = z.object({
  batchId: z.uuid(),
  batchState: BatchState,
  fileId: z.uuid(),
  fileName: z.string(),
  fileState: FileState,
  no: z.int(),
  /** It is read as another file says: it takes in what was mended in that. */
  isOfAnother: z.boolean(),
  /** Null while the file is being read. */
  understood: UnderstoodSheet.nullable(),
  answer: z
    .object({
      said: SheetAnswer,
      by: z.string(),
      at: z.iso.datetime(),
      /** The name under which he said to remember it. */
      rememberAs: z.string().nullable(),
      /** The remembered format that answered, where no person did. */
      profile: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    })
    .nullable(),
  /** Cells with a mended value, of which so many no import has taken in yet. */
  mends: z.object({ cells: z.int(), waiting: z.int() }),
})
export type SheetState = z.infer<typeof SheetState>

export const viewSheet = endpoint({
  name: 'exchange.sheet',
  method: 'GET',
  path: '/files/:fileId/sheets/:sheet/state',
  reach: 'district',
  may: importers,
  params: SheetParams,
  reply: SheetState,
})

/** Says how a sheet is to be read; the file alone is read again. */
export const answerSheet = endpoint({
  name: 'exchange.answer-sheet',
  method: 'PUT',
  path: '/files/:fileId/sheets/:sheet/answer',
  reach: 'district',
  may: importers,
  params: SheetParams,
  body: z.object({
    answer: SheetAnswer,
    /** The name under which the format is remembered for this sender; null: for this sheet only. */
    rememberAs: z.string().trim().min(1).max(60).nullable(),
  }),
  reply: z.object({ id: z.uuid() }),
})

/** A row that waits, with its cells masked and what is wrong with it. */
export const WaitingRow = z.object({
  row: z.int(),
  reasons: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      field: z.string(),
      /** 0-based; null where the reason is of no one column. */
      column: z.int().nullable(),
    }),
  ),
  cells: z.array(z.string()),
  /** Columns that hold a mended value, 0-based. */
  mended: z.array(z.int()),
})
export type WaitingRow = z.infer<typeof WaitingRow>

export const listWaitingRows = endpoint({
  name: 'exchange.waiting-rows',
  method: 'GET',
  path: '/files/:fileId/sheets/:sheet/waiting',
  reach: 'district',
  may: importers,
  params: SheetParams,
  query: z.object({
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  reply: z.object({
    /** What heads each column: field and header text. */
    columns: z.array(z.object({ field: z.string().nullable(), header: z.string() })),
    rows: z.array(WaitingRow),
    /** The row after which the next page begins. */
    next: z.int().nullable(),
  }),
})

/** Says what cells should hold. Before the commit the file is read again; after it the rows can be taken in. */
export const mendCells = endpoint({
  name: 'exchange.mend-cells',
  method: 'PUT',
  path: '/files/:fileId/sheets/:sheet/mends',
  reach: 'district',
  may: importers,
  params: SheetParams,
  body: z.object({
    cells: z
      .array(
        z.object({
          row: z.int().min(1).max(1_048_576),
          column: z.int().min(0).max(16_383),
          value: z.string().max(400),
        }),
      )
      .min(1)
      .max(200),
  }),
  reply: z.object({ cells: z.int() }),
})

/** Takes in the rows of a committed file that were mended since, as an import of its own. */
export const takeInMended = endpoint({
  name: 'exchange.take-in-mended',
  method: 'POST',
  path: '/files/:fileId/take-in-mended',
  reach: 'district',
  may: importers,
  params: z.object({ fileId: z.uuid() }),
  reply: z.object({ batchId: z.uuid() }),
})

/** The sender's own workbook with the reasons as a last column, as a file. */
export const downloadReturnedCopy = endpoint({
  name: 'exchange.returned-copy',
  method: 'GET',
  path: '/files/:fileId/returned-copy',
  reach: 'district',
  may: importers,
  params: z.object({ fileId: z.uuid() }),
  reply: z.void(),
})

export const ProfileState = z.enum(['in-use', 'disabled', 'withdrawn'])
export type ProfileState = z.infer<typeof ProfileState>

export const ProfileRow = z.object({
  id: z.uuid(),
  name: z.string(),
  sender: z.string(),
  kind: z.string(),
  state: ProfileState,
  uses: z.int(),
  lastUsedAt: z.iso.datetime().nullable(),
  madeBy: z.string(),
  madeAt: z.iso.datetime(),
})
export type ProfileRow = z.infer<typeof ProfileRow>

export const listProfiles = endpoint({
  name: 'exchange.profiles',
  method: 'GET',
  path: '/profiles',
  reach: 'district',
  may: importers,
  query: IdPageQuery,
  reply: pageOf(ProfileRow),
})

export const Profile = ProfileRow.extend({
  format: SheetFormat,
  events: z.array(
    z.object({ kind: z.string(), by: z.string(), at: z.iso.datetime(), says: z.string() }),
  ),
})
export type Profile = z.infer<typeof Profile>

const ProfileParams = z.object({ profileId: z.uuid() })

export const viewProfile = endpoint({
  name: 'exchange.profile',
  method: 'GET',
  path: '/profiles/:profileId',
  reach: 'district',
  may: importers,
  params: ProfileParams,
  reply: Profile,
})

/** Another name, kind, units, or fields of its columns; the header that it is known by stays. */
export const ProfileEdit = z.object({
  name: z.string().trim().min(1).max(60),
  kind: z.string().max(60),
  columns: SheetFormat.shape.columns.max(400),
  unit: SheetFormat.shape.unit,
  moneyUnit: SheetFormat.shape.moneyUnit,
})
export type ProfileEdit = z.infer<typeof ProfileEdit>

export const editProfile = endpoint({
  name: 'exchange.edit-profile',
  method: 'PUT',
  path: '/profiles/:profileId',
  reach: 'district',
  may: importers,
  params: ProfileParams,
  body: ProfileEdit,
  reply: z.object({ id: z.uuid() }),
})

/** Disabled it is applied to nothing; withdrawn it is gone from the list. */
export const changeProfileState = endpoint({
  name: 'exchange.change-profile-state',
  method: 'PUT',
  path: '/profiles/:profileId/state',
  reach: 'district',
  may: importers,
  params: ProfileParams,
  body: z.object({ state: ProfileState }),
  reply: z.object({ id: z.uuid() }),
})

/** One of the platform's seven templates, filled with a project's data and its workers' whole numbers. */
export const fillTemplate = endpoint({
  name: 'exchange.fill-template',
  method: 'POST',
  path: '/projects/:code/templates/:no',
  reach: 'district',
  may: ['coordination-office'],
  params: z.object({ code: z.string(), no: z.enum(templateNos) }),
  body: z.object({
    /** The month of templates 06 and 07. */
    month: YearMonth,
    /** Why whole numbers are needed: it goes into the audit as it is typed. */
    reason: z.string().trim().max(200),
  }),
  reply: z.void(),
})
