import { inflateRawSync } from 'node:zlib'
import * as xlsx from '@e965/xlsx'
import type { Cell, Merge, Row, RowBatch, Sheet } from '../../kernel/sheet.ts'
import { dateReader, meaningOf, type NumberMeaning } from './date-cell.ts'
import { broken, encrypted } from './tell-format.ts'
import { maxColumns, maxMerges } from './xlsx-layout.ts'
import type { Hidden } from './ods-hidden.ts'
import { entriesOf } from './zip-directory.ts'

const batchRows = 1000

/** Reads a whole book into memory (the process that does it is the one that is held to a limit). */
export async function readWorkbook(source: Uint8Array | string): Promise<xlsx.WorkBook> {
  if (typeof source !== 'string' && isLockedOds(source)) throw encrypted()
  await teachCodepages()
  try {
    return xlsx.read(source, {
      type: typeof source === 'string' ? 'string' : 'array',
      dense: true,
      cellNF: true,
      cellText: false,
      cellFormula: false,
      cellHTML: false,
      // Old and binary books tell which columns they hide only so.
      cellStyles: typeof source !== 'string',
      // HTML has no numbers, only text: an ID of 18 digits must stay one.
      raw: typeof source === 'string',
    })
  } catch (error) {
    if (/password|encrypt/i.test(error instanceof Error ? error.message : '')) throw encrypted()
    throw broken()
  }
}

let codepagesKnown = false

/** Books of Excel 95 and older are in the codepage of their machine (936 here). */
async function teachCodepages(): Promise<void> {
  if (codepagesKnown) return
  codepagesKnown = true
  xlsx.set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'))
}

/** `hidden`: what each sheet hides, where the reader of its format does not say. */
export async function* sheetsOf(
  book: xlsx.WorkBook,
  hidden: readonly Hidden[] = [],
): AsyncGenerator<Sheet> {
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  for (const [index, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name]
    if (sheet === undefined) continue
    // One sheet's cells are let go before the next is asked for.
    delete book.Sheets[name]
    yield {
      name,
      no: index + 1,
      hidden: hidden[index]?.hidden ?? (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
      merges: mergesOf(sheet),
      ...placesOf(hidden[index] ?? hiddenOf(sheet)),
      date1904,
      rows: batchesOf(sheet, date1904),
    }
  }
}

function mergesOf(sheet: xlsx.WorkSheet): Merge[] {
  return (sheet['!merges'] ?? []).slice(0, maxMerges).map((range) => ({
    top: range.s.r,
    left: range.s.c,
    bottom: range.e.r,
    right: range.e.c,
  }))
}

function placesOf({ hiddenRows, hiddenColumns }: Hidden) {
  return { hiddenRows, hiddenColumns }
}

function hiddenOf(sheet: xlsx.WorkSheet): Hidden {
  const hiddenRows: number[] = []
  const hiddenColumns: number[] = []
  // Both lists have gaps.
  sheet['!rows']?.forEach((row, index) => {
    if (row.hidden === true) hiddenRows.push(index + 1)
  })
  sheet['!cols']?.forEach((column, index) => {
    if (column.hidden === true && index < maxColumns) hiddenColumns.push(index)
  })
  return { hiddenRows, hiddenColumns }
}

/** Rows that exist, whatever range the sheet declares. */
async function* batchesOf(sheet: xlsx.WorkSheet, date1904: boolean): AsyncGenerator<RowBatch> {
  const data = sheet['!data'] ?? []
  const convert = cellConverter(date1904)
  for (let first = 0; first < data.length; first += batchRows) {
    const rows: Row[] = []
    let filled = false
    for (let at = first; at < Math.min(first + batchRows, data.length); at += 1) {
      const row = rowOf(data[at], convert)
      filled ||= row.length > 0
      rows.push(row)
    }
    const passed = Math.min(1, (first + batchRows) / data.length)
    if (filled) yield { firstRow: first + 1, rows, passed }
  }
}

function rowOf(
  cells: (xlsx.CellObject | undefined)[] | undefined,
  convert: (cell: xlsx.CellObject) => Cell,
): Row {
  if (cells === undefined) return []
  const row: Cell[] = []
  const width = Math.min(cells.length, maxColumns)
  let last = 0
  for (let column = 0; column < width; column += 1) {
    const cell = cells[column]
    const value = cell === undefined ? null : convert(cell)
    row.push(value)
    if (value !== null && value !== '') last = column + 1
  }
  row.length = last
  return row
}

/** As Excel writes them; the number is what books hold. */
const errors = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
  [0x2b, '#GETTING_DATA'],
])

function cellConverter(date1904: boolean): (cell: xlsx.CellObject) => Cell {
  const meanings = new Map<string, NumberMeaning>()
  const dated = dateReader(date1904)
  return (cell) => {
    const value = cell.v
    if (cell.t === 's') return typeof value === 'string' ? value : null
    if (cell.t === 'b') return value === true
    if (cell.t === 'e') return errors.get(Number(value)) ?? '#ERROR!'
    if (cell.t !== 'n' || typeof value !== 'number') return null
    const format = String(cell.z ?? '')
    let meaning = meanings.get(format)
    if (meaning === undefined) {
      meaning = meaningOf(format)
      meanings.set(format, meaning)
    }
    return dated(value, meaning)
  }
}

/** An OpenDocument book with a password says so in its manifest, which itself is open. */
function isLockedOds(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return false
  const manifest = entriesOf(bytes).find((entry) => entry.name === 'META-INF/manifest.xml')
  if (manifest === undefined || manifest.unzippedBytes > 1_048_576) return false
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (manifest.offset + 30 > view.byteLength) return false
  const start =
    manifest.offset +
    30 +
    view.getUint16(manifest.offset + 26, true) +
    view.getUint16(manifest.offset + 28, true)
  const packed = bytes.subarray(start, start + manifest.zippedBytes)
  try {
    const text =
      manifest.method === 8 ? inflateRawSync(packed, { maxOutputLength: 2 ** 20 }) : packed
    return new TextDecoder().decode(text).includes('encryption-data')
  } catch {
    return false
  }
}
