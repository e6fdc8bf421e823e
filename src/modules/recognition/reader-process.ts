import { officeDayAt } from '../../kernel/day.ts'
import { demoDistrict } from '../../kernel/district.ts'
import { Refused } from '../../kernel/refusal.ts'
import type { Book, RowBatch, Sheet } from '../../kernel/sheet.ts'
import { sentence } from '../../kernel/words.ts'
import { type Frame, readFrames, writeFrame } from '../../platform/frames.ts'
import { suites } from '../../platform/suite.ts'
import { type CopySheet, copyBook } from '../../platform/sheets/copy-book.ts'
import { fillBook } from '../../platform/sheets/fill-book.ts'
import { openBook } from '../../platform/sheets/open-book.ts'
import { platformWords } from '../../platform/words.ts'
import { labourWords } from '../labour/words.ts'
import { registryWords } from '../registry/words.ts'
import type { Understood } from './contract.ts'
import { openAnswers } from './reader-answers.ts'
import { formSheets } from './reader-form.ts'
import { digestOf, mendedBook, newsOf, openTaken, sayMended } from './reader-anew.ts'
import { seenRowsOf } from './reader-rows.ts'
import { openSpeaker } from './reader-speaker.ts'
import { sayInnerFiles } from './reader-unpack.ts'
import { type SaidSheet, comparedCells, copySheetOf, returnedRows } from './reader-returned.ts'
import {
  type ReadFormat,
  ReaderKeys,
  type ReaderMessage,
  ReaderTask,
  fromReader,
  toReader,
} from './reader-protocol.ts'
import { type SeenDeviceUser, gatherDeviceUsers } from './rules/devices/device-users.ts'
import type { Person, SheetRecord } from './rules/record.ts'
import { understand } from './rules/understand.ts'
import { type Sealer, openSealer } from './sealed-numbers.ts'
import { openStageWriter } from './stage-writer.ts'
import { recognitionWords } from './words.ts'

/*
 * Reads files in a process of its own, which can be held to memory and time and killed. It gets the keys and the file
 * through its standard input and says what it understood, and the lines as COPY text, on its standard output.
 */

const words = { ...platformWords, ...registryWords, ...labourWords, ...recognitionWords }
const say = (code: string, values: Readonly<Record<string, string | number>> = {}) =>
  sentence(words, code, values)

interface Setting {
  readonly sealer: Sealer
  readonly demo: boolean
  readonly partLines: number
}

async function main(): Promise<void> {
  const frames = readFrames(process.stdin)
  const first = await frames.next()
  if (first.done || first.value.kind !== toReader.keys) return
  const given = ReaderKeys.parse(JSON.parse(first.value.payload.toString()))
  const setting = {
    sealer: openSealer({
      name: given.name,
      suite: suites[given.suite],
      values: Buffer.from(given.values, 'base64'),
      index: Buffer.from(given.index, 'base64'),
    }),
    demo: given.district === demoDistrict,
    partLines: given.partLines,
  }
  for (;;) {
    const next = await frames.next()
    if (next.done) return
    const task = ReaderTask.parse(JSON.parse(next.value.payload.toString()))
    setting.sealer.rest()
    await readFile(setting, task, await bytesOf(frames, task.bytes ?? 0))
  }
}

/** Put together in one place as they come: pieces that are joined at the end would stand in memory twice. */
async function bytesOf(frames: AsyncGenerator<Frame>, expected: number): Promise<Buffer> {
  let bytes = Buffer.allocUnsafe(expected)
  let length = 0
  for (;;) {
    const next = await frames.next()
    if (next.done || next.value.kind === toReader.end) return bytes.subarray(0, length)
    const { payload } = next.value
    if (length + payload.length > bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(length * 2, length + payload.length))
      bytes.copy(larger, 0, 0, length)
      bytes = larger
    }
    payload.copy(bytes, length)
    length += payload.length
  }
}

