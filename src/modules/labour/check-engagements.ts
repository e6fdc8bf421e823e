import type { RowFinding } from '../../kernel/row-finding.ts'
import type { Tx } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'

/** More would be read by nobody. */
const mostFindings = 1_000

const codes = ['labour.not-on-roster', 'labour.before-entry', 'labour.after-exit'] as const

const stages = ['stage_attendance', 'stage_pay'] as const

/**
 * Compares the staged attendance and pay with what stands of their workers, this file's own rosters and moves included:
 * who is not on the roster of a project that has one, and months before somebody came or after he left. Said at the
 * first row of each worker; nothing waits for it, since who worked must be paid whatever a list says.
 */
export async function checkEngagements(
  ctx: Tx,
  of: { readonly importId: string; readonly staged: readonly string[] },
): Promise<RowFinding[]> {
  return act(ctx, 'engagements.check', of.importId, async (tx) => {
    if ((await findAsked(tx)) === 0) return []
    const findings: RowFinding[] = []
    for (const stage of stages) {
      if (!of.staged.includes(stage)) continue
      const found = await tx.client.query<{ sheet: number; row: number; code: number }>(
        `with said as (
           select s.sheet, s.row, s.person_no, case
             when a.is_off then 0
             when s.month < a.first_month then 1
             when s.month > a.last_month then 2 end as code
           from ${stage} s join engagement_asked a on a.person_no = s.person_no
         )
         select distinct on (person_no, code) sheet, row, code from said where code is not null
         order by person_no, code, sheet, row limit ${mostFindings}`,
      )
      for (const { sheet, row, code } of found.rows) {
        const field = code === 0 ? 'name' : 'payMonth'
        const named = codes[code]
        if (named !== undefined)
          findings.push({ sheet, row, field, code: named, values: {}, waits: false })
      }
    }
    tx.note({ findings: findings.length })
    return findings.slice(0, mostFindings)
  })
}

/** Looked up and not joined: with a join planned for one row, each person was compared with each project. */
const isOff = `(not e.on_roster and r.project_id in (select project_id from project where has_roster))`

/** `engagement_asked`: persons of the file whose engagement has something to compare with; how many. */
async function findAsked(tx: Tx): Promise<number> {
  await tx.client.query('drop table if exists engagement_asked')
  const found = await tx.client.query(
    `create temporary table engagement_asked on commit drop as
      with project as materialized (
        select t.project_id, exists (select from labour.engagement e
          where e.district = $1 and e.project_id = t.project_id and e.on_roster) as has_roster
        from (select distinct project_id from resolved_person) t
      )
      select r.person_no, ${isOff} as is_off,
        -- Who left and came again has an earlier stay: what lies before his entry may be of that one. Asked of him alone: as a
        -- table of all stays it was taken for a few rows, and made anew for each person.
        case when e.entered_on is null or exists (select from labour.entry_exit x
          where x.district = $1 and x.project_id = e.project_id and x.worker_id = e.worker_id and x.superseded_by is null
            and x.happened_on < e.entered_on and x.kind = 'exit') then null else to_char(e.entered_on, 'YYYY-MM') end as first_month,
        to_char(e.left_on, 'YYYY-MM') as last_month
      from resolved_person r
      join labour.engagement e on e.district = $1 and e.project_id = r.project_id and e.worker_id = r.worker_id
      where ${isOff} or e.entered_on is not null or e.left_on is not null`,
    [tx.district],
  )
  if ((found.rowCount ?? 0) > 0) await tx.client.query('analyze engagement_asked')
  return found.rowCount ?? 0
}
