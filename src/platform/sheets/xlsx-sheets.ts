import {
  type Cell,
  type Row,
  type RowBatch,
  type Sheet,
  resultMissing,
} from '../../kernel/sheet.ts'
import { dateReader, serialOfIso } from './date-cell.ts'
import { broken } from './tell-format.ts'
import { layoutOf, maxColumns } from './xlsx-layout.ts'
import type { XlsxParts } from './xlsx-parts.ts'
import {
  attributeOf,
  elementsOf,
  plainXml,
  startOf,
  textElements,
  withPlainNames,
} from './xml-text.ts'
import type { ZipEntry } from './zip-directory.ts'
import { textOfEntry, type Bytes } from './zip-entry.ts'

const batchRows = 1000
/** Excel has no more. */
const maxRows = 1_048_576

/** The sheets of an .xlsx, their rows read as they are unpacked: a book of any length needs little memory. */
export async function* xlsxSheets(bytes: Bytes, parts: XlsxParts): AsyncGenerator<Sheet> {
  for (const [index, { name, hidden, entry }] of parts.sheets.entries()) {
    yield {
      name,
      no: index + 1,
      hidden,
      ...(await layoutOf(bytes, entry)),
      date1904: parts.date1904,
      rows: rowsOf(bytes, entry, parts),
    }
  }
}

async function* rowsOf(bytes: Bytes, entry: ZipEntry, parts: XlsxParts): AsyncGenerator<RowBatch> {
  const cellOf = cellReader(parts)
  let rows: Row[] = []
  let firstRow = 1
  let next = 1
  let seen = 0
  const passed = () => Math.min(1, seen / entry.unzippedBytes)
  const texts = withPlainNames(textOfEntry(bytes, entry))
  for await (const xml of elementsOf(texts, 'row', broken)) {
    seen += xml.length
    const open = xml.indexOf('>')
    const no = Number(attributeOf(xml.slice(0, open + 1), 'r') ?? next)
    if (next > maxRows) break
    if (!(no >= next && no <= maxRows)) continue
    if (rows.length > 0 && (no !== next || rows.length >= batchRows)) {
      yield { firstRow, rows, passed: passed() }
      rows = []
    }
    if (rows.length === 0) firstRow = no
    rows.push(rowOf(xml, open + 1, cellOf))
    next = no + 1
  }
  if (rows.length > 0) yield { firstRow, rows, passed: passed() }
}

type ReadCell = (tag: string, content: string) => Cell

function rowOf(xml: string, from: number, cellOf: ReadCell): Row {
  const row: Cell[] = []
  let column = -1
  for (let at = startOf(xml, '<c', from); at >= 0;) {
    const open = xml.indexOf('>', at)
    if (open < 0) break
    const tag = xml.slice(at, open + 1)
    const isEmpty = xml.charCodeAt(open - 1) === 47
    const close = isEmpty ? open + 1 : xml.indexOf('</c>', open)
    if (close < 0) break
    const named = columnOf(tag)
    column = named < 0 ? column + 1 : named
    if (!isEmpty && column < maxColumns) {
      const cell = cellOf(tag, xml.slice(open + 1, close))
      if (cell !== null && cell !== '') {
        while (row.length < column) row.push(null)
        row[column] = cell
      }
    }
    at = startOf(xml, '<c', close)
  }
  return row
}

/** The column of `r="AB12"`, 0-based; -1 where the cell does not say. */
function columnOf(tag: string): number {
  const at = tag.indexOf(' r="')
  if (at < 0) return -1
  let column = 0
  for (let index = at + 4; index < tag.length; index += 1) {
    const code = tag.charCodeAt(index)
    if (code < 65 || code > 90) break
    column = column * 26 + (code - 64)
  }
  return column - 1
}

function cellReader({ shared, meanings, date1904 }: XlsxParts): ReadCell {
  const dated = dateReader(date1904)
  return (tag, content) => {
    const type = attributeOf(tag, 't')
    if (type === 'inlineStr') return textElements(content)
    const value = valueOf(content)
    if (value === '') return lacksResult(type, content) ? resultMissing : null
    if (type === 's') return shared[Number(value)] ?? null
    if (type === 'str' || type === 'e') return plainXml(value)
    if (type === 'b') return value === '1' || value === 'true'
    if (type === 'd') {
      const serial = serialOfIso(value, date1904)
      return Number.isNaN(serial) ? plainXml(value) : dated(serial, 'day')
    }
    const number = Number(value)
    if (Number.isNaN(number)) return plainXml(value)
    const style = attributeOf(tag, 's')
    return style === null ? number : dated(number, meanings[Number(style)] ?? 'number')
  }
}

/** A formula may come out as empty text, and then says that it is text. */
function lacksResult(type: string | null, content: string): boolean {
  return content.includes('<f') && (type !== 'str' || !content.includes('<v'))
}

function valueOf(content: string): string {
  // No other element of a cell begins so; a search for whole names takes a third longer, over millions of cells.
  const at = content.indexOf('<v')
  if (at < 0) return ''
  const open = content.indexOf('>', at)
  const close = content.indexOf('</v>', open)
  return close < 0 ? '' : content.slice(open + 1, close)
}
