import { Refused, must } from '../../kernel/refusal.ts'
import { sentence } from '../../kernel/words.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { act, look } from '../../platform/act.ts'
import { commitAsked } from './contract.ts'
import { forgetProgress, noteProgress } from './views-progress.ts'
import { readingOf, toTakeIn } from './file-reading.ts'
import { type Readers, openReaders } from '../recognition/readers.ts'
import { type BatchProjects, whyNotCommit } from './rules/batch.ts'
import type { Joined } from './rules/join-projects.ts'
import {
  type BatchRecord,
  type FileRecord,
  findBatch,
  findBatchProjects,
  findFiles,
  lockBatch,
  recordBatchState,
  recordFile,
} from './store.ts'
import { takeInFile } from './take-in-file.ts'
import { inOrder, joinFiles, listsProjects, placesOf } from './views-projects.ts'
import { type BatchWatch, watchBatch } from './watch-batch.ts'
import { exchangeWords } from './words.ts'

/** What was understood goes into the ledger next; the rows that wait do not. */
export async function commitBatch(ctx: Context, batchId: string): Promise<{ id: string }> {
  return act(ctx, 'batch.commit', batchId, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    const files = await findFiles(tx, batchId)
    const joined = await joinFiles(tx, batch, files)
    must(whyNotCommit(batch.state, batchProjects(files, joined)))
    await recordJoined(tx, batch, files, joined)
    await recordBatchState(tx, batchId, { state: 'committing', queued_at: tx.now, begun_at: null })
    tx.announce(commitAsked, { batchId, actor: tx.actor, projects: tx.scope.projects })
    return { id: batchId }
  })
}

/** Whose each file's lines are, as it stands when somebody says: commit. */
async function recordJoined(
  tx: Tx,
  batch: BatchRecord,
  files: readonly FileRecord[],
  joined: ReadonlyMap<string, Joined>,
): Promise<void> {
  for (const [id, { projectId, by }] of joined) {
    await recordFile(tx, id, { project_id: projectId, project_by: by })
  }
  const spoken = new Set([...joined.values()].flatMap(({ projectIds }) => projectIds))
  const [only] = spoken
  const isWhole = files.every(
    ({ id, state }) => joined.has(id) || state === 'unreadable' || state === 'unpacked',
  )
  if (batch.project_id !== null || spoken.size !== 1 || only === undefined || !isWhole) return
  await recordBatchState(tx, batch.id, { project_id: only })
}

/** Takes in the batch's files one after another, each in a transaction of its own; done twice it changes nothing. */
export async function commitFiles(ctx: Context, batchId: string): Promise<void> {
  const batch = await beginCommitting(ctx, batchId)
  if (batch === null) return
  const files = await look(ctx, (reading) => findFiles(reading, batchId))
  const readers = openReaders(ctx.platform.keys, ctx.district)
  const watch = watchBatch(ctx, batchId, ['committing'], () => readers.drop())
  const commitAll = async (all: readonly FileRecord[]) => {
    const files = inOrder(all).filter((one) => one.state === 'understood')
    for (const [at, file] of files.entries()) {
      if (watch.isBroken() || batch.state === 'cancelling') break
      await commitFile({ ctx, readers, watch, batch }, file, files[at + 1])
    }
  }
  try {
    const lists = files.filter(listsProjects)
    await commitAll(lists)
    const others = lists.length === 0 ? files : await joinAgain(ctx, batchId)
    await commitAll(others.filter((file) => !listsProjects(file)))
  } finally {
    watch.stop()
    readers.drop()
    forgetProgress(batchId)
  }
  await endCommitting(ctx, batchId)
}

/** Lists of the batch are in: what they have made is known now to whoever speaks of it. */
async function joinAgain(ctx: Context, batchId: string): Promise<readonly FileRecord[]> {
  return act(ctx, 'batch.join', batchId, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    const files = await findFiles(tx, batchId)
    await recordJoined(tx, batch, files, await joinFiles(tx, batch, files))
    return findFiles(tx, batchId)
  })
}

/** Its turn has come; null where there is nothing to do: it was broken off while it waited, or is done. */
async function beginCommitting(ctx: Context, batchId: string): Promise<BatchRecord | null> {
  return act(ctx, 'batch.begin', batchId, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    if (batch.state !== 'committing' && batch.state !== 'cancelling') return null
    if (batch.begun_at === null) await recordBatchState(tx, batchId, { begun_at: tx.now })
    return batch
  })
}

