import { sql } from 'kysely'
import { addDays } from '../../kernel/day.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import { matchingName } from '../registry/rules/matching-name.ts'
import type { RegistryViews } from '../registry/tables.ts'
import type { ImportFilter, ImportRow, QueuedBatch } from './contract-imports.ts'
import type { ExchangeTables } from './tables.ts'
import { errorOf } from './views-batch.ts'
import { findProgress } from './views-progress.ts'
import type { ProjectNamed } from './views-projects.ts'

type Seen = ExchangeTables & Pick<RegistryViews, 'registry.project_face'>

/** Projects named beside a file that speaks of many. */
const projectsShown = 3

/** The log of all imports: every file that was dropped, newest first. */
export async function listImports(
  ctx: Context,
  query: ImportFilter & { readonly after?: string | undefined; readonly limit: number },
): Promise<{ rows: ImportRow[]; next: string | null }> {
  const { after, limit, search, state, kind, from, to } = query
  return look(ctx, async (reading) => {
    const found = await tables<Seen>(reading)
      .selectFrom('exchange.source_file as f')
      .innerJoin('exchange.batch as b', (join) =>
        join.onRef('b.district', '=', 'f.district').onRef('b.id', '=', 'f.batch_id'),
      )
      .select(['f.id', 'f.batch_id', 'f.state', 'f.name', 'f.committed_at', 'f.withdrawn_at'])
      .select(['f.withdrawn_by_name', 'f.kinds', 'f.changed', 'f.accepted', 'f.rejected'])
      .select(['f.findings', 'f.error_code', 'f.project_id', 'b.state as batch_state'])
      .select(['b.dropped_by_name', 'b.dropped_at'])
      // Opened only where it says why a file was not read.
      .select(sql<string | null>`f.understanding -> 'error' ->> 'message'`.as('said'))
      .where('f.district', '=', reading.district)
      .$if(after !== undefined, (rows) => rows.where('f.id', '<', after ?? ''))
      .$if(state !== undefined, (rows) => rows.where('f.state', '=', state ?? 'received'))
      .$if(kind !== undefined, (rows) => rows.where(sql<boolean>`${kind} = any (f.kinds)`))
      .$if(from !== undefined, (rows) => rows.where('b.dropped_at', '>=', begin(from ?? '')))
      .$if(to !== undefined, (rows) =>
        rows.where('b.dropped_at', '<', begin(to === undefined ? '' : addDays(to, 1))),
      )
      .$if(search !== undefined, (rows) => rows.where(matches(search ?? '')))
      .orderBy('f.id', 'desc')
      .limit(limit + 1)
      .execute()
    const rows = found.slice(0, limit)
    const spoken = await projectsOf(reading, rows)
    return {
      rows: rows.map((row) => {
        const projects = spoken.get(row.id) ?? []
        return {
          fileId: row.id,
          batchId: row.batch_id,
          batchState: row.batch_state,
          state: row.state,
          name: row.name,
          droppedBy: row.dropped_by_name,
          droppedAt: row.dropped_at.toISOString(),
          committedAt: row.committed_at?.toISOString() ?? null,
          withdrawn:
            row.withdrawn_at === null
              ? null
              : { by: row.withdrawn_by_name, at: row.withdrawn_at.toISOString() },
          projects: projects.slice(0, projectsShown),
          projectCount: projects.length,
          kinds: row.kinds,
          changed: row.changed,
          accepted: row.accepted,
          rejected: row.rejected,
          findings: row.findings,
          error: row.said ?? errorOf({ error_code: row.error_code, understanding: null }),
        }
      }),
      next: found.length > limit ? (rows.at(-1)?.id ?? null) : null,
    }
  })
}

