import type { Row } from '../../../kernel/sheet.ts'
import { mostTablesBeside } from '../../../kernel/row-key.ts'
import { isSure, recogniseTables } from './layout.ts'
import { hasSameHeader, withWhatStandsAbove } from './layout-continued.ts'
import { within } from './layout-groups.ts'
import { filledUpTo, isHeadRow, textsOf } from './layout-heads.ts'
import { teamOf, type Line } from './layout-lines.ts'
import { readBlock, type BlockOutcome, type BlockReader, type ReadOptions } from './read-sheet.ts'
import { totalsOfAll } from './reading.ts'
import type { Report } from './report.ts'
import type { Shape } from './shape.ts'

export interface LayoutOptions extends ReadOptions {
  /** The rows of the first tables' header, from the top down. */
  readonly headerRows: readonly Row[]
  /** Sums of the sheets that this one goes on from. */
  readonly sumsBefore: readonly ReadonlyMap<string, number>[]
  /** A further table begins. */
  readonly onBlock: (shape: Shape) => void
  /** The tables to which the rows from this header on belong, known ones again; none where nobody knows the table. */
  readonly onTables?: (headerRow: number, shapes: readonly Shape[]) => void
  /** Only where tables begin is wanted: no row is read. */
  readonly layoutOnly?: boolean
}

/** Tables that begin in one row, and the texts of their header. */
export interface Section {
  readonly blocks: readonly BlockReader[]
  readonly heads: readonly string[]
  /** Where to look for a header: the columns of the names, and the first. */
  readonly nameAt: number
  readonly firstAt: number
  /** A row of so few cells may be a line over another table. */
  readonly sparse: number
}

/** More tables than this in one sheet are no tables. */
const mostSections = 200

/** The tables of a sheet: opened as they begin, each with its reader. */
export interface Sections {
  add(shapes: readonly Shape[], headerRows: readonly Row[]): Section
  isFull(): boolean
  read(section: Section, row: Row, rowNo: number): void
  /** The team that a line between the rows names, where the table has no column of teams. */
  teamSaid(row: Row, section: Section): string | null
  /** The rows that follow are of another team: the same table, with its name. */
  ofTeam(team: string, section: Section): Section
  /** The section that lines begin, and the lines that are its rows; null where they begin none. */
  begin(lines: readonly Line[], above: Section): { section: Section; rest: readonly Line[] } | null
  outcomes(): BlockOutcome[]
}

export function openSections(options: LayoutOptions, report: Report): Sections {
  const sections: Section[] = []
  const blocks: BlockReader[] = []
  /** Of a team's part of a table, the table. */
  const wholes = new Map<BlockReader, BlockReader>()
  const known = (shapes: readonly Shape[]) => sections.find((one) => isSame(one, shapes))
  const add: Sections['add'] = (shapes, headerRows) => {
    const opened = openBlocks(shapes, options, report, blocks)
    const section = { blocks: opened, heads: headerRows.map(textsOf), ...placesOf(shapes) }
    sections.push(section)
    return section
  }
  return {
    add,
    isFull: () => sections.length >= mostSections,
    read(section, row, rowNo) {
      if (options.layoutOnly !== true) readRow(section, report, row, rowNo)
    },
    teamSaid(row, { blocks: own }) {
      const shape = own.length === 1 ? own[0]?.shape : undefined
      return shape === undefined || shape.columns.team !== undefined ? null : teamOf(row, shape)
    },
    ofTeam(team, section) {
      const shapes = section.blocks.map(({ shape }) => ({ ...shape, teamName: team }))
      const before = known(shapes)
      if (before !== undefined || sections.length >= mostSections) return before ?? section
      const made = { ...add(shapes, []), heads: section.heads }
      for (const [at, block] of made.blocks.entries()) {
        const whole = section.blocks[at]
        if (whole !== undefined) wholes.set(block, wholes.get(whole) ?? whole)
      }
      return made
    },
    begin(lines, above) {
      const found = tablesOf(lines, sections, options)
      if (found === null) return null
      const { shapes, headerAt, headerRows } = found
      const heads = lines.slice(headerAt, headerAt + headerRows)
      for (const line of lines.slice(0, headerAt)) report.skip(line.rowNo, 'note')
      for (const line of heads) report.skip(line.rowNo, 'new-header')
      const rest = lines.slice(headerAt + headerRows)
      const row = heads[0]?.rowNo ?? 0
      options.onTables?.(row, shapes ?? [])
      if (shapes === null) {
        report.find(row, 'kind', 'recognition.block-unread', 'warning', { row })
        return { section: { ...above, ...nowhere, heads: [], blocks: [] }, rest }
      }
      const before = known(shapes)
      if (before !== undefined) return { section: before, rest }
      for (const shape of shapes) options.onBlock(shape)
      return {
        section: add(
          shapes,
          heads.map(({ row }) => row),
        ),
        rest,
      }
    },
    outcomes() {
      const parts = Map.groupBy(blocks, (block) => wholes.get(block) ?? block)
      return [...parts.values()].map((some) => wholeOf(some.map((one) => one.end())))
    },
  }
}

