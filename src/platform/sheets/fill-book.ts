import { Buffer } from 'node:buffer'
import { Refused } from '../../kernel/refusal.ts'
import { tellShape, tellZip } from './tell-format.ts'
import { zipOf, type ZipPart } from './write-zip.ts'
import { partsOf } from './xlsx-parts.ts'
import { fillSheetXml, type SheetFill } from './fill-sheet-xml.ts'
import type { ZipEntry } from './zip-directory.ts'
import { bytesInMemory, contentOf, directoryOf, smallTextOf } from './zip-entry.ts'

/** What is written into one sheet of a book. */
export interface BookFill extends SheetFill {
  /** 1-based place of the sheet in its book. */
  readonly sheet: number
}

const mostSheetSigns = 16_777_216
const mostBookBytes = 62_914_560

/**
 * Somebody's .xlsx with figures written into it and everything else left as it is: only the sheets that are filled are
 * written anew, within their own styles. Refuses what is no .xlsx, and what holds programs. For the reader process, since
 * the book is not to be trusted.
 */
export async function fillBook(bytes: Uint8Array, fills: readonly BookFill[]): Promise<Uint8Array> {
  if (tellShape(bytes.subarray(0, 4_096)) !== 'zip') throw refused('sheets.form-not-xlsx')
  const source = bytesInMemory(bytes)
  const entries = await directoryOf(source)
  if (tellZip(entries) !== 'xlsx') throw refused('sheets.form-not-xlsx')
  if (entries.some(({ name }) => /vbaproject\.bin$/i.test(name)))
    throw refused('sheets.form-macros')
  if (entries.reduce((sum, one) => sum + one.unzippedBytes, 0) > mostBookBytes) {
    throw refused('sheets.form-too-large')
  }
  const { sheets } = await partsOf(source)
  const written = new Map<string, string>()
  for (const { sheet, ...fill } of fills) {
    const entry = sheets[sheet - 1]?.entry
    if (entry === undefined) continue
    const xml = await smallTextOf(source, entry, mostSheetSigns)
    if (!/<worksheet[\s>]/.test(xml)) throw refused('sheets.form-odd')
    written.set(entry.name, fillSheetXml(xml, fill))
  }
  const pieces: Buffer[] = []
  for await (const piece of zipOf(partsAnew(source, entries, written))) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function* partsAnew(
  source: ReturnType<typeof bytesInMemory>,
  entries: readonly ZipEntry[],
  written: ReadonlyMap<string, string>,
): AsyncGenerator<ZipPart> {
  for (const entry of entries) {
    const { name } = entry
    // Which cell is worked out when: of no use once rows have moved, and programs make it anew.
    if (name.endsWith('/') || /calcchain\.xml$/i.test(name)) continue
    const xml = written.get(name)
    if (xml !== undefined) {
      yield { name, text: [xml] }
    } else if (/^\[Content_Types\]\.xml$|\/_rels\/workbook\.xml\.rels$/i.test(name)) {
      const text = await smallTextOf(source, entry, mostSheetSigns)
      const plain = text.replaceAll(/<(?:Override|Relationship)\s[^>]*calcChain[^>]*?\/>/gi, '')
      yield { name, text: [plain] }
    } else if (/\/workbook\.xml$/i.test(name)) {
      yield { name, text: [reckonedAnew(await smallTextOf(source, entry, mostSheetSigns))] }
    } else yield { name, text: contentOf(source, entry) }
  }
}

/** Sums of what was filled in are worked out when it is opened. */
function reckonedAnew(book: string): string {
  if (/<calcPr\s/.test(book)) {
    return book.replace(/<calcPr\s([^>]*?)\/>/, (_, said: string) => {
      const rest = said.replace(/\s*fullCalcOnLoad="[^"]*"/, '').trim()
      return `<calcPr ${rest} fullCalcOnLoad="1"/>`
    })
  }
  return book.replace('</sheets>', '</sheets><calcPr fullCalcOnLoad="1"/>')
}

function refused(code: string): Refused {
  return new Refused({ code, kind: 'invalid' })
}
