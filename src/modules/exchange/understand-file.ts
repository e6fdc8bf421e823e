import { Refused } from '../../kernel/refusal.ts'
import { sentence } from '../../kernel/words.ts'
import type { Context, Reading, Tx } from '../../platform/context.ts'
import { look } from '../../platform/act.ts'
import { openFile } from '../files/open-file.ts'
import type { Understood } from '../recognition/contract.ts'
import { type FileReading, readingOf, sealMend } from './file-reading.ts'
import type { ReadFormat, ReaderTask } from '../recognition/reader-protocol.ts'
import type { Reader } from '../recognition/reader.ts'
import { rememberFormats } from './remember-format.ts'
import type { SeenDeviceUser } from '../recognition/rules/devices/device-users.ts'
import type { CellMend } from '../recognition/rules/mend.ts'
import { type BatchRecord, type FileRecord, findBatch, findFile, recordFile } from './store.ts'
import { findFormats, insertAnswer, insertMends } from './store-answers.ts'
import { exchangeWords } from './words.ts'

/** What reading a file came to, before it is kept. */
export interface Said {
  readonly understood: Understood
  readonly formats: readonly ReadFormat[]
  /** Users of machines; null where the file has no log. */
  readonly deviceUsers: SeenDeviceUser[] | null
  /** The file is a copy of this one that came back, with these cells changed. */
  readonly returned: { readonly of: FileRecord; readonly mends: readonly CellMend[] } | null
}

/**
 * Reads a file as its officer, or the formats remembered of its sender, say. A copy that came back is read as the file
 * that it is of, with what was changed in it.
 */
export async function understandFile(
  ctx: Context,
  reader: Reader,
  file: FileRecord,
  onProgress: (rows: number, doneBytes: number) => void = () => undefined,
): Promise<Said> {
  const { batch, reading, formats } = await look(ctx, async (open) => {
    const batch = await findBatch(open, file.batch_id)
    const formats = batch.sender === '' ? [] : await findFormats(open, batch.sender)
    return { batch, formats, reading: await readingOf(open, file) }
  })
  const known = formats.map(({ id, name, format }) => ({ id, name, format }))
  const task = { ...reading.task, formats: known }
  const said = await readOnce(ctx, reader, task, reading, onProgress)
  if (said.returnedOf === undefined) return { ...said, returned: null }
  const of = await findFirst(ctx, batch, said.returnedOf)
  if (of === null) return { ...said, returned: null }
  return readReturned(ctx, reader, file, of)
}

async function readOnce(
  ctx: Context,
  reader: Reader,
  task: Omit<ReaderTask, 'mode'>,
  { root }: Pick<FileReading, 'root'>,
  onProgress: (rows: number, doneBytes: number) => void = () => undefined,
) {
  for await (const message of reader.read(
    { mode: 'understand', bytes: root.bytes, ...task },
    openFile(ctx, root.hash),
  )) {
    if (message.kind === 'progress') onProgress(message.rows, message.doneBytes)
    if (message.kind !== 'done') continue
    const { understood, formats = [], deviceUsers = null, returnedOf } = message
    return { understood, formats, deviceUsers, returnedOf }
  }
  throw new Refused({ code: 'recognition.reader-broke', kind: 'invalid' })
}

/**
 * The file that a copy says it is of, found with the rights of whoever handed the copy in: the number may have been
 * typed by anybody. Null where there is none that could still be mended.
 */
async function findFirst(
  ctx: Context,
  batch: BatchRecord,
  fileId: string,
): Promise<FileRecord | null> {
  const named = batch.sender_projects.split(',').filter((one) => one !== '')
  const projects = batch.sender_projects === '*' ? ('*' as const) : named
  const scope = { ...ctx.scope, projects, account: batch.dropped_by }
  try {
    const { first, state } = await look({ ...ctx, scope }, async (reading) => {
      const found = await findFile(reading, fileId)
      return { first: found, state: (await findBatch(reading, found.batch_id)).state }
    })
    const isWaiting = first.state === 'understood' && state !== 'abandoned'
    const isOpen = first.state === 'committed' || isWaiting
    return isOpen && first.mends_of === null && first.returned_of === null ? first : null
  } catch (error) {
    if (error instanceof Refused && error.refusal.kind === 'not-found') return null
    throw error
  }
}

