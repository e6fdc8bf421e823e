import { sql } from 'kysely'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, tables } from '../../platform/context.ts'

export const coverageCheckNames = [
  'open-blind-spots-owned',
  'open-blind-spots-limited',
  'closed-blind-spots-have-outcome',
] as const
export type CoverageCheckName = (typeof coverageCheckNames)[number]

export interface CoverageChecked {
  readonly what: CoverageCheckName
  readonly looked: number
  readonly faults: number
  readonly first: readonly string[]
}

const mostNamed = 5

/** Proves that no open blind spot is without owner and limit, and none closed without an outcome; in one snapshot. */
export async function checkCoverage(
  ctx: Context,
): Promise<{ readonly checks: readonly CoverageChecked[]; readonly unowned: number }> {
  return look(ctx, async (reading) => {
    const { district } = reading
    const live = sql`coalesce(k.state in ('open', 'answered', 'returned'), false)`
    const tasked = sql`coverage.blind_spot b left join tasks.task_face k on k.district = b.district and k.id = b.task_id`
    const questions = {
      'open-blind-spots-owned': sql`
        select b.id::text as key, k.id is null or k.owner_role = '' or not ${live} as wrong
        from ${tasked} where b.district = ${district} and b.state = 'open'`,
      'open-blind-spots-limited': sql`
        select b.id::text as key, k.due_on is null as wrong
        from ${tasked} where b.district = ${district} and b.state = 'open'`,
      'closed-blind-spots-have-outcome': sql`
        select b.id::text as key, b.outcome is null or ${live} as wrong
        from ${tasked} where b.district = ${district} and b.state = 'closed'`,
    } satisfies Record<CoverageCheckName, unknown>
    const checks: CoverageChecked[] = []
    for (const what of coverageCheckNames) {
      const found = await sql<Omit<CoverageChecked, 'what'>>`
        with all_of as (${questions[what]})
        select count(*) as looked, count(*) filter (where wrong) as faults,
          coalesce((array_agg(key order by key) filter (where wrong))[1:${sql.lit(mostNamed)}], '{}') as first
        from all_of`.execute(tables(reading))
      const [row] = found.rows
      checks.push({ what, looked: 0, faults: 0, first: [], ...row })
    }
    const today = officeDay(reading)
    const unowned = await sql<{ count: number }>`
      select count(*) as count from ${tasked}
      where b.district = ${district} and b.state = 'open' and not exists (
        select from people.post_holder h where h.district = b.district and h.role = k.owner_role and h.place = k.owner_place
          and h.begins_on <= ${today} and (h.ends_on is null or h.ends_on >= ${today}))`.execute(
      tables(reading),
    )
    return { checks, unowned: unowned.rows[0]?.count ?? 0 }
  })
}
