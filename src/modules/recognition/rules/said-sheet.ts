import type { YearMonth } from '../../../kernel/day.ts'
import type { Sheet } from '../../../kernel/sheet.ts'
import type { ProjectSource } from '../../registry/rules/project-source.ts'
import { surelyRecognised } from './family.ts'
import type { SheetOutcome } from './layout-reader.ts'
import { columnLetter } from './mend.ts'
import type { BlockOutcome } from './read-sheet.ts'
import type { Totals } from './reading.ts'
import type { RowNote } from './report.ts'
import { say } from './sentences.ts'
import type { Doubt, Shape } from './shape.ts'

/** A row that waits, or a finding on it, as the officer reads it. */
export interface SaidNote {
  readonly row: number
  readonly field: string
  readonly code: string
  readonly message: string
  /** Where it stands, as spreadsheets name cells: F12. Left out where no column has the field. */
  readonly cell?: string
}

/** A sheet as `huxin import --dry-run --json` prints it: money in whole fen, `days` is 工日. */
export interface UnderstoodSheet {
  readonly name: string
  readonly kind: string
  readonly headerRow: number | null
  readonly columns: Record<string, string>
  readonly rows: number
  readonly accepted: number
  readonly rejected: SaidNote[]
  readonly findings: SaidNote[]
  readonly skipped: { row: number; why: string }[]
  readonly period: YearMonth | null
  readonly totals: SaidTotals
  /** Whose list of projects it is. */
  readonly source?: ProjectSource
  readonly confidence: number
  readonly reasons: string[]
  /** Header texts of columns that are named and not stored. */
  readonly sensitive: string[]
  /** What a colleague would also ask; nothing of the file is committed before it is answered. */
  readonly asks: Ask[]
  /** Somebody said that it is not to be imported. */
  readonly leftOut?: boolean
  /** The other tables of the sheet, beside the first or below it; what stands above counts all of them. */
  readonly blocks?: UnderstoodBlock[]
  /** How many there are of each list, where one was cut to its first thousand. */
  readonly counts?: { rejected: number; findings: number; skipped: number }
}

/** A doubt as the officer reads it. */
export interface Ask {
  readonly about: Doubt['about']
  readonly question: string
  /** Likeliest first: kinds, months, or fields. */
  readonly choices: string[]
}

/** What rows come to: money in whole fen, `days` is 工日. */
export interface SaidTotals {
  workers: number
  daysPresent: number
  days: number
  hours: number
  dueFen: number
  deductedFen: number
  netFen: number
  paidFen: number
  /** Of an account's statement: what came in and what went out. */
  inFen?: number
  outFen?: number
}

/** A further table of a sheet. */
export interface UnderstoodBlock {
  readonly kind: string
  readonly headerRow: number | null
  readonly columns: Record<string, string>
  readonly rows: number
  readonly accepted: number
  readonly period: YearMonth | null
  readonly totals: SaidTotals
  readonly confidence: number
  readonly reasons: string[]
}

interface Saying {
  readonly sayCode: (code: string, values: RowNote['values']) => string
  /** Somebody said the month of the file. */
  readonly isMonthSaid: boolean
}

export function saidOf(
  sheet: Sheet,
  shape: Shape,
  outcome: SheetOutcome,
  { sayCode, isMonthSaid }: Saying,
): UnderstoodSheet {
  const { report, totals, rows, period, blocks } = outcome
  const letterOf = cellFinder([shape, ...blocks.slice(1).map((block) => block.shape)])
  const said = ({ row, field, code, values }: RowNote): SaidNote => {
    const letter = letterOf(field, row)
    const cell = letter === null ? {} : { cell: `${letter}${row}` }
    return { row, field, code, message: sayCode(code, values), ...cell }
  }
  const { rejected, findings, skipped, counts } = report
  const isCut =
    counts.rejected > rejected.length ||
    counts.findings > findings.length ||
    counts.skipped > skipped.length
  const [main, ...others] = blocks
  const sure = main === undefined ? { confidence: shape.confidence, reasons: [] } : sureness(main)
  const reasons = [...shape.reasons, ...sure.reasons]
  if (others.length > 0) reasons.push(say('reason.blocks', { count: blocks.length }))
  const shapes = [shape, ...others.map((block) => block.shape)]
  return {
    name: sheet.name,
    kind: sheet.hidden ? 'unknown' : shape.kind,
    headerRow: shape.headerRow === 0 ? null : shape.headerRow,
    columns: columnsOf(shape),
    rows,
    accepted: counts.accepted,
    rejected: rejected.map(said),
    findings: findings.map(said),
    skipped: skipped.map(({ row, why }) => ({ row, why: say(`skip.${why}`) })),
    period,
    totals: saidTotals(totals, shapes),
    ...(shape.projectSource !== undefined && { source: shape.projectSource }),
    confidence: sure.confidence,
    reasons,
    sensitive: [
      ...new Set(shapes.flatMap((one) => one.sensitive.map((column) => column.headerText))),
    ],
    asks: sheet.hidden
      ? []
      : asksOf(shapes, sure.confidence, {
          isMonthSaid,
          // An empty template: no row's meaning hangs on its month or columns.
          isEmpty: counts.accepted + counts.rejected === 0,
        }),
    ...(others.length > 0 && { blocks: others.map(saidBlock) }),
    ...(isCut && {
      counts: { rejected: counts.rejected, findings: counts.findings, skipped: counts.skipped },
    }),
  }
}

