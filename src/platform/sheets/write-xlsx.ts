import type { Buffer } from 'node:buffer'
import { looksLikeFormula } from '../../kernel/formula-text.ts'
import { styleOf, stylesXml } from './xlsx-styles.ts'
import { zipOf, type ZipPart } from './write-zip.ts'
import {
  plainYuan,
  type ColumnKind,
  type WrittenCell,
  type WrittenColumn,
  type WrittenRow,
  type WrittenSheet,
} from './written-sheet.ts'

/** Rows that a sheet can have (Excel's own limit). */
const mostSheetRows = 1_048_576
/** Text of one sheet before the next begins: a zip's part may have four gigabytes, and no program opens as much. */
const mostSheetSigns = 1_000_000_000
/** Signs of a cell (Excel's own limit). */
const mostCellSigns = 32_767

export interface XlsxLimits {
  readonly sheetRows?: number
}

/**
 * A list as .xlsx, written as its rows come: the office's head above, heads repeated on each printed page, landscape, as
 * wide as the page. What is more than a sheet can hold goes on in the next.
 */
export function xlsxOf(sheet: WrittenSheet, limits: XlsxLimits = {}): AsyncGenerator<Buffer> {
  return zipOf(partsOf(sheet, limits.sheetRows ?? mostSheetRows))
}

/** What the book must say of a sheet that has been written. */
interface Done {
  readonly name: string
  readonly headRow: number
  readonly lastRow: number
}

async function* partsOf(sheet: WrittenSheet, sheetRows: number): AsyncGenerator<ZipPart> {
  const rows = rowReader(sheet.pages)
  const done: Done[] = []
  try {
    do {
      const no = done.length + 1
      let lastRow = 0
      const text = sheetText(sheet, rows, { no, sheetRows, ended: (row) => (lastRow = row) })
      yield { name: `xl/worksheets/sheet${no}.xml`, text }
      done.push({ name: sheetName(sheet.name, no), headRow: headRowOf(sheet), lastRow })
    } while (await rows.hasMore())
  } finally {
    await rows.end()
  }
  yield { name: 'xl/workbook.xml', text: [workbookXml(done, sheet.columns.length)] }
  yield { name: 'xl/_rels/workbook.xml.rels', text: [workbookRelations(done.length)] }
  yield { name: 'xl/styles.xml', text: [stylesXml] }
  yield { name: '_rels/.rels', text: [rootRelations] }
  yield { name: '[Content_Types].xml', text: [contentTypes(done.length)] }
}

interface RowReader {
  /** The next page, or what was put back of one; null: there are no more. */
  next(): Promise<readonly WrittenRow[] | null>
  /** The rest of a page belongs to the next sheet. */
  putBack(rows: readonly WrittenRow[]): void
  hasMore(): Promise<boolean>
  /** No more are wanted. */
  end(): Promise<void>
}

function rowReader(pages: WrittenSheet['pages']): RowReader {
  const iterator = pages[Symbol.asyncIterator]()
  let waiting: readonly WrittenRow[] | null = null
  const take = async () => {
    for (;;) {
      const next = await iterator.next()
      if (next.done === true) return null
      if (next.value.length > 0) return next.value
    }
  }
  return {
    next: async () => {
      const rows = waiting ?? (await take())
      waiting = null
      return rows
    },
    putBack: (rows) => {
      waiting = rows
    },
    hasMore: async () => {
      waiting ??= await take()
      return waiting !== null
    },
    end: async () => {
      await iterator.return?.()
    },
  }
}

interface SheetPlace {
  readonly no: number
  readonly sheetRows: number
  readonly ended: (lastRow: number) => void
}

async function* sheetText(
  sheet: WrittenSheet,
  rows: RowReader,
  { no, sheetRows, ended }: SheetPlace,
): AsyncGenerator<string> {
  const { columns } = sheet
  const rowText = rowWriter(columns)
  const head = headText(sheet, no)
  yield head
  let signs = head.length
  let row = headRowOf(sheet)
  // One row is kept for the totals.
  for (let page = await rows.next(); page !== null; page = await rows.next()) {
    const fits = page.slice(0, sheetRows - 1 - row)
    let text = ''
    for (const cells of fits) {
      row += 1
      text += rowText(row, cells)
    }
    signs += text.length
    yield text
    if (fits.length < page.length) rows.putBack(page.slice(fits.length))
    if (row >= sheetRows - 1 || signs > mostSheetSigns) break
  }
  const total = (await rows.hasMore()) ? null : sheet.total()
  if (total !== null) {
    row += 1
    yield totalText(columns, row, total)
  }
  ended(row)
  yield footText(sheet)
}

