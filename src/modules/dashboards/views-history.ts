import { sql } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import { officeDayAt } from '../../kernel/day.ts'
import { Level } from '../../kernel/level.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { sentence } from '../../kernel/words.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import { ProjectSource } from '../registry/contract.ts'
import { findProjectId } from '../registry/views.ts'
import { projectSources } from '../registry/words.ts'
import { type SaidEvent, warningEventMessage, warningTurn } from '../risk/words.ts'
import { SafeguardEventDetail } from '../safeguards/contract-contracts.ts'
import { safeguardEventMessage } from '../safeguards/words.ts'
import type { ProjectHistoryRow } from './contract.ts'
import { mayImport } from './views-waiting.ts'
import { dashboardsWords } from './words.ts'

/** What happened to a project, newest first: what was written down of it, files taken in and back, warnings. */
export async function listProjectHistory(
  ctx: Context,
  code: string,
  { after, limit }: PageQuery,
): Promise<{ rows: ProjectHistoryRow[]; next: string | null }> {
  const begin = readCursor(Cursor, after)
  return look(ctx, async (reading) => {
    const projectId = await findProjectId(reading, code)
    const found = await happenings(reading, projectId, begin, limit + 1)
    const page = found.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map((one) => rowOf(one, mayImport(reading))),
      next:
        last && found.length > limit ? cursorOf([last.at.toISOString(), last.kind, last.id]) : null,
    }
  })
}

const Cursor = z.tuple([z.iso.datetime(), z.string(), z.uuid()])

interface Happened {
  readonly at: Date
  readonly id: string
  readonly kind: string
  readonly who: string | null
  readonly level: Level | null
  /** Of a warning its rule, of a file its name, of a project's event why. */
  readonly name: string | null
  readonly detail: Record<string, unknown>
  /** Of an event its warning, of a file its batch. */
  readonly of_id: string | null
}

/** Each source gives as many as the page can take; of them the newest are the page. */
async function happenings(
  reading: Reading,
  projectId: string,
  begin: z.infer<typeof Cursor> | null,
  limit: number,
): Promise<Happened[]> {
  const { district } = reading
  const beyond = begin
    ? sql`where (at, kind, id) < (${begin[0]}::timestamptz, ${begin[1]}::text collate "C", ${begin[2]}::uuid)`
    : sql``
  const part = (source: ReturnType<typeof sql>) =>
    sql`(select * from (${source}) one ${beyond} order by at desc, kind desc, id desc limit ${limit})`
  const found = await sql<Happened>`
    select * from (
      ${part(sql`
        select h.at, h.id, ('project-' || h.kind) collate "C" as kind, h.actor_name as who, null::text as level,
          h.reason as name, h.detail, null::uuid as of_id
        from registry.project_history h where h.district = ${district} and h.project_id = ${projectId}`)}
      union all
      ${part(sql`
        select f.committed_at as at, f.id, 'file-committed' collate "C" as kind, f.dropped_by_name as who, null::text as level,
          f.name, jsonb_build_object('lines', f.lines) as detail, f.batch_id as of_id
        from exchange.project_file f where f.district = ${district} and f.project_id = ${projectId}`)}
      union all
      ${part(sql`
        select f.withdrawn_at as at, f.id, 'file-withdrawn' collate "C" as kind, f.withdrawn_by_name as who, null::text as level,
          f.name, jsonb_build_object('lines', f.lines) as detail, f.batch_id as of_id
        from exchange.project_file f
        where f.district = ${district} and f.project_id = ${projectId} and f.withdrawn_at is not null`)}
      union all
      ${part(sql`
        select e.at, e.id, ('warning-' || e.kind) collate "C" as kind, null::text as who, e.level, e.rule as name, e.detail,
          e.warning_id as of_id
        from risk.project_warning_event e where e.district = ${district} and e.project_id = ${projectId}`)}
      union all
      ${part(sql`
        select g.at, g.id, ('safeguard-' || g.kind) collate "C" as kind, g.actor_name as who, null::text as level, null::text as name, g.detail,
          null::uuid as of_id
        from safeguards.project_history g where g.district = ${district} and g.project_id = ${projectId}`)}
    ) everything
    order by at desc, kind desc, id desc limit ${limit}`.execute(tables(reading))
  return found.rows
}

function rowOf(one: Happened, mayOpenBatch: boolean): ProjectHistoryRow {
  const at = one.at.toISOString()
  const plain = { at, on: officeDayAt(one.at), level: null, turn: 'plain' as const, opens: null }
  if (one.kind.startsWith('project-')) {
    return { ...plain, kind: 'project', who: one.who ?? '', message: projectMessage(one) }
  }
  if (one.kind.startsWith('safeguard-')) {
    const detail = SafeguardEventDetail.parse(one.detail)
    const message = safeguardEventMessage(one.kind.slice('safeguard-'.length), detail)
    return { ...plain, kind: 'project', who: one.who ?? '', message }
  }
  if (one.kind.startsWith('file-')) {
    const values = { file: one.name ?? '', lines: Number(one.detail['lines'] ?? 0) }
    return {
      ...plain,
      kind: 'import',
      who: one.who ?? say('who-unknown'),
      message: say(one.kind, values),
      opens: mayOpenBatch && one.of_id !== null ? `/import/${one.of_id}` : null,
    }
  }
  const event = SaidWarningEvent.parse({ ...one, kind: one.kind.slice('warning-'.length) })
  const said: SaidEvent = { ...event, rule: event.name }
  return {
    ...plain,
    kind: 'warning',
    who: say('who-rules'),
    level: event.level,
    turn: warningTurn(said),
    message: warningEventMessage(said),
    opens: `/warnings/${event.of_id}`,
  }
}

const SaidWarningEvent = z.object({
  kind: z.enum(['raised', 'level-changed', 'changed', 'cleared']),
  level: Level,
  name: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
  of_id: z.uuid(),
})

const aboutOthers: ReadonlySet<string> = new Set([
  'project-source-joined',
  'project-separated',
  'project-joined-into',
  'project-took-over',
  'project-given-back',
])

/** What became of a source's record, or of another project. */
function otherMessage({ kind, detail, name: why }: Happened): string {
  const of = OtherDetail.parse(detail)
  const source = of.source === undefined ? '' : projectSources[of.source]
  const reason = why === null ? '' : say('because', { reason: why })
  return say(kind, { source, name: of.name, code: of.code ?? '', reason })
}

const OtherDetail = z.object({
  name: z.string(),
  source: ProjectSource.optional(),
  code: z.string().optional(),
})

/** Of an edit which fields changed; the name key goes with the name. */
function projectMessage(one: Happened): string {
  const { kind, detail } = one
  if (aboutOthers.has(kind)) return otherMessage(one)
  const fields = Object.keys(detail)
    .filter((field) => field !== 'name_key')
    .map((field) => say(`field-${field}`))
  const said = say(kind, { fields: fields.join('、') })
  return one.name === null ? said : `${said}${say('because', { reason: one.name })}`
}

function say(code: string, values: Readonly<Record<string, string | number>> = {}): string {
  return sentence(dashboardsWords, `dashboards.${code}`, values)
}
