import type { PlainDate } from '../../kernel/day.ts'
import type { Level } from '../../kernel/level.ts'
import type { Tx } from '../../platform/context.ts'
import type { MatterProject } from './rules/matter.ts'
import type { MatterColumns, MatterEventColumns } from './tables.ts'

/** The warnings of one rule on one project. */
export interface Pair {
  readonly projectId: string
  readonly rule: string
}

export type MatterRecord = MatterColumns
export type MatterEventKind = MatterEventColumns['kind']

export function pairKey({ projectId, rule }: Pair): string {
  return `${projectId} ${rule}`
}

function columnsOf(pairs: readonly Pair[]): [projects: string[], rules: string[]] {
  return [pairs.map(({ projectId }) => projectId), pairs.map(({ rule }) => rule)]
}

/** The last matter of each pair, locked; those that have none are left out. */
export async function lockLastMatters(
  tx: Tx,
  pairs: readonly Pair[],
): Promise<Map<string, MatterRecord>> {
  const found = await tx.client.query<MatterRecord>({
    name: 'risk-lock-matters',
    text: `select m.* from unnest($2::uuid[], $3::text[]) as k (project_id, rule)
      cross join lateral (
        select id from risk.matter where district = $1 and project_id = k.project_id and rule = k.rule order by id desc limit 1
      ) last
      join risk.matter m on m.district = $1 and m.id = last.id
      order by m.id for update of m`,
    values: [tx.district, ...columnsOf(pairs)],
  })
  return new Map(
    found.rows.map((row) => [pairKey({ projectId: row.project_id, rule: row.rule }), row]),
  )
}

export interface StandingWarning {
  readonly id: string
  readonly project_id: string
  readonly rule: string
  readonly level: Level
}

/** What stands of each pair, as it is written so far. */
export async function listStanding(tx: Tx, pairs: readonly Pair[]): Promise<StandingWarning[]> {
  const found = await tx.client.query<StandingWarning>({
    name: 'risk-standing-warnings',
    text: `select w.id, w.project_id, w.rule, w.level from risk.warning w
      where w.district = $1 and w.cleared_on is null and w.project_id = any ($2::uuid[])
        and (w.project_id, w.rule) in (select * from unnest($2::uuid[], $3::text[]))`,
    values: [tx.district, ...columnsOf(pairs)],
  })
  return found.rows
}

export interface NamedProject extends MatterProject {
  readonly code: string
  readonly name: string
}

export async function listMatterProjects(
  tx: Tx,
  projectIds: readonly string[],
): Promise<Map<string, NamedProject>> {
  const found = await tx.client.query<NamedProject>({
    name: 'risk-matter-projects',
    text: `select id, code, name, town, industry from registry.project_face where district = $1 and id = any ($2::uuid[])`,
    values: [tx.district, [...new Set(projectIds)]],
  })
  return new Map(found.rows.map((row) => [row.id, row]))
}

export async function recordMatters(tx: Tx, matters: readonly MatterRecord[]): Promise<void> {
  if (matters.length === 0) return
  await tx.client.query({
    name: 'risk-record-matters',
    text: `insert into risk.matter as m (district, id, project_id, rule, level, state, outcome, times, opened_on, raised_on, closed_on, task_id)
      select district, id, project_id, rule, level, state, outcome, times, opened_on, raised_on, closed_on, task_id
      from jsonb_populate_recordset(null::risk.matter, $1::jsonb)
      on conflict (district, id) do update set level = excluded.level, state = excluded.state, outcome = excluded.outcome,
        times = excluded.times, raised_on = excluded.raised_on, closed_on = excluded.closed_on, task_id = excluded.task_id`,
    values: [JSON.stringify(matters)],
  })
}

export async function insertMatterEvents(
  tx: Tx,
  events: readonly MatterEventColumns[],
): Promise<void> {
  if (events.length === 0) return
  await tx.client.query({
    name: 'risk-matter-events',
    text: `insert into risk.matter_event (district, id, matter_id, project_id, kind, level, detail, happened_on, at)
      select district, id, matter_id, project_id, kind, level, detail, happened_on, at
      from jsonb_populate_recordset(null::risk.matter_event, $1::jsonb)`,
    values: [JSON.stringify(events)],
  })
}

/** Puts what stands of the pairs to their new matters. */
export async function putToMatters(
  tx: Tx,
  matters: readonly Pick<MatterRecord, 'id' | 'project_id' | 'rule'>[],
): Promise<void> {
  if (matters.length === 0) return
  await tx.client.query({
    name: 'risk-put-to-matters',
    text: `update risk.warning w set matter_id = k.id
      from unnest($2::uuid[], $3::uuid[], $4::text[]) as k (id, project_id, rule)
      where w.district = $1 and w.project_id = k.project_id and w.rule = k.rule and w.cleared_on is null
        and w.matter_id is distinct from k.id`,
    values: [
      tx.district,
      matters.map(({ id }) => id),
      matters.map((one) => one.project_id),
      matters.map(({ rule }) => rule),
    ],
  })
}

/** Pairs with warnings that stand and have no matter, a bounded number of them. */
export async function findPairsWithoutMatter(tx: Tx, limit: number): Promise<Pair[]> {
  const found = await tx.client.query<{ project_id: string; rule: string }>(
    `select distinct w.project_id, w.rule from risk.warning w
      where w.district = $1 and w.matter_id is null and w.cleared_on is null limit $2`,
    [tx.district, limit],
  )
  return found.rows.map(({ project_id: projectId, rule }) => ({ projectId, rule }))
}

/** Pairs whose last matter was handled before a day, and of which a warning stands on. */
export async function findStandingOn(tx: Tx, before: PlainDate, limit: number): Promise<Pair[]> {
  const found = await tx.client.query<{ project_id: string; rule: string }>(
    `select m.project_id, m.rule from risk.matter m
      where m.district = $1 and m.outcome = 'handled' and m.closed_on < $2
        and exists (select from risk.warning w where w.district = $1 and w.matter_id = m.id and w.cleared_on is null)
        and not exists (select from risk.matter n where n.district = $1 and n.project_id = m.project_id and n.rule = m.rule and n.state = 'open')
      order by m.closed_on, m.id limit $3`,
    [tx.district, before, limit],
  )
  return found.rows.map(({ project_id: projectId, rule }) => ({ projectId, rule }))
}

/** Matters by their ids, locked. */
export async function lockMatters(tx: Tx, ids: readonly string[]): Promise<MatterRecord[]> {
  const found = await tx.client.query<MatterRecord>({
    name: 'risk-lock-matters-by-id',
    text: `select m.* from risk.matter m where m.district = $1 and m.id = any ($2::uuid[]) order by m.id for update`,
    values: [tx.district, [...ids]],
  })
  return found.rows
}
