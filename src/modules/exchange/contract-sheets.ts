import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { pageOf } from '../../kernel/page.ts'
import { importers, BatchState, FileState, IdPageQuery } from './contract.ts'
import { SheetAnswer, SheetFormat, SheetRows, UnderstoodSheet } from '../recognition/contract.ts'
import { deskRoles } from '../../kernel/role.ts'

/** Rows of a received sheet, read from the stored file: the preview, and the rows behind a figure. */
export const viewSheetRows = endpoint({
  name: 'exchange.sheet-rows',
  method: 'GET',
  path: '/files/:fileId/sheets/:sheet',
  reach: 'district',
  may: deskRoles,
  params: z.object({ fileId: z.uuid(), sheet: z.coerce.number().int().min(1) }),
  query: z.object({
    from: z.coerce.number().int().min(1).default(1),
    count: z.coerce.number().int().min(1).max(60).default(24),
  }),
  reply: SheetRows,
})

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
