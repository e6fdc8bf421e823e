import { maskName, maskNumber } from '../../../kernel/masked.ts'
import type { Cell, Row } from '../../../kernel/sheet.ts'
import { textOf } from './cell-text.ts'
import { timesIn } from './devices/card-lines.ts'
import { familyVocabulary } from './families.ts'
import { isHeadWord } from './layout-heads.ts'
import { looksPersonal } from './personal-name.ts'
import { looksLikeId, looksLikeName, nobodyKindOf } from './row-kind.ts'
import type { AnyField, Shape } from './shape.ts'
import { isClueList } from './standing-alone.ts'

/** The tables that a row is of: side by side, the leftmost first; none where nobody knows the table. */
export interface TablesHere {
  readonly shapes: readonly Shape[]
  /** What was recognised, where somebody said otherwise: what it takes for a name or a secret stays one. */
  readonly recognised: readonly Shape[]
  /** A list of clues is in the sheet: what nobody knows may be part of it. */
  readonly hasClues: boolean
}

/** What a row was seen as. */
export type SeenAs =
  | 'title'
  | 'unit'
  | 'header'
  | 'worker'
  | 'line'
  | 'same-worker'
  | 'total'
  | 'signature'
  | 'note'
  | 'empty'
  | 'other'

/** Nobody looks at more columns of a row. */
export const mostColumns = 64

/** A row as it may be shown: names and personal numbers masked wherever they stand. */
export function seenRow(
  tables: TablesHere,
  row: number,
  cells: Row,
): { row: number; as: SeenAs; cells: string[] } {
  const [main] = tables.shapes
  const isHead = main !== undefined && row < main.headerRow + main.headerRows
  const open = tables.shapes.map(openColumns)
  const shown = cells.slice(0, mostColumns).map((cell, index) => {
    if (isHead) return textOf(cell).replaceAll(personal, maskNumber)
    return cellShown(tables, open, cell, index)
  })
  return { row, as: seenAs(tables, row, cells), cells: withoutSignatories(shown) }
}

function cellShown(
  { shapes, recognised, hasClues }: TablesHere,
  open: readonly (ReadonlySet<number> | null)[],
  cell: Cell | undefined,
  index: number,
): string {
  const at = placeOf(shapes, index)
  const own = shapes[at]
  if (own === undefined && hasClues) return ''
  const said = recognised.find((one) => isWithin(one, index))
  const looked = [own, said].filter((one) => one !== undefined)
  const isSecret = looked.some((one) => one.sensitive.some((column) => column.index === index))
  const isClosed =
    open[at]?.has(index) === false ||
    (said !== undefined && openColumns(said)?.has(index) === false)
  if (isSecret || isClosed) return ''
  const text = textOf(cell)
  const isIn = (fields: readonly AnyField[]) =>
    looked.some(({ columns }) => fields.some((field) => columns[field]?.index === index))
  if (isIn(numberFields) && /\d{6,}/.test(text)) return text.replaceAll(/[\dXx]{6,}/g, maskNumber)
  const isKnown = looked.some((one) => isKnownColumn(one, index))
  const plain = text.replaceAll(/\s/g, '')
  const isName = isIn(nameFields) ? looksLikeName(plain) : !isKnown && looksPersonal(text)
  // A header that comes again is no name.
  if (isName && !isHeadWord(plain)) return maskName(text)
  // The numbers of projects, firms, letters and tickets are nobody's.
  return own !== undefined && isInTable(own, plainFields, index)
    ? text
    : text.replaceAll(personal, maskNumber)
}

/** The table that a column is of; what stands right of all of them is the last one's. */
function placeOf(shapes: readonly Shape[], index: number): number {
  const at = shapes.findIndex((shape) => isWithin(shape, index))
  return at < 0 ? shapes.length - 1 : at
}

function isWithin({ span }: Shape, index: number): boolean {
  return span === undefined || (index >= span.left && index < span.right)
}

function isInTable({ columns }: Shape, fields: readonly AnyField[], index: number): boolean {
  return fields.some((field) => columns[field]?.index === index)
}

