/** A value as it is written; null leaves the cell empty, in its dress. */
export type FillValue = string | number | null

/** Places are those of the sheet as it is: rows 1-based, columns 0-based. */
export interface SheetFill {
  /** Columns that run down from one row; null: the sheet has no list. */
  readonly list: {
    readonly row: number
    readonly count: number
    readonly columns: readonly { readonly column: number; readonly values: readonly FillValue[] }[]
  } | null
  readonly ones: readonly {
    readonly row: number
    readonly column: number
    readonly value: FillValue
  }[]
}

interface CellXml {
  /** Its attributes but its place and kind. */
  readonly dress: string
  readonly kind: string
  readonly inner: string
}

interface RowXml {
  readonly dress: string
  readonly cells: Map<number, CellXml>
}

type Rows = Map<number, RowXml>

/**
 * The sheet with the values in it. Where the list is longer than the empty rows below its head, rows are put in, dressed as
 * the first of them: what stands below moves down, with its merged cells, and formulas of the sheet follow.
 */
export function fillSheetXml(xml: string, { list, ones }: SheetFill): string {
  const { head, data, tail } = partsOf(xml)
  let rows = rowsOf(data)
  let rest = tail
  let top = head
  const more = list === null ? 0 : Math.max(0, list.count - freeBelow(rows, list.row))
  const at = list === null || more === 0 ? null : insertion(rows, list.row)
  for (const { row, column, value } of ones) put(rows, row, column, value, null)
  if (list !== null && at !== null) {
    const model = rows.get(list.row)
    rows = moved(rows, at, more)
    rest = movedTail(rest, at, more, list.row)
    top = shiftRefs(top, at, more)
    for (let row = at; row < at + more; row += 1) {
      if (model !== undefined) rows.set(row, emptied(model))
    }
  }
  if (list !== null) {
    const model = rows.get(list.row)
    for (const { column, values } of list.columns) {
      for (const [nth, value] of values.entries()) {
        put(rows, list.row + nth, column, value, model?.cells.get(column)?.dress ?? null)
      }
    }
  }
  // How far it reaches is told by its cells.
  return top.replace(/<dimension\s[^>]*\/>/, '') + xmlOf(rows) + rest
}

function partsOf(xml: string): { head: string; data: string; tail: string } {
  const empty = /<sheetData\s*\/>/.exec(xml)
  if (empty !== null) {
    const end = empty.index + empty[0].length
    return { head: xml.slice(0, empty.index), data: '', tail: xml.slice(end) }
  }
  const open = /<sheetData[^>]*>/.exec(xml)
  const close = xml.indexOf('</sheetData>')
  if (open === null || close < 0) return { head: xml, data: '', tail: '' }
  const from = open.index + open[0].length
  return {
    head: xml.slice(0, open.index),
    data: xml.slice(from, close),
    tail: xml.slice(close + 12),
  }
}

function rowsOf(data: string): Rows {
  const rows: Rows = new Map()
  let no = 0
  for (const [, said = '', inner = ''] of data.matchAll(
    /<row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/g,
  )) {
    no = Number(attribute(said, 'r') ?? no + 1)
    rows.set(no, { dress: without(said, ['r', 'spans']), cells: cellsOf(inner) })
  }
  return rows
}

function cellsOf(row: string): Map<number, CellXml> {
  const cells = new Map<number, CellXml>()
  let column = -1
  for (const [, said = '', inner = ''] of row.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
    const place = attribute(said, 'r')
    column = place === null ? column + 1 : columnOf(place)
    // A formula's kept result is of the sheet as it was.
    const isFormula = inner.includes('<f')
    cells.set(column, {
      dress: without(said, ['r', 't']),
      kind: isFormula ? '' : (attribute(said, 't') ?? ''),
      inner: isFormula ? inner.replace(/<v>[\s\S]*?<\/v>/, '') : inner,
    })
  }
  return cells
}

/** Empty rows from the first of the list on; without end where nothing stands below. */
function freeBelow(rows: Rows, from: number): number {
  const next = [...rows]
    .filter(([no, { cells }]) => no >= from && [...cells.values()].some(holds))
    .reduce((first, [no]) => Math.min(first, no), Number.POSITIVE_INFINITY)
  return next - from
}

function holds({ inner }: CellXml): boolean {
  return /<(?:v|f|is)[\s>]/.test(inner)
}

/** Behind the first empty row, so that a sum over the empty rows grows with them; before what stands, where there is none. */
function insertion(rows: Rows, from: number): number {
  return freeBelow(rows, from) > 0 ? from + 1 : from
}

