import type { Row, RowBatch } from '../../../kernel/sheet.ts'
import { filledUpTo, isHeadRow, mayBeHead, textsOf } from './layout-heads.ts'
import { differs, linesOver, type Line } from './layout-lines.ts'
import { openSections, type LayoutOptions, type Section, type Sections } from './layout-sections.ts'
import type { BlockOutcome } from './read-sheet.ts'
import { totalsOfAll, type Totals } from './reading.ts'
import { newReport, type Report } from './report.ts'
import type { Shape } from './shape.ts'
import { looksAtRows } from './sheet-lines.ts'

/** What reading a sheet came to. */
export interface SheetOutcome {
  readonly report: Report
  readonly totals: Totals
  /** Rows that say something: accepted, rejected and skipped. */
  readonly rows: number
  readonly period: BlockOutcome['period']
  /** Every table of the sheet; the first is what the sheet is. */
  readonly blocks: readonly BlockOutcome[]
}

/** Fed with batches of rows in order. */
export interface SheetReader {
  push(batch: RowBatch): void
  end(): SheetOutcome
}

/** Lines over a table that are kept back until it is known whether they are. */
const mostHeld = 8

/** Where in the stream of rows the reading is. */
interface Stream {
  current: Section
  /** Rows of few cells: they may stand over another table. */
  held: Line[]
  /** The lines over a header, it, and what follows, until there is enough to tell what it is. */
  gathered: Line[] | null
  /** The row of the current header that should come next, where it is being repeated; else -1. */
  repeats: number
}

/** Reads a sheet whose first tables have these shapes; those below are found on the way. */
export function readSheet(
  shapes: readonly [Shape, ...Shape[]],
  options: LayoutOptions,
): SheetReader {
  const [main] = shapes
  const report = newReport()
  const sections = openSections(options, report)
  const current = sections.add(shapes, options.headerRows)
  const stream: Stream = { current, held: [], gathered: null, repeats: -1 }
  const take = rowTaker(stream, sections, report, options)
  const isIdle = main.kind === 'unknown' || main.kind === 'instructions'
  const firstData = main.headerRow + main.headerRows
  return {
    push({ firstRow, rows }) {
      if (isIdle) return
      for (let index = Math.max(0, firstData - firstRow); index < rows.length; index += 1) {
        const row = rows[index]
        if (row !== undefined && row.length > 0) take(row, firstRow + index)
      }
    },
    end() {
      while (stream.gathered !== null) settle(stream, sections, take)
      release(stream, sections, report)
      const blocks = sections.outcomes()
      const { accepted, rejected, skipped } = report.counts
      return {
        report,
        totals: totalsOfAll(blocks.map((one) => one.totals)),
        rows: accepted + rejected + skipped,
        period: blocks[0]?.period ?? main.period,
        blocks,
      }
    },
  }
}

type Take = (row: Row, rowNo: number) => void

function rowTaker(
  stream: Stream,
  sections: Sections,
  report: Report,
  options: LayoutOptions,
): Take {
  const take: Take = (row, rowNo) => {
    if (stream.gathered !== null) {
      stream.gathered.push({ row, rowNo })
      if (stream.gathered.length >= looksAtRows) settle(stream, sections, take)
      return
    }
    const { current } = stream
    // A block's own first line has the words of a header.
    if (current.blocks[0]?.shape.isCards) return sections.read(current, row, rowNo)
    if (stream.repeats >= 0 && isRepeated(stream, row)) return report.skip(rowNo, 'header')
    const mayBegin = mayBeHead(row, current.nameAt, current.firstAt)
    if (mayBegin && begins(stream, sections, report, options, { row, rowNo })) return
    if (filledUpTo(row, current.sparse) <= current.sparse) {
      if (stream.held.length >= mostHeld) release(stream, sections, report)
      stream.held.push({ row, rowNo })
      return
    }
    if (stream.held.length > 0) release(stream, sections, report)
    sections.read(stream.current, row, rowNo)
  }
  return take
}

/** Whether the row is the next of a header that is being repeated. */
function isRepeated(stream: Stream, row: Row): boolean {
  const { heads } = stream.current
  const is = heads[stream.repeats] === textsOf(row)
  stream.repeats = is && stream.repeats + 1 < heads.length ? stream.repeats + 1 : -1
  return is
}

/** The lines that were kept back are of the table above after all; one of them may name the team of what follows. */
function release(stream: Stream, sections: Sections, report: Report): void {
  const lines = stream.held
  stream.held = []
  for (const { row, rowNo } of lines) {
    const team = sections.teamSaid(row, stream.current)
    if (team === null) {
      sections.read(stream.current, row, rowNo)
      continue
    }
    report.skip(rowNo, 'note')
    stream.current = sections.ofTeam(team, stream.current)
  }
}

/** Whether a row is a header: the current one again, or one with which another table may begin. */
function begins(
  stream: Stream,
  sections: Sections,
  report: Report,
  options: LayoutOptions,
  line: Line,
): boolean {
  const { current } = stream
  const at = current.heads.indexOf(textsOf(line.row))
  if (at < 0 && !isHeadRow(line.row)) return false
  const { before, over } = linesOver(stream.held)
  const shape = current.blocks[0]?.shape
  const isSame = at >= 0 && shape !== undefined && !differs(over, shape, options)
  if (!isSame && sections.isFull()) return false
  stream.held = []
  for (const one of before) sections.read(current, one.row, one.rowNo)
  if (!isSame) {
    stream.gathered = [...over, line]
    return true
  }
  for (const one of over) report.skip(one.rowNo, 'note')
  report.skip(line.rowNo, 'header')
  stream.repeats = at + 1
  return true
}

/** Says what the gathered lines begin, and reads them as that. */
function settle(stream: Stream, sections: Sections, take: Take): void {
  const lines = stream.gathered ?? []
  stream.gathered = null
  const next = sections.begin(lines, stream.current)
  if (next === null) {
    for (const { row, rowNo } of lines) sections.read(stream.current, row, rowNo)
    return
  }
  stream.current = next.section
  for (const { row, rowNo } of next.rest) take(row, rowNo)
}
