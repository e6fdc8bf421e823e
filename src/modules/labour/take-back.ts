import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import { attendanceRecorded, deviceAttendanceChanged, rosterRecorded } from './contract.ts'
import { foldDeviceMonths } from './fold-device-months.ts'
import { foldEngagements } from './fold-engagements.ts'
import { attendanceLines, contractLines, entryExitLines, rosterLines } from './lines.ts'
import { touchImport } from './record-device-months.ts'
import { listMentionedProjects, withdrawMentions } from './store.ts'
import { listDeviceProjects, withdrawDeviceMonths } from './store-devices.ts'
import { takeBackLines } from './take-back-lines.ts'
import { withdrawProposals } from './withdraw-proposals.ts'

/**
 * Takes back what an import said of workers: as if it had never come. What it had taken the place of stands again. Workers
 * that it brought stay on record, without an engagement where nothing else speaks of them.
 */
export async function takeBack(ctx: Tx, importId: string): Promise<{ lines: number }> {
  return act(ctx, 'labour.take-back', importId, async (tx) => {
    const ofDevices = await listDeviceProjects(tx, importId)
    await lockProjects(tx, [...(await listMentionedProjects(tx, importId)), ...ofDevices])
    const rosters = [rosterLines, entryExitLines, contractLines]
    let rosterLinesBack = 0
    for (const lines of rosters) rosterLinesBack += await takeBackLines(tx, importId, lines)
    const attendance = await takeBackLines(tx, importId, attendanceLines)
    await withdrawMentions(tx, importId)
    await foldEngagements(tx, 'withdrawn_mention')
    await withdrawProposals(tx, importId)
    if (rosterLinesBack > 0) tx.announce(rosterRecorded, { importId })
    if (attendance > 0) tx.announce(attendanceRecorded, { importId, lines: attendance })
    const logs = ofDevices.length > 0 ? await takeBackLogs(tx, importId) : 0
    const lines = rosterLinesBack + attendance + logs
    tx.note({ lines })
    return { lines }
  })
}

/** What the import's logs had added to worker-months goes; what other logs say of them stays. */
async function takeBackLogs(tx: Tx, importId: string): Promise<number> {
  const logs = await withdrawDeviceMonths(tx, importId)
  if (logs === 0) return 0
  await touchImport(tx, importId)
  const { added, superseded } = await foldDeviceMonths(tx, importId, null)
  const lines = added + superseded
  if (lines > 0) tx.announce(deviceAttendanceChanged, { changeId: importId, lines })
  return logs
}
