import { type Expression, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import { Fen } from '../../kernel/money.ts'
import { Masked, maskName } from '../../kernel/masked.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, officeDay, tables } from '../../platform/context.ts'
import { blindIndex } from '../../platform/keys.ts'
import type { RegistryViews } from '../registry/tables.ts'
import { findProjectId } from '../registry/views.ts'
import type { EngagementRow, Worker, WorkerEngagement } from './contract.ts'
import type { LabourTables } from './tables.ts'

type Seen = LabourTables & RegistryViews

const Cursor = z.tuple([z.string(), z.uuid()])

export type WorkersQuery = PageQuery & { search?: string | undefined; onSite?: boolean | undefined }

/** Who works, or worked, on a project: by name. `search` is a part of a name or a whole ID number. */
export async function listProjectWorkers(
  ctx: Context,
  code: string,
  { after, limit, search, onSite }: WorkersQuery,
): Promise<{ rows: EngagementRow[]; next: string | null; total: number }> {
  const begin = readCursor(Cursor, after)
  return look(ctx, async (reading) => {
    const projectId = await findProjectId(reading, code)
    const found = engagements(reading)
      .where('e.project_id', '=', projectId)
      .$if(search !== undefined && search !== '', (query) =>
        query.where(whoIsSearched(reading, search ?? '')),
      )
      .$if(onSite !== undefined, (query) => query.where(isOnSite(reading, onSite === true)))
    const counted = await found
      .clearSelect()
      .select(sql<number>`count(*)`.as('total'))
      .executeTakeFirstOrThrow()
    const rows = await found
      .$if(begin !== null, (query) =>
        query.where(
          sql<SqlBool>`(w.name collate "C", w.id) > (${begin?.[0]}, ${begin?.[1]}::uuid)`,
        ),
      )
      .orderBy(sql`w.name collate "C"`)
      .orderBy('w.id')
      .limit(limit + 1)
      .execute()
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map((row) => ({
        workerId: row.worker_id,
        name: maskName(row.name),
        idNumber: maskedOrNull(row.id_masked),
        idFinding: row.id_finding,
        ...standingOf(row),
      })),
      next:
        rows.length > limit && last !== undefined ? cursorOf([last.name, last.worker_id]) : null,
      total: counted.total,
    }
  })
}

/** A worker with the projects he is known on, as far as the reader may see them. */
export async function viewWorker(ctx: Context, workerId: string): Promise<Worker> {
  return look(ctx, async (reading) => {
    const worker = await tables<Seen>(reading)
      .selectFrom('labour.worker_face')
      .select(['name', 'id_masked', 'id_finding', 'merged_into'])
      .where('district', '=', reading.district)
      .where('id', '=', workerId)
      .executeTakeFirst()
    if (worker === undefined) {
      throw new Refused({ code: 'labour.no-such-worker', kind: 'not-found' })
    }
    return {
      workerId,
      name: maskName(worker.name),
      idNumber: maskedOrNull(worker.id_masked),
      idFinding: worker.id_finding,
      mergedInto: worker.merged_into,
      engagements: await listEngagements(reading, workerId),
    }
  })
}

/** How many workers an import speaks of. */
export async function countImportWorkers(reading: Reading, importId: string): Promise<number> {
  const found = await tables<Seen>(reading)
    .selectFrom('labour.mention')
    .select(({ fn }) => fn.count<number>('worker_id').distinct().as('workers'))
    .where('district', '=', reading.district)
    .where('import_id', '=', importId)
    .executeTakeFirstOrThrow()
  return found.workers
}

/** Whether persons are staged of whom their row does not say the project. */
export async function hasUnplacedPersons(reading: Reading): Promise<boolean> {
  const found = await reading.client.query(
    `select from stage_person where coalesce(project_code, '') = '' limit 1`,
  )
  return found.rowCount === 1
}

/** More projects than anybody works on; a bound, not a page. */
const mostEngagements = 200

