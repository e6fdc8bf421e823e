/** A cell of PostgreSQL's COPY text format; null is `\N`; `copied` is COPY text already. */
export type CopyCell = string | number | boolean | null | { readonly copied: string }

/** One line of COPY text, with its end. */
export function copyLine(cells: readonly CopyCell[]): string {
  let line = ''
  for (let index = 0; index < cells.length; index += 1) {
    if (index > 0) line += '\t'
    line += copyCell(cells[index] ?? null)
  }
  return `${line}\n`
}

export function copyCell(cell: CopyCell): string {
  if (cell === null) return '\\N'
  if (typeof cell === 'boolean') return cell ? 't' : 'f'
  if (typeof cell === 'number') return String(cell)
  if (typeof cell === 'object') return cell.copied
  return needsEscape.test(cell) ? escape(cell) : cell
}

export function copyBytes(bytes: Buffer): string {
  return `\\\\x${bytes.toString('hex')}`
}

const needsEscape = /[\\\t\n\r\0]/
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '',
}

/** PostgreSQL's text holds no NUL: it is left out. */
function escape(cell: string): string {
  return cell.replaceAll(/[\\\t\n\r\0]/g, (sign) => escapes[sign] ?? sign)
}
