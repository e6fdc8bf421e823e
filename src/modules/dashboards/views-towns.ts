import { sql } from 'kysely'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, tables } from '../../platform/context.ts'
import type { TownRow } from './contract-places.ts'

/** More towns than any district has had; a bound, not a page. */
const mostTowns = 500

/** The district's towns with what hangs on each, those that were merged last. */
export async function listTownRows(ctx: Context): Promise<TownRow[]> {
  const today = officeDay(ctx)
  return look(ctx, async (reading) => {
    const { district } = reading
    const found = await sql<TownRow>`
      select t.code, t.name, t.into_town as "into", o.name as "intoName",
        (select count(*)::int from registry.project_face p where p.district = ${district} and p.town = t.code) as projects,
        (select count(*)::int from people.post_face p
          where p.district = ${district} and p.role = 'town' and p.town = t.code and p.closed_at is null
            and p.begins_on <= ${today} and (p.ends_on is null or p.ends_on >= ${today})) as posts,
        (select count(*)::int from tasks.task_face k
          where k.district = ${district} and k.owner_role = 'town' and k.owner_place = t.code
            and k.state in ('open', 'answered', 'returned')) as "openTasks"
      from places.town t left join places.town o on o.district = t.district and o.code = t.into_town
      where t.district = ${district}
      order by (t.into_town is not null), t.code limit ${mostTowns}`.execute(tables(reading))
    return found.rows
  })
}
