import type { Row } from '../../../kernel/sheet.ts'
import { textOf } from './cell-text.ts'
import { headerTextOf, senseOf } from './header-words.ts'
import type { SheetHead } from './recognise-sheet.ts'
import type { Lines } from './sheet-lines.ts'

/** Columns of one of the tables that stand side by side; 0-based, `right` is one past the last. */
export interface Span {
  readonly left: number
  readonly right: number
}

/** The columns of tables side by side: each begins with the words that the first one begins with. */
export function spansOf(lines: Lines, headerRow: number, headerRows: number): Span[] {
  const words: string[] = []
  for (let column = 0; column < lines.width; column += 1) {
    let word = ''
    for (let row = headerRow; row < headerRow + headerRows; row += 1) {
      const text = lines.spread(row, column)
      if (text !== '') word = headerTextOf(text).base
    }
    words.push(word)
  }
  const starts = startsBySeq(words) ?? startsByName(words)
  if (starts === null) return []
  const spans = starts.map((start, at) => ({
    left: at === 0 ? 0 : start,
    right: starts[at + 1] ?? lines.width,
  }))
  const isTable = ({ left, right }: Span) =>
    words.slice(left, right).filter((word) => senseOf(word)?.is === 'field').length >= 2
  return spans.every(isTable) ? spans : []
}

function startsBySeq(words: readonly string[]): number[] | null {
  const first = words.find((word) => isField(word, ['seq']))
  return first === undefined ? null : severalOf(placesOf(words, first))
}

/** By the same word for the name, and what stands before it in each. */
function startsByName(words: readonly string[]): number[] | null {
  const first = words.find((word) => isField(word, ['name', 'nameOverId']))
  if (first === undefined) return null
  let starts = placesOf(words, first)
  for (;;) {
    const before = new Set(starts.map((start) => words[start - 1] ?? ''))
    const [word] = before
    const overlaps = starts.some((start, at) => start - 1 <= (starts[at - 1] ?? -1))
    if (before.size !== 1 || word === undefined || word === '' || overlaps) return severalOf(starts)
    starts = starts.map((start) => start - 1)
  }
}

function severalOf(starts: number[]): number[] | null {
  return starts.length > 1 ? starts : null
}

function placesOf(words: readonly string[], word: string): number[] {
  return words.flatMap((one, at) => (one === word ? [at] : []))
}

function isField(word: string, fields: readonly string[]): boolean {
  const sense = senseOf(word)
  return sense?.is === 'field' && sense.score === 1 && fields.includes(sense.field)
}

/** The sheet as if only one of its tables were there; what stands above all of them is above each. */
export function headWithin(
  head: SheetHead,
  spans: readonly Span[],
  span: Span,
  headerRow: number,
): SheetHead {
  const firstRows: Row[] = []
  head.firstRows.forEach((row, at) => {
    firstRows[at] = at >= headerRow || standsApart(row, spans) ? within(row, span) : row
  })
  const merges = head.merges.filter(
    ({ top, left, right }) => top < headerRow || (left >= span.left && right < span.right),
  )
  return { ...head, firstRows, merges }
}

/** Several tables have something of their own in the row. */
function standsApart(row: Row, spans: readonly Span[]): boolean {
  const filled = spans.filter(({ left, right }) =>
    row.slice(left, right).some((cell) => textOf(cell) !== ''),
  )
  return filled.length > 1
}

/** A row with nothing in it but what stands in these columns, where it stands. */
export function within(row: Row, { left, right }: Span): Row {
  return row.slice(0, right).fill(null, 0, left)
}
