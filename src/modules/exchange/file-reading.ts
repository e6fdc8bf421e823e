import type { Keys } from '../../platform/keys.ts'
import { openText, sealText } from '../../platform/keys.ts'
import { type Context, type Reading, officeDay } from '../../platform/context.ts'
import { openFile } from '../files/open-file.ts'
import { shiftKeys, shiftRulesFrom } from '../labour/rules/shift.ts'
import { parametersInForce } from '../places/views.ts'
import type { ReaderTask } from '../recognition/reader-protocol.ts'
import type { ToRead } from '../recognition/readers.ts'
import type { CellMend } from '../recognition/rules/mend.ts'
import type { WrittenProjects } from '../recognition/stage-writer.ts'
import { type FileRecord, findFile } from './store.ts'
import { type AnswerRecord, type MendFound, findAnswers, findMends } from './store-answers.ts'

/** How a file is to be read: which bytes, and what was said of them. */
export interface FileReading {
  /** The file whose bytes are read: the file itself, or the one whose mended rows it takes in. */
  readonly root: FileRecord
  readonly answers: readonly AnswerRecord[]
  readonly task: Omit<ReaderTask, 'mode'>
  /** Mends that no import has taken in yet. */
  readonly waiting: readonly MendFound[]
}

export async function readingOf(reading: Reading, file: FileRecord): Promise<FileReading> {
  const first = file.mends_of ?? file.returned_of
  const root = first === null ? file : await findFile(reading, first)
  const answers = await findAnswers(reading, root.id)
  const found = await findMends(reading, root.id)
  const own = file.returned_of === null ? [] : await findMends(reading, file.id)
  const { keys } = reading.platform
  const stood = found.filter((mend) => !mend.waits && mend.takenIn !== file.id)
  return {
    root,
    answers,
    waiting: found.filter((mend) => mend.waits),
    task: {
      fileName: root.name,
      shift: await shiftHere(reading),
      answers: answers.map(({ sheet, answer, profile_name: by }) => ({ sheet, answer, by })),
      mends: newest(keys, [...found, ...own]),
      ...(first !== null && { since: newest(keys, stood) }),
    },
  }
}

/** A file of which nobody has said anything yet: as `readingOf` says it, before the file is received. */
export async function taskOfNew(reading: Reading, fileName: string): Promise<FileReading['task']> {
  return { fileName, shift: await shiftHere(reading), answers: [], mends: [] }
}

/** The file's lines are handed over; `places`: what it calls its projects; `from`: who reads its bytes. */
export function toTakeIn(
  from: Context,
  { root, task }: Pick<FileReading, 'task'> & { readonly root: Pick<FileRecord, 'hash'> },
  places: WrittenProjects | null,
): ToRead {
  return {
    hash: root.hash,
    task: { ...task, mode: 'stage', ...(places && { places }) },
    bytes: () => openFile(from, root.hash),
  }
}

/** How punches become days here and today. */
async function shiftHere(reading: Reading) {
  const parameters = await parametersInForce(reading, Object.values(shiftKeys))
  return shiftRulesFrom(parameters, reading.district, officeDay(reading))
}

/** The value that holds for each cell: the last that was said. */
export function newest(keys: Keys, mends: readonly MendFound[]): CellMend[] {
  const cells = new Map<string, CellMend>()
  for (const { sheet, row, column, value } of mends) {
    const place = { sheet, row, column }
    cells.set(boundOf(place), { ...place, value: openText(keys, boundOf(place), value) })
  }
  return [...cells.values()]
}

export function sealMend(keys: Keys, mend: CellMend): Buffer {
  return sealText(keys, boundOf(mend), mend.value)
}

/** A sealed value opens at its own cell only. */
function boundOf({ sheet, row, column }: Omit<CellMend, 'value'>): string {
  return `mend ${sheet} ${row} ${column}`
}
