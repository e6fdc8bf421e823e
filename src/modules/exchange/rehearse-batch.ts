import { Refused, must } from '../../kernel/refusal.ts'
import { maskName } from '../../kernel/masked.ts'
import { YearMonth } from '../../kernel/day.ts'
import { type Words, sentence } from '../../kernel/words.ts'
import { rowOfKey } from '../../kernel/row-key.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import { platformWords } from '../../platform/words.ts'
import { labourWords } from '../labour/words.ts'
import { registryWords } from '../registry/words.ts'
import { wagesWords } from '../wages/words.ts'
import { batchProjects } from './commit-batch.ts'
import type { CorrectedField, FileRehearsal, Rehearsal } from './contract-imports.ts'
import { openReaders, type Readers } from '../recognition/readers.ts'
import { whyNotCommit } from './rules/batch.ts'
import { type BatchRecord, type FileRecord, findFiles, lockBatch, recordFile } from './store.ts'
import { takeInWithin } from './take-in-file.ts'
import { inOrder, joinFiles, listsProjects } from './views-projects.ts'
import { exchangeWords } from './words.ts'

const words: Words = {
  ...platformWords,
  ...registryWords,
  ...labourWords,
  ...wagesWords,
  ...exchangeWords,
}

/** So many lines are taken in for show within a few seconds; more only when somebody asks. */
const rehearsedUnasked = 50_000
/** Fields that change, as many as anybody reads before he says yes. */
const fieldsShown = 60

/** Carries the result out of a transaction that is to be rolled back. */
class RolledBack extends Error {
  readonly result: Rehearsal
  constructor(result: Rehearsal) {
    super('rolled back on purpose')
    this.result = result
  }
}

/** One at a time: each holds a reader of its own, and its projects. */
let last: Promise<unknown> = Promise.resolve()

/**
 * What committing the batch would change: its files are taken in by the same statements, one after another in one
 * transaction, and all of it is rolled back before anybody hears of it. Exact, except that the ledger is not folded.
 */
export async function rehearseBatch(
  ctx: Context,
  batchId: string,
  { whole }: { readonly whole: boolean },
): Promise<Rehearsal> {
  const turn = last.then(() => rehearse(ctx, batchId, whole))
  last = turn.catch(() => undefined)
  return turn
}

async function rehearse(ctx: Context, batchId: string, whole: boolean): Promise<Rehearsal> {
  const readers = openReaders(ctx.platform.keys, ctx.district)
  try {
    return await act(ctx, 'batch.rehearse', batchId, async (tx) => {
      // Whoever commits these projects meanwhile is waited for, but not for long.
      await tx.client.query(`set local lock_timeout = '15s'`)
      const batch = await lockBatch(tx, batchId)
      const files = await findFiles(tx, batchId)
      let joined = await joinFiles(tx, batch, files)
      must(whyNotCommit(batch.state, batchProjects(files, joined)))
      const open = inOrder(files).filter((file) => file.state === 'understood')
      const lines = open.reduce((sum, file) => sum + file.accepted, 0)
      if (lines > rehearsedUnasked && !whole) return { lines, at: null, files: [], fields: [] }
      const done: Rehearsal = { lines, at: tx.now.toISOString(), files: [], fields: [] }
      let isListing = open.some(listsProjects)
      for (const file of open) {
        if (isListing && !listsProjects(file)) {
          // What the batch's lists have made is known now to whoever speaks of it.
          isListing = false
          joined = await joinFiles(tx, batch, await findFiles(tx, batchId))
        }
        const { projectId = null, by = null } = joined.get(file.id) ?? {}
        await recordFile(tx, file.id, { project_id: projectId, project_by: by })
        done.files.push(await rehearseFile(tx, { ctx, readers, batch, file, projectId }))
        done.fields.push(...(await correctedFields(tx, file, fieldsShown - done.fields.length)))
        // The next file finds this one's lines standing, and not its stages.
        await tx.client.query('discard temp')
      }
      throw new RolledBack(done)
    })
  } catch (error) {
    if (error instanceof RolledBack) return error.result
    if (isLockTimeout(error)) throw new Refused({ code: 'exchange.ledger-busy', kind: 'busy' })
    throw error
  } finally {
    readers.drop()
  }
}

interface OfFile {
  readonly ctx: Context
  readonly readers: Readers
  readonly batch: BatchRecord
  readonly file: FileRecord
  readonly projectId: string | null
}

async function rehearseFile(tx: Tx, of: OfFile): Promise<FileRehearsal> {
  const { ctx, readers, batch, file } = of
  const projectId = of.projectId ?? batch.project_id
  await tx.client.query('savepoint rehearsed')
  try {
    const taken = await takeInWithin(tx, readers, file, { projectId, taking: {}, from: ctx })
    return { fileId: file.id, changed: taken.changed, error: null, repeated: taken.repeated }
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.kind === 'busy') throw error
    await tx.client.query('rollback to savepoint rehearsed')
    readers.drop()
    const { code, values } = error.refusal
    return {
      fileId: file.id,
      changed: null,
      error: sentence(words, code, values),
      repeated: false,
    }
  }
}

interface FieldRow {
  sheet: number
  row: number
  month: string | null
  field: string
  before: string | null
  after: string | null
  worker_id: string | null
  worker_name: string | null
  project_code: string | null
}

/** Firms and teams are said by name, numbers masked. */
const named = (column: 'before' | 'after') => `case c.field
  when 'team_id' then (select t.name from labour.team_face t where t.district = $1 and t.id::text = c.${column})
  when 'enterprise_id' then (select e.name from registry.enterprise_face e where e.id::text = c.${column})
  when 'card_value' then (select v.masked from platform.personal_value v where v.district = $1 and v.id::text = c.${column})
  when 'phone_value' then (select v.masked from platform.personal_value v where v.district = $1 and v.id::text = c.${column})
  else c.${column} end as ${column}`

async function correctedFields(tx: Tx, file: FileRecord, most: number): Promise<CorrectedField[]> {
  if (most <= 0) return []
  const there = await tx.client.query<{ there: boolean }>(
    `select to_regclass('pg_temp.line_correction') is not null as there`,
  )
  if (there.rows[0]?.there !== true) return []
  const found = await tx.client.query<FieldRow>(
    `with c as (
        select * from line_correction where import_id = $2 order by sheet, row, field limit $3
      )
      select c.sheet, c.row, c.month, c.field, ${named('before')}, ${named('after')}, c.worker_id,
        w.name as worker_name, p.code as project_code
      from c
      left join labour.worker_face w on w.district = $1 and w.id = c.worker_id
      left join registry.project_face p on p.district = $1 and p.id = c.project_id
      order by c.sheet, c.row, c.field`,
    [tx.district, file.id, most],
  )
  return found.rows.map((row) => ({
    fileId: file.id,
    sheet: row.sheet,
    row: rowOfKey(row.row),
    projectCode: row.project_code,
    workerId: row.worker_id,
    workerName: row.worker_name === null ? null : maskName(row.worker_name),
    month: row.month === null ? null : YearMonth.parse(row.month),
    field: row.field,
    before: row.before,
    after: row.after,
  }))
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03'
}
