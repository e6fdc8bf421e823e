import { sql } from 'kysely'
import { type Reading, officeDay, tables } from '../../platform/context.ts'
import { springFestivalFrom } from '../calendar/rules/spring-festival.ts'

/** Projects to be looked at, at most so many; how many are kept, and how many of those are gone. */
export async function findDueProjects(
  reading: Reading,
  limit: number,
): Promise<{ due: string[]; gone: number; kept: number }> {
  const { district } = reading
  const day = officeDay(reading)
  const festivalOn = springFestivalFrom(day)
  const found = await sql<{ due: string[]; gone: number; kept: number }>`
    with due as (
      select p.id from registry.project_face p
      left join outlook.project_outlook o on o.district = ${district} and o.project_id = p.id
      where p.district = ${district}
        and (o.project_id is null or o.looked_on is distinct from ${day} or o.festival_on is distinct from ${festivalOn})
      order by p.id limit ${limit}
    )
    select coalesce((select array_agg(id order by id) from due), '{}') as due,
      (select count(*) from outlook.project_outlook where district = ${district}) as kept,
      (select count(*) from outlook.project_outlook o where o.district = ${district}
        and not exists (select from registry.project_face p where p.district = ${district} and p.id = o.project_id)) as gone`.execute(
    tables(reading),
  )
  return found.rows[0] ?? { due: [], gone: 0, kept: 0 }
}

/** Of these things of kind `plan` those with a task that is not done. */
export async function findLivePlanTasks(
  reading: Reading,
  aboutIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (aboutIds.length === 0) return new Set()
  const found = await sql<{ about_id: string }>`
    select k.about_id from tasks.task_face k where k.district = ${reading.district} and k.about_kind = 'plan'
      and k.about_id = any (${[...aboutIds]}::text[]) and k.state in ('open', 'answered', 'returned')`.execute(
    tables(reading),
  )
  return new Set(found.rows.map((row) => row.about_id))
}

/** The projects that imports of rosters, entries and exits name. */
export async function projectsOfRosters(
  reading: Reading,
  importIds: readonly string[],
): Promise<string[]> {
  const found = await sql<{ project_id: string }>`
    select distinct r.project_id from labour.roster_import r
    where r.district = ${reading.district} and r.import_id = any (${[...importIds]}::uuid[])`.execute(
    tables(reading),
  )
  return found.rows.map((row) => row.project_id)
}
