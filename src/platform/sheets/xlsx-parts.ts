import { meaningOf, type NumberMeaning } from './date-cell.ts'
import { broken, tooLarge } from './tell-format.ts'
import {
  attributeOf,
  elementsOf,
  plainNames,
  tagsOf,
  textElements,
  withPlainNames,
} from './xml-text.ts'
import type { ZipEntry } from './zip-directory.ts'
import { directoryOf, smallTextOf, textOfEntry, type Bytes } from './zip-entry.ts'

const maxPartLength = 16_777_216
const maxSharedStrings = 4_000_000
const maxSharedLength = 150_000_000

/** What an .xlsx holds beside its cells. */
export interface XlsxParts {
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

export async function partsOf(bytes: Bytes): Promise<XlsxParts> {
  const entries = new Map<string, ZipEntry>()
  for (const entry of await directoryOf(bytes)) {
    const name = entry.name.replace(/^\//, '').toLowerCase()
    if (!entries.has(name)) entries.set(name, entry)
  }
  const part = async (name: string): Promise<string> => {
    const entry = entries.get(name.toLowerCase())
    return entry === undefined ? '' : plainNames(await smallTextOf(bytes, entry, maxPartLength))
  }
  const bookName = targetOf(await part('_rels/.rels'), 'officeDocument', '') ?? 'xl/workbook.xml'
  const folder = bookName.replace(/[^/]*$/, '')
  const book = await part(bookName)
  const relations = await part(`${folder}_rels/${bookName.slice(folder.length)}.rels`)
  const targets = new Map(
    tagsOf(relations, 'Relationship').map((tag) => [
      attributeOf(tag, 'Id') ?? '',
      pathOf(attributeOf(tag, 'Target') ?? '', folder),
    ]),
  )
  const sheets = tagsOf(book, 'sheet').flatMap((tag) => {
    const id = / (?:[\w.-]+:)?id=["']([^"']*)["']/.exec(tag)?.[1] ?? ''
    const entry = entries.get((targets.get(id) ?? '').toLowerCase())
    if (entry === undefined) return []
    const hidden = (attributeOf(tag, 'state') ?? 'visible') !== 'visible'
    return [{ name: attributeOf(tag, 'name') ?? '', hidden, entry }]
  })
  if (sheets.length === 0) throw broken()
  const named = (type: string, name: string) =>
    (targetOf(relations, type, folder) ?? `${folder}${name}`).toLowerCase()
  const strings = entries.get(named('sharedStrings', 'sharedStrings.xml'))
  return {
    date1904: tagsOf(book, 'workbookPr').some((tag) =>
      /^(?:1|true)$/.test(attributeOf(tag, 'date1904') ?? ''),
    ),
    sheets,
    shared: strings === undefined ? [] : await sharedStringsOf(bytes, strings),
    meanings: meaningsOf(await part(named('styles', 'styles.xml'))),
  }
}

/** Where the first relation of a type leads; null where there is none. */
function targetOf(relations: string, type: string, folder: string): string | null {
  const tag = tagsOf(relations, 'Relationship').find((one) =>
    (attributeOf(one, 'Type') ?? '').endsWith(`/${type}`),
  )
  const target = tag === undefined ? null : attributeOf(tag, 'Target')
  return target === null ? null : pathOf(target, folder)
}

/** A target is named from the folder of what names it, or from the root with a leading slash. */
function pathOf(target: string, folder: string): string {
  const parts: string[] = []
  for (const part of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
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
  const texts = withPlainNames(textOfEntry(bytes, entry))
  for await (const xml of elementsOf(texts, 'si', broken)) {
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
