import { officeDayAt } from '../../kernel/day.ts'
import { demoDistrict } from '../../kernel/district.ts'
import { maskName, maskNumber } from '../../kernel/masked.ts'
import { Refused } from '../../kernel/refusal.ts'
import type { Book, Cell, Row, RowBatch, Sheet } from '../../kernel/sheet.ts'
import { sentence } from '../../kernel/words.ts'
import { type Frame, readFrames, writeFrame } from '../../platform/frames.ts'
import type { ValueKeys } from '../../platform/keys.ts'
import { openBook } from '../../platform/sheets/open-book.ts'
import { platformWords } from '../../platform/words.ts'
import { labourWords } from '../labour/words.ts'
import { registryWords } from '../registry/words.ts'
import type { SeenRow, SpeaksOf, Understood } from './contract.ts'
import {
  ReaderKeys,
  type ReaderMessage,
  ReaderTask,
  fromReader,
  toReader,
} from './reader-protocol.ts'
import { textOf } from './rules/cell-text.ts'
import type { SheetRecord } from './rules/record.ts'
import { recogniseSheet } from './rules/recognise-sheet.ts'
import { looksLikeId, looksLikeName, nobodyKindOf } from './rules/row-kind.ts'
import type { Shape } from './rules/shape.ts'
import { looksAtRows } from './rules/sheet-lines.ts'
import { understand } from './rules/understand.ts'
import { openStageWriter } from './stage-writer.ts'
import { exchangeWords } from './words.ts'

/*
 * Reads files in a process of its own, which can be held to memory and time and killed. It gets the keys and the file
 * through its standard input and says what it understood, and the lines as COPY text, on its standard output.
 */

const words = { ...platformWords, ...registryWords, ...labourWords, ...exchangeWords }
const say = (code: string, values: Readonly<Record<string, string | number>> = {}) =>
  sentence(words, code, values)

interface Setting {
  readonly keys: ValueKeys
  readonly demo: boolean
}

async function main(): Promise<void> {
  const frames = readFrames(process.stdin)
  const first = await frames.next()
  if (first.done || first.value.kind !== toReader.keys) return
  const given = ReaderKeys.parse(JSON.parse(first.value.payload.toString()))
  const setting = {
    keys: {
      name: given.name,
      values: Buffer.from(given.values, 'base64'),
      index: Buffer.from(given.index, 'base64'),
    },
    demo: given.district === demoDistrict,
  }
  for (;;) {
    const next = await frames.next()
    if (next.done) return
    const task = ReaderTask.parse(JSON.parse(next.value.payload.toString()))
    await readFile(setting, task, await bytesOf(frames))
  }
}

async function bytesOf(frames: AsyncGenerator<Frame>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for (;;) {
    const next = await frames.next()
    if (next.done || next.value.kind === toReader.end) return Buffer.concat(pieces)
    pieces.push(Buffer.from(next.value.payload))
  }
}

async function readFile(setting: Setting, task: ReaderTask, bytes: Buffer): Promise<void> {
  try {
    const book = await openBook({ bytes }, task.fileName)
    if (task.mode === 'rows') await tellRows(book, task)
    else await tellAll(setting, book, task, bytes.length)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { code, values } = error.refusal
    await done({ file: task.fileName, sheets: [], error: { code, message: say(code, values) } }, {})
  }
}

async function tellAll(
  setting: Setting,
  book: Book,
  task: ReaderTask,
  totalBytes: number,
): Promise<void> {
  const stage = task.mode === 'stage'
  const writer = openStageWriter(setting.keys, (table, text) =>
    stage ? emitStage(table, text) : Promise.resolve(),
  )
  const spoken = speaker()
  const understood = await understand(
    paced(book, totalBytes, () => writer.flush()),
    {
      on: officeDayAt(new Date()),
      demo: setting.demo,
      say,
      onSheet: (_no, _name, shape) => spoken.sheet(shape),
      ...(stage ? { onPerson: (person) => writer.meet(person) } : {}),
      onRecord: (record) => {
        spoken.record(record)
        if (stage) writer.add(record)
      },
    },
  )
  const projectLines = await writer.end()
  await done({ ...understood, speaksOf: spoken.of() }, projectLines)
}

/** The same book, its rows no faster than what is made of them is taken, with word of how far it is. */
function paced(book: Book, totalBytes: number, flush: () => Promise<void>): Book {
  let rows = 0
  let told = Date.now()
  const pace = async function* (batches: AsyncIterable<RowBatch>): AsyncGenerator<RowBatch> {
    for await (const batch of batches) {
      yield batch
      rows += batch.rows.length
      await flush()
      if (Date.now() - told < 200) continue
      told = Date.now()
      const doneBytes = Math.round((batch.passed ?? 0) * totalBytes)
      await tell({ kind: 'progress', doneBytes, totalBytes, rows })
    }
  }
  const sheets = async function* (): AsyncGenerator<Sheet> {
    for await (const sheet of book.sheets) yield { ...sheet, rows: pace(sheet.rows) }
  }
  return { ...book, sheets: sheets() }
}

const mostNames = 1_000

/** Gathers which projects and firms a file names. */
function speaker() {
  const codes = new Set<string>()
  const names = new Set<string>()
  const firms = new Set<string>()
  let withoutProject = 0
  const add = (set: Set<string>, value: string | null) => {
    if (value !== null && set.size < mostNames) set.add(value)
  }
  return {
    sheet: (shape: Shape) => {
      add(codes, shape.projectCode)
      add(names, shape.projectName)
      add(firms, shape.firmName)
      add(firms, shape.employerName)
    },
    record: (record: SheetRecord) => {
      const of = 'person' in record ? record.person : record
      if (of.projectCode === null) withoutProject += 1
      else add(codes, of.projectCode)
      add(names, of.projectName)
    },
    of: (): SpeaksOf => ({
      projectCodes: [...codes],
      projectNames: [...names],
      firms: [...firms],
      withoutProject,
    }),
  }
}

