import { Refused } from '../../kernel/refusal.ts'
import { type Hearer, within } from '../../platform/hearing.ts'
import type { Tx } from '../../platform/context.ts'
import { attendanceRecorded, deviceAttendanceChanged, rosterRecorded } from '../labour/contract.ts'
import { projectChanged } from '../registry/contract.ts'
import { bankRecorded, payRecorded } from './contract.ts'
import { refreshLedger } from './refresh-ledger.ts'
import { listFinishedButOwing } from './views.ts'

export const wagesHears: readonly Hearer[] = [
  within(projectChanged, async (tx, projects) => {
    const ids = [...new Set(projects.map(({ projectId }) => projectId))]
    await refuseToFinishOwing(tx, ids)
    await refreshLedger(tx, 'project', ids, 0)
  }),
  within(rosterRecorded, (tx, imports) => refreshLedger(tx, 'rate', importIdsOf(imports), 0)),
  within(attendanceRecorded, (tx, imports) =>
    refreshLedger(tx, 'attendance', importIdsOf(imports), linesOf(imports)),
  ),
  within(deviceAttendanceChanged, (tx, changes) =>
    refreshLedger(
      tx,
      'devices',
      changes.map(({ changeId }) => changeId),
      linesOf(changes),
    ),
  ),
  within(payRecorded, (tx, imports) =>
    refreshLedger(tx, 'pay', importIdsOf(imports), linesOf(imports)),
  ),
  within(bankRecorded, (tx, imports) =>
    refreshLedger(tx, 'bank', importIdsOf(imports), linesOf(imports)),
  ),
]

/** Whether a project still owes only the ledger knows: a change that calls it finished then does not happen. */
async function refuseToFinishOwing(tx: Tx, projectIds: readonly string[]): Promise<void> {
  const owing = await listFinishedButOwing(tx, projectIds)
  if (owing.length === 0) return
  throw new Refused({ code: 'registry.project-still-owes', kind: 'wrong-state', field: 'state' })
}

function importIdsOf(imports: readonly { importId: string }[]): string[] {
  return [...new Set(imports.map(({ importId }) => importId))]
}

function linesOf(imports: readonly { lines: number }[]): number {
  return imports.reduce((sum, { lines }) => sum + lines, 0)
}
