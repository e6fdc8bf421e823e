import type { Book, Row, RowBatch, Sheet } from '../../kernel/sheet.ts'
import { openAnswers } from './reader-answers.ts'
import type { ReaderMessage, ReaderTask } from './reader-protocol.ts'
import { headerLevels } from './rules/answer.ts'
import type { SheetHead } from './rules/recognise-sheet.ts'
import { mostColumns, seenRow } from './rules/seen-row.ts'
import { openTables } from './rules/seen-tables.ts'
import type { Shape } from './rules/shape.ts'
import { firstRowsOf, linesOf, looksAtRows } from './rules/sheet-lines.ts'
import { answeredTables, type SheetBefore, tablesOf } from './rules/understand.ts'

type SeenRows = Extract<ReaderMessage, { kind: 'rows' }>

/** Some rows of one sheet as they stand, personal numbers masked, each with what it was seen as. */
export async function seenRowsOf(book: Book, task: ReaderTask): Promise<SeenRows | null> {
  const only = task.only === undefined ? null : new Set(task.only)
  const from = only === null ? (task.from ?? 1) : Math.min(...only)
  const count = only === null ? (task.count ?? 24) : Math.max(...only) - from + 1
  let before: SheetBefore | null = null
  for await (const sheet of book.sheets) {
    if (sheet.no !== (task.sheet ?? 1)) {
      before = await beforeOf(sheet, task.fileName, before)
      continue
    }
    return await rowsOf(sheet, task, before, { from, count, only })
  }
  return null
}

/** Enough rows after the last that is wanted to tell whether another table began above it. */
const mostRowsAfter = looksAtRows + 20

async function rowsOf(
  sheet: Sheet,
  task: ReaderTask,
  before: SheetBefore | null,
  want: { readonly from: number; readonly count: number; readonly only: Set<number> | null },
): Promise<SeenRows> {
  const batches = sheet.rows[Symbol.asyncIterator]()
  const { firstRows, held } = await firstRowsOf(batches)
  const { name: sheetName, merges, date1904, no } = sheet
  const head = { firstRows, merges, sheetName, fileName: task.fileName, date1904 }
  const { tables } = tablesOf(head, before)
  const { shapes } = answeredTables(no, tables, head, openAnswers(task))
  const places = openTables(shapes, tables, head)
  const wanted: { row: number; cells: Row }[] = []
  const take = (batch: RowBatch) => {
    places.push(batch)
    for (const [index, cells] of batch.rows.entries()) {
      const row = batch.firstRow + index
      const isWanted = row >= want.from && row < want.from + want.count
      if (isWanted && want.only?.has(row) !== false) wanted.push({ row, cells })
    }
  }
  for (const batch of held) take(batch)
  let last = held.at(-1)
  while ((last?.firstRow ?? 0) <= want.from + want.count + mostRowsAfter) {
    const next = await batches.next()
    if (next.done === true) break
    last = next.value
    take(last)
  }
  await batches.return?.()
  const tablesAt = places.end()
  const [shape] = shapes
  return {
    kind: 'rows',
    sheetName,
    sheetKind: sheet.hidden ? 'unknown' : shape.kind,
    headerRow: shape.headerRow,
    headerRows: shape.headerRows,
    period: shape.period,
    unit: shape.unit,
    moneyUnit: shape.moneyUnit,
    fields: fieldsOf(shapes),
    headers: headersOf(head, shape),
    rows: wanted.map(({ row, cells }) => seenRow(tablesAt(row), row, cells)),
  }
}

/** What a sheet says that the next one may go on from. */
async function beforeOf(
  sheet: Sheet,
  fileName: string,
  before: SheetBefore | null,
): Promise<SheetBefore | null> {
  const batches = sheet.rows[Symbol.asyncIterator]()
  const { firstRows } = await firstRowsOf(batches)
  await batches.return?.()
  const { name, merges, date1904, hidden } = sheet
  const head = { firstRows, merges, sheetName: name, fileName, date1904 }
  const [shape] = tablesOf(head, before).tables
  const isRead = !hidden && shape.kind !== 'unknown' && shape.kind !== 'instructions'
  return isRead ? { name, shape, sums: new Map() } : null
}

/** What each column holds, in the tables that the sheet begins with. */
function fieldsOf(shapes: readonly Shape[]): (string | null)[] {
  const fields: (string | null)[] = []
  const put = (index: number, field: string) => {
    while (fields.length <= index && fields.length < mostColumns) fields.push(null)
    if (index < mostColumns) fields[index] = field
  }
  for (const shape of shapes) {
    for (const [field, column] of Object.entries(shape.columns)) put(column.index, field)
    for (const column of shape.deductions) put(column.index, 'deduction')
    for (const column of shape.dayColumns) put(column.index, 'day')
    for (const column of shape.sensitive) put(column.index, 'sensitive')
  }
  return fields
}

function headersOf(head: SheetHead, shape: Shape): string[] {
  if (shape.headerRow === 0) return []
  const lines = linesOf(head.firstRows, head.merges)
  return Array.from({ length: Math.min(lines.width, mostColumns) }, (_, column) =>
    headerLevels(lines, shape.headerRow - 1, shape.headerRows, column)
      .join('/')
      .slice(0, 80),
  )
}
