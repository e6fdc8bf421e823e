import { Refused } from '../../kernel/refusal.ts'
import type { Book } from '../../kernel/sheet.ts'
import { mostFormColumns, mostFormRows } from '../register/rules/form.ts'
import { textOf } from './rules/cell-text.ts'

interface ReadSheet {
  readonly no: number
  readonly name: string
  readonly rows: string[][]
  readonly merges: { top: number; left: number; bottom: number; right: number }[]
}

const mostSheets = 12
const longestCell = 200

/** The first rows of each sheet of a superior's blank form, as they are pointed at; only an .xlsx can be filled. */
export async function formSheets(book: Book) {
  if (book.format !== 'xlsx') throw refused('sheets.form-not-xlsx')
  if (book.macros) throw refused('sheets.form-macros')
  const sheets: ReadSheet[] = []
  for await (const sheet of book.sheets) {
    if (sheet.hidden) continue
    if (sheets.length >= mostSheets) break
    const rows: string[][] = []
    for await (const batch of sheet.rows) {
      if (batch.firstRow > mostFormRows) break
      while (rows.length < batch.firstRow - 1) rows.push([])
      for (const row of batch.rows) {
        if (rows.length >= mostFormRows) break
        rows.push(row.slice(0, mostFormColumns).map((cell) => textOf(cell).slice(0, longestCell)))
      }
      if (rows.length >= mostFormRows) break
    }
    const merges = sheet.merges
      .filter(({ top, left }) => top < mostFormRows && left < mostFormColumns)
      .slice(0, 500)
      .map(({ top, left, bottom, right }) => ({ top, left, bottom, right }))
    sheets.push({ no: sheet.no, name: sheet.name, rows, merges })
  }
  return sheets
}

function refused(code: string): Refused {
  return new Refused({ code, kind: 'invalid' })
}