async function readFile(setting: Setting, task: ReaderTask, bytes: Buffer): Promise<void> {
  try {
    if (task.mode === 'unpack') return await sayInnerFiles(bytes, tell, emitFile).then(endTask)
    switch (task.mode) {
      case 'understand':
      case 'stage':
        return await tellAll(setting, task, bytes)
      case 'copy':
        return await tellCopy(setting, task, bytes)
      case 'rows':
        return await tellRows(mendedBook(await open(task, bytes), task.mends ?? []), task)
      case 'returned':
        await tell({ kind: 'returned', rows: await returnedRows(await open(task, bytes)) })
        return await endTask()
      case 'form':
        await tell({ kind: 'form', sheets: await formSheets(await open(task, bytes)) })
        return await endTask()
      case 'fill':
        return await tellFilled(task, bytes)
      case 'compare':
        await tell({ kind: 'compared', mends: await comparedCells(await open(task, bytes), task) })
        return await endTask()
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { code, values } = error.refusal
    await done({ file: task.fileName, sheets: [], error: { code, message: say(code, values) } }, {})
  }
}

function open(task: ReaderTask, bytes: Buffer): Promise<Book> {
  return openBook({ bytes }, task.fileName)
}

/** What is asked for was said before. */
function endTask(): Promise<void> {
  return done({ file: '', sheets: [] }, {})
}

async function tellAll(setting: Setting, task: ReaderTask, bytes: Buffer): Promise<void> {
  const { since, mends = [] } = task
  const stood = since === undefined ? null : await digestsOf(setting, task, bytes, since)
  const stage = task.mode === 'stage'
  const writer = openStageWriter(
    setting.sealer,
    setting.partLines,
    (table, text) => (stage ? emitStage(table, text) : Promise.resolve()),
    task.places,
  )
  const spoken = openSpeaker()
  const answers = openAnswers(task)
  const devices = gatherDeviceUsers()
  const taken = openTaken()
  const persons = personMeeter((person) => writer.meet(person))
  const book = mendedBook(await open(task, bytes), mends)
  const understood = await understand(
    paced(book, bytes.length, async () => {
      if ((await writer.flush()) && stage) await tell({ kind: 'part' })
    }),
    {
      on: officeDayAt(new Date()),
      demo: setting.demo,
      ...shiftOf(task),
      say,
      answered: answers.answered,
      onSheet: (_no, _name, shape) => {
        spoken.sheet(shape)
        writer.begin(shape)
      },
      ...(stage
        ? { onPerson: stood === null ? (person) => writer.meet(person) : persons.wait }
        : {}),
      onRecord: (record) => {
        if (stood !== null) {
          if (stood.has(digestOf(record))) return
          taken.add(record)
          if (stage) persons.meet(record)
        }
        spoken.record(record)
        devices.record(record)
        if (stage) writer.add(record)
      },
    },
  )
  const projectLines = await writer.end()
  const news = newsOf(mends, since ?? [])
  const kept = stood === null ? understood.sheets : taken.of(understood.sheets, news)
  const said = {
    ...understood,
    sheets: sayMended(kept, news),
    speaksOf: spoken.of(),
    ...notesOf(book),
  }
  const deviceUsers = devices.of()
  await done(said, projectLines, {
    formats: answers.formats(),
    returnedOf: answers.returnedOf(),
    ...(deviceUsers !== null && { deviceUsers }),
  })
}

/** How punches become days, where the district's figures came with the task. */
function shiftOf({ shift }: ReaderTask) {
  return shift === undefined ? {} : { shift }
}

/** What is to be said of a book as a whole. */
function notesOf({ macros }: Book): Pick<Understood, 'notes'> {
  const code = 'recognition.macros-ignored'
  return macros ? { notes: [{ code, message: say(code) }] } : {}
}

/** What the file says with these mends alone. */
async function digestsOf(
  setting: Setting,
  task: ReaderTask,
  bytes: Buffer,
  mends: NonNullable<ReaderTask['mends']>,
): Promise<Set<string>> {
  const digests = new Set<string>()
  const book = mendedBook(await open(task, bytes), mends)
  await understand(
    paced(book, bytes.length, () => Promise.resolve()),
    {
      on: officeDayAt(new Date()),
      demo: setting.demo,
      ...shiftOf(task),
      say,
      answered: openAnswers(task).answered,
      onRecord: (record) => digests.add(digestOf(record)),
    },
  )
  return digests
}

/** Persons of whom nothing is taken in are nobody's business: each waits for his first record. */
function personMeeter(meet: (person: Person) => void) {
  const waiting = new Map<number, Person>()
  return {
    wait: (person: Person) => {
      waiting.set(person.no, person)
    },
    meet: (record: SheetRecord) => {
      if (!('person' in record)) return
      const person = waiting.get(record.person.no)
      if (person === undefined) return
      waiting.delete(person.no)
      meet(person)
    },
  }
}

/** The file again, as its sender knows it, with what is wrong as a last column; only rows that wait have a reason. */
async function tellCopy(setting: Setting, task: ReaderTask, bytes: Buffer): Promise<void> {
  const sheets: CopySheet[] = []
  const answers = openAnswers(task)
  const book = mendedBook(await open(task, bytes), task.mends ?? [])
  const said: SaidSheet[] = []
  await understand(
    paced(book, bytes.length, () => Promise.resolve()),
    {
      on: officeDayAt(new Date()),
      demo: setting.demo,
      say,
      answered: answers.answered,
      onOutcome: (no, _name, shape, { report, blocks }) => {
        said.push({ no, shape, notes: report.rejected, hasBlocks: blocks.length > 1 })
      },
    },
  )
  for (const one of said) sheets.push(copySheetOf(task.fileId ?? '', one, say))
  await tellBook(await copyBook(bytes, task.fileName, sheets))
}

/** A superior's blank with the figures in it, its own book otherwise. */
async function tellFilled(task: ReaderTask, bytes: Buffer): Promise<void> {
  const filled = await fillBook(bytes, task.fills ?? [])
  const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  await tellBook({ name: task.fileName, mediaType, bytes: filled })
}

async function tellBook(book: {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}): Promise<void> {
  await tell({ kind: 'copied', name: book.name, mediaType: book.mediaType })
  for (let at = 0; at < book.bytes.length; at += pieceBytes) {
    const piece = Buffer.from(book.bytes.subarray(at, at + pieceBytes))
    await writeFrame(process.stdout, fromReader.file, piece)
  }
  await endTask()
}

const pieceBytes = 1_048_576

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

/** Some rows of one sheet as they stand. */
async function tellRows(book: Book, task: ReaderTask): Promise<void> {
  const seen = await seenRowsOf(book, task)
  if (seen !== null) {
    await tell(seen)
    return endTask()
  }
  const code = 'recognition.no-such-sheet'
  const message = say(code, { sheet: task.sheet ?? 1 })
  return done({ file: task.fileName, sheets: [], error: { code, message } }, {})
}

function tell(message: ReaderMessage): Promise<void> {
  return writeFrame(process.stdout, fromReader.message, JSON.stringify(message))
}

function done(
  understood: Understood,
  projectLines: Record<string, number>,
  more: {
    formats: ReadFormat[]
    returnedOf: string | undefined
    deviceUsers?: SeenDeviceUser[]
  } | null = null,
): Promise<void> {
  const { formats, returnedOf, deviceUsers } = more ?? {}
  return tell({
    kind: 'done',
    understood,
    projectLines,
    ...(formats && { formats }),
    ...(returnedOf !== undefined && { returnedOf }),
    ...(deviceUsers && { deviceUsers }),
  })
}

function emitFile(piece: Uint8Array): Promise<void> {
  return writeFrame(
    process.stdout,
    fromReader.file,
    Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength),
  )
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
