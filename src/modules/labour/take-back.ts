import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import { attendanceRecorded, rosterRecorded } from './contract.ts'
import { foldEngagements } from './fold-engagements.ts'
import { attendanceLines, contractLines, entryExitLines, rosterLines } from './lines.ts'
import { listMentionedProjects, withdrawMentions } from './store.ts'
import { takeBackLines } from './take-back-lines.ts'

/**
 * Takes back what an import said of workers: as if it had never come. What it had taken the place of stands again. Workers
 * that it brought stay on record, without an engagement where nothing else speaks of them.
 */
export async function takeBack(ctx: Tx, importId: string): Promise<{ lines: number }> {
  return act(ctx, 'labour.take-back', importId, async (tx) => {
    await lockProjects(tx, await listMentionedProjects(tx, importId))
    const rosters = [rosterLines, entryExitLines, contractLines]
    let rosterLinesBack = 0
    for (const lines of rosters) rosterLinesBack += await takeBackLines(tx, importId, lines)
    const attendance = await takeBackLines(tx, importId, attendanceLines)
    await withdrawMentions(tx, importId)
    await foldEngagements(tx, 'withdrawn_mention')
    if (rosterLinesBack > 0) tx.announce(rosterRecorded, { importId })
    if (attendance > 0) tx.announce(attendanceRecorded, { importId, lines: attendance })
    const lines = rosterLinesBack + attendance
    tx.note({ lines })
    return { lines }
  })
}
