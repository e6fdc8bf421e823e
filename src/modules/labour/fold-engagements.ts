import type { Tx } from '../../platform/context.ts'
import { analyzeTable } from '../../platform/stage.ts'

/**
 * Engagements of the workers that `source` (project_id, worker_id) names, folded anew from all that stands: what the
 * roster says goes before what other sheets say, of those the latest; entry and exit by their days; the rate of the
 * contract that began last. Nothing is left of one whom no import speaks of any more.
 */
export async function foldEngagements(
  tx: Tx,
  source: 'resolved_person' | 'mentioned_anew' | 'withdrawn_mention' | 'moved_pair',
): Promise<void> {
  // Each part has a table of its own that the planner has looked at: as one statement the parts were taken for a row
  // or two each and compared pair by pair.
  for (const table of ['touched', 'folded', 'gone']) {
    await tx.client.query(`drop table if exists engagement_${table}`)
  }
  await tx.client.query(
    `create temporary table engagement_touched on commit drop as select distinct project_id, worker_id from ${source}`,
  )
  await tx.client.query('analyze engagement_touched')
  await tx.client.query(folded, [tx.district])
  await tx.client.query('analyze engagement_folded')
  const gone = await tx.client.query(
    `create temporary table engagement_gone on commit drop as
      select t.project_id, t.worker_id from engagement_touched t
      where not exists (select from engagement_folded f where f.project_id = t.project_id and f.worker_id = t.worker_id)`,
  )
  if (gone.rowCount) {
    await tx.client.query('analyze engagement_gone')
    await tx.client.query(
      `delete from labour.engagement e using engagement_gone t
        where e.district = $1 and e.project_id = t.project_id and e.worker_id = t.worker_id`,
      [tx.district],
    )
  }
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

/** What the latest mention says that says anything of it. */
const latest = (column: string) =>
  `(array_agg(${column} order by import_id desc, person_no desc) filter (where fact = 'mention' and ${column} is not null))[1]`

/** Of one key one roster line stands. */
const ofRoster = (column: string) => `(array_agg(${column}) filter (where fact = 'roster'))[1]`

const ofLatestContract = (column: string) =>
  `(array_agg(${column} order by day desc nulls last) filter (where fact = 'contract'))[1] as ${column}`

const columns = [
  ...said,
  'team_leader',
  'on_roster',
  'entered_on',
  'left_on',
  'rate_unit',
  'rate_fen',
] as const

const nothingSaid = `null::uuid as import_id, null::integer as person_no, ${said
  .map((column) => `null as ${column}`)
  .join(', ')}, null::boolean as team_leader`
const noRate = 'null::text as rate_unit, null::bigint as rate_fen'

const standingOf = (table: string, alias: string) =>
  `from engagement_touched t join ${table} ${alias} on ${alias}.district = $1 and ${alias}.project_id = t.project_id
      and ${alias}.worker_id = t.worker_id`

/**
 * All that stands is gathered first and folded in one go. Folded table by table and then joined, each was taken for one row
 * and compared pair by pair: with entries and exits of 1,000 workers that took a second, and four times as long for twice as
 * many.
 */
const folded = `create temporary table engagement_folded on commit drop as
  with fact as (
    select t.project_id, t.worker_id, 'mention' as fact, m.import_id, m.person_no, ${said.map((column) => `m.${column}`).join(', ')},
      m.team_leader, null::date as day, ${noRate}
    ${standingOf('labour.mention', 'm')} and not m.withdrawn
    union all
    select t.project_id, t.worker_id, 'roster', r.import_id, null, ${said.map((column) => `r.${column}`).join(', ')},
      r.team_leader, r.entered_on, ${noRate}
    ${standingOf('labour.roster_line', 'r')} and r.superseded_by is null
    union all
    select t.project_id, t.worker_id, x.kind, ${nothingSaid}, x.happened_on, ${noRate}
    ${standingOf('labour.entry_exit', 'x')} and x.superseded_by is null
    union all
    select t.project_id, t.worker_id, 'contract', ${nothingSaid}, c.valid_from, c.rate_unit, c.rate_fen
    ${standingOf('labour.contract_line', 'c')} and c.superseded_by is null and c.rate_unit is not null and c.rate_fen is not null
  ), summed as (
    select project_id, worker_id, ${said.map((column) => `coalesce(${ofRoster(column)}, ${latest(column)}) as ${column}`).join(', ')},
      coalesce(${ofRoster('team_leader')}, bool_or(team_leader) filter (where fact = 'mention'), false) as team_leader,
      bool_or(fact = 'roster') as on_roster, max(day) filter (where fact = 'entry') as entered_on,
      max(day) filter (where fact = 'roster') as stated_entry, max(day) filter (where fact = 'exit') as left_on,
      ${ofLatestContract('rate_unit')}, ${ofLatestContract('rate_fen')}
    from fact group by project_id, worker_id having bool_or(fact = 'mention')
  )
  select project_id, worker_id, ${said.join(', ')}, team_leader, on_roster, coalesce(entered_on, stated_entry) as entered_on,
    case when entered_on is null or left_on >= entered_on then left_on end as left_on, rate_unit, rate_fen
  from summed`
