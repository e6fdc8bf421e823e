import type { Cell } from '../../../kernel/sheet.ts'

/** A cell as text, without spaces at its ends; '' where it is empty. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return cell.trim()
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell)
  return cell.date
}

/** Signs that people put where they have nothing to say. */
const nothing = new Set([
  '',
  '-',
  '--',
  '—',
  '——',
  '－',
  '/',
  '\\',
  '无',
  '无。',
  '暂无',
  '空',
  'null',
  'NULL',
  '#N/A',
])

/** Empty, or a sign that says so. */
export function isBlank(cell: Cell | undefined): boolean {
  if (cell === null || cell === undefined) return true
  return typeof cell === 'string' && (cell === '' || nothing.has(cell.trim()))
}

/** A name of a firm, team or thing: spaces out, full-width signs made plain; null where there is none. */
export function plainText(cell: Cell | undefined): string | null {
  if (isBlank(cell)) return null
  const text = withoutExcelQuote(textOf(cell))
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\u0000-\u0008\ufffd]/gu, '')
    .replaceAll(/(?<=[^\x21-\x7e])\s+|\s+(?=[^\x21-\x7e])/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return text === '' ? null : text.slice(0, 200)
}

/** `="3301…"` and a leading apostrophe are how text columns get through a csv file. */
export function withoutExcelQuote(text: string): string {
  if (text.startsWith('="') && text.endsWith('"')) return text.slice(2, -1)
  return text.startsWith("'") ? text.slice(1) : text
}

/** Remembers what was made of a value; forgets all once it holds `limit` of them. */
export function remembered<K, V>(make: (key: K) => V, limit = 50_000): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const made = make(key)
    if (known.size >= limit) known.clear()
    known.set(key, made)
    return made
  }
}