/** Of the row with the columns' heads. */
function headRowOf({ head }: WrittenSheet): number {
  return head === null ? 1 : head.lines.length + 2
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const mainNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationNamespace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

function headText(sheet: WrittenSheet, no: number): string {
  const { head, columns } = sheet
  const headRow = headRowOf(sheet)
  const widths = columns
    .map(
      ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
    )
    .join('')
  const begin =
    `${declaration}<worksheet xmlns="${mainNamespace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<sheetViews><sheetView workbookViewId="0"${no === 1 ? ' tabSelected="1"' : ''}>` +
    `<pane ySplit="${headRow}" topLeftCell="A${headRow + 1}" activePane="bottomLeft" state="frozen"/>` +
    `</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${widths}</cols><sheetData>`
  const heads = columns
    .map((column, at) => textCell(cellName(at, headRow), styleOf('columnHead'), column.head))
    .join('')
  const headsRow = `<row r="${headRow}" ht="30" customHeight="1">${heads}</row>`
  if (head === null) return begin + headsRow
  const title = no === 1 ? head.title : `${head.title}（续 ${no - 1}）`
  const lines = head.lines.map(([left, right], at) => {
    const row = at + 2
    const [from, to] = lineHalves(columns)
    return (
      `<row r="${row}">${textCell(cellName(from, row), styleOf('left'), left)}` +
      `${to > from ? textCell(cellName(to, row), styleOf('right'), right) : ''}</row>`
    )
  })
  const titleRow = `<row r="1" ht="28" customHeight="1">${textCell('A1', styleOf('title'), title)}</row>`
  return begin + titleRow + lines.join('') + headsRow
}

/** Where the left and the right part of a head line begin: about the middle of the page's width. */
function lineHalves(columns: readonly WrittenColumn[]): readonly [number, number] {
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  let passed = 0
  for (const [at, { width }] of columns.entries()) {
    if (at > 0 && passed >= whole / 2) return [0, at]
    passed += width
  }
  return [0, Math.max(0, columns.length - 1)]
}

function footText(sheet: WrittenSheet): string {
  return (
    `</sheetData>${mergesOf(sheet)}<printOptions horizontalCentered="1"/>` +
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>' +
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
    '<headerFooter><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter></worksheet>'
  )
}

function mergesOf({ head, columns }: WrittenSheet): string {
  if (head === null || columns.length < 2) return ''
  const last = columns.length - 1
  const [, middle] = lineHalves(columns)
  const ranges = [`A1:${cellName(last, 1)}`]
  for (const at of head.lines.keys()) {
    const row = at + 2
    if (middle > 1) ranges.push(`A${row}:${cellName(middle - 1, row)}`)
    if (last > middle) ranges.push(`${cellName(middle, row)}:${cellName(last, row)}`)
  }
  const merges = ranges.map((range) => `<mergeCell ref="${range}"/>`).join('')
  return `<mergeCells count="${ranges.length}">${merges}</mergeCells>`
}

/** A writer of rows that knows its columns' letters and styles once. */
function rowWriter(columns: readonly WrittenColumn[]): (row: number, cells: WrittenRow) => string {
  const letters = columns.map((_, at) => columnLetters(at))
  return (row, cells) => {
    let text = `<row r="${row}">`
    for (const [at, { kind }] of columns.entries()) {
      text += cellText(`${letters[at] ?? ''}${row}`, kind, cells[at] ?? null, bodyStyles)
    }
    return `${text}</row>`
  }
}

function totalText(columns: readonly WrittenColumn[], row: number, cells: WrittenRow): string {
  const text = columns
    .map(({ kind }, at) => cellText(cellName(at, row), kind, cells[at] ?? null, totalStyles))
    .join('')
  return `<row r="${row}">${text}</row>`
}

type Styles = Readonly<Record<ColumnKind | 'quoted', number>>

const bodyStyles: Styles = {
  text: styleOf('text'),
  quoted: styleOf('quoted'),
  money: styleOf('money'),
  hundredths: styleOf('hundredths'),
  integer: styleOf('integer'),
  day: styleOf('day'),
}

const totalStyles: Styles = {
  text: styleOf('textTotal'),
  quoted: styleOf('textTotal'),
  money: styleOf('moneyTotal'),
  hundredths: styleOf('hundredthsTotal'),
  integer: styleOf('integerTotal'),
  day: styleOf('textTotal'),
}

function cellText(name: string, kind: ColumnKind, value: WrittenCell, look: Styles): string {
  if (value === null || value === '') return `<c r="${name}" s="${look.text}"/>`
  if (typeof value === 'number') {
    const isHundredths = kind === 'money' || kind === 'hundredths'
    const number = isHundredths ? plainYuan(value) : String(value)
    return `<c r="${name}" s="${isHundredths ? look[kind] : look.integer}"><v>${number}</v></c>`
  }
  const serial = kind === 'day' ? serialOf(value) : null
  if (serial !== null) return `<c r="${name}" s="${look.day}"><v>${serial}</v></c>`
  return textCell(name, looksLikeFormula(value) ? look.quoted : look.text, value)
}

/**
 * Text inside its cell, never a formula. Where it begins like one its style says that it is text (`quotePrefix`, the
 * apostrophe that Excel shows in the line for formulas), so that it stays text when somebody edits it.
 */
function textCell(name: string, style: number, text: string): string {
  return (
    `<c r="${name}" s="${style}" t="inlineStr"><is><t xml:space="preserve">` +
    `${xmlText(text)}</t></is></c>`
  )
}

// oxlint-disable-next-line no-control-regex -- signs that XML 1.0 cannot hold
const unholdable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

function xmlText(text: string): string {
  const short = text.length > mostCellSigns ? text.slice(0, mostCellSigns) : text
  const plain = short.toWellFormed().replaceAll(unholdable, '')
  if (!/[&<>\r]|_x/.test(plain)) return plain
  return (
    plain
      // Excel reads _x0041_ as A; the sign before it, written so itself, keeps it as it stands.
      .replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('\r', '_x000D_')
  )
}

/** Excel's number of a day (1900 system); null before 1 March 1900, which its calendar has wrong. */
function serialOf(date: string): number | null {
  const serial = Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000) + 25_569
  return Number.isFinite(serial) && serial > 60 ? serial : null
}

