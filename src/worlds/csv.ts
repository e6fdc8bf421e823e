import { encodeGb18030 } from '../platform/sheets/gb18030.ts'

export type CsvCell = string | number

export type CsvEncoding = 'utf-8' | 'gb18030'

/** A csv file as such platforms write it: CRLF, a mark of order before UTF-8. */
export function csvBytes(rows: readonly (readonly CsvCell[])[], encoding: CsvEncoding): Uint8Array {
  const lines = rows.map((row) => row.map(csvField).join(','))
  const text = `${lines.join('\r\n')}\r\n`
  return encoding === 'gb18030' ? encodeGb18030(text) : new TextEncoder().encode(`\ufeff${text}`)
}

function csvField(cell: CsvCell): string {
  if (typeof cell === 'number') return String(cell)
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