/** The column of a field in the table that a row is of; null where it has none, or tables stand side by side. */
function cellFinder(shapes: readonly Shape[]): (field: string, row: number) => string | null {
  const tables = shapes.map((shape) => {
    const letters = new Map<string, string>()
    for (const { index, day } of shape.dayColumns) letters.set(String(day), columnLetter(index))
    for (const [field, { index }] of Object.entries(shape.columns))
      letters.set(field, columnLetter(index))
    return { headerRow: shape.headerRow, letters }
  })
  return (field, row) => {
    const above = tables.filter(({ headerRow }) => headerRow <= row)
    const own = above.at(-1)
    if (own === undefined || above.at(-2)?.headerRow === own.headerRow) return null
    return own.letters.get(field) ?? null
  }
}

/** Nothing that is recognised is surer than this: what is surer was said by somebody. */
const surest = 0.99

/** Totals that agree with the rows speak for what was recognised, others against it. */
function sureness({ shape, stated }: BlockOutcome): { confidence: number; reasons: string[] } {
  const { confidence } = shape
  const reasons = stated.equal === 0 ? [] : [say('reason.totals', { count: stated.equal })]
  if (confidence > surest) return { confidence, reasons }
  const change = stated.different > 0 ? -0.05 : stated.equal > 0 ? 0.1 : 0
  const changed = Math.max(0, Math.min(surest, confidence + change))
  return { confidence: Math.round(changed * 100) / 100, reasons }
}

function saidBlock(block: BlockOutcome): UnderstoodBlock {
  const { shape, counts, rows, period, totals } = block
  const sure = sureness(block)
  return {
    kind: shape.kind,
    headerRow: shape.headerRow === 0 ? null : shape.headerRow,
    columns: columnsOf(shape),
    rows,
    accepted: counts.accepted,
    period,
    totals: saidTotals(totals, [shape]),
    confidence: sure.confidence,
    reasons: [...shape.reasons, ...sure.reasons],
  }
}

function saidTotals(totals: Totals, shapes: readonly Shape[]): SaidTotals {
  const isStatement = shapes.some(({ kind }) => kind === 'account-statement')
  return {
    workers: totals.workers,
    daysPresent: totals.daysPresent,
    days: totals.workdaysHundredths / 100,
    hours: Math.round(totals.minutes / 0.6) / 100,
    dueFen: totals.dueFen,
    deductedFen: totals.deductedFen,
    netFen: totals.netFen,
    paidFen: totals.paidFen,
    ...(isStatement && { inFen: totals.inFen, outFen: totals.outFen }),
  }
}

/**
 * The doubts of a sheet's tables, each question once, and what it is where its columns are named and nobody can tell.
 * An answer is of the whole sheet: once there is one, the tables below ask no more.
 */
function asksOf(
  shapes: readonly Shape[],
  confidence: number,
  { isMonthSaid, isEmpty }: { readonly isMonthSaid: boolean; readonly isEmpty: boolean },
): Ask[] {
  const [main] = shapes
  if (main === undefined) return []
  const isAnswered = main.confidence > surest
  const doubts = (isAnswered ? [main] : shapes).flatMap((shape) => shape.doubts)
  const open = doubts.filter(({ about }) => {
    if (about === 'month') return !isMonthSaid && !isEmpty
    if (about === 'column' || about === 'source') return !isEmpty
    return about !== 'kind' || isAnswered || confidence < surelyRecognised || doubts.length > 1
  })
  const asks: Ask[] = []
  for (const { about, code, values, choices } of open) {
    const question = say(code, values)
    if (asks.some((ask) => ask.question === question)) continue
    asks.push({ about, question, choices: [...choices] })
  }
  const isLost = main.kind === 'unknown' && main.headerRow > 0
  if (!isLost || asks.some(({ about }) => about === 'kind')) return asks
  return [{ about: 'kind', question: say('recognition.kind-unknown'), choices: [] }, ...asks]
}

/** Field → header text; a grid's days are one entry, single deductions are joined. */
function columnsOf(shape: Shape): Record<string, string> {
  const columns: Record<string, string> = {}
  for (const [field, column] of Object.entries(shape.columns)) columns[field] = column.headerText
  const first = shape.dayColumns[0]?.day
  const last = shape.dayColumns.at(-1)?.day
  if (first !== undefined && last !== undefined) columns['day'] = `${first}–${last}`
  if (shape.deductions.length > 0) {
    columns['deducted'] = shape.deductions.map((column) => column.headerText).join(' + ')
  }
  return columns
}