interface Committing {
  readonly ctx: Context
  readonly readers: Readers
  readonly watch: BatchWatch
  readonly batch: BatchRecord
}

/** Takes in one file of the batch; `next` is read while this one is folded. */
async function commitFile(
  { ctx, readers, watch, batch }: Committing,
  file: FileRecord,
  next: FileRecord | undefined,
): Promise<void> {
  let beginning: Promise<void> = Promise.resolve()
  try {
    noteProgress(batch.id, file, { rows: 0, doneBytes: 0 })
    await takeInFile(ctx, readers, file, file.project_id ?? batch.project_id, {
      begun: (tx) => watch.under(tx),
      progress: (done) => noteProgress(batch.id, file, done),
      isRead: () => {
        if (next === undefined) return
        beginning = beginning.then(() => beginNext(ctx, readers, next))
      },
    })
  } catch (error) {
    // What was under way is rolled back: that is what was asked for.
    if (watch.isBroken()) return
    if (!(error instanceof Refused) || error.refusal.kind === 'busy') throw error
    await recordFailure(ctx, file, error)
  } finally {
    watch.ended()
    // So that nothing is begun once the readers are closed.
    await beginning
  }
}

/** What was said of the file may change until its turn comes: then it is read again. */
async function beginNext(ctx: Context, readers: Readers, file: FileRecord): Promise<void> {
  try {
    const next = await look(ctx, async (reading) => {
      const found = await readingOf(reading, file)
      const places = await placesOf(reading, await findBatch(reading, found.root.batch_id), file)
      return toTakeIn(ctx, found, places)
    })
    readers.readNext(next)
  } catch {
    // It is read when its turn comes, and says then what is wrong.
  }
}

async function recordFailure(ctx: Context, file: FileRecord, error: Refused): Promise<void> {
  const { code, values } = error.refusal
  const said = { code, message: sentence(exchangeWords, code, values) }
  const known = file.understanding ?? { file: file.name, sheets: [] }
  await act(ctx, 'source-file.fail', file.id, async (tx) => {
    const understanding = { ...known, error: said }
    await recordFile(tx, file.id, { state: 'unreadable', error_code: code, understanding })
  })
}

async function endCommitting(ctx: Context, batchId: string): Promise<void> {
  const { state } = await look(ctx, (reading) => findBatch(reading, batchId))
  const action = state === 'cancelling' ? 'batch.cancelled' : 'batch.committed'
  await act(ctx, action, batchId, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    const files = await findFiles(tx, batchId)
    const waits = files.some((file) => file.state === 'understood')
    const isIn = files.some(({ state }) => state === 'committed' || state === 'repeated')
    // Broken off when everything was in already: then it is in.
    const ended = batch.state === 'cancelling' && waits ? 'cancelled' : 'committed'
    const when = ended === 'committed' || isIn ? { committed_at: tx.now } : {}
    await recordBatchState(tx, batchId, { state: ended, ...when })
    if (batch.project_id !== null || waits || !isIn) return
    // One that a list of the batch has made was not known when somebody said: commit.
    const [only, ...others] = await findBatchProjects(tx, batchId)
    if (only !== undefined && others.length === 0)
      await recordBatchState(tx, batchId, { project_id: only })
  })
}

/** What the batch's files say of their projects, as the rule of committing asks it. */
export function batchProjects(
  files: readonly FileRecord[],
  joined: ReadonlyMap<string, Joined>,
): BatchProjects {
  const open = [...joined.values()].flatMap((file) => file.open)
  const codes = open.flatMap((one) => (one.said === 'code' ? one.code : []))
  return {
    needsProject: open.some((one) => one.said !== 'code'),
    unknownCodes: [...new Set(codes)],
    understood: files.filter((file) => file.state === 'understood').length,
    asking: askingSheets(files),
  }
}

/** Names of the sheets of which something is asked. */
function askingSheets(files: readonly FileRecord[]): string[] {
  return files
    .filter((file) => file.state === 'understood')
    .flatMap((file) => file.understanding?.sheets ?? [])
    .filter((sheet) => (sheet.asks ?? []).length > 0)
    .map((sheet) => sheet.name)
}
