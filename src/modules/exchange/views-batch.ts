import { sql } from 'kysely'
import { Refused } from '../../kernel/refusal.ts'
import { type Words, sentence } from '../../kernel/words.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import { platformWords } from '../../platform/words.ts'
import { filesWords } from '../files/words.ts'
import type { Understood } from '../recognition/contract.ts'
import type { Batch, SourceFile, Twin } from './contract.ts'
import { type Joined, listedKey, listedProjects } from './rules/join-projects.ts'
import { isClueList } from '../recognition/rules/standing-alone.ts'
import type { ExchangeTables } from './tables.ts'
import { findLastMendings, type Mending, waitingNow } from './views-mendings.ts'
import { findProgress } from './views-progress.ts'
import {
  type ProjectNamed,
  joinFiles,
  listedAnswerKey,
  projectFaces,
  questionsOf,
  saysOf,
} from './views-projects.ts'
import { exchangeWords } from './words.ts'

type BatchRow = ExchangeTables['exchange.batch']
type FileRow = ExchangeTables['exchange.source_file']

const words: Words = { ...platformWords, ...filesWords, ...exchangeWords }

/** One batch with its files: what was understood, whose each is, what is asked, what came of it. */
export async function viewBatch(ctx: Context, batchId: string): Promise<Batch> {
  return look(ctx, async (reading) => {
    const batch = await tables<ExchangeTables>(reading)
      .selectFrom('exchange.batch')
      .selectAll()
      .where('district', '=', reading.district)
      .where('id', '=', batchId)
      .executeTakeFirst()
    if (!batch) throw new Refused({ code: 'exchange.no-such-batch', kind: 'not-found' })
    const files = await tables<ExchangeTables>(reading)
      .selectFrom('exchange.source_file')
      .selectAll()
      .where('district', '=', reading.district)
      .where('batch_id', '=', batchId)
      .orderBy('no')
      .execute()
    const joined = await joinFiles(reading, batch, files)
    const spoken = await spokenOf(reading, files)
    const faces = await projectFaces(reading, [
      ...[...joined.values()].flatMap(({ projectIds }) => projectIds),
      ...[...spoken.values()].flat(),
      ...files.flatMap((file) => file.project_id ?? []),
    ])
    const twins = await twinsOf(reading, files, joined)
    const taken = files.filter((file) => file.state === 'committed')
    const mendings = await findLastMendings(reading, taken.map(rootOf))
    const all = files.map((file) =>
      sourceFileOf(file, {
        joined: joined.get(file.id),
        listed: listedOf(file, batch, files),
        spoken: spoken.get(file.id) ?? [],
        faces,
        twin: twins.get(file.id) ?? null,
        mending: mendings.get(rootOf(file)) ?? null,
      }),
    )
    return {
      id: batch.id,
      state: batch.state,
      droppedBy: batch.dropped_by_name,
      droppedAt: batch.dropped_at.toISOString(),
      committedAt: batch.committed_at?.toISOString() ?? null,
      project: onlyProject(all),
      files: all,
      questions: await questionsOf(reading, files, joined),
      progress: findProgress(batchId),
      before: await batchesBefore(reading, batch),
      cancelled: cancelledOf(batch),
    }
  })
}

interface OfFile {
  readonly joined: Joined | undefined
  readonly listed: SourceFile['listed']
  /** Projects that it was found to speak of when it was committed. */
  readonly spoken: readonly string[]
  readonly faces: ReadonlyMap<string, ProjectNamed>
  readonly twin: Twin | null
  /** The last import of rows of it that were mended after it was committed. */
  readonly mending: Mending | null
}

/** The file whose rows are mended: itself, or the one that it mends. */
function rootOf(file: FileRow): string {
  return file.mends_of ?? file.returned_of ?? file.id
}

function understoodNow({ understanding }: FileRow, mending: Mending | null): Understood | null {
  if (understanding === null || mending === null) return understanding
  const sheets = understanding.sheets.map((sheet, at) => waitingNow(sheet, at + 1, mending))
  return { ...understanding, sheets }
}

/** What a list of the batch says of the project that somebody chose from it. */
function listedOf(file: FileRow, batch: BatchRow, files: readonly FileRow[]): SourceFile['listed'] {
  const key = batch.project_answers[listedAnswerKey(file.id)]
  if (key === undefined) return null
  const found = listedProjects(files.map((one) => saysOf(one))).find(
    (one) => listedKey(one) === key,
  )
  return found === undefined ? null : { code: found.code, name: found.name }
}

function sourceFileOf(file: FileRow, of: OfFile): SourceFile {
  const { joined, spoken, faces, twin, mending } = of
  const faceOf = (id: string | null) => (id === null ? null : (faces.get(id) ?? null))
  const ids = joined?.projectIds ?? (spoken.length > 0 ? spoken : [file.project_id ?? ''])
  const project = faceOf(joined === undefined ? file.project_id : joined.projectId)
  return {
    id: file.id,
    no: file.no,
    name: file.name,
    bytes: file.bytes,
    state: file.state,
    understood: understoodNow(file, mending),
    error: errorOf(file),
    changed: file.changed,
    project,
    joinedBy: joined === undefined ? file.project_by : joined.by,
    listed: joined?.by === 'officer' && joined.projectId === null ? of.listed : null,
    projects: ids.flatMap((id) => faceOf(id) ?? []),
    twin,
    withdrawn:
      file.withdrawn_at === null
        ? null
        : { by: file.withdrawn_by_name, at: file.withdrawn_at.toISOString() },
    unpackedFrom: file.unpacked_from,
  }
}

