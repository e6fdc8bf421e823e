import type { Cell, Row } from '../../../kernel/sheet.ts'
import { textOf } from './cell-text.ts'
import { columnLetter, type CellMend } from './mend.ts'

/*
 * The copy of a sender's own workbook that goes back to him: a last column says at each waiting row what is wrong. Its
 * heading names the file and each reason the sheet and row it is of, so that a copy is known again whatever was sorted,
 * cut out or saved as another format.
 */

export const reasonHeading = '护薪提示：需改正的原因'

export function headingOf(fileId: string): string {
  return `${reasonHeading}（文件编号 ${fileId}，请勿改动本列）`
}

export function reasonOf(sheet: number, row: number, messages: readonly string[]): string {
  return `〔表${sheet} 第${row}行〕${messages.join('')}`
}

/** Where the column of reasons stands, and the file that it names; null where there is none. `row` is 0-based. */
export interface ReasonColumn {
  readonly fileId: string
  readonly row: number
  readonly column: number
}

const heading =
  /护薪提示[:：]需改正的原因.*?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i

export function findReasons(rows: readonly Row[]): ReasonColumn | null {
  for (const [row, cells] of rows.entries()) {
    for (let column = cells.length - 1; column >= 0; column -= 1) {
      const fileId = heading.exec(textOf(cells[column]))?.[1]
      if (fileId !== undefined) return { fileId: fileId.toLowerCase(), row, column }
    }
  }
  return null
}

/** The sheet and row that a reason is of; null where the cell says none. */
export function placeOf(cell: Cell | undefined): { sheet: number; row: number } | null {
  const said = /〔表(\d{1,4}) ?第(\d{1,7})行〕/.exec(textOf(cell))
  return said === null ? null : { sheet: Number(said[1]), row: Number(said[2]) }
}

/** A row of a copy that came back: where it stood, and its cells but the reason. */
export interface ReturnedRow {
  readonly sheet: number
  readonly row: number
  readonly cells: readonly string[]
}

/** What was changed in a row: text that says another thing, not the same in another dress. */
export function changesOf(original: Row, returned: ReturnedRow): CellMend[] {
  const changes: CellMend[] = []
  const { sheet, row, cells } = returned
  for (let column = 0; column < Math.max(cells.length, original.length); column += 1) {
    const value = cells[column] ?? ''
    if (isSame(textOf(original[column]), value)) continue
    changes.push({ sheet, row, column, value })
  }
  return changes
}

function isSame(before: string, after: string): boolean {
  if (before === after) return true
  const [a, b] = [plain(before), plain(after)]
  if (a === b) return true
  return isNumber(a) && isNumber(b) && a.length < 16 && b.length < 16 && Number(a) === Number(b)
}

/** Without what a program that saves the copy may add or take: spaces, an apostrophe, a midnight, a day's dashes. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s ]/g, '')
    .replace(/^'/, '')
    .replace(/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:00:00(?::00)?)?$/, (_, year, month, day) =>
      [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-'),
    )
}

function isNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text)
}

/** `C、F`: the columns of a row that were mended. */
export function lettersOf(columns: readonly number[]): string {
  return columns
    .toSorted((a, b) => a - b)
    .map(columnLetter)
    .join('、')
}
