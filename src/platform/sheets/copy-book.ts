import { Buffer } from 'node:buffer'
import * as xlsx from '@e965/xlsx'
import { looksLikeFormula } from '../../kernel/formula-text.ts'
import { decodeWhole } from './decode-text.ts'
import { encodeGb18030 } from './gb18030.ts'
import { openBook } from './open-book.ts'
import { broken, tellShape, tellZip } from './tell-format.ts'
import { csvText } from './write-csv.ts'
import { directoryOf, bytesInMemory } from './zip-entry.ts'

/** What is written into the copy of a sheet: a last column with its heading and a text beside some rows. */
export interface CopySheet {
  /** 1-based place of the sheet in its book. */
  readonly no: number
  /** 1-based row of the heading; 0: the first row. */
  readonly headingRow: number
  readonly heading: string
  readonly reasons: readonly CopyReason[]
}

export interface CopyReason {
  /** 1-based. */
  readonly row: number
  readonly text: string
  /** 0-based columns of the cells that are meant: they are marked. */
  readonly columns: readonly number[]
}

export interface BookCopy {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/**
 * Somebody's own file once more, with a column more. Sheets, cells, formulas, widths, heights and merges are his; fills
 * and macros are not kept. Texts that a spreadsheet would take for a formula are told to be texts. Only for a file that
 * `openBook` has read, which refuses what is hostile.
 */
export async function copyBook(
  bytes: Uint8Array,
  fileName: string,
  sheets: readonly CopySheet[],
): Promise<BookCopy> {
  const shape = tellShape(bytes.subarray(0, 4096))
  const stem = fileName.replace(/^.*[/\\]/, '').replace(/\.[a-z0-9]{1,5}$/i, '')
  if (shape === 'text') return copyText(bytes, `${stem}-待改.csv`, fileName, sheets)
  const format = await formatOf(bytes, shape)
  const markup = shape === 'html' || shape === 'xml'
  const book = readWhole(markup ? decodeWhole(bytes) : bytes)
  for (const copy of sheets) {
    const name = book.SheetNames[copy.no - 1]
    const sheet = name === undefined ? undefined : book.Sheets[name]
    if (sheet !== undefined) writeInto(sheet, copy)
  }
  for (const sheet of Object.values(book.Sheets)) fillGaps(sheet)
  // A marked book would open its macros and links to other books; the copy has neither.
  const made: unknown = xlsx.write(book, {
    type: 'buffer',
    bookType: format.bookType,
    compression: true,
  })
  if (!Buffer.isBuffer(made)) throw new Error('A book is written as bytes.')
  return { name: `${stem}-待改${format.ending}`, mediaType: format.mediaType, bytes: made }
}

interface Format {
  readonly bookType: 'xlsx' | 'biff8' | 'ods'
  readonly ending: string
  readonly mediaType: string
}

const formats = {
  xlsx: {
    bookType: 'xlsx',
    ending: '.xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  xls: { bookType: 'biff8', ending: '.xls', mediaType: 'application/vnd.ms-excel' },
  ods: {
    bookType: 'ods',
    ending: '.ods',
    mediaType: 'application/vnd.oasis.opendocument.spreadsheet',
  },
} as const satisfies Record<string, Format>

async function formatOf(bytes: Uint8Array, shape: ReturnType<typeof tellShape>): Promise<Format> {
  if (shape === 'cfb' || shape === 'biff') return formats.xls
  if (shape !== 'zip') return formats.xlsx
  const zip = tellZip(await directoryOf(bytesInMemory(bytes)))
  return zip === 'ods' ? formats.ods : formats.xlsx
}

function readWhole(source: Uint8Array | string): xlsx.WorkBook {
  try {
    return xlsx.read(source, {
      type: typeof source === 'string' ? 'string' : 'array',
      dense: true,
      cellStyles: true,
      cellNF: true,
      cellFormula: true,
      cellText: false,
      cellHTML: false,
      raw: typeof source === 'string',
    })
  } catch {
    throw broken()
  }
}

const most = 2_048

function writeInto(sheet: xlsx.WorkSheet, copy: CopySheet): void {
  const rows = sheet['!data'] ?? []
  let width = 0
  for (const row of rows) {
    for (const [column, cell] of (row ?? []).entries()) {
      if (cell === undefined || column >= most) continue
      if (cell.v !== undefined && cell.v !== '') width = Math.max(width, column + 1)
      neutralise(cell)
    }
  }
  const put = (row: number, text: string) => {
    while (rows.length < row) rows.push([])
    const cells = (rows[row - 1] ??= [])
    cells[width] = { t: 's', v: text }
  }
  put(Math.max(1, copy.headingRow), copy.heading)
  for (const { row, text, columns } of copy.reasons) {
    put(row, text)
    for (const column of columns) mark(rows[row - 1], column, text)
  }
  sheet['!data'] = rows
  const widths = [...(sheet['!cols'] ?? [])].slice(0, width)
  while (widths.length < width) widths.push({})
  sheet['!cols'] = [...widths, { wch: 60 }]
}

/**
 * A row without a cell is a gap to the reader, and the writer would fall over it. The declared range may be the whole
 * grid: only what is there is written.
 */
function fillGaps(sheet: xlsx.WorkSheet): void {
  const rows = sheet['!data']
  if (rows === undefined) return
  let [depth, width] = [0, 0]
  for (const [at, row] of rows.entries()) {
    const cells = row ?? []
    const last = Math.min(most + 1, cells.length)
    for (let column = 0; column < last; column += 1) {
      const cell = cells[column]
      // A cell that is nothing but its dress: a million of them may hang below the last line.
      if (cell === undefined || (cell.t === 'z' && cell.c === undefined)) continue
      depth = at + 1
      width = Math.max(width, column + 1)
    }
  }
  rows.length = depth
  for (let at = 0; at < depth; at += 1) rows[at] ??= []
  const end = { r: Math.max(0, depth - 1), c: Math.max(0, width - 1) }
  sheet['!ref'] = xlsx.utils.encode_range({ r: 0, c: 0 }, end)
}

function neutralise(cell: xlsx.CellObject): void {
  if (cell.t !== 's' || cell.f !== undefined || typeof cell.v !== 'string') return
  if (!looksLikeFormula(cell.v)) return
  cell.v = `'${cell.v}`
  delete cell.r
  delete cell.h
  delete cell.w
}

/** Marked by a comment, which opens where the mouse rests; fills are not written. */
function mark(cells: xlsx.CellObject[] | undefined, column: number, text: string): void {
  if (cells === undefined) return
  const cell = (cells[column] ??= { t: 's', v: '' })
  const comments = [...(cell.c ?? []), { a: '护薪', t: text }]
  cell.c = Object.assign(comments, { hidden: true })
}

async function copyText(
  bytes: Uint8Array,
  name: string,
  fileName: string,
  [copy]: readonly CopySheet[],
): Promise<BookCopy> {
  const reasons = new Map(copy?.reasons.map(({ row, text }) => [row, text]))
  if (copy !== undefined) reasons.set(Math.max(1, copy.headingRow), copy.heading)
  const all: string[][] = []
  const book = await openBook({ bytes }, fileName)
  for await (const sheet of book.sheets) {
    for await (const { firstRow, rows } of sheet.rows) {
      while (all.length < firstRow - 1) all.push([])
      all.push(...rows.map((row) => row.map(String)))
    }
  }
  const width = all.reduce((widest, row) => Math.max(widest, row.length), 0)
  const lines = all.map((row, index) => {
    const cells = [...row, ...Array<string>(width - row.length).fill('')]
    return [...cells, reasons.get(index + 1) ?? ''].map(csvText).join(',')
  })
  const text = `${lines.join('\r\n')}\r\n`
  const written = isUtf8(bytes) ? Buffer.from(`\uFEFF${text}`) : encodeGb18030(text)
  return { name, mediaType: 'text/csv', bytes: written }
}

/** The sender's program reads what it wrote. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