function cellName(column: number, row: number): string {
  return `${columnLetters(column)}${row}`
}

function columnLetters(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (column % 26))
}

/** Without the signs that Excel forbids in a sheet's name, and no longer than it allows (31). */
function sheetName(name: string, no: number): string {
  const plain = name.replaceAll(/[\\/?*[\]:']/g, ' ').trim() || '表'
  return no === 1 ? plain.slice(0, 31) : `${plain.slice(0, 31 - ` ${no}`.length)} ${no}`
}

function workbookXml(sheets: readonly Done[], columns: number): string {
  const last = columnLetters(columns - 1)
  const list = sheets.map(
    ({ name }, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  )
  const quoted = (name: string) => `'${xmlText(name)}'`
  const areas = sheets.map(
    ({ name, lastRow }, at) =>
      `<definedName name="_xlnm.Print_Area" localSheetId="${at}">${quoted(name)}!$A$1:$${last}$${lastRow}</definedName>`,
  )
  const titles = sheets.map(
    ({ name, headRow }, at) =>
      `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${quoted(name)}!$${headRow}:$${headRow}</definedName>`,
  )
  return (
    `${declaration}<workbook xmlns="${mainNamespace}" xmlns:r="${relationNamespace}">` +
    `<bookViews><workbookView/></bookViews><sheets>${list.join('')}</sheets>` +
    `<definedNames>${areas.join('')}${titles.join('')}</definedNames></workbook>`
  )
}

const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'

function workbookRelations(sheets: number): string {
  const list = Array.from(
    { length: sheets },
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${relationNamespace}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  )
  return (
    `${declaration}<Relationships xmlns="${packageRelations}">${list.join('')}` +
    `<Relationship Id="rId${sheets + 1}" Type="${relationNamespace}/styles" Target="styles.xml"/></Relationships>`
  )
}

const rootRelations =
  `${declaration}<Relationships xmlns="${packageRelations}">` +
  `<Relationship Id="rId1" Type="${relationNamespace}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

function contentTypes(sheets: number): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const list = Array.from(
    { length: sheets },
    (_, at) =>
      `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${type}.worksheet+xml"/>`,
  )
  return (
    `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${list.join('')}</Types>`
  )
}
