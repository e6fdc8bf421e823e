import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as xlsx from '@e965/xlsx'
import { day } from '../../src/kernel/day.ts'
import type { Book, Merge, Row } from '../../src/kernel/sheet.ts'
import type { SheetRecord } from '../../src/modules/recognition/rules/record.ts'
import type { UnderstoodSheet } from '../../src/modules/recognition/rules/said-sheet.ts'
import { understand, type UnderstoodFile } from '../../src/modules/recognition/rules/understand.ts'
import { openBook } from '../../src/platform/sheets/open-book.ts'

/** Where real material lies; null where it does not, so that tests pass anywhere. */
export const sharedData = join(import.meta.dirname, '../../../shared/data')

/** Files of this folder, made up by hand. */
export const testFiles = import.meta.dirname

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const

/** The ID number of nobody: area 990101, a right check digit, one for each number. */
export function madeUpId(no: number): string {
  const month = String((no % 12) + 1).padStart(2, '0')
  const dayOfMonth = String((no % 28) + 1).padStart(2, '0')
  const body = `990101${1970 + (no % 30)}${month}${dayOfMonth}${String(no % 1000).padStart(3, '0')}`
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0)
  return body + '10X98765432'.charAt(sum % 11)
}

/** A card number that keeps the Luhn sum, of nobody's. */
export function madeUpCard(no: number): string {
  const body = `62999900${String(no).padStart(10, '0')}`
  const sum = [...body].toReversed().reduce((total, sign, at) => {
    const doubled = at % 2 === 0 ? Number(sign) * 2 : Number(sign)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return body + String((10 - (sum % 10)) % 10)
}

export function madeUpPhone(no: number): string {
  return `139${String(no).padStart(8, '0')}`
}

export interface MadeUpSheet {
  readonly name?: string
  readonly rows: readonly Row[]
  readonly merges?: readonly Merge[]
  readonly hidden?: boolean
  readonly hiddenRows?: readonly number[]
  readonly hiddenColumns?: readonly number[]
}

/** A book as the readers give it, without a file. */
export function bookOf(sheets: readonly MadeUpSheet[], fileName = '表.xlsx'): Book {
  return {
    format: 'xlsx',
    fileName,
    macros: false,
    sheets: (async function* () {
      for (const [index, sheet] of sheets.entries()) {
        yield {
          name: sheet.name ?? `Sheet${index + 1}`,
          no: index + 1,
          hidden: sheet.hidden ?? false,
          merges: sheet.merges ?? [],
          hiddenRows: sheet.hiddenRows ?? [],
          hiddenColumns: sheet.hiddenColumns ?? [],
          date1904: false,
          rows: (async function* () {
            yield { firstRow: 1, rows: sheet.rows }
          })(),
        }
      }
    })(),
  }
}

/** Rows as the bytes of a workbook. */
export function workbookBytes(
  sheets: readonly { readonly name: string; readonly rows: readonly (readonly unknown[])[] }[],
  format: 'xlsx' | 'biff8' | 'xlsb' | 'ods' | 'html' = 'xlsx',
): Uint8Array {
  const book = xlsx.utils.book_new()
  for (const { name, rows } of sheets) {
    xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows.map((row) => [...row])), name)
  }
  return new Uint8Array(xlsx.write(book, { type: 'buffer', bookType: format }))
}

export interface Read {
  readonly file: UnderstoodFile
  readonly sheet: UnderstoodSheet
  readonly records: SheetRecord[]
}

/** Understands a book on a day late enough for all made-up sheets; `sheet` is its first. */
export async function readBook(book: Book): Promise<Read> {
  const records: SheetRecord[] = []
  const file = await understand(book, {
    on: day('2026-11-24'),
    demo: true,
    onRecord: (record) => records.push(record),
  })
  const [sheet] = file.sheets
  if (sheet === undefined) throw new Error('the book has no sheet')
  return { file, sheet, records }
}

export async function readRows(
  rows: readonly Row[],
  about: Omit<MadeUpSheet, 'rows'> & { fileName?: string } = {},
): Promise<Read> {
  return readBook(bookOf([{ ...about, rows }], about.fileName))
}

export async function readBytes(bytes: Uint8Array, fileName: string): Promise<Read> {
  return readBook(await openBook({ bytes }, fileName))
}

export async function readPath(path: string): Promise<Read> {
  return readBytes(await readFile(path), path.replace(/^.*\//, ''))
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
