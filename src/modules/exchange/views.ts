import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import type { RegistryViews } from '../registry/tables.ts'
import type { BatchRow } from './contract.ts'
import { noteCountsOf } from '../recognition/rules/note-counts.ts'
import type { ExchangeTables } from './tables.ts'

type Seen = ExchangeTables & Pick<RegistryViews, 'registry.project_face'>

export async function listBatches(
  ctx: Context,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ rows: BatchRow[]; next: string | null }> {
  return look(ctx, async (reading) => {
    const page = tables<Seen>(reading)
      .selectFrom('exchange.batch as b')
      .leftJoin('registry.project_face as p', (join) =>
        join.onRef('p.district', '=', 'b.district').onRef('p.id', '=', 'b.project_id'),
      )
      .selectAll('b')
      .select(['p.code as project_code', 'p.name as project_name'])
      .where('b.district', '=', reading.district)
      .$if(after !== undefined, (query) => query.where('b.id', '<', after ?? ''))
      .orderBy('b.id', 'desc')
      .limit(limit + 1)
    const found = await page.execute()
    const rows = found.slice(0, limit)
    const files = await filesOf(
      reading,
      rows.map((row) => row.id),
    )
    return {
      rows: rows.map((row) => batchRowOf(row, files.get(row.id) ?? [])),
      next: found.length > limit ? (rows.at(-1)?.id ?? null) : null,
    }
  })
}

interface FileFacts {
  name: string
  accepted: number
  rejected: number
  findings: number
}

type BatchFacts = Pick<BatchRow, 'id' | 'state'> & {
  dropped_by_name: string
  dropped_at: Date
  project_code: string | null
  project_name: string | null
}

function batchRowOf(row: BatchFacts, files: readonly FileFacts[]): BatchRow {
  const sum = (of: (file: FileFacts) => number) => files.reduce((all, file) => all + of(file), 0)
  return {
    id: row.id,
    state: row.state,
    droppedBy: row.dropped_by_name,
    droppedAt: row.dropped_at.toISOString(),
    projectCode: row.project_code,
    projectName: row.project_name,
    files: files.map((file) => file.name),
    accepted: sum((file) => file.accepted),
    rejected: sum((file) => file.rejected),
    findings: sum((file) => file.findings),
  }
}

async function filesOf(
  reading: Reading,
  batchIds: readonly string[],
): Promise<Map<string, FileFacts[]>> {
  const files = new Map<string, FileFacts[]>()
  if (batchIds.length === 0) return files
  const found = await tables<ExchangeTables>(reading)
    .selectFrom('exchange.source_file as f')
    .select(['f.batch_id', 'f.name', 'f.accepted', 'f.rejected', 'f.findings'])
    .where('f.district', '=', reading.district)
    .where('f.batch_id', 'in', [...batchIds])
    .orderBy('f.no')
    .execute()
  for (const { batch_id: batchId, ...file } of found) {
    files.set(batchId, [...(files.get(batchId) ?? []), file])
  }
  return files
}

export async function nameSources(
  ctx: Context,
  ids: readonly string[],
): Promise<{ importId: string; file: string; sheets: string[] }[]> {
  if (ids.length === 0) return []
  return look(ctx, async (reading) => {
    const found = await tables<ExchangeTables>(reading)
      .selectFrom('exchange.source_file')
      .select(['id', 'name', 'understanding'])
      .where('district', '=', reading.district)
      .where('id', 'in', [...ids])
      .execute()
    return found.map((file) => ({
      importId: file.id,
      file: file.name,
      sheets: file.understanding?.sheets.map((sheet) => sheet.name) ?? [],
    }))
  })
}

export async function listProjectFiles(
  ctx: Context,
  code: string,
  { after, limit }: { after?: string | undefined; limit: number },
) {
  return look(ctx, async (reading) => {
    const found = await tables<Seen>(reading)
      .selectFrom('registry.project_face as p')
      .innerJoin('exchange.source_project as s', (join) =>
        join.onRef('s.district', '=', 'p.district').onRef('s.project_id', '=', 'p.id'),
      )
      .innerJoin('exchange.source_file as f', (join) =>
        join.onRef('f.district', '=', 's.district').onRef('f.id', '=', 's.source_file_id'),
      )
      .innerJoin('exchange.batch as b', (join) =>
        join.onRef('b.district', '=', 'f.district').onRef('b.id', '=', 'f.batch_id'),
      )
      .select(['f.id', 'f.name', 'f.state', 'f.committed_at', 'f.understanding', 's.lines'])
      .select('b.dropped_by_name as droppedBy')
      .where('p.district', '=', reading.district)
      .where('p.code', '=', code)
      .$if(after !== undefined, (query) => query.where('f.id', '<', after ?? ''))
      .orderBy('f.id', 'desc')
      .limit(limit + 1)
      .execute()
    const rows = found.slice(0, limit).map((file) => ({
      id: file.id,
      name: file.name,
      state: file.state,
      committedAt: (file.committed_at ?? reading.now).toISOString(),
      droppedBy: file.droppedBy,
      lines: file.lines,
      kinds: [...new Set(file.understanding?.sheets.map((sheet) => sheet.kind) ?? [])],
      findings:
        file.understanding?.sheets.reduce((all, sheet) => all + noteCountsOf(sheet).findings, 0) ??
        0,
    }))
    return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
  })
}
