import { open, readFile, stat } from 'node:fs/promises'
import { Refused } from '../../kernel/refusal.ts'
import type { Book, RowBatch, Sheet } from '../../kernel/sheet.ts'
import { csvParser, tellDelimiter } from './csv.ts'
import { decodeText, decodeWhole } from './decode-text.ts'
import { tellShape, tellZip, tooLarge } from './tell-format.ts'
import type { ZipEntry } from './zip-directory.ts'
import { bytesInMemory, bytesOfFile, directoryOf, type Bytes } from './zip-entry.ts'

export type BookSource = { readonly bytes: Uint8Array } | { readonly path: string }

/** Read at a time: large enough to be quick, small enough that a file of any length needs little memory. */
const readBytes = 1_048_576
/** Parsed at a time: its text is small enough to be swept away young (four times this took 30 MB more). */
const pieceBytes = 65_536
const maxWorkbookMb = 60
/** An .xlsx above this is streamed; held in memory it would take some ten times as much. */
const streamedAboveMb = 20
/** What of .xlsb and .ods can be held within the memory of the process. */
const maxUnzippedMb = 60
const maxMarkupMb = 30

/**
 * Opens a file as a book of sheets, told by its content and not by its name. Delimited text and large
 * .xlsx are read as they stream, other workbooks whole. Refuses with `sheets.*` what cannot be read.
 */
export async function openBook(source: BookSource, fileName: string): Promise<Book> {
  const size = await sizeOf(source)
  const head = await headOf(source)
  if (size === 0 || head.length === 0) throw new Refused({ code: 'sheets.empty', kind: 'invalid' })
  const shape = tellShape(head)
  if (shape === 'text') return { format: 'csv', fileName, sheets: textSheets(source, fileName) }
  const markup = shape === 'html' || shape === 'xml'
  if (shape === 'zip') return zipBook(source, size, fileName)
  const limit = markup ? maxMarkupMb : maxWorkbookMb
  if (size > limit * 2 ** 20) throw tooLarge(size / 2 ** 20, limit)
  const bytes = await wholeOf(source)
  // Loaded only where there is a workbook: a text file's reader stays 15 MB smaller.
  const { readWorkbook, sheetsOf } = await import('./workbook.ts')
  const book = await readWorkbook(markup ? decodeWhole(bytes) : bytes)
  return { format: markup ? shape : 'xls', fileName, sheets: sheetsOf(book) }
}

async function zipBook(source: BookSource, size: number, fileName: string): Promise<Book> {
  const entries = await withBytes(source, size, directoryOf)
  const format = tellZip(entries)
  const unzippedMb = entries.reduce((sum, entry) => sum + sheetBytesOf(entry), 0) / 2 ** 20
  if (format === 'xlsx' && unzippedMb > streamedAboveMb) {
    return { format, fileName, sheets: streamedSheets(source, size) }
  }
  if (unzippedMb > maxUnzippedMb) throw tooLarge(unzippedMb, maxUnzippedMb)
  const { readWorkbook, sheetsOf } = await import('./workbook.ts')
  return { format, fileName, sheets: sheetsOf(await readWorkbook(await wholeOf(source))) }
}

/** Cells, texts and styles count; pictures do not. */
function sheetBytesOf({ name, unzippedBytes }: ZipEntry): number {
  return /\.(?:xml|bin)$/i.test(name) && !/vbaproject/i.test(name) ? unzippedBytes : 0
}

async function wholeOf(source: BookSource): Promise<Uint8Array> {
  return 'bytes' in source ? source.bytes : readFile(source.path)
}

async function withBytes<T>(
  source: BookSource,
  size: number,
  work: (bytes: Bytes) => Promise<T>,
): Promise<T> {
  if ('bytes' in source) return work(bytesInMemory(source.bytes))
  const file = await open(source.path)
  try {
    return await work(bytesOfFile(file, size))
  } finally {
    await file.close()
  }
}

async function* streamedSheets(source: BookSource, size: number): AsyncGenerator<Sheet> {
  const { bigSheets } = await import('./big-xlsx.ts')
  if ('bytes' in source) {
    yield* bigSheets(bytesInMemory(source.bytes))
    return
  }
  const file = await open(source.path)
  try {
    yield* bigSheets(bytesOfFile(file, size))
  } finally {
    await file.close()
  }
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
  const size = await sizeOf(source)
  let seen = 0
  let parser: ReturnType<typeof csvParser> | null = null
  let firstRow = 1
  let rows: string[][] = []
  for await (const chunk of chunksOf(source)) {
    const text = withoutMark(decoding.push(chunk), parser === null)
    parser ??= csvParser(tellDelimiter(text.length < 65_536 ? `${text}\n` : text))
    parser.push(text, rows)
    seen += chunk.length
    if (rows.length === 0) continue
    yield { firstRow, rows, passed: Math.min(1, seen / size) }
    firstRow += rows.length
    rows = []
  }
  parser ??= csvParser(',')
  parser.push(decoding.end(), rows)
  parser.end(rows)
  if (rows.length > 0) yield { firstRow, rows, passed: 1 }
}

/** TextDecoder takes a byte order mark away itself; text that was marked twice keeps the second. */
function withoutMark(text: string, atStart: boolean): string {
  return atStart && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** Pieces of the bytes; the next part of a file is being fetched while the one before is worked on. */
async function* chunksOf(source: BookSource): AsyncGenerator<Uint8Array> {
  if ('bytes' in source) {
    yield* piecesOf(source.bytes)
    return
  }
  const file = await open(source.path)
  try {
    let next = file.read(new Uint8Array(readBytes), 0, readBytes)
    for (let spare = new Uint8Array(readBytes); ;) {
      const { buffer, bytesRead } = await next
      if (bytesRead === 0) return
      next = file.read(spare, 0, readBytes)
      yield* piecesOf(buffer.subarray(0, bytesRead))
      spare = buffer
    }
  } finally {
    await file.close()
  }
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}
