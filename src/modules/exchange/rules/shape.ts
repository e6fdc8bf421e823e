import type { YearMonth } from '../../../kernel/day.ts'
import type { Field } from './fields.ts'

/** What a sheet is. */
export type SheetKind =
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

/** How a sheet is to be read, and why we think so. */
export interface Shape {
  readonly kind: SheetKind
  /** 0 to 1. */
  readonly confidence: number
  /** Sentences for the officer. */
  readonly reasons: readonly string[]
  /** 1-based, as in the file; 0 where there is no header. */
  readonly headerRow: number
  readonly headerRows: number
  readonly columns: { readonly [F in Field | 'total']?: Column }
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
  readonly period: YearMonth | null
  /** From title and head lines. */
  readonly projectName: string | null
  readonly projectCode: string | null
  readonly firmName: string | null
  /** The firm that a head line names as employer (劳务公司：…); stands for every row without its own. */
  readonly employerName: string | null
  readonly teamName: string | null
}
