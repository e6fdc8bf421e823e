import { Refused } from '../../src/kernel/refusal.ts'
import type { Sheet } from '../../src/kernel/sheet.ts'
import { openBook } from '../../src/platform/sheets/open-book.ts'

/**
 * What comes out of a file, in one line: its format, then of each sheet its number (`h`: hidden), rows that hold
 * something, cells that do, merges (`m`), hidden rows (`r`) and hidden columns (`c`); or the code of the refusal.
 */
export async function censusOf(path: string): Promise<string> {
  try {
    const book = await openBook({ path }, path.replace(/^.*\//, ''))
    const parts: string[] = [book.format]
    if (book.macros) parts.push('macros')
    for await (const sheet of book.sheets) parts.push(await censusOfSheet(sheet))
    return parts.join(' ')
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code
    throw error
  }
}

async function censusOfSheet(sheet: Sheet): Promise<string> {
  let rows = 0
  let cells = 0
  for await (const batch of sheet.rows) {
    for (const row of batch.rows) {
      const filled = row.filter((cell) => cell !== null && cell !== '').length
      if (filled > 0) rows += 1
      cells += filled
    }
  }
  const places = [
    ['m', sheet.merges.length],
    ['r', sheet.hiddenRows.length],
    ['c', sheet.hiddenColumns.length],
  ] as const
  const said = places.map(([sign, count]) => (count === 0 ? '' : sign + String(count))).join('')
  return `${sheet.no}${sheet.hidden ? 'h' : ''}:${rows}/${cells}${said}`
}
