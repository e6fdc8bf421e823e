import { Buffer } from 'node:buffer'
import { looksLikeFormula } from '../../kernel/formula-text.ts'
import { encodeGb18030 } from './gb18030.ts'
import {
  plainYuan,
  type WrittenCell,
  type WrittenColumn,
  type WrittenSheet,
} from './written-sheet.ts'

export type CsvEncoding = 'utf-8' | 'gb18030'

/** A list as .csv: the heads, then its rows, for other programs; no title and no total. */
export async function* csvOf(
  { columns, pages }: Pick<WrittenSheet, 'columns' | 'pages'>,
  encoding: CsvEncoding,
): AsyncGenerator<Buffer> {
  const encode = encoding === 'gb18030' ? encodeGb18030 : (text: string) => Buffer.from(text)
  const mark = encoding === 'utf-8' ? '\uFEFF' : ''
  yield encode(`${mark}${columns.map(({ head }) => csvText(head)).join(',')}\r\n`)
  for await (const rows of pages) {
    let text = ''
    for (const row of rows) {
      text += `${columns.map((column, at) => csvCell(column, row[at] ?? null)).join(',')}\r\n`
    }
    if (text !== '') yield encode(text)
  }
}

function csvCell({ kind }: WrittenColumn, value: WrittenCell): string {
  if (value === null) return ''
  if (typeof value === 'string') return csvText(value)
  return kind === 'money' || kind === 'hundredths' ? plainYuan(value) : String(value)
}

/**
 * Quoted where it has to be; what a spreadsheet would take for a formula gets an apostrophe before it. One that
 * begins so already gets a second, so that reading takes away one, and no more.
 */
export function csvText(text: string): string {
  const bare = text.startsWith("'") ? text.replace(/^'+/, '') : text
  const safe = looksLikeFormula(bare) ? `'${text}` : text
  return /[",\r\n\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
