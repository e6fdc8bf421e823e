import { correctionStage } from '../../kernel/correction.ts'
import type { Tx } from '../../platform/context.ts'
import { openStage } from '../../platform/stage.ts'
import type { Lines } from './append-lines.ts'

/**
 * Notes what the incoming lines put in the place of what stood, before those are covered (see `appendLines`, whose
 * `incoming` it reads): one row a field that changed.
 */
export async function noteCorrections(tx: Tx, importId: string, lines: Lines): Promise<void> {
  const { table, key, values, unsaid = [] } = lines
  await openStage(tx, correctionStage)
  const keyed = (column: string, type: string) =>
    key.includes(column) ? `i.${column}` : `null::${type}`
  const fields = values.map((value) =>
    unsaid.includes(value)
      ? `('${value}', '', case when s.${value} is distinct from i.${value} then '*' else '' end)`
      : `('${value}', s.${value}::text, i.${value}::text)`,
  )
  if (fields.length === 0) return
  await tx.client.query(
    `insert into line_correction (import_id, sheet, row, project_id, worker_id, month, field, before, after)
      select $2, i.sheet, i.row, ${keyed('project_id', 'uuid')}, ${keyed('worker_id', 'uuid')}, ${keyed('month', 'text')},
        v.field, v.before, v.after
      from incoming i
      join ${table} s on s.district = $1 and s.import_id = i.standing_import and s.sheet = i.standing_sheet and s.row = i.standing_row
      cross join lateral (values ${fields.join(', ')}) as v (field, before, after)
      where i.standing_import is not null and not i.equal and v.before is distinct from v.after`,
    [tx.district, importId],
  )
}
