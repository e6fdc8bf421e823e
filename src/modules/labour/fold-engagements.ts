import type { Tx } from '../../platform/context.ts'
import { analyzeTable } from '../../platform/stage.ts'

/**
 * Engagements of the workers that `source` (project_id, worker_id) names, folded anew from all that stands: what the
 * roster says goes before what other sheets say, of those the latest; entry and exit by their days; the rate of the
 * contract that began last. Nothing is left of one whom no import speaks of any more.
 */
export async function foldEngagements(
  tx: Tx,
  source: 'resolved_person' | 'mentioned_anew' | 'withdrawn_mention',
): Promise<void> {
  // Each part has a table of its own that the planner has looked at: as one statement the parts were taken for a row
  // or two each and compared pair by pair.
  for (const table of ['touched', 'folded']) {
    await tx.client.query(`drop table if exists engagement_${table}`)
  }
  await tx.client.query(
    `create temporary table engagement_touched on commit drop as select distinct project_id, worker_id from ${source}`,
  )
  await tx.client.query('analyze engagement_touched')
  await tx.client.query(folded, [tx.district])
  await tx.client.query('analyze engagement_folded')
  await tx.client.query(
    `delete from labour.engagement e using engagement_touched t
      where e.district = $1 and e.project_id = t.project_id and e.worker_id = t.worker_id
        and not exists (select from engagement_folded f where f.project_id = t.project_id and f.worker_id = t.worker_id)`,
    [tx.district],
  )
  await tx.client.query(
    `update labour.engagement e set ${columns.map((column) => `${column} = f.${column}`).join(', ')}
      from engagement_folded f
      where e.district = $1 and e.project_id = f.project_id and e.worker_id = f.worker_id
        and (${columns.map((column) => `e.${column}`).join(', ')}) is distinct from (${columns.map((column) => `f.${column}`).join(', ')})`,
    [tx.district],
  )
  const added = await tx.client.query(
    `insert into labour.engagement (district, project_id, worker_id, ${columns.join(', ')})
      select $1, f.project_id, f.worker_id, ${columns.map((column) => `f.${column}`).join(', ')}
      from engagement_folded f
      where not exists (select from labour.engagement e where e.district = $1 and e.project_id = f.project_id and e.worker_id = f.worker_id)
      order by f.project_id, f.worker_id`,
    [tx.district],
  )
  await analyzeTable(tx, 'labour.engagement', added.rowCount ?? 0)
}

const said = ['enterprise_id', 'team_id', 'trade', 'card_value', 'phone_value'] as const

/** One mention is the rule; only of several the latest that says something is looked for. */
const latest = (column: string) => `case when count(*) = 1 then (array_agg(m.${column}))[1]
  else (array_agg(m.${column} order by m.import_id desc, m.person_no desc) filter (where m.${column} is not null))[1] end as ${column}`

const columns = [
  ...said,
  'team_leader',
  'on_roster',
  'entered_on',
  'left_on',
  'rate_unit',
  'rate_fen',
] as const

const folded = `create temporary table engagement_folded on commit drop as
  with mentioned as (
    select t.project_id, t.worker_id, ${said.map(latest).join(', ')}, bool_or(m.team_leader) as team_leader
    from engagement_touched t join labour.mention m on m.district = $1 and m.project_id = t.project_id and m.worker_id = t.worker_id and not m.withdrawn
    group by t.project_id, t.worker_id
  ), moved as (
    select t.project_id, t.worker_id, max(x.happened_on) filter (where x.kind = 'entry') as entered_on,
      max(x.happened_on) filter (where x.kind = 'exit') as left_on
    from engagement_touched t join labour.entry_exit x on x.district = $1 and x.project_id = t.project_id and x.worker_id = t.worker_id and x.superseded_by is null
    group by t.project_id, t.worker_id
  ), agreed as (
    select distinct on (t.project_id, t.worker_id) t.project_id, t.worker_id, c.rate_unit, c.rate_fen
    from engagement_touched t join labour.contract_line c on c.district = $1 and c.project_id = t.project_id and c.worker_id = t.worker_id and c.superseded_by is null
    where c.rate_unit is not null and c.rate_fen is not null
    order by t.project_id, t.worker_id, c.valid_from desc nulls last
  )
  select m.project_id, m.worker_id, ${said.map((column) => `coalesce(r.${column}, m.${column}) as ${column}`).join(', ')},
    coalesce(r.team_leader, m.team_leader, false) as team_leader, r.import_id is not null as on_roster,
    coalesce(x.entered_on, r.entered_on) as entered_on,
    case when x.entered_on is null or x.left_on >= x.entered_on then x.left_on end as left_on, c.rate_unit, c.rate_fen
  from mentioned m
  left join labour.roster_line r on r.district = $1 and r.project_id = m.project_id and r.worker_id = m.worker_id and r.superseded_by is null
  left join moved x on x.project_id = m.project_id and x.worker_id = m.worker_id
  left join agreed c on c.project_id = m.project_id and c.worker_id = m.worker_id`
