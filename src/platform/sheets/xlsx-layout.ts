import { Buffer } from 'node:buffer'
import type { Merge } from '../../kernel/sheet.ts'
import { attributeOf } from './xml-text.ts'
import type { ZipEntry } from './zip-directory.ts'
import { contentOf, type Bytes } from './zip-entry.ts'

/** What a sheet says of its cells' places. */
export interface Layout {
  readonly merges: Merge[]
  readonly hiddenRows: number[]
  readonly hiddenColumns: number[]
}

export const maxColumns = 2048
export const maxMerges = 200_000
/** A tag that goes on for longer is none. */
const maxTagBytes = 4096

/**
 * Walks a sheet for its merges, which stand after its rows, and for what it hides. Its bytes are searched for two words
 * only: unpacking a large sheet once more takes a tenth of the time that reading its cells does.
 */
export async function layoutOf(bytes: Bytes, entry: ZipEntry): Promise<Layout> {
  const layout: Layout = { merges: [], hiddenRows: [], hiddenColumns: [] }
  // What the piece before ended with: the beginning of a tag, or nothing.
  let begun: Buffer = Buffer.alloc(0)
  for await (const piece of contentOf(bytes, entry)) {
    const part = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
    const from = begun.length === 0 ? 0 : part.indexOf('>') + 1
    if (from > 0) noteTags(layout, Buffer.concat([begun, part.subarray(0, from)]))
    const open = part.lastIndexOf('<')
    const to = open >= from && part.indexOf('>', open) < 0 ? open : part.length
    noteTags(layout, part.subarray(from, to))
    begun = part.length - to > maxTagBytes ? Buffer.alloc(0) : part.subarray(to)
  }
  return layout
}

function noteTags(layout: Layout, part: Buffer): void {
  for (const tag of tagsWith(part, 'hidden=')) noteHidden(layout, tag)
  for (const tag of tagsWith(part, 'mergeCell ')) noteMerge(layout, tag)
}

/** Tags in which a word stands. */
function* tagsWith(part: Buffer, word: string): Generator<string> {
  for (let at = part.indexOf(word); at >= 0; at = part.indexOf(word, at + 1)) {
    const open = part.lastIndexOf('<', at)
    const close = part.indexOf('>', open)
    if (open >= 0 && close > at && close - open < maxTagBytes) {
      yield part.toString('latin1', open, close + 1)
    }
  }
}

function noteHidden({ hiddenRows, hiddenColumns }: Layout, tag: string): void {
  if (!/^(?:1|true)$/.test(attributeOf(tag, 'hidden') ?? '')) return
  if (/^<(?:[\w.-]+:)?row\s/.test(tag)) {
    const no = Number(attributeOf(tag, 'r'))
    if (no > 0) hiddenRows.push(no)
  } else if (/^<(?:[\w.-]+:)?col\s/.test(tag)) {
    const last = Math.min(Number(attributeOf(tag, 'max')), maxColumns)
    for (let no = Number(attributeOf(tag, 'min')); no >= 1 && no <= last; no += 1) {
      hiddenColumns.push(no - 1)
    }
  }
}

function noteMerge({ merges }: Layout, tag: string): void {
  if (merges.length >= maxMerges) return
  const corners = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(
    attributeOf(tag, 'ref') ?? '',
  )
  if (corners === null) return
  merges.push({
    top: Number(corners[2]) - 1,
    left: columnOf(corners[1] ?? ''),
    bottom: Number(corners[4]) - 1,
    right: columnOf(corners[3] ?? ''),
  })
}

function columnOf(letters: string): number {
  let column = 0
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + letters.charCodeAt(at) - 64
  return column - 1
}
