import { sql } from 'kysely'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, tables } from '../../platform/context.ts'
import { termsOf } from './views-facts.ts'

export type OutlookCheckName = 'gaps-planned-or-owned' | 'promises-broken-asked'

/** What was looked at, and how many of it are not as they must be. */
export interface CheckedOutlook {
  readonly what: OutlookCheckName
  readonly looked: number
  readonly faults: number
  /** Ids of the first of them. */
  readonly first: readonly string[]
}

/**
 * Each gap that is worth a plan has one, or somebody who is asked for it by a day, or an answer that was checked not long ago;
 * each promise that was not kept has been asked about. Of projects that have been looked at today.
 */
export async function checkOutlook(ctx: Context): Promise<CheckedOutlook[]> {
  return look(ctx, async (reading) => {
    const { district } = reading
    const day = officeDay(reading)
    const { parameters } = await termsOf(reading, day, false)
    const found = await sql<{
      what: CheckedOutlook['what']
      looked: number
      faults: number
      first: string[]
    }>`
      with all_of as (
        select 'gaps-planned-or-owned' as what, o.project_id::text as key, not exists (
            select from tasks.task_face k where k.district = ${district} and k.about_kind = 'plan' and k.about_id = o.project_id::text
              and k.state in ('open', 'answered', 'returned') and k.owner_role <> '' and k.due_on is not null)
          and (o.answered_on is null or ${day} > o.answered_on + ${parameters.againDays.value}::integer) as wrong
        from outlook.project_outlook o where o.district = ${district} and o.looked_on = ${day} and o.needs_plan
        union all
        select 'promises-broken-asked', r.id::text, r.asked_on is null
        from outlook.project_outlook o
        join outlook.promise r on r.district = ${district} and r.plan_id = o.plan_id and r.dropped_in is null and r.due_on < ${day}
        where o.district = ${district} and o.looked_on = ${day} and o.broken > 0
          and o.broken > (select count(*) from outlook.promise x where x.district = ${district} and x.plan_id = o.plan_id and x.asked_on is not null)
      )
      select w.what, count(a.key) as looked, count(*) filter (where a.wrong) as faults,
        coalesce((array_agg(a.key order by a.key) filter (where a.wrong))[1:5], '{}') as first
      from (values ('gaps-planned-or-owned'), ('promises-broken-asked')) as w (what) left join all_of a on a.what = w.what
      group by w.what order by w.what`.execute(tables(reading))
    return found.rows
  })
}
