import type { YearMonth } from '../../../kernel/day.ts'
import type { DayHints } from './day-text.ts'
import type { FamilyField, FamilySheetKind } from './families.ts'
import type { Field } from './fields.ts'
import type { ProjectSource } from '../../registry/rules/project-source.ts'
import type { Legend } from './grid-legend.ts'
import type { Span } from './layout-groups.ts'
import type { MonthPlace } from './sheet-month.ts'

/** A field of any sheet. */
export type AnyField = Field | 'total' | FamilyField

/** What a sheet is. */
export type SheetKind = LabourSheetKind | FamilySheetKind

/** Sheets of workers, their firms and teams. */
export type LabourSheetKind =
  | 'attendance-grid'
  | 'attendance-summary'
  | 'attendance-days'
  | 'punch-list'
  | 'pay-sheet'
  | 'pay-confirmation'
  | 'participant-list'
  | 'team-list'
  | 'roster'
  | 'entry-exit'
  | 'contract-list'
  | 'instructions'
  | 'unknown'

export interface Column {
  /** 0-based. */
  readonly index: number
  readonly headerText: string
}

export interface DayColumn {
  readonly index: number
  /** 1 to 31, as the header says. */
  readonly day: number
  /** What of the day: under one day there may stand 上午 and 下午, or 正常 and 加班. */
  readonly part: 'whole' | 'half' | 'overtime'
}

/** Something that a colleague would also ask: the officer's answer settles it. */
export interface Doubt {
  readonly about: 'kind' | 'month' | 'column' | 'source'
  /** Its question is the sentence of this code. */
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
  /** What it may be, likeliest first: kinds, months, or fields. */
  readonly choices: readonly string[]
}

/** How a sheet is to be read, and why we think so. */
export interface Shape {
  readonly kind: SheetKind
  /** 0 to 1. */
  readonly confidence: number
  /** Sentences for the officer. */
  readonly reasons: readonly string[]
  readonly doubts: readonly Doubt[]
  /** 1-based, as in the file; 0 where there is no header. */
  readonly headerRow: number
  readonly headerRows: number
  readonly columns: { readonly [F in AnyField]?: Column }
  /** Single deductions, where the sheet has no column with their sum. */
  readonly deductions: readonly Column[]
  readonly sensitive: readonly Column[]
  /** Columns that nobody could name. */
  readonly unknown: readonly Column[]
  readonly dayColumns: readonly DayColumn[]
  readonly rowsPerWorker: number
  /** What the cells of a grid hold: hours, 工日, or marks like √. */
  readonly unit: 'hours' | 'workdays' | 'marks' | null
  readonly moneyUnit: 'yuan' | 'ten-thousand-yuan'
  /** Which number of 10/3/2026 is the month, where the sheet's own days say. */
  readonly dayOrder?: DayHints['order']
  /** What the sheet itself says that its marks mean (√出勤 ○休息). */
  readonly legend?: Legend
  /** It has a block of lines for each user of a machine: number and name, then his days. */
  readonly isCards?: true
  readonly period: YearMonth | null
  /** Where the month stands. */
  readonly periodFrom?: MonthPlace | null
  /** The columns that the table takes, where several stand side by side. */
  readonly span?: Span
  /** Whose list of projects it is. */
  readonly projectSource?: ProjectSource
  /** From title and head lines. */
  readonly projectName: string | null
  readonly projectCode: string | null
  readonly firmName: string | null
  /** The firm that a head line names as employer (劳务公司：…); stands for every row without its own. */
  readonly employerName: string | null
  readonly teamName: string | null
  /** Texts above the header, then the names of sheet and file. They may hold account numbers: never stored. */
  readonly headLines?: readonly string[]
}
