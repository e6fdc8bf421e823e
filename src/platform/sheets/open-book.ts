import { Buffer } from 'node:buffer'
import { Refused } from '../../kernel/refusal.ts'
import type { Book } from '../../kernel/sheet.ts'
import { type BookSource, headOf, sizeOf, walkBytes, wholeOf, withBytes } from './book-source.ts'
import { decodeWhole } from './decode-text.ts'
import { hiddenInOds } from './ods-hidden.ts'
import {
  broken,
  encrypted,
  tellCompound,
  tellMarkup,
  tellShape,
  tellZip,
  tooLarge,
} from './tell-format.ts'
import { textSheets } from './text-sheets.ts'
import { partsOf, type XlsxParts } from './xlsx-parts.ts'
import { xlsxSheets } from './xlsx-sheets.ts'
import type { ZipEntry } from './zip-directory.ts'
import { directoryOf } from './zip-entry.ts'

const maxWorkbookMb = 60
/** An .xlsx is streamed: more than this, which is 1,048,576 rows of forty cells, no honest one holds. */
const maxStreamedMb = 2048
/** What of .xlsb and .ods can be held within the memory of the process. */
const maxUnzippedMb = 60
const maxMarkupMb = 30

/**
 * Opens a file as a book of sheets, told by its content and not by its name. Delimited text and .xlsx are read as they
 * stream, other workbooks whole. Refuses with `sheets.*` what cannot be read; a zip of several files with
 * `sheets.archive`.
 */
export async function openBook(source: BookSource, fileName: string): Promise<Book> {
  const size = await sizeOf(source)
  const head = await headOf(source)
  if (size === 0 || head.length === 0) throw new Refused({ code: 'sheets.empty', kind: 'invalid' })
  const shape = tellShape(head)
  if (shape === 'text') {
    return { format: 'csv', fileName, macros: false, sheets: textSheets(source, fileName) }
  }
  if (shape === 'zip') return zipBook(source, size, fileName)
  const markup = shape === 'html' || shape === 'xml'
  const limit = markup ? maxMarkupMb : maxWorkbookMb
  if (size > limit * 2 ** 20) throw tooLarge(size / 2 ** 20, limit)
  const bytes = await wholeOf(source)
  // Loaded only where there is such a book: a reader of text and .xlsx stays 15 MB smaller.
  const { readWorkbook, sheetsOf } = await import('./workbook.ts')
  if (markup) {
    const text = decodeWhole(bytes)
    tellMarkup(shape, text)
    const sheets = sheetsOf(await readWorkbook(text))
    return { format: shape, fileName, macros: false, sheets }
  }
  if (shape === 'cfb') tellCompound(bytes)
  const macros = shape === 'cfb' && holdsMacros(bytes)
  return { format: 'xls', fileName, macros, sheets: sheetsOf(await readWorkbook(bytes)) }
}

async function zipBook(source: BookSource, size: number, fileName: string): Promise<Book> {
  const entries = await withBytes(source, size, directoryOf)
  const format = tellZip(entries)
  if (entries.some((entry) => entry.encrypted)) throw encrypted()
  const macros = entries.some(({ name }) => /vbaproject\.bin$/i.test(name))
  const unzippedMb = entries.reduce((sum, entry) => sum + sheetBytesOf(entry), 0) / 2 ** 20
  if (format === 'xlsx') {
    if (unzippedMb > maxStreamedMb) throw tooLarge(unzippedMb, maxStreamedMb)
    const parts = await partsIfWhole(source, size)
    if (parts !== null) {
      const sheets = walkBytes(source, size, (bytes) => xlsxSheets(bytes, parts))
      return { format, fileName, macros, sheets }
    }
  }
  if (unzippedMb > maxUnzippedMb)
    throw format === 'xlsx' ? broken() : tooLarge(unzippedMb, maxUnzippedMb)
  const { readWorkbook, sheetsOf } = await import('./workbook.ts')
  const hidden = format === 'ods' ? await withBytes(source, size, hiddenInOds) : []
  const book = await readWorkbook(await wholeOf(source))
  return { format, fileName, macros, sheets: sheetsOf(book, hidden) }
}

/** Null where the book's own plan is broken; the other reader finds its way by the parts' usual names. */
async function partsIfWhole(source: BookSource, size: number): Promise<XlsxParts | null> {
  try {
    return await withBytes(source, size, partsOf)
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === 'sheets.broken') return null
    throw error
  }
}

/** Cells, texts and styles count; pictures do not. */
function sheetBytesOf({ name, unzippedBytes }: ZipEntry): number {
  return /\.(?:xml|bin)$/i.test(name) && !/vbaproject/i.test(name) ? unzippedBytes : 0
}

function holdsMacros(bytes: Uint8Array): boolean {
  const name = Buffer.from('_VBA_PROJECT', 'utf16le')
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name)
}
