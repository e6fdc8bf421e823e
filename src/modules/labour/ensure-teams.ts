import type { Tx } from '../../platform/context.ts'

/**
 * The teams that the rows of `source` (project_id, enterprise_id, team, team_candidate) state, made where they are
 * missing; `team_known` then says which team each stated one is. A sheet that names no firm means the one team of that
 * name on the project; a team that was known without its firm gets the one that is named first. Of projects that this
 * transaction has locked.
 */
export async function ensureTeams(
  tx: Tx,
  source: 'person_read' | 'team_read',
  importId: string,
): Promise<void> {
  await tx.client.query('drop table if exists team_known')
  await tx.client.query(
    `create temporary table team_known on commit drop as
      select distinct on (project_id, enterprise_id, team) project_id, enterprise_id, team, team_candidate as team_id, enterprise_id as of_enterprise
      from ${source} where team is not null order by project_id, enterprise_id, team, team_candidate`,
  )
  await tx.client.query(adoptFirms, [tx.district])
  await tx.client.query(insertOfFirms, [tx.district, importId])
  await tx.client.query(insertWithoutFirm, [tx.district, importId])
  await tx.client.query(lookUp, [tx.district])
}

const adoptFirms = `update labour.team t set enterprise_id = s.enterprise_id
  from (
    select project_id, team, (array_agg(enterprise_id))[1] as enterprise_id from team_known
    where enterprise_id is not null group by project_id, team having count(*) = 1
  ) s
  where t.district = $1 and t.project_id = s.project_id and t.name = s.team and t.enterprise_id is null
    and not exists (select from labour.team o where o.district = $1 and o.project_id = s.project_id
      and o.enterprise_id = s.enterprise_id and o.name = s.team)`

const insertOfFirms = `insert into labour.team (district, id, project_id, enterprise_id, name, import_id)
  select $1, team_id, project_id, enterprise_id, team, $2 from team_known where enterprise_id is not null
  order by project_id, enterprise_id, team
  on conflict (district, project_id, enterprise_id, name) do nothing`

/** Only where no team of that name is there, or more than one and none without a firm. */
const insertWithoutFirm = `insert into labour.team (district, id, project_id, enterprise_id, name, import_id)
  select $1, k.team_id, k.project_id, null, k.team, $2 from team_known k
  where k.enterprise_id is null and (select count(*) from labour.team t
    where t.district = $1 and t.project_id = k.project_id and t.name = k.team) <> 1
  order by k.project_id, k.team
  on conflict (district, project_id, enterprise_id, name) do nothing`

const lookUp = `update team_known k set team_id = f.id, of_enterprise = f.enterprise_id
  from (
    select k.project_id, k.enterprise_id, k.team, t.id, t.enterprise_id as of_enterprise,
      row_number() over (partition by k.project_id, k.enterprise_id, k.team order by t.enterprise_id is null desc) as nth
    from team_known k join labour.team t on t.district = $1 and t.project_id = k.project_id and t.name = k.team
      and (k.enterprise_id is null or t.enterprise_id = k.enterprise_id)
  ) f (project_id, stated_enterprise, team, id, enterprise_id, nth)
  where f.nth = 1 and k.project_id = f.project_id and k.team = f.team
    and k.enterprise_id is not distinct from f.stated_enterprise`