async function listEngagements(reading: Reading, workerId: string): Promise<WorkerEngagement[]> {
  const found = await engagements(reading)
    .innerJoin('registry.project_face as p', (join) =>
      join.onRef('p.district', '=', 'e.district').onRef('p.id', '=', 'e.project_id'),
    )
    .leftJoin('platform.personal_value as c', (join) =>
      join.onRef('c.district', '=', 'e.district').onRef('c.id', '=', 'e.card_value'),
    )
    .leftJoin('platform.personal_value as f', (join) =>
      join.onRef('f.district', '=', 'e.district').onRef('f.id', '=', 'e.phone_value'),
    )
    .select([
      'p.code as project_code',
      'p.name as project_name',
      'c.masked as card',
      'f.masked as phone',
      'e.rate_unit',
      'e.rate_fen',
    ])
    .where('e.worker_id', '=', workerId)
    .orderBy('e.entered_on', (order) => order.desc().nullsLast())
    .orderBy('p.code')
    .limit(mostEngagements)
    .execute()
  return found.map((row) => ({
    projectCode: row.project_code,
    projectName: row.project_name,
    ...standingOf(row),
    card: maskedOrNull(row.card),
    phone: maskedOrNull(row.phone),
    rateUnit: row.rate_unit,
    rateFen: row.rate_fen === null ? null : Fen.parse(row.rate_fen),
  }))
}

function engagements(reading: Reading) {
  return tables<Seen>(reading)
    .selectFrom('labour.engagement as e')
    .innerJoin('labour.worker_face as w', (join) =>
      join.onRef('w.district', '=', 'e.district').onRef('w.id', '=', 'e.worker_id'),
    )
    .leftJoin('registry.enterprise_face as n', 'n.id', 'e.enterprise_id')
    .leftJoin('labour.team_face as t', (join) =>
      join.onRef('t.district', '=', 'e.district').onRef('t.id', '=', 'e.team_id'),
    )
    .select([
      'e.worker_id',
      'w.name',
      'w.id_masked',
      'w.id_finding',
      'n.name as firm',
      't.name as team',
      'e.trade',
      'e.team_leader',
      'e.on_roster',
      'e.entered_on',
      'e.left_on',
    ])
    .where('e.district', '=', reading.district)
}

type Standing = Omit<EngagementRow, 'workerId' | 'name' | 'idNumber' | 'idFinding'>

function standingOf(row: {
  firm: string | null
  team: string | null
  trade: string | null
  team_leader: boolean
  on_roster: boolean
  entered_on: Standing['enteredOn']
  left_on: Standing['leftOn']
}): Standing {
  return {
    firm: row.firm,
    team: row.team,
    trade: row.trade,
    teamLeader: row.team_leader,
    onRoster: row.on_roster,
    enteredOn: row.entered_on,
    leftOn: row.left_on,
  }
}

/** Numbers are kept sealed: a whole one is found by its blind index, a part of one cannot be. */
function whoIsSearched(reading: Reading, search: string): Expression<SqlBool> {
  const compact = search.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()
  if (/^\d{17}[\dX]$/.test(compact)) {
    const index = blindIndex(reading.platform.keys, 'id-number', compact)
    return sql<SqlBool>`w.id = (select n.worker_id from labour.worker_of_number(${reading.district}, array(
      select v.id from platform.personal_value v
      where v.district = ${reading.district} and v.kind = 'id-number' and v.blind_index = ${index})) n)`
  }
  const like = compact.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)
  return sql<SqlBool>`upper(w.name) like ${`%${like}%`}`
}

function isOnSite(reading: Reading, there: boolean): Expression<SqlBool> {
  const gone = sql<SqlBool>`e.left_on is not null and e.left_on <= ${officeDay(reading)}::date`
  return there ? sql<SqlBool>`not (${gone})` : gone
}

function maskedOrNull(text: string | null): Masked | null {
  return text === null ? null : Masked.parse(text)
}