function isKnownColumn({ columns, deductions, dayColumns }: Shape, index: number): boolean {
  return (
    Object.values(columns).some((column) => column.index === index) ||
    deductions.some((column) => column.index === index) ||
    dayColumns.some((column) => column.index === index)
  )
}

const signatory =
  '(?:制表|填表|编制|审核|复核|审批|经办|主管|会计|出纳|财务|签字|签名|签收|姓名|人|长|员|经理)'
const signed = new RegExp(
  `(${signatory}[:：]\\s*)([\\p{Script=Han}·•]{2,4}?)(?=$|[^\\p{Script=Han}·•]|${signatory}[:：]|${signatory}{2})`,
  'gu',
)
const asksWho = new RegExp(`${signatory}[:：]$`)

/** 制表人：赵甲一, in one cell or in two beside each other. */
function withoutSignatories(texts: readonly string[]): string[] {
  let before = ''
  return texts.map((text) => {
    const plain = text.replaceAll(/\s/g, '')
    const isAsked = asksWho.test(before) || (before === '姓名' && !isHeadWord(plain))
    const isWho = isAsked && looksLikeName(plain)
    if (plain !== '') before = plain
    if (isWho) return maskName(plain)
    return text.replaceAll(signed, (_, label: string, name: string) => label + maskName(name))
  })
}

function seenAs({ shapes }: TablesHere, row: number, cells: Row): SeenAs {
  const filled = cells.map(textOf).filter((text) => text !== '')
  const [main] = shapes
  if (main === undefined) return filled.length === 0 ? 'empty' : 'other'
  const { headerRow, headerRows } = main
  if (headerRow > 0 && row >= headerRow && row < headerRow + headerRows) return 'header'
  if (filled.length === 0) return 'empty'
  if (headerRow === 0 && main.kind === 'unknown') return row === 1 ? 'title' : 'other'
  if (row < headerRow) return row === 1 ? 'title' : 'unit'
  const kinds = shapes.map((shape) => kindIn(shape, cells))
  return kinds.find((kind) => kind === 'worker') ?? kinds[0] ?? 'other'
}

function kindIn(shape: Shape, cells: Row): SeenAs {
  const { kind: sheetKind, columns, rowsPerWorker } = shape
  if (shape.isCards && cells.some((cell) => timesIn(cell).length > 0)) return 'line'
  const nameAt = (columns.name ?? columns.nameOverId ?? columns.team ?? columns.firm)?.index ?? -1
  const name = textOf(cells[nameAt])
  if (rowsPerWorker > 1 && looksLikeId(name)) return 'same-worker'
  if (looksLikeName(name.replaceAll(/\s/g, '')) || columns.firm?.index === nameAt) return 'worker'
  const kind = nobodyKindOf(cells, columns.seq?.index ?? -1, nameAt)
  if (kind === 'nameless' && familyVocabulary(sheetKind) !== null) return 'line'
  if (kind === 'numbered' || kind === 'nameless') return 'empty'
  return kind
}

/** Of a list of clues only these columns are shown: who reports, and what he says, is in all the others (监察条例 art. 9). */
const openClueFields = [
  'seq',
  'clueNumber',
  'arrivedAt',
  'limitOn',
  'againstFirm',
  'clueProject',
  'owedAmount',
  'peopleCount',
  'handler',
  'clueSource',
  'clueKind',
] as const

function openColumns({ kind, columns }: Shape): ReadonlySet<number> | null {
  if (!isClueList(kind)) return null
  return new Set(openClueFields.flatMap((field) => columns[field]?.index ?? []))
}

const personal = /\d{15,19}[\dXx]?|1\d{10}/g
const numberFields = ['idNumber', 'card', 'phone', 'nameOverId'] as const
const plainFields = [
  'projectCode',
  'creditCode',
  'listedCode',
  'permitNumber',
  'depositProjectCode',
  'standardProjectCode',
  'letterNumber',
  'clueNumber',
] as const

/** Columns where a person's name stands, or may: an account is a firm's or somebody's. */
const nameFields = [
  'name',
  'nameOverId',
  'leaderName',
  'managerName',
  'signature',
  'counterName',
  'payerName',
  'ownName',
  'reporter',
  'againstFirm',
] as const
