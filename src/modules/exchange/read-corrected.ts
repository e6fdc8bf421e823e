import { correctionStage } from '../../kernel/correction.ts'
import type { Tx } from '../../platform/context.ts'
import { openStage } from '../../platform/stage.ts'
import type { Corrected } from './contract.ts'

/** What the import's lines put in the place of others, as the modules noted it in this transaction; null: nothing. */
export async function readCorrected(tx: Tx, importId: string): Promise<Corrected | null> {
  await openStage(tx, correctionStage)
  const sum = (field: string, column: 'before' | 'after') =>
    `coalesce(sum(${column}::bigint) filter (where field = '${field}'), 0)::bigint`
  const found = await tx.client.query<Corrected>(
    `select count(distinct (sheet, row)) as lines, count(distinct worker_id) as workers,
        ${sum('due_fen', 'before')} as "dueBeforeFen", ${sum('due_fen', 'after')} as "dueAfterFen",
        ${sum('paid_fen', 'before')} as "paidBeforeFen", ${sum('paid_fen', 'after')} as "paidAfterFen",
        ${sum('workdays_hundredths', 'before')} as "workdaysBeforeHundredths",
        ${sum('workdays_hundredths', 'after')} as "workdaysAfterHundredths"
      from line_correction where import_id = $1`,
    [importId],
  )
  const [corrected] = found.rows
  return corrected === undefined || corrected.lines === 0 ? null : corrected
}