/** Some rows of one sheet as they stand, personal numbers masked, each with what it was seen as. */
async function tellRows(book: Book, task: ReaderTask): Promise<void> {
  const [from, count] = [task.from ?? 1, task.count ?? 24]
  for await (const sheet of book.sheets) {
    if (sheet.no !== (task.sheet ?? 1)) continue
    const head: Row[] = []
    const wanted: { row: number; cells: Row }[] = []
    for await (const { firstRow, rows } of sheet.rows) {
      while (head.length < Math.min(firstRow - 1, looksAtRows)) head.push([])
      head.push(...rows.slice(0, looksAtRows - head.length))
      for (const [index, cells] of rows.entries()) {
        const row = firstRow + index
        if (row >= from && row < from + count) wanted.push({ row, cells })
      }
      if (firstRow + rows.length > Math.max(from + count, looksAtRows)) break
    }
    const { name: sheetName, merges, date1904 } = sheet
    const shape = recogniseSheet({
      firstRows: head,
      merges,
      sheetName,
      fileName: task.fileName,
      date1904,
    })
    await tell({
      kind: 'rows',
      sheetName,
      sheetKind: sheet.hidden ? 'unknown' : shape.kind,
      fields: fieldsOf(shape),
      rows: wanted.map(({ row, cells }) => seenRow(shape, row, cells)),
    })
    await done({ file: task.fileName, sheets: [] }, {})
    return
  }
  const code = 'exchange.no-such-sheet'
  const message = say(code, { sheet: task.sheet ?? 1 })
  await done({ file: task.fileName, sheets: [], error: { code, message } }, {})
}

const mostColumns = 64

function fieldsOf(shape: Shape): (string | null)[] {
  const fields: (string | null)[] = []
  const put = (index: number, field: string) => {
    while (fields.length <= index && fields.length < mostColumns) fields.push(null)
    if (index < mostColumns) fields[index] = field
  }
  for (const [field, column] of Object.entries(shape.columns)) put(column.index, field)
  for (const column of shape.deductions) put(column.index, 'deducted')
  for (const column of shape.dayColumns) put(column.index, 'day')
  for (const column of shape.sensitive) put(column.index, 'sensitive')
  return fields
}

function seenRow(shape: Shape, row: number, cells: Row): SeenRow {
  const secret = new Set(shape.sensitive.map((column) => column.index))
  const firstData = shape.headerRow + shape.headerRows
  return {
    row,
    as: seenAs(shape, row, cells),
    cells: cells.slice(0, mostColumns).map((cell, index) => {
      if (row < firstData) return textOf(cell).replaceAll(personal, maskNumber)
      return secret.has(index) ? '' : shown(shape, cell, index)
    }),
  }
}

function seenAs(shape: Shape, row: number, cells: Row): SeenRow['as'] {
  const { headerRow, headerRows, columns } = shape
  const filled = cells.map(textOf).filter((text) => text !== '')
  if (headerRow > 0 && row >= headerRow && row < headerRow + headerRows) return 'header'
  if (filled.length === 0) return 'empty'
  if (headerRow === 0 || row < headerRow) return row === 1 ? 'title' : 'unit'
  const nameAt = (columns.name ?? columns.nameOverId ?? columns.team ?? columns.firm)?.index ?? -1
  const name = textOf(cells[nameAt])
  if (shape.rowsPerWorker > 1 && looksLikeId(name)) return 'same-worker'
  if (looksLikeName(name.replaceAll(/\s/g, '')) || columns.firm?.index === nameAt) return 'worker'
  const kind = nobodyKindOf(cells, columns.seq?.index ?? -1, nameAt)
  if (kind === 'numbered' || kind === 'nameless') return 'empty'
  return kind
}

const personal = /\d{15,19}[\dXx]?|1\d{10}/g
const numberFields = ['idNumber', 'card', 'phone', 'nameOverId'] as const
const plainFields = ['projectCode', 'creditCode'] as const
const nameFields = ['name', 'nameOverId'] as const

/** Names and personal numbers are masked wherever they stand; the officer opens the file itself for more. */
function shown(shape: Shape, cell: Cell | undefined, index: number): string {
  const text = textOf(cell)
  const isNumber = numberFields.some((field) => shape.columns[field]?.index === index)
  if (isNumber && /\d{6,}/.test(text)) return text.replaceAll(/[\dXx]{6,}/g, maskNumber)
  const isName = nameFields.some((field) => shape.columns[field]?.index === index)
  if (isName && looksLikeName(text.replaceAll(/\s/g, ''))) return maskName(text)
  // A project's own number and a firm's credit code are nobody's.
  const isPlain = plainFields.some((field) => shape.columns[field]?.index === index)
  return isPlain ? text : text.replaceAll(personal, maskNumber)
}

function tell(message: ReaderMessage): Promise<void> {
  return writeFrame(process.stdout, fromReader.message, JSON.stringify(message))
}

function done(understood: Understood, projectLines: Record<string, number>): Promise<void> {
  return tell({ kind: 'done', understood, projectLines })
}

function emitStage(table: string, text: Buffer): Promise<void> {
  const name = Buffer.from(table)
  return writeFrame(
    process.stdout,
    fromReader.stage,
    Buffer.concat([Buffer.of(name.length), name, text]),
  )
}

await main()