/** The first moment of an office's day (Asia/Shanghai). */
function begin(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`)
}

/** In the file's name, who dropped it, or what its projects are called. */
function matches(search: string) {
  const like = `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const key = `%${matchingName(search).replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return sql<boolean>`(f.name ilike ${like} or b.dropped_by_name ilike ${like} or exists (
    select from registry.project_face p where p.district = f.district and (p.name_key like ${key} or p.code like ${key})
      and (p.id = f.project_id or exists (
        select from exchange.source_project s where s.district = f.district and s.source_file_id = f.id and s.project_id = p.id))))`
}

/** Of each file the projects that it speaks of, those with most lines first. */
async function projectsOf(
  reading: Reading,
  files: readonly { readonly id: string; readonly project_id: string | null }[],
): Promise<ReadonlyMap<string, ProjectNamed[]>> {
  const projects = new Map<string, ProjectNamed[]>()
  if (files.length === 0) return projects
  const ids = files.map((file) => file.id)
  const found = await sql<{ file_id: string; code: string; name: string }>`
    select o.file_id, p.code, p.name
    from (
      select s.source_file_id as file_id, s.project_id, s.lines from exchange.source_project s
        where s.district = ${reading.district} and s.source_file_id = any (${ids}::uuid[])
      union all
      select f.id, f.project_id, 0 from exchange.source_file f
        where f.district = ${reading.district} and f.id = any (${ids}::uuid[]) and f.project_id is not null
          and not exists (select from exchange.source_project s where s.district = f.district and s.source_file_id = f.id)
    ) o
    join registry.project_face p on p.district = ${reading.district} and p.id = o.project_id
    order by o.lines desc, p.code limit 20000`.execute(tables<Seen>(reading))
  for (const { file_id: file, code, name } of found.rows) {
    projects.set(file, [...(projects.get(file) ?? []), { code, name }])
  }
  return projects
}

/** More than anybody waits behind; the place of each is counted over all. */
const queueShown = 50

/** What is being read or committed, and what waits for it, in the order in which it will be taken. */
export async function listQueue(ctx: Context): Promise<QueuedBatch[]> {
  return look(ctx, async (reading) => {
    const found = await tables<ExchangeTables>(reading)
      .selectFrom('exchange.batch as b')
      .select(['b.id', 'b.state', 'b.dropped_by_name', 'b.queued_at', 'b.begun_at', 'b.dropped_at'])
      .select((of) => [
        of
          .selectFrom('exchange.source_file as f')
          .select(sql<string>`min(f.name)`.as('name'))
          .whereRef('f.district', '=', 'b.district')
          .whereRef('f.batch_id', '=', 'b.id')
          .where('f.no', '=', 1)
          .as('first_file'),
        of
          .selectFrom('exchange.source_file as f')
          .select(sql<number>`count(*)::integer`.as('files'))
          .whereRef('f.district', '=', 'b.district')
          .whereRef('f.batch_id', '=', 'b.id')
          .as('files'),
        of
          .selectFrom('exchange.source_file as f')
          .select(sql<number>`count(*)::integer`.as('files'))
          .whereRef('f.district', '=', 'b.district')
          .whereRef('f.batch_id', '=', 'b.id')
          .where(
            sql<boolean>`case b.state when 'reading' then f.state <> 'received' else f.state <> 'understood' end`,
          )
          .as('files_done'),
      ])
      .select(sql<number>`exchange.batches_before(b.district, b.id)`.as('before'))
      .where('b.district', '=', reading.district)
      .where('b.state', 'in', ['reading', 'committing', 'cancelling'])
      .orderBy('b.queued_at')
      .orderBy('b.id')
      .limit(queueShown)
      .execute()
    return found.map((row) => ({
      id: row.id,
      state: row.state,
      droppedBy: row.dropped_by_name,
      firstFile: row.first_file ?? '',
      files: row.files ?? 0,
      filesDone: row.files_done ?? 0,
      queuedAt: (row.queued_at ?? row.dropped_at).toISOString(),
      begunAt: row.begun_at?.toISOString() ?? null,
      before: row.before,
      progress: findProgress(row.id),
    }))
  })
}
