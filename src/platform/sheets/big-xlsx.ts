import type { Cell, Row, RowBatch, Sheet } from '../../kernel/sheet.ts'
import { dateReader, meaningOf, type NumberMeaning } from './date-cell.ts'
import { broken, tooLarge } from './tell-format.ts'
import { attributeOf, plainXml, textElements } from './xml-text.ts'
import type { ZipEntry } from './zip-directory.ts'
import { directoryOf, smallTextOf, textOfEntry, type Bytes } from './zip-entry.ts'

const maxPartLength = 16_777_216
/** A row of Excel has at most 16,384 cells; more text than this is no row. */
const maxRowLength = 4_194_304
const maxSharedStrings = 4_000_000
const maxSharedLength = 150_000_000
const maxColumns = 2048
const batchRows = 1000

interface Parts {
  readonly date1904: boolean
  readonly sheets: readonly {
    readonly name: string
    readonly hidden: boolean
    readonly entry: ZipEntry
  }[]
  readonly shared: readonly string[]
  /** By style number: what its number format means. */
  readonly meanings: readonly NumberMeaning[]
}

/**
 * The sheets of an .xlsx that is too large to hold, its rows read as they are unpacked. Merges stand
 * after the rows in such a file, so none are known here.
 */
export async function* bigSheets(bytes: Bytes): AsyncGenerator<Sheet> {
  const parts = await partsOf(bytes)
  for (const [index, { name, hidden, entry }] of parts.sheets.entries()) {
    yield {
      name,
      no: index + 1,
      hidden,
      merges: [],
      date1904: parts.date1904,
      rows: rowsOf(bytes, entry, parts),
    }
  }
}

async function partsOf(bytes: Bytes): Promise<Parts> {
  const entries = new Map<string, ZipEntry>()
  for (const entry of await directoryOf(bytes)) {
    entries.set(entry.name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase(), entry)
  }
  const part = async (name: string): Promise<string> => {
    const entry = entries.get(name.toLowerCase())
    return entry === undefined ? '' : smallTextOf(bytes, entry, maxPartLength)
  }
  const book = await part('xl/workbook.xml')
  const targets = new Map(
    tagsOf(await part('xl/_rels/workbook.xml.rels'), 'Relationship').map((tag) => [
      attributeOf(tag, 'Id') ?? '',
      pathOf(attributeOf(tag, 'Target') ?? ''),
    ]),
  )
  const sheets = tagsOf(book, 'sheet').flatMap((tag) => {
    const entry = entries.get((targets.get(attributeOf(tag, 'r:id') ?? '') ?? '').toLowerCase())
    if (entry === undefined) return []
    const hidden = (attributeOf(tag, 'state') ?? 'visible') !== 'visible'
    return [{ name: attributeOf(tag, 'name') ?? '', hidden, entry }]
  })
  if (sheets.length === 0) throw broken()
  const strings = entries.get('xl/sharedstrings.xml')
  return {
    date1904: tagsOf(book, 'workbookPr').some((tag) =>
      /^(?:1|true)$/.test(attributeOf(tag, 'date1904') ?? ''),
    ),
    sheets,
    shared: strings === undefined ? [] : await sharedStringsOf(bytes, strings),
    meanings: meaningsOf(await part('xl/styles.xml')),
  }
}

/** A target is named from the workbook's folder, or from the root with a leading slash. */
function pathOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
}

function tagsOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}\\s[^>]*>`, 'g'))].map((match) => match[0])
}

function meaningsOf(styles: string): NumberMeaning[] {
  const formats = new Map(
    tagsOf(styles, 'numFmt').map((tag) => [
      attributeOf(tag, 'numFmtId') ?? '',
      attributeOf(tag, 'formatCode') ?? '',
    ]),
  )
  const cells = /<cellXfs[\s>].*?<\/cellXfs>/s.exec(styles)?.[0] ?? ''
  return tagsOf(cells, 'xf').map((tag) => {
    const id = attributeOf(tag, 'numFmtId') ?? '0'
    return meaningOf(formats.get(id) ?? builtInFormat(Number(id)))
  })
}

/** Of Excel's built-in formats only those of days matter here (14–22, 27–36, 45–47, 50–58). */
function builtInFormat(id: number): string {
  const isDay =
    (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
  if (isDay) return id === 22 ? 'yyyy/m/d h:mm' : 'yyyy/m/d'
  if (id === 46) return '[h]:mm:ss'
  return (id >= 18 && id <= 21) || id === 45 || id === 47 ? 'h:mm:ss' : ''
}

async function sharedStringsOf(bytes: Bytes, entry: ZipEntry): Promise<string[]> {
  const strings: string[] = []
  let length = 0
  for await (const xml of elementsOf(textOfEntry(bytes, entry), 'si')) {
    const text = textElements(xml)
    length += text.length
    if (strings.length >= maxSharedStrings || length > maxSharedLength) {
      throw tooLarge(entry.unzippedBytes / 2 ** 20, maxSharedLength / 2 ** 20)
    }
    // A slice of 13 signs or more would hold the text it was cut from.
    strings.push(text.length < 13 ? text : (' ' + text).slice(1))
  }
  return strings
}

/** The elements of a name, one after the other, each whole with its tags. */
async function* elementsOf(texts: AsyncGenerator<string>, name: string): AsyncGenerator<string> {
  const opening = `<${name}`
  const closing = `</${name}>`
  let rest = ''
  for await (const text of texts) {
    rest = rest === '' ? text : rest + text
    let from = 0
    for (;;) {
      const start = startOf(rest, opening, from)
      if (start < 0) {
        from = Math.max(from, rest.length - opening.length)
        break
      }
      const tagEnd = rest.indexOf('>', start)
      const isEmpty = tagEnd > 0 && rest.charCodeAt(tagEnd - 1) === 47
      const end = isEmpty ? tagEnd + 1 : rest.indexOf(closing, start) + closing.length
      if (tagEnd < 0 || end < closing.length) {
        from = start
        break
      }
      yield rest.slice(start, end)
      from = end
    }
    rest = rest.slice(from)
    if (rest.length > maxRowLength) throw broken()
  }
}

/** `<row` but not `<rowBreaks`. */
function startOf(text: string, opening: string, from: number): number {
  for (let at = text.indexOf(opening, from); at >= 0; at = text.indexOf(opening, at + 1)) {
    const after = text.charCodeAt(at + opening.length)
    if (after === 62 || after === 32 || after === 47 || after === 10 || after === 13 || after === 9)
      return at
    if (Number.isNaN(after)) return at
  }
  return -1
}

async function* rowsOf(bytes: Bytes, entry: ZipEntry, parts: Parts): AsyncGenerator<RowBatch> {
  const cellOf = cellReader(parts)
  let rows: Row[] = []
  let firstRow = 1
  let next = 1
  let seen = 0
  const passed = () => Math.min(1, seen / entry.unzippedBytes)
  for await (const xml of elementsOf(textOfEntry(bytes, entry), 'row')) {
    seen += xml.length
    const open = xml.indexOf('>')
    const no = Number(attributeOf(xml.slice(0, open + 1), 'r') ?? next)
    if (!(no >= next && no <= 1_048_576)) continue
    if (rows.length > 0 && (no !== next || rows.length >= batchRows)) {
      yield { firstRow, rows, passed: passed() }
      rows = []
    }
    if (rows.length === 0) firstRow = no
    rows.push(rowOf(xml, open + 1, cellOf))
    next = no + 1
  }
  if (rows.length > 0) yield { firstRow, rows, passed: passed() }
}

type ReadCell = (tag: string, content: string) => Cell

function rowOf(xml: string, from: number, cellOf: ReadCell): Row {
  const row: Cell[] = []
  let column = -1
  for (let at = startOf(xml, '<c', from); at >= 0;) {
    const open = xml.indexOf('>', at)
    if (open < 0) break
    const tag = xml.slice(at, open + 1)
    const isEmpty = xml.charCodeAt(open - 1) === 47
    const close = isEmpty ? open + 1 : xml.indexOf('</c>', open)
    if (close < 0) break
    const named = columnOf(tag)
    column = named < 0 ? column + 1 : named
    if (!isEmpty && column < maxColumns) {
      const cell = cellOf(tag, xml.slice(open + 1, close))
      if (cell !== null && cell !== '') {
        while (row.length < column) row.push(null)
        row[column] = cell
      }
    }
    at = startOf(xml, '<c', close)
  }
  return row
}

/** The column of `r="AB12"`, 0-based; -1 where the cell does not say. */
function columnOf(tag: string): number {
  const at = tag.indexOf(' r="')
  if (at < 0) return -1
  let column = 0
  for (let index = at + 4; index < tag.length; index += 1) {
    const code = tag.charCodeAt(index)
    if (code < 65 || code > 90) break
    column = column * 26 + (code - 64)
  }
  return column - 1
}

function cellReader({ shared, meanings, date1904 }: Parts): ReadCell {
  const dated = dateReader(date1904)
  return (tag, content) => {
    const type = attributeOf(tag, 't')
    if (type === 'inlineStr') return textElements(content)
    const value = valueOf(content)
    if (value === '') return null
    if (type === 's') return shared[Number(value)] ?? null
    if (type === 'str' || type === 'd' || type === 'e') return plainXml(value)
    if (type === 'b') return value === '1' || value === 'true'
    const number = Number(value)
    if (Number.isNaN(number)) return plainXml(value)
    const style = attributeOf(tag, 's')
    return style === null ? number : dated(number, meanings[Number(style)] ?? 'number')
  }
}

function valueOf(content: string): string {
  const at = content.indexOf('<v')
  if (at < 0) return ''
  const open = content.indexOf('>', at)
  const close = content.indexOf('</v>', open)
  return close < 0 ? '' : content.slice(open + 1, close)
}
