import { looksLikeFormula } from '../../kernel/formula-text.ts'
import type { RowBatch, Sheet } from '../../kernel/sheet.ts'
import { type BookSource, chunksOf, sizeOf } from './book-source.ts'
import { type CsvParser, csvParser, fewPlaces } from './csv.ts'
import { decodeText } from './decode-text.ts'
import { spacedParser, tellDelimiter } from './tell-delimiter.ts'

/** Delimited text as a book's one sheet, called as the file is. */
export async function* textSheets(source: BookSource, fileName: string): AsyncGenerator<Sheet> {
  const name = fileName.replace(/^.*[/\\]/, '').replace(/\.[a-z0-9]{1,5}$/i, '')
  yield {
    name,
    no: 1,
    hidden: false,
    merges: [],
    hiddenRows: [],
    hiddenColumns: [],
    date1904: false,
    rows: textRows(source),
  }
}

async function* textRows(source: BookSource): AsyncGenerator<RowBatch> {
  const decoding = decodeText()
  const size = await sizeOf(source)
  let seen = 0
  let parser: CsvParser | null = null
  let firstRow = 1
  let rows: string[][] = []
  for await (const chunk of chunksOf(source)) {
    const text = withoutMark(decoding.push(chunk), parser === null)
    parser ??= parserFor(tellDelimiter(text.length < 65_536 ? `${text}\n` : text), size)
    parser.push(text, rows)
    seen += chunk.length
    if (rows.length === 0) continue
    yield { firstRow, rows: withoutGuard(rows), passed: Math.min(1, seen / size) }
    firstRow += rows.length
    rows = []
  }
  parser ??= csvParser(',', fewPlaces)
  parser.push(decoding.end(), rows)
  parser.end(rows)
  if (rows.length > 0) yield { firstRow, rows: withoutGuard(rows), passed: 1 }
}

/** Below this a file's values are not worth many places. */
const shortBytes = 262_144

function parserFor(delimiter: string, size: number): CsvParser {
  if (delimiter === ' ') return spacedParser()
  return size < shortBytes ? csvParser(delimiter, fewPlaces) : csvParser(delimiter)
}

/** The apostrophe that our own exports put before what a spreadsheet would take for a formula; one is taken away. */
function withoutGuard(rows: string[][]): string[][] {
  for (const row of rows) {
    for (let at = 0; at < row.length; at += 1) {
      const cell = row[at] ?? ''
      if (cell.charCodeAt(0) === apostrophe && looksLikeFormula(cell.replace(/^'+/, '')))
        row[at] = cell.slice(1)
    }
  }
  return rows
}

const apostrophe = 39

/** TextDecoder takes a byte order mark away itself; text that was marked twice keeps the second. */
function withoutMark(text: string, atStart: boolean): string {
  return atStart && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}