/** Readers of tables side by side; `all`: every reader of the sheet, to which these are added. */
function openBlocks(
  shapes: readonly Shape[],
  options: LayoutOptions,
  report: Report,
  all: BlockReader[],
): BlockReader[] {
  return shapes.slice(0, mostTablesBeside).map((shape, at) => {
    const table = shapes.slice(0, at).filter((one) => makesLinesOf(one, shape)).length
    const others = () => {
      const alike = all.filter((one) => one !== own && one.shape.kind === shape.kind)
      return [...options.sumsBefore, ...alike.map((one) => one.sums())]
    }
    const own: BlockReader = readBlock(shape, options, report, { table, others })
    all.push(own)
    return own
  })
}

function readRow({ blocks }: Section, report: Report, row: Row, rowNo: number): void {
  const [only] = blocks
  if (only === undefined) {
    if (filledUpTo(row, 0) > 0) report.skip(rowNo, 'unread')
  } else if (blocks.length === 1) only.row(row, rowNo)
  else {
    for (const block of blocks) {
      const { span } = block.shape
      block.row(span === undefined ? row : within(row, span), rowNo)
    }
  }
}

/** A table of which each team's part was read by itself. */
function wholeOf(parts: readonly BlockOutcome[]): BlockOutcome {
  const [first, ...others] = parts
  if (first === undefined) throw new Error('A table has parts.')
  if (others.length === 0) return first
  const sumOf = (of: (part: BlockOutcome) => number) => parts.reduce((sum, one) => sum + of(one), 0)
  const sums = new Map<string, number>()
  for (const part of parts) {
    for (const [field, sum] of part.sums) sums.set(field, (sums.get(field) ?? 0) + sum)
  }
  return {
    shape: first.shape,
    totals: totalsOfAll(parts.map(({ totals }) => totals)),
    counts: {
      findings: sumOf(({ counts }) => counts.findings),
      rejected: sumOf(({ counts }) => counts.rejected),
      skipped: sumOf(({ counts }) => counts.skipped),
      accepted: sumOf(({ counts }) => counts.accepted),
    },
    rows: sumOf(({ rows }) => rows),
    period: others.at(-1)?.period ?? first.period,
    stated: {
      equal: sumOf(({ stated }) => stated.equal),
      different: sumOf(({ stated }) => stated.different),
    },
    sums,
  }
}

/** Whether a row of one and a row of the other may be two lines of one ledger. */
function makesLinesOf(one: Shape, other: Shape): boolean {
  const ofOther = linesMade(other)
  return linesMade(one).some((lines) => ofOther.includes(lines))
}

function linesMade({ kind, columns }: Shape): string[] {
  const pays = columns.due !== undefined || columns.net !== undefined
  if (kind === 'pay-sheet' || kind === 'pay-confirmation') return ['pay']
  if (kind === 'attendance-grid') return pays ? ['attendance', 'pay'] : ['attendance']
  return kind.startsWith('attendance-') || kind === 'punch-list' ? ['attendance'] : [kind]
}

const nowhere = { nameAt: -1, firstAt: -1, sparse: 1 }

function placesOf(shapes: readonly Shape[]): Pick<Section, 'nameAt' | 'firstAt' | 'sparse'> {
  const indexes = shapes.flatMap(({ columns, dayColumns }) => [
    ...Object.values(columns).map(({ index }) => index),
    ...dayColumns.map(({ index }) => index),
  ])
  const columns = shapes[0]?.columns ?? {}
  const named = columns.name ?? columns.nameOverId ?? columns.team ?? columns.firm
  const firstAt = Math.min(...indexes, Number.MAX_SAFE_INTEGER)
  return {
    nameAt: named?.index ?? firstAt,
    firstAt,
    sparse: Math.max(1, Math.min(3, Math.floor(indexes.length / 2) - 1)),
  }
}

/** The tables of lines, the last of which before `headerAt` stand over them; `shapes` is null where nobody knows them. */
function tablesOf(lines: readonly Line[], sections: readonly Section[], options: LayoutOptions) {
  const start = lines.findIndex(({ row }) => isHeadRow(row))
  const [first] = lines
  if (first === undefined || start < 0) return null
  const firstRows: Row[] = []
  for (const { row, rowNo } of lines) firstRows[rowNo - 1] = row
  const { merges, sheetName, fileName, date1904 } = options
  const found = recogniseTables({ firstRows, merges, sheetName, fileName, date1904 })
  const above = sections.at(-1)?.blocks[0]?.shape
  const [main] = found
  const headerAt = lines.findIndex(({ rowNo }) => rowNo === main.headerRow)
  const isHere = headerAt >= 0 && headerAt <= start && start < headerAt + main.headerRows
  if (!isHere || !found.every(isSure)) return { shapes: null, headerAt: start, headerRows: 1 }
  const shapes =
    above === undefined ? found : found.map((shape) => withWhatStandsAbove(shape, above))
  return { shapes, headerAt, headerRows: main.headerRows }
}

/** The same tables again: the same header, month, team and project. */
function isSame({ blocks }: Section, shapes: readonly Shape[]): boolean {
  return (
    blocks.length === shapes.length &&
    blocks.every(({ shape }, at) => {
      const other = shapes[at]
      return (
        other !== undefined &&
        other.kind === shape.kind &&
        hasSameHeader(other, shape) &&
        other.period === shape.period &&
        other.teamName === shape.teamName &&
        other.projectName === shape.projectName &&
        other.employerName === shape.employerName
      )
    })
  )
}