function moved(rows: Rows, at: number, by: number): Rows {
  const next: Rows = new Map()
  for (const [no, { dress, cells }] of rows) {
    const shifted = new Map<number, CellXml>()
    for (const [column, cell] of cells) {
      shifted.set(column, { ...cell, inner: shiftFormula(cell.inner, at, by) })
    }
    next.set(no >= at ? no + by : no, { dress, cells: shifted })
  }
  return next
}

function emptied({ dress, cells }: RowXml): RowXml {
  const bare = [...cells].map(([column, cell]): [number, CellXml] => [
    column,
    { dress: cell.dress, kind: '', inner: '' },
  ])
  return { dress, cells: new Map(bare) }
}

function shiftFormula(inner: string, at: number, by: number): string {
  if (!inner.includes('<f')) return inner
  return inner.replaceAll(/<f\b([^>]*)>([^<]*)/g, (_, said: string, formula: string) => {
    const ref = said.replace(/ref="([^"]*)"/, (__, of: string) => `ref="${shifted(of, at, by)}"`)
    return `<f${ref}>${shifted(formula, at, by)}`
  })
}

/** Places of this sheet within a formula or reference; those of another (`表!A1`) and what is in quotes stay. */
function shifted(text: string, at: number, by: number): string {
  return text
    .split(/("[^"]*"|&quot;.*?&quot;)/)
    .map((part, nth) =>
      nth % 2 === 1
        ? part
        : part.replaceAll(
            /(^|[^\w.!'])(\$?[A-Z]{1,3}\$?)(\d{1,7})(?![\w(!])/g,
            (_, before: string, column: string, row: string) =>
              `${before}${column}${Number(row) >= at ? Number(row) + by : Number(row)}`,
          ),
    )
    .join('')
}

/** `ref` and `sqref` of merged cells, filters, formats and choices; the merges of the first row are made for the rows put in. */
function movedTail(tail: string, at: number, by: number, model: number): string {
  const next = shiftRefs(tail, at, by)
  const like = [...next.matchAll(/<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"\s*\/>/g)].filter(
    ([, , top, , bottom]) => Number(top) === model && Number(bottom) === model,
  )
  if (like.length === 0) return next
  const made: string[] = []
  for (let row = at; row < at + by; row += 1) {
    for (const [, left = '', , right = ''] of like) {
      made.push(`<mergeCell ref="${left}${row}:${right}${row}"/>`)
    }
  }
  return next
    .replace('</mergeCells>', `${made.join('')}</mergeCells>`)
    .replace(/<mergeCells\scount="\d+"/, '<mergeCells')
}

function shiftRefs(xml: string, at: number, by: number): string {
  return xml.replaceAll(
    /\s((?:sq)?ref)="([A-Z0-9$: ]+)"/g,
    (_, name: string, of: string) => ` ${name}="${shifted(of, at, by)}"`,
  )
}

function put(rows: Rows, no: number, column: number, value: FillValue, dress: string | null): void {
  const row = rows.get(no) ?? { dress: '', cells: new Map<number, CellXml>() }
  rows.set(no, row)
  const own = row.cells.get(column)?.dress ?? dress ?? ''
  row.cells.set(column, { dress: own, ...contentOf(value) })
}

function contentOf(value: FillValue): Pick<CellXml, 'kind' | 'inner'> {
  if (value === null || value === '') return { kind: '', inner: '' }
  if (typeof value === 'number') return { kind: '', inner: `<v>${value}</v>` }
  return {
    kind: 'inlineStr',
    inner: `<is><t xml:space="preserve">${escaped(value)}</t></is>`,
  }
}

/** What no XML may hold is left out. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

function xmlOf(rows: Rows): string {
  const inOrder = [...rows].toSorted(([a], [b]) => a - b)
  const written = inOrder.map(([no, { dress, cells }]) => {
    const within = [...cells]
      .toSorted(([a], [b]) => a - b)
      .map(([column, cell]) => {
        const kind = cell.kind === '' ? '' : ` t="${cell.kind}"`
        const begin = `<c r="${letterOf(column)}${no}"${cell.dress}${kind}`
        return cell.inner === '' ? `${begin}/>` : `${begin}>${cell.inner}</c>`
      })
    return `<row r="${no}"${dress}>${within.join('')}</row>`
  })
  return `<sheetData>${written.join('')}</sheetData>`
}

function attribute(said: string, name: string): string | null {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(said)?.[1] ?? null
}

function without(said: string, names: readonly string[]): string {
  return names
    .reduce((rest, name) => rest.replace(new RegExp(`\\s${name}="[^"]*"`), ''), said)
    .trimEnd()
}

function columnOf(place: string): number {
  let column = 0
  for (const letter of /^[A-Z]*/.exec(place)?.[0] ?? '') {
    column = column * 26 + letter.charCodeAt(0) - 64
  }
  return column - 1
}

/** 0 → A, 26 → AA. */
function letterOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : letterOf(Math.floor(column / 26) - 1) + last
}
