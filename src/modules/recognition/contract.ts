import { z } from 'zod'
import { YearMonth } from '../../kernel/day.ts'
import { ProjectSource } from '../registry/contract.ts'

const RowNote = z.object({
  row: z.int(),
  field: z.string(),
  code: z.string(),
  message: z.string(),
  /** The cell it is about, as spreadsheets name it: F12. */
  cell: z.string().optional(),
})

const SaidTotals = z.object({
  workers: z.int(),
  daysPresent: z.int(),
  days: z.number(),
  hours: z.number(),
  dueFen: z.int(),
  deductedFen: z.int(),
  netFen: z.int(),
  paidFen: z.int(),
  /** Of an account's statement. */
  inFen: z.int().optional(),
  outFen: z.int().optional(),
})

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
  totals: SaidTotals,
  /** Whose list of projects it is. */
  source: ProjectSource.optional(),
  confidence: z.number().optional(),
  reasons: z.array(z.string()).optional(),
  /** Head texts of columns the law does not let us keep: named, not stored. */
  sensitive: z.array(z.string()).optional(),
  /** What a colleague would also ask; nothing of the batch is committed before it is answered. */
  asks: z
    .array(
      z.object({
        about: z.enum(['kind', 'month', 'column', 'source']),
        question: z.string(),
        /** Likeliest first: kinds, months, or fields. */
        choices: z.array(z.string()),
      }),
    )
    .optional(),
  /** Somebody said that it is not to be imported. */
  leftOut: z.boolean().optional(),
  /** The other tables of the sheet, beside the first or below it; what stands above counts all of them. */
  blocks: z
    .array(
      z.object({
        kind: z.string(),
        headerRow: z.int().nullable(),
        columns: z.record(z.string(), z.string()),
        rows: z.int(),
        accepted: z.int(),
        period: YearMonth.nullable(),
        totals: SaidTotals,
        confidence: z.number(),
        reasons: z.array(z.string()),
      }),
    )
    .optional(),
  /** How many there are of each list, where one was cut to its first thousand. */
  counts: z.object({ rejected: z.int(), findings: z.int(), skipped: z.int() }).optional(),
})
export type UnderstoodSheet = z.infer<typeof UnderstoodSheet>

/** Which projects and firms a file names, at most a thousand of each: what the batch's question is made of. */
export const SpeaksOf = z.object({
  projectCodes: z.array(z.string()),
  projectNames: z.array(z.string()),
  firms: z.array(z.string()),
  /** Projects that the holders of its accounts name: evidence, where nothing else names one. */
  likelyNames: z.array(z.string()).optional(),
  /** Lines that name no project of their own. */
  withoutProject: z.int(),
  /** Of those, lines of which no name of a project is known either. */
  nameless: z.int().optional(),
  /** Projects that the file itself lists, by code and name: they are known once it is in. */
  lists: z
    .object({
      codes: z.array(z.string()),
      names: z.array(z.string()),
      /** Code and name of one and the same project. */
      pairs: z.array(z.tuple([z.string(), z.string()])).optional(),
    })
    .optional(),
})
export type SpeaksOf = z.infer<typeof SpeaksOf>

export const Understood = z.object({
  file: z.string(),
  sheets: z.array(UnderstoodSheet),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  speaksOf: SpeaksOf.optional(),
  /** What is to be said of the whole file. */
  notes: z.array(z.object({ code: z.string(), message: z.string() })).optional(),
  /** The file is the copy of another one that came back with what was mended in it. */
  returned: z
    .object({
      fileId: z.string(),
      fileName: z.string(),
      /** Rows of it that are other than they were, and cells. */
      rows: z.int(),
      cells: z.int(),
    })
    .optional(),
})
export type Understood = z.infer<typeof Understood>

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
  /** Whose list of projects it is. */
  source: ProjectSource.nullish(),
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
  source: ProjectSource.nullish(),
})
export type SheetFormat = z.infer<typeof SheetFormat>