async function readReturned(
  ctx: Context,
  reader: Reader,
  file: FileRecord,
  of: FileRecord,
): Promise<Said> {
  const mends = await changesIn(ctx, reader, file, of)
  const reading = await look(ctx, (open) => readingOf(open, { ...file, returned_of: of.id }))
  const before = reading.task.mends ?? []
  const task = {
    ...reading.task,
    mends: [...before, ...mends],
    since: reading.task.since ?? before,
  }
  const { understood, deviceUsers } = await readOnce(ctx, reader, task, reading)
  const rows = new Set(mends.map(({ sheet, row }) => `${sheet} ${row}`)).size
  const returned = { fileId: of.id, fileName: of.name, rows, cells: mends.length }
  const code = 'exchange.nothing-changed-in-copy'
  const said = { code, message: sentence(exchangeWords, code) }
  const error = mends.length === 0 ? { error: said } : {}
  const { speaksOf, ...read } = understood
  // Before its first file is committed it goes in with that: whose it is need not be asked again.
  const spoken = of.state === 'committed' && speaksOf !== undefined ? { speaksOf } : {}
  return {
    understood: { ...read, ...spoken, file: file.name, returned, ...error },
    formats: [],
    deviceUsers,
    returned: { of, mends },
  }
}

/** Which cells of the copy's rows with a reason are other than in the file it is of. */
async function changesIn(
  ctx: Context,
  reader: Reader,
  file: FileRecord,
  of: FileRecord,
): Promise<CellMend[]> {
  let rows: ReaderTask['returned'] = []
  const look = { mode: 'returned', fileName: file.name } as const
  for await (const message of reader.read(look, openFile(ctx, file.hash))) {
    if (message.kind === 'returned') rows = message.rows
  }
  let mends: CellMend[] = []
  const compare = { mode: 'compare', fileName: of.name, returned: rows } as const
  for await (const message of reader.read(compare, openFile(ctx, of.hash))) {
    if (message.kind === 'compared') mends = message.mends
  }
  return mends
}

/** Keeps what came with the understanding: which formats answered, which are to be remembered, what was changed. */
export async function keepSaid(tx: Tx, file: FileRecord, said: Said): Promise<void> {
  if (said.returned !== null) {
    const { of, mends } = said.returned
    const project = { project_id: of.project_id, project_by: 'given' } as const
    await recordFile(tx, file.id, { returned_of: of.id, ...(of.project_id !== null && project) })
    const sealed = mends.map((mend) => ({
      sheet: mend.sheet,
      row: mend.row,
      column: mend.column,
      value: sealMend(tx.platform.keys, mend),
      takenIn: null,
    }))
    await insertMends(tx, file.id, sealed)
    return
  }
  for (const { sheet, by } of said.formats) {
    if (by === null) continue
    const { profileId, answer } = by
    await insertAnswer(tx, { fileId: file.id, sheet, answer, profileId, rememberAs: null })
  }
  await rememberFormats(tx, file, said.formats)
}

/** Whether the file is read as another one says. */
export function isOfAnother(file: Pick<FileRecord, 'mends_of' | 'returned_of'>): boolean {
  return file.mends_of !== null || file.returned_of !== null
}

/** The file whose cells are mended: itself, or the one whose rows it takes in. */
export async function rootOf(reading: Reading, file: FileRecord): Promise<FileRecord> {
  const first = file.mends_of ?? file.returned_of
  return first === null ? file : findFile(reading, first)
}