/** Why a file was not read or taken in, in its sentence. */
export function errorOf(file: Pick<FileRow, 'error_code' | 'understanding'>): string | null {
  if (file.error_code === null) return null
  return file.understanding?.error?.message ?? sentence(words, file.error_code)
}

/** The one project that all files with lines speak of; null where they speak of several, or of none that is known. */
function onlyProject(files: readonly SourceFile[]): ProjectNamed | null {
  const nobodys = new Set<SourceFile['state']>(['unreadable', 'received', 'unpacked', 'waiting'])
  const named = files.filter((file) => !nobodys.has(file.state) && hasLines(file))
  const spoken = new Map(
    named.flatMap((file) => file.projects.map((project) => [project.code, project] as const)),
  )
  const [only] = spoken.values()
  const isAll = named.every((file) => file.projects.length > 0)
  return spoken.size === 1 && isAll && only !== undefined ? only : null
}

/** Instructions and lists of clues are nobody's. */
function hasLines({ understood }: SourceFile): boolean {
  const sheets = understood?.sheets ?? []
  return sheets.some(({ kind, accepted }) => accepted > 0 && !isClueList(kind))
}

async function spokenOf(
  reading: Reading,
  files: readonly FileRow[],
): Promise<ReadonlyMap<string, string[]>> {
  const spoken = new Map<string, string[]>()
  const ids = files.filter((file) => file.committed_at !== null).map((file) => file.id)
  if (ids.length === 0) return spoken
  const found = await tables<ExchangeTables>(reading)
    .selectFrom('exchange.source_project')
    .select(['source_file_id', 'project_id'])
    .where('district', '=', reading.district)
    .where(sql<boolean>`source_file_id = any (${ids}::uuid[])`)
    .orderBy('lines', 'desc')
    .limit(2_000)
    .execute()
  for (const { source_file_id: file, project_id: project } of found) {
    spoken.set(file, [...(spoken.get(file) ?? []), project])
  }
  return spoken
}

/** Files whose content stands already for the same project, or comes earlier in the same batch. */
async function twinsOf(
  reading: Reading,
  files: readonly FileRow[],
  joined: ReadonlyMap<string, Joined>,
): Promise<ReadonlyMap<string, Twin>> {
  // What takes in the mended rows of another has its content, and not its rows.
  const open = files.filter((file) => joined.has(file.id) && file.mends_of === null)
  if (open.length === 0) return new Map()
  const committed = await tables<ExchangeTables>(reading)
    .selectFrom('exchange.source_file as f')
    .innerJoin('exchange.batch as b', (join) =>
      join.onRef('b.district', '=', 'f.district').onRef('b.id', '=', 'f.batch_id'),
    )
    .select([
      'f.hash',
      'f.project_id',
      'f.name',
      'f.batch_id',
      'f.committed_at',
      'b.dropped_by_name',
      // Each of its lines names its project: whatever it was joined to, it is the same.
      sql<boolean>`coalesce(f.understanding #>> '{speaksOf,withoutProject}' = '0', false)`.as(
        'names_its_own',
      ),
    ])
    .where('f.district', '=', reading.district)
    .where(sql<boolean>`f.hash = any (${open.map((file) => file.hash)}::text[])`)
    .where('f.state', '=', 'committed')
    .where('f.mends_of', 'is', null)
    .orderBy('f.committed_at', 'desc')
    .limit(1_000)
    .execute()
  const twins = new Map<string, Twin>()
  for (const [at, file] of open.entries()) {
    const projectId = joined.get(file.id)?.projectId ?? null
    const there = committed.find(
      (one) => one.hash === file.hash && (one.names_its_own || one.project_id === projectId),
    )
    const before = open
      .slice(0, at)
      .find((one) => one.hash === file.hash && joined.get(one.id)?.projectId === projectId)
    if (there !== undefined) {
      twins.set(file.id, {
        batchId: there.batch_id,
        name: there.name,
        committedAt: there.committed_at?.toISOString() ?? null,
        droppedBy: there.dropped_by_name,
      })
    } else if (before !== undefined) {
      const { batch_id: batchId, name } = before
      twins.set(file.id, { batchId, name, committedAt: null, droppedBy: '' })
    }
  }
  return twins
}

function cancelledOf(batch: BatchRow): Batch['cancelled'] {
  if (batch.cancelled_at === null || batch.cancelled_by_name === null) return null
  return { by: batch.cancelled_by_name, at: batch.cancelled_at.toISOString() }
}

/** Batches that come first; null where nothing is under way. */
async function batchesBefore(
  reading: Reading,
  batch: Pick<BatchRow, 'id' | 'state'>,
): Promise<number | null> {
  if (!['reading', 'committing', 'cancelling'].includes(batch.state)) return null
  const found = await reading.client.query<{ before: number }>(
    'select exchange.batches_before($1, $2) as before',
    [reading.district, batch.id],
  )
  return found.rows[0]?.before ?? null
}
