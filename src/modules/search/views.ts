import { dayText } from '../../kernel/day-text.ts'
import { maskName } from '../../kernel/masked.ts'
import { officeDayAt, type PlainDate } from '../../kernel/day.ts'
import type { Role } from '../../kernel/role.ts'
import { look } from '../../platform/act.ts'
import type { Context, Reading } from '../../platform/context.ts'
import { blindIndex } from '../../platform/keys.ts'
import { openBatch } from '../exchange/contract.ts'
import { viewEntry } from '../register/contract.ts'
import type { ParticipantRole } from '../registry/rules/participant-role.ts'
import { searchProjects } from '../registry/views.ts'
import { participantRoles } from '../registry/words.ts'
import type { TaskState } from '../tasks/rules/task-steps.ts'
import { taskStateNames } from '../tasks/words.ts'
import { type Hit, mostHits } from './contract.ts'
import { type NumberKind, soughtBy } from './rules/sought.ts'

/** Everything that may be seen and holds what was typed; whole numbers by their blind index. */
export async function searchAll(
  ctx: Context,
  { words: typed }: { readonly words: string },
): Promise<{ isTooShort: boolean; hits: Hit[] }> {
  const sought = soughtBy(typed)
  if (sought.some(({ kind }) => kind === 'too-short')) return { isTooShort: true, hits: [] }
  return look(ctx, async (reading) => {
    const hits: Hit[] = []
    for (const one of sought) {
      switch (one.kind) {
        case 'number':
          hits.push(...(await workersByNumber(reading, one.value, one.of)))
          break
        case 'batch':
          hits.push(...(await batchesById(reading, one.begins)))
          break
        case 'words':
          hits.push(...(await byWords(reading, typed, one.words)))
          break
        case 'too-short':
          break
      }
    }
    return { isTooShort: false, hits }
  })
}

async function byWords(reading: Reading, typed: string, words: readonly string[]): Promise<Hit[]> {
  const projects = (await searchProjects(reading, { search: typed })).slice(0, mostHits)
  const codes = projects.map(({ code }) => code)
  return [
    ...projects.map(({ code, name }) => ({
      kind: 'project' as const,
      id: code,
      title: name,
      note: code,
      opens: `/projects/${encodeURIComponent(code)}`,
    })),
    ...(await workersByName(reading, words)),
    ...(await enterprises(reading, words)),
    ...(await tasks(reading, words)),
    ...(await entries(reading, codes)),
    ...(await batchesByFile(reading, words)),
  ]
}

interface FoundWorker {
  readonly id: string
  readonly name: string
  readonly projects: string | null
  readonly others: number
}

/** A worker's hit names a project of his, so that two of one name are told apart; as far as it is seen. */
const withProjects = `left join lateral (
  select min(p.name) as projects, count(*)::integer - 1 as others
  from labour.engagement_face e join registry.project_face p on p.district = $1 and p.id = e.project_id
  where e.district = $1 and e.worker_id = f.id) k on true`

function workerHit({ id, name, projects, others }: FoundWorker): Hit {
  const more = others > 0 ? ` 等 ${others + 1} 个项目` : ''
  return {
    kind: 'worker',
    id,
    title: maskName(name),
    note: projects === null ? '' : `${projects}${more}`,
    opens: `/workers/${id}`,
  }
}

async function workersByName(reading: Reading, words: readonly string[]): Promise<Hit[]> {
  const found = await reading.client.query<FoundWorker>({
    name: 'search-workers',
    text: `select f.id, f.name, k.projects, k.others from labour.search_workers($1, $2::text[]) f ${withProjects}`,
    values: [reading.district, [...words]],
  })
  return found.rows.map(workerHit)
}

async function workersByNumber(
  reading: Reading,
  value: string,
  kinds: readonly NumberKind[],
): Promise<Hit[]> {
  const indexes = kinds.map((kind) => blindIndex(reading.platform.keys, kind, value))
  const found = await reading.client.query<FoundWorker>({
    name: 'search-workers-by-number',
    text: `select distinct on (f.id) f.id, f.name, k.projects, k.others
      from unnest($2::text[], $3::bytea[]) as s (kind, blind)
      join platform.personal_value v on v.district = $1 and v.kind = s.kind and v.blind_index = s.blind
      cross join lateral labour.workers_of_value($1, v.id) f ${withProjects}
      order by f.id limit ${mostHits}`,
    values: [reading.district, [...kinds], indexes],
  })
  return found.rows.map(workerHit)
}

