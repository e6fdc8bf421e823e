import { headerLevels, type SaidColumn, type SheetAnswer } from './answer.ts'
import { headerTextOf } from './header-words.ts'
import { projectSourceOf } from './projects/source.ts'
import type { Shape } from './shape.ts'
import { headLinesOf, linesOf, type Lines } from './sheet-lines.ts'
import type { SheetHead } from './recognise-sheet.ts'

/** A column of a remembered format: by what heads it, since a month more or less moves its place. */
export interface FormatColumn {
  /** As `normalisedHeader` makes it. */
  readonly header: string
  /** Which of the columns that are headed so; 0 is the first. */
  readonly nth: number
  /** A field's name, `deduction`, or null: not read. */
  readonly field: string | null
}

/** How the sheets of a sender are to be read, whatever month they are of. */
export interface SheetFormat {
  readonly fingerprint: string
  readonly headerRows: number
  readonly skip: boolean
  readonly kind: string
  readonly columns: readonly FormatColumn[]
  readonly unit: SheetAnswer['unit']
  readonly moneyUnit: NonNullable<SheetAnswer['moneyUnit']>
  /** Whose list of projects it is. */
  readonly source?: SheetAnswer['source']
}

/** A header stands in the first rows; formats are looked for no further down. */
const looksForHeaderIn = 30

/** The format of a sheet as it was read; null where it has no header to know it by. */
export function formatOf(shape: Shape, head: SheetHead): SheetFormat | null {
  if (shape.headerRow === 0) return null
  const lines = linesOf(head.firstRows, head.merges)
  const fingerprint = fingerprintOf(lines, shape.headerRow - 1, shape.headerRows)
  if (fingerprint === null) return null
  const fields = new Map<number, string>()
  for (const [field, { index }] of Object.entries(shape.columns)) fields.set(index, field)
  for (const { index } of shape.deductions) fields.set(index, 'deduction')
  const secret = new Set(shape.sensitive.map(({ index }) => index))
  const placed = placesOf(lines, shape.headerRow - 1, shape.headerRows)
  return {
    fingerprint,
    headerRows: shape.headerRows,
    skip: false,
    kind: shape.kind,
    columns: placed
      .filter(({ index }) => !secret.has(index))
      .map(({ index, header, nth }) => ({ header, nth, field: fields.get(index) ?? null })),
    unit: shape.unit,
    moneyUnit: shape.moneyUnit,
    ...(shape.projectSource !== undefined && { source: shape.projectSource }),
  }
}

/** The known format whose header stands in the sheet, and its row (1-based); null where none does. */
export function findFormat<F extends SheetFormat>(
  formats: readonly F[],
  head: SheetHead,
): { readonly format: F; readonly headerRow: number } | null {
  if (formats.length === 0) return null
  const lines = linesOf(head.firstRows, head.merges)
  const known = new Map(formats.map((format) => [format.fingerprint, format]))
  const heights = new Set(formats.map((format) => format.headerRows))
  for (let row = 0; row < Math.min(lines.count, looksForHeaderIn); row += 1) {
    for (const rows of heights) {
      const fingerprint = fingerprintOf(lines, row, rows)
      const format = fingerprint === null ? undefined : known.get(fingerprint)
      if (format?.headerRows === rows) return { format, headerRow: row + 1 }
    }
  }
  return null
}

/** What a remembered format says of the sheet whose header stands in that row. */
export function answerOf(format: SheetFormat, headerRow: number, head: SheetHead): SheetAnswer {
  const lines = linesOf(head.firstRows, head.merges)
  const said = new Map(format.columns.map((column) => [`${column.header} ${column.nth}`, column]))
  const columns = placesOf(lines, headerRow - 1, format.headerRows).flatMap(
    ({ index, header, nth }): SaidColumn[] => {
      const column = said.get(`${header} ${nth}`)
      return column === undefined ? [] : [{ index, field: column.field }]
    },
  )
  return {
    skip: format.skip,
    kind: format.kind,
    headerRow,
    headerRows: format.headerRows,
    columns,
    month: null,
    unit: format.unit,
    moneyUnit: format.moneyUnit,
    ...sourceIn(format, headLinesOf(lines, headerRow - 1, head)),
  }
}

/** Two authorities may send the same form: what this one's own title says goes before what was remembered. */
function sourceIn(
  { source }: SheetFormat,
  headLines: readonly string[],
): Pick<SheetAnswer, 'source'> {
  return source === null || source === undefined
    ? {}
    : { source: projectSourceOf(headLines, []) ?? source }
}

/**
 * Tells a header by its texts in order. Numbers do not count and a run of days is one: 31 days or 30, 5月 or 6月 is the
 * same format. Null where fewer than two columns are headed.
 */
export function fingerprintOf(lines: Lines, row: number, rows: number): string | null {
  if (row + rows > lines.count) return null
  const texts: string[] = []
  for (let column = 0; column < lines.width; column += 1) {
    const header = headerOf(lines, row, rows, column)
    if (header === '' || (isDay(header) && texts.at(-1) === header)) continue
    texts.push(header)
  }
  return texts.length < 2 ? null : digestOf(`${rows}\n${texts.join('\n')}`)
}

/** The headed columns that are no days. */
function placesOf(lines: Lines, row: number, rows: number) {
  const seen = new Map<string, number>()
  const places: { index: number; header: string; nth: number }[] = []
  for (let index = 0; index < lines.width; index += 1) {
    const header = headerOf(lines, row, rows, index)
    if (header === '' || isDay(header)) continue
    const nth = seen.get(header) ?? 0
    seen.set(header, nth + 1)
    places.push({ index, header, nth })
  }
  return places
}

function headerOf(lines: Lines, row: number, rows: number, column: number): string {
  return headerLevels(lines, row, rows, column).map(normalisedHeader).join('/')
}

/** A header's text without brackets, marks and numbers. */
export function normalisedHeader(text: string): string {
  const { base, whole } = headerTextOf(text)
  return (base === '' ? whole : base).replaceAll(/\d+/g, '#')
}

/** `12`, `12日`, a whole date, with or without its weekday under it. */
function isDay(header: string): boolean {
  return /^#(?:[-/.]#){0,2}[日号]?(?:\/?(?:周|星期)?[一二三四五六日天])?$/.test(header)
}

/** 106 bits of a text (cyrb53 with two seeds): enough to tell formats apart, no secret. */
function digestOf(text: string): string {
  return [17, 71].map((seed) => mixed(text, seed).toString(16).padStart(14, '0')).join('')
}

function mixed(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed
  let low = 0x41c6ce57 ^ seed
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at)
    high = Math.imul(high ^ sign, 2_654_435_761)
    low = Math.imul(low ^ sign, 1_597_334_677)
  }
  high =
    Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  low =
    Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0)
}
