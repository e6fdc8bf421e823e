import { Buffer } from 'node:buffer'
import { Refused } from '../../kernel/refusal.ts'
import { wideEncodingOf } from './decode-text.ts'
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
  ['{\\rtf', ' Word 文档'],
  ['MZ', '程序'],
  ['\x7fELF', '程序'],
  ['SQLite format 3', '数据库'],
]

/** Packed files that are not opened, by their first bytes. */
const otherArchives: readonly [magic: string, what: string][] = [
  ['Rar!', ' RAR '],
  ['7z\xbc\xaf', ' 7z '],
  ['\x1f\x8b', ' gz '],
  ['BZh', ' bz2 '],
  ['\xfd7zXZ', ' xz '],
]

/** Tells a file by its first bytes (some kilobytes do); refuses what cannot be a sheet. */
export function tellShape(head: Uint8Array): FileShape {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 1024))
  const magic = start.toString('latin1', 0, 16)
  if (magic.startsWith('PK\x03\x04') || magic.startsWith('PK\x05\x06')) return 'zip'
  if (magic.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'cfb'
  if (/^\x09[\x00\x02\x04\x08][\x04-\x10]\x00/.test(magic)) return 'biff'
  for (const [sign, what] of strangers) if (magic.startsWith(sign)) throw notASheet(what)
  for (const [sign, what] of otherArchives) {
    if (magic.startsWith(sign)) {
      throw new Refused({ code: 'sheets.other-archive', kind: 'invalid', values: { what } })
    }
  }
  const text = start.toString('latin1').replaceAll('\0', '').toLowerCase()
  const opening = text.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').trimStart()
  if (
    /^<(?:!doctype html|html|head|body|table|meta|style|div|script|center|form)\b/.test(opening)
  ) {
    return 'html'
  }
  if (/^<\?xml|^<(?:\w+:)?workbook\b/.test(opening)) {
    return opening.includes('<html') ? 'html' : 'xml'
  }
  if (opening.startsWith('<!--') && /<(?:html|table)\b/.test(opening)) return 'html'
  if (/^mime-version:|^content-type: *multipart\/related/.test(opening)) throw notASheet('网页归档')
  if (looksBinary(head)) throw notASheet('二进制文件')
  return 'text'
}

/** Refuses markup that holds no sheet. */
export function tellMarkup(shape: 'html' | 'xml', text: string): void {
  if (shape === 'html') {
    if (!/<table\b/i.test(text)) throw notASheet('网页，里面没有表格')
  } else if (
    !/:office:spreadsheet|<(?:\w+:)?workbook\b|office:document/i.test(text.slice(0, 65_536))
  ) {
    throw notASheet(' XML 文件')
  }
}

const compoundHead = 512
const compoundEntry = 128

/** Refuses a compound file (the format of old Office, and of books with a password) that is no old workbook. */
export function tellCompound(bytes: Uint8Array): void {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // Names stand at the beginning of directory entries of 128 bytes, in UTF-16.
  const holds = (name: string) => {
    const sought = Buffer.from(`${name}\0`, 'utf16le')
    for (let at = all.indexOf(sought, compoundHead); at >= 0; at = all.indexOf(sought, at + 1)) {
      if (at % compoundEntry === 0) return true
    }
    return false
  }
  if (holds('Workbook') || holds('Book') || holds('WORKBOOK') || holds('BOOK')) return
  if (holds('EncryptedPackage')) throw encrypted()
  if (holds('WordDocument')) throw notASheet(' Word 文档')
  if (holds('PowerPoint Document')) throw notASheet('演示文稿')
  throw broken()
}

/** Which book a zip is, by the names in its directory. */
export function tellZip(entries: readonly ZipEntry[]): 'xlsx' | 'xlsb' | 'ods' {
  if (entries.length === 0) throw broken()
  const names = new Set(entries.map((entry) => entry.name.toLowerCase()))
  const any = (pattern: RegExp) => [...names].some((name) => pattern.test(name))
  if (names.has('content.xml') && names.has('meta-inf/manifest.xml')) return 'ods'
  if (!names.has('[content_types].xml')) {
    throw new Refused({ code: 'sheets.archive', kind: 'invalid' })
  }
  if (any(/^word\//)) throw notASheet(' Word 文档')
  if (any(/^ppt\//)) throw notASheet('演示文稿')
  return any(/workbook\.bin$/) ? 'xlsb' : 'xlsx'
}

export function broken(): Refused {
  return new Refused({ code: 'sheets.broken', kind: 'invalid' })
}

export function encrypted(): Refused {
  return new Refused({ code: 'sheets.encrypted', kind: 'invalid' })
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

/** Text has no control signs but tabs and line ends, and zeros only where it is UTF-16. */
function looksBinary(head: Uint8Array): boolean {
  if (wideEncodingOf(head) !== null) return false
  const length = Math.min(head.length, 4096)
  let control = 0
  for (let at = 0; at < length; at += 1) {
    const byte = head[at] ?? 0
    if (byte === 0) return true
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control += 1
  }
  return control > length / 50
}