/** A firm has no page of its own: it is found on each project that it takes part in and that is seen. */
async function enterprises(reading: Reading, words: readonly string[]): Promise<Hit[]> {
  const found = await reading.client.query<{
    id: string
    name: string
    role: ParticipantRole
    project: string
    code: string
  }>({
    name: 'search-enterprises',
    text: `with firm as materialized (
        select n.id, n.name from registry.enterprise n
        where platform.search_pairs('', n.name) @> platform.search_pairs_of('', $2::text[]) and platform.search_holds(n.name, $2::text[])
        limit 400
      )
      select f.id, f.name, a.role, p.name as project, p.code from firm f
      join registry.participant a on a.district = $1 and a.enterprise_id = f.id
      join registry.project_face p on p.district = $1 and p.id = a.project_id
      order by length(f.name), f.id, p.code limit ${mostHits}`,
    values: [reading.district, [...words]],
  })
  return found.rows.map(({ id, name, role, project, code }) => ({
    kind: 'enterprise',
    id: `${id} ${code} ${role}`,
    title: name,
    note: `${participantRoles[role]} · ${project}`,
    opens: `/projects/${encodeURIComponent(code)}`,
  }))
}

async function tasks(reading: Reading, words: readonly string[]): Promise<Hit[]> {
  const found = await reading.client.query<{
    id: string
    title: string
    state: TaskState
    due_on: PlainDate | null
  }>({
    name: 'search-tasks',
    text: 'select id, title, state, due_on from tasks.search_tasks($1, $2::text[])',
    values: [reading.district, [...words]],
  })
  return found.rows.map(({ id, title, state, due_on: due }) => ({
    kind: 'task',
    id,
    title,
    note: due === null ? taskStateNames[state] : `${taskStateNames[state]} · 期限${dayText(due)}`,
    opens: `/tasks/${id}`,
  }))
}

/** Entries of the register that are not signed off, of the projects that were found. */
async function entries(reading: Reading, codes: readonly string[]): Promise<Hit[]> {
  if (codes.length === 0 || !mayCall(viewEntry.may, reading)) return []
  const found = await reading.client.query<{ id: string; name: string; opened_on: PlainDate }>({
    name: 'search-entries',
    text: `select e.id, p.name, e.opened_on from registry.project_face p
      join register.entry e on e.district = $1 and e.project_id = p.id and e.state <> 'signed-off'
      where p.district = $1 and p.code = any ($2::text[]) order by e.id desc limit ${mostHits}`,
    values: [reading.district, [...codes]],
  })
  return found.rows.map(({ id, name, opened_on: on }) => ({
    kind: 'register-entry',
    id,
    title: name,
    note: `${dayText(on)}列入`,
    opens: `/register/${id}`,
  }))
}

async function batchesByFile(reading: Reading, words: readonly string[]): Promise<Hit[]> {
  if (!mayCall(openBatch.may, reading)) return []
  const found = await reading.client.query<FoundBatch>({
    name: 'search-files',
    text: `select f.batch_id as id, f.name, b.dropped_by_name, b.dropped_at from exchange.search_files($1, $2::text[]) f
      join exchange.batch b on b.district = $1 and b.id = f.batch_id`,
    values: [reading.district, [...words]],
  })
  return found.rows.map(batchHit)
}

async function batchesById(reading: Reading, begins: string): Promise<Hit[]> {
  if (!mayCall(openBatch.may, reading)) return []
  const whole = (fill: string) =>
    begins.padEnd(32, fill).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
  const found = await reading.client.query<FoundBatch>({
    name: 'search-batches',
    text: `select b.id, coalesce(min(f.name), '') as name, b.dropped_by_name, b.dropped_at from exchange.batch b
      left join exchange.source_file f on f.district = $1 and f.batch_id = b.id
      where b.district = $1 and b.id between $2::uuid and $3::uuid
      group by b.district, b.id, b.dropped_by_name, b.dropped_at order by b.id desc limit ${mostHits}`,
    values: [reading.district, whole('0'), whole('f')],
  })
  return found.rows.map(batchHit)
}

interface FoundBatch {
  readonly id: string
  readonly name: string
  readonly dropped_by_name: string
  readonly dropped_at: Date
}

function batchHit({ id, name, dropped_by_name: who, dropped_at: at }: FoundBatch): Hit {
  const title = name === '' ? '没有文件的批次' : name
  const note = `批次 ${id.slice(0, 13)} · ${who} · ${dayText(officeDayAt(at))}`
  return { kind: 'batch', id: `${id} ${name}`, title, note, opens: `/import/${id}` }
}

function mayCall(may: readonly Role[] | undefined, { actor }: Reading): boolean {
  return may === undefined || actor.roles.some((role) => may.includes(role))
}
