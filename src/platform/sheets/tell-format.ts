import { Buffer } from 'node:buffer'
import { Refused } from '../../kernel/refusal.ts'
import type { ZipEntry } from './zip-directory.ts'

/** What the bytes are, whatever the file is called. */
export type FileShape = 'zip' | 'cfb' | 'biff' | 'html' | 'xml' | 'text'

/** File types that people mistake for sheets, by their first bytes. */
const strangers: readonly [magic: string, what: string][] = [
  ['%PDF', ' PDF'],
  ['\x89PNG', '图片'],
  ['\xff\xd8\xff', '图片'],
  ['GIF8', '图片'],
  ['BM6', '图片'],
  ['II*\0', '图片'],
  ['Rar!', '压缩包'],
  ['7z\xbc\xaf', '压缩包'],
  ['\x1f\x8b', '压缩包'],
  ['{\\rtf', ' Word 文档'],
  ['MZ', '程序'],
  ['\x7fELF', '程序'],
  ['SQLite format 3', '数据库'],
]

/** Tells a file by its first bytes (some kilobytes do); refuses what cannot be a sheet. */
export function tellShape(head: Uint8Array): FileShape {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 1024))
  const magic = start.toString('latin1', 0, 16)
  if (magic.startsWith('PK\x03\x04') || magic.startsWith('PK\x05\x06')) return 'zip'
  if (magic.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'cfb'
  if (/^\x09[\x00\x02\x04\x08][\x04-\x10]\x00/.test(magic)) return 'biff'
  for (const [sign, what] of strangers) if (magic.startsWith(sign)) throw notASheet(what)
  const text = start.toString('latin1').replaceAll('\0', '').toLowerCase()
  const opening = text.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').trimStart()
  if (/^<(?:!doctype html|html|head|body|table|meta|style|div)\b/.test(opening)) return 'html'
  if (/^<\?xml|^<(?:\w+:)?workbook\b/.test(opening))
    return opening.includes('<html') ? 'html' : 'xml'
  if (looksBinary(head)) throw notASheet('二进制文件')
  return 'text'
}

/** Which book a zip is, by the names in its directory. */
export function tellZip(entries: readonly ZipEntry[]): 'xlsx' | 'xlsb' | 'ods' {
  if (entries.length === 0) throw broken()
  const names = new Set(entries.map((entry) => entry.name.replaceAll('\\', '/').toLowerCase()))
  const any = (pattern: RegExp) => [...names].some((name) => pattern.test(name))
  if (any(/^word\//)) throw notASheet(' Word 文档')
  if (any(/^ppt\//)) throw notASheet('演示文稿')
  if (names.has('content.xml')) return 'ods'
  if (!names.has('[content_types].xml')) throw notASheet('压缩包')
  return any(/workbook\.bin$/) ? 'xlsb' : 'xlsx'
}

export function broken(): Refused {
  return new Refused({ code: 'sheets.broken', kind: 'invalid' })
}

export function tooLarge(mb: number, limit: number): Refused {
  return new Refused({
    code: 'sheets.too-large',
    kind: 'too-much',
    values: { mb: Math.ceil(mb), limit },
  })
}

function notASheet(what: string): Refused {
  return new Refused({ code: 'sheets.not-a-sheet', kind: 'invalid', values: { what } })
}

/** Text has no control signs but tabs and line ends; UTF-16 has zeros on one side only. */
function looksBinary(head: Uint8Array): boolean {
  const length = Math.min(head.length, 4096)
  let control = 0
  let evenZeros = 0
  let oddZeros = 0
  for (let at = 0; at < length; at += 1) {
    const byte = head[at] ?? 0
    if (byte === 0) {
      if (at % 2 === 0) evenZeros += 1
      else oddZeros += 1
    } else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control += 1
  }
  const wide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  if (wide) return false
  if (evenZeros > 0 && oddZeros > 0) return true
  if (evenZeros + oddZeros > 0 && evenZeros + oddZeros < length / 16) return true
  return control > length / 50
}
