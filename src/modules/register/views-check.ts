import { sql } from 'kysely'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'

/** What was looked at, and how many of it are not as they must be. */
export interface RegisterChecked {
  readonly what: RegisterCheckName
  readonly looked: number
  readonly faults: number
  /** Ids of the first of them. */
  readonly first: readonly string[]
}

export const registerCheckNames = [
  'open-entries-owned',
  'open-entries-limited',
  'one-entry-a-project',
  'nobody-signed-off-own',
  'entries-equal-standing',
] as const
export type RegisterCheckName = (typeof registerCheckNames)[number]

const mostNamed = 5

/** Proves what must always hold of the register; in one snapshot. */
export async function checkRegister(ctx: Context): Promise<RegisterChecked[]> {
  return look(ctx, async (reading) => {
    const asked = questions(reading)
    const checks: RegisterChecked[] = []
    for (const what of registerCheckNames) {
      const found = await sql<{ looked: number; faults: number; first: string[] }>`
        with all_of as (${asked[what]})
        select count(*) as looked, count(*) filter (where wrong) as faults,
          coalesce((array_agg(key order by key) filter (where wrong))[1:${sql.lit(mostNamed)}], '{}') as first
        from all_of`.execute(tables(reading))
      const [row] = found.rows
      checks.push({
        what,
        looked: row?.looked ?? 0,
        faults: row?.faults ?? 0,
        first: row?.first ?? [],
      })
    }
    return checks
  })
}

function questions({ district }: Reading) {
  const live = sql`e.district = ${district} and e.state <> 'signed-off'`
  const task = sql`left join tasks.task_face k on k.district = e.district and k.id = e.task_id`
  return {
    'open-entries-owned': sql`
      select e.id::text as key, k.id is null or k.owner_role = '' or k.state not in ('open', 'answered', 'returned') as wrong
      from register.entry e ${task} where ${live}`,
    'open-entries-limited': sql`
      select e.id::text as key, k.due_on is null as wrong from register.entry e ${task} where ${live}`,
    'one-entry-a-project': sql`
      select e.project_id::text as key, count(*) > 1 as wrong from register.entry e where ${live} group by e.project_id`,
    'nobody-signed-off-own': sql`
      select e.id::text as key, e.signed_by is null or e.signed_by = e.proposed_by as wrong
      from register.entry e where e.district = ${district} and e.state = 'signed-off'`,
    'entries-equal-standing': sql`
      select e.id::text as key, (e.people, e.overdue_fen) is distinct from (coalesce(s.people, 0), coalesce(s.overdue_fen, 0)::bigint) as wrong
      from register.entry e left join register.standing s on s.district = e.district and s.project_id = e.project_id where ${live}`,
  }
}
