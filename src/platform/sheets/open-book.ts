import { open, readFile, stat } from 'node:fs/promises'
import { Refused } from '../../kernel/refusal.ts'
import type { Book, BookFormat, RowBatch, Sheet } from '../../kernel/sheet.ts'
import { csvParser, tellDelimiter } from './csv.ts'
import { decodeText, decodeWhole } from './decode-text.ts'
import { tellShape, tellZip, tooLarge } from './tell-format.ts'
import { readWorkbook, sheetsOf } from './workbook.ts'

export type BookSource = { readonly bytes: Uint8Array } | { readonly path: string }

/** Read per turn: large enough to be quick, small enough that a book of any length needs little memory. */
const chunkBytes = 262_144
const maxWorkbookMb = 100
/** Above this the parts of a workbook, all in memory at once, pass what its process may use. */
const maxUnzippedMb = 400
const maxMarkupMb = 30

/**
 * Opens a file as a book of sheets, told by its content and not by its name. Delimited text is read
 * as it streams; workbooks are read whole. Refuses with `sheets.*` what cannot be read.
 */
export async function openBook(source: BookSource, fileName: string): Promise<Book> {
  const size = await sizeOf(source)
  const head = await headOf(source)
  if (size === 0 || head.length === 0) throw new Refused({ code: 'sheets.empty', kind: 'invalid' })
  const shape = tellShape(head)
  if (shape === 'text') return { format: 'csv', fileName, sheets: textSheets(source, fileName) }
  const markup = shape === 'html' || shape === 'xml'
  const limit = markup ? maxMarkupMb : maxWorkbookMb
  if (size > limit * 2 ** 20) throw tooLarge(size / 2 ** 20, limit)
  const bytes = 'bytes' in source ? source.bytes : await readFile(source.path)
  const format: BookFormat =
    shape === 'zip' ? tellZip(bytes, maxUnzippedMb) : markup ? shape : 'xls'
  const book = await readWorkbook(markup ? decodeWhole(bytes) : bytes)
  return { format, fileName, sheets: sheetsOf(book) }
}

async function sizeOf(source: BookSource): Promise<number> {
  if ('bytes' in source) return source.bytes.length
  try {
    return (await stat(source.path)).size
  } catch {
    throw new Refused({ code: 'sheets.missing', kind: 'not-found' })
  }
}

async function headOf(source: BookSource): Promise<Uint8Array> {
  if ('bytes' in source) return source.bytes.subarray(0, 4096)
  const file = await open(source.path)
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(4096), 0, 4096, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function* textSheets(source: BookSource, fileName: string): AsyncGenerator<Sheet> {
  const name = fileName.replace(/^.*[/\\]/, '').replace(/\.[a-z0-9]{1,5}$/i, '')
  yield { name, no: 1, hidden: false, merges: [], date1904: false, rows: textRows(source) }
}

async function* textRows(source: BookSource): AsyncGenerator<RowBatch> {
  const decoding = decodeText()
  let parser: ReturnType<typeof csvParser> | null = null
  let firstRow = 1
  let rows: string[][] = []
  for await (const chunk of chunksOf(source)) {
    const text = withoutMark(decoding.push(chunk), parser === null)
    parser ??= csvParser(tellDelimiter(text.length < 65_536 ? `${text}\n` : text))
    parser.push(text, rows)
    if (rows.length === 0) continue
    yield { firstRow, rows }
    firstRow += rows.length
    rows = []
  }
  parser ??= csvParser(',')
  parser.push(decoding.end(), rows)
  parser.end(rows)
  if (rows.length > 0) yield { firstRow, rows }
}

/** TextDecoder takes a byte order mark away itself; text that was marked twice keeps the second. */
function withoutMark(text: string, atStart: boolean): string {
  return atStart && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

async function* chunksOf(source: BookSource): AsyncGenerator<Uint8Array> {
  if ('bytes' in source) {
    for (let at = 0; at < source.bytes.length; at += chunkBytes) {
      yield source.bytes.subarray(at, at + chunkBytes)
    }
    return
  }
  const file = await open(source.path)
  try {
    const buffer = new Uint8Array(chunkBytes)
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}
