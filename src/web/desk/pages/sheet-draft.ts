import type { YearMonth } from '../../../kernel/day.ts'
import type { SheetState } from '../../../modules/exchange/contract-sheets.ts'
import type { SheetAnswer, SheetRows } from '../../../modules/recognition/contract.ts'
import type { ProjectSource } from '../../../modules/registry/contract.ts'

/** What the officer has clicked together so far: the guess, and what he says instead. */
export interface SheetDraft {
  readonly kind: string | null
  /** 1-based; 0: none is known. */
  readonly headerRow: number
  /** A field's name, `deduction`, or null, for each column that he spoke of. */
  readonly said: ReadonlyMap<number, string | null>
  readonly month: YearMonth | null
  readonly unit: SheetAnswer['unit']
  readonly moneyUnit: SheetAnswer['moneyUnit']
  /** Whose list of projects it is. */
  readonly source: ProjectSource | null
}

/** What is said already, or nothing: the guess stands beside it. */
export function draftOf(
  rows: SheetRows,
  answer: SheetState['answer'],
  source: ProjectSource | null = null,
): SheetDraft {
  const said = answer?.said ?? null
  const known = rows.kind === 'unknown' || rows.kind === 'instructions' ? null : rows.kind
  return {
    kind: said?.kind ?? known,
    headerRow: rows.headerRow,
    said: new Map(said?.columns.map(({ index, field }) => [index, field])),
    month: said?.month ?? rows.period,
    unit: said?.unit ?? rows.unit,
    moneyUnit: said?.moneyUnit ?? rows.moneyUnit,
    source: said?.source ?? source,
  }
}

/** Another row heads the table: what was said of the columns was said of another header. */
export function withHeader(draft: SheetDraft, headerRow: number): SheetDraft {
  return headerRow === draft.headerRow ? draft : { ...draft, headerRow, said: new Map() }
}

/** A field stands in one column: said of another, the first holds it no more. */
export function withColumn(
  draft: SheetDraft,
  rows: SheetRows,
  index: number,
  field: string | null,
): SheetDraft {
  const said = new Map(draft.said)
  said.set(index, field)
  if (field !== null && field !== 'deduction') {
    for (const [other, held] of fieldsIn(draft, rows).entries()) {
      if (other !== index && held === field) said.set(other, null)
    }
  }
  return { ...draft, said }
}

/** What each column holds as the draft has it. */
export function fieldsIn(draft: SheetDraft, rows: SheetRows): (string | null)[] {
  const width = Math.max(rows.fields.length, ...rows.rows.map(({ cells }) => cells.length))
  const isGuess = draft.headerRow === rows.headerRow
  return Array.from({ length: width }, (_, index) => {
    const said = draft.said.get(index)
    if (said !== undefined) return said
    return isGuess ? (rows.fields[index] ?? null) : null
  })
}

/** What is sent: of the columns only what was said; the rest as it is seen, so that it is settled. */
export function answerIn(draft: SheetDraft, rows: SheetRows): SheetAnswer {
  const isGrid = draft.kind === 'attendance-grid'
  return {
    skip: false,
    kind: draft.kind,
    headerRow: draft.headerRow === 0 ? null : draft.headerRow,
    headerRows: draft.headerRow === rows.headerRow && rows.headerRow > 0 ? rows.headerRows : null,
    columns: [...draft.said].map(([index, field]) => ({ index, field })),
    month: draft.month,
    unit: isGrid ? draft.unit : null,
    moneyUnit: draft.moneyUnit,
    ...(draft.kind === 'project-list' && { source: draft.source }),
  }
}
