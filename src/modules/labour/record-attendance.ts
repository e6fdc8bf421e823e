import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { appendLines, type Recorded } from './append-lines.ts'
import { attendanceRecorded } from './contract.ts'
import { attendanceLines } from './lines.ts'
import { rememberMerged } from './remember-merged.ts'

/** Attendance months from their stage, of the persons that were resolved; the team is the sheet's. */
export async function recordAttendance(
  ctx: Tx,
  { importId }: { readonly importId: string },
): Promise<Recorded> {
  return act(ctx, 'attendance.record', importId, async (tx) => {
    const recorded = await appendLines(
      tx,
      importId,
      attendanceLines,
      `select s.sheet, s.row, p.project_id, s.month, p.worker_id, p.team_id, s.present, s.minutes, s.overtime_minutes, s.days_present,
        s.minutes_total, s.workdays_hundredths from stage_attendance s join resolved_person p using (person_no)`,
    )
    await rememberMerged(tx, importId, { stage: 'stage_attendance', table: attendanceLines.table })
    const lines = recorded.added + recorded.unchanged
    tx.announce(attendanceRecorded, { importId, lines })
    tx.note({ ...recorded })
    return recorded
  })
}
