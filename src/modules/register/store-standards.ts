import type { PlainDate } from '../../kernel/day.ts'
import type { Tx } from '../../platform/context.ts'
import type { RiskClass } from './rules/class.ts'

export interface StandardLine {
  readonly id: string
  readonly projectId: string
  readonly checkedOn: PlainDate
  readonly grade: RiskClass
  readonly organisation: string
  readonly sheet: number
  readonly row: number
}

/** Grades as a list states them, in one statement. */
export async function insertStandardLines(
  tx: Tx,
  importId: string,
  lines: readonly StandardLine[],
): Promise<void> {
  if (lines.length === 0) return
  await tx.client.query({
    name: 'register-insert-standard-lines',
    text: `insert into register.standard_check (district, id, project_id, checked_on, met, grade, actor_name, organisation, at, import_id, sheet, row)
      select $1, u.id, u.project_id, u.checked_on, null, u.grade, $3, u.organisation, $4, $2, u.sheet, u.row
      from unnest($5::uuid[], $6::uuid[], $7::date[], $8::text[], $9::text[], $10::integer[], $11::integer[])
        as u (id, project_id, checked_on, grade, organisation, sheet, row)`,
    values: [
      tx.district,
      importId,
      tx.actor.name,
      tx.now,
      lines.map(({ id }) => id),
      lines.map(({ projectId }) => projectId),
      lines.map(({ checkedOn }) => checkedOn),
      lines.map(({ grade }) => grade),
      lines.map(({ organisation }) => organisation),
      lines.map(({ sheet }) => sheet),
      lines.map(({ row }) => row),
    ],
  })
}

/** What stands of projects, the last that was said of a day last. */
export async function listStandardsOf(
  tx: Tx,
  projectIds: readonly string[],
): Promise<{ project_id: string; checked_on: PlainDate; grade: RiskClass }[]> {
  if (projectIds.length === 0) return []
  const found = await tx.client.query<{
    project_id: string
    checked_on: PlainDate
    grade: RiskClass
  }>({
    name: 'register-standards-of',
    text: `select project_id, checked_on, grade from register.standard_check
      where district = $1 and project_id = any ($2::uuid[]) and withdrawn_at is null order by id`,
    values: [tx.district, [...new Set(projectIds)]],
  })
  return found.rows
}

/** The lines of an import stand no more; how many. */
export async function withdrawStandardLines(tx: Tx, importId: string): Promise<number> {
  const done = await tx.client.query({
    name: 'register-withdraw-standard-lines',
    text: `update register.standard_check set withdrawn_at = $3 where district = $1 and import_id = $2 and withdrawn_at is null`,
    values: [tx.district, importId, tx.now],
  })
  return done.rowCount ?? 0
}
