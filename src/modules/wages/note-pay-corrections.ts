import { correctionStage } from '../../kernel/correction.ts'
import type { Tx } from '../../platform/context.ts'
import { openStage } from '../../platform/stage.ts'

/** Notes what the file's lines and payments put in the place of what stood (see `pay-lines.ts`, whose `pay_met` it reads). */
export async function notePayCorrections(tx: Tx, importId: string): Promise<void> {
  await openStage(tx, correctionStage)
  const changed = (of: 'l' | 'q', column: string, mine = column) =>
    `${of}.${column}::text, case when ${of}.import_id is not null then s.${mine}::text end`
  await tx.client.query(
    `insert into line_correction (import_id, sheet, row, project_id, worker_id, month, field, before, after)
      select $2, s.sheet, s.row, p.project_id, p.worker_id, s.month, v.field, v.before, v.after
      from pay_met m
      join stage_pay s on s.sheet = m.sheet and s.row = m.row
      join pay_person p using (person_no)
      left join wages.pay_line l on not m.line_equal and l.district = $1 and l.import_id = m.line_import
        and l.sheet = m.line_sheet and l.row = m.line_row
      left join wages.pay_line q on not m.payment_equal and q.district = $1 and q.import_id = m.payment_import
        and q.sheet = m.payment_sheet and q.row = m.payment_row
      cross join lateral (values
        (case s.kind when 'ordinary' then 'due_fen' else 'back_pay_fen' end, ${changed('l', 'due_fen')}),
        ('deducted_fen', ${changed('l', 'deducted_fen')}),
        ('net_fen', ${changed('l', 'net_fen')}),
        ('workdays_hundredths', ${changed('l', 'workdays_hundredths')}),
        ('paid_fen', ${changed('q', 'net_fen')})
      ) as v (field, before, after)
      where v.before is distinct from v.after`,
    [tx.district, importId],
  )
}
