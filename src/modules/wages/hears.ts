import { calendarChanged } from '../calendar/contract.ts'
import { Refused } from '../../kernel/refusal.ts'
import { type Hearer, within } from '../../platform/hearing.ts'
import type { Tx } from '../../platform/context.ts'
import { attendanceRecorded, deviceAttendanceChanged, rosterRecorded } from '../labour/contract.ts'
import { workersMerged } from '../labour/contract-merges.ts'
import { projectChanged } from '../registry/contract.ts'
import { projectGivenUp } from '../registry/contract-sources.ts'
import { bankRecorded, payRecorded } from './contract.ts'
import { followCalendar } from './follow-calendar.ts'
import { moveWages } from './move-wages.ts'
import { refreshLedger } from './refresh-ledger.ts'
import { listFinishedButOwing } from './views.ts'
import { hasWages } from './views-given-up.ts'

export const wagesHears: readonly Hearer[] = [
  within(calendarChanged, async (tx, changes) => {
    for (const change of changes) await followCalendar(tx, change)
  }),
  within(projectGivenUp, async (tx, projects) => {
    for (const { projectId, code } of projects) {
      if (!(await hasWages(tx, projectId))) continue
      throw new Refused({ code: 'wages.project-has-wages', kind: 'wrong-state', values: { code } })
    }
  }),
  within(projectChanged, async (tx, projects) => {
    const ids = [...new Set(projects.map(({ projectId }) => projectId))]
    await refuseToFinishOwing(tx, turnedIn(projects))
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
  within(workersMerged, async (tx, merges) => {
    for (const merge of merges) await moveWages(tx, merge)
    const workerIds = merges.flatMap(({ from, to }) => [from, to])
    await refreshLedger(tx, 'workers', [...new Set(workerIds)], 0)
  }),
  within(payRecorded, (tx, imports) =>
    refreshLedger(tx, 'pay', importIdsOf(imports), linesOf(imports)),
  ),
  within(bankRecorded, (tx, imports) =>
    refreshLedger(tx, 'bank', importIdsOf(imports), linesOf(imports)),
  ),
]

/** Projects whose state may be another now: one that is finished already may be put right in all else. */
function turnedIn(
  projects: readonly { readonly projectId: string; readonly fields?: string[] | undefined }[],
): string[] {
  const turned = projects.filter(({ fields }) => fields === undefined || fields.includes('state'))
  return [...new Set(turned.map(({ projectId }) => projectId))]
}

/** Whether a project still owes only the ledger knows: a change that calls it finished then does not happen. */
async function refuseToFinishOwing(tx: Tx, projectIds: readonly string[]): Promise<void> {
  const owing = projectIds.length === 0 ? [] : await listFinishedButOwing(tx, projectIds)
  if (owing.length === 0) return
  throw new Refused({ code: 'registry.project-still-owes', kind: 'wrong-state', field: 'state' })
}

function importIdsOf(imports: readonly { importId: string }[]): string[] {
  return [...new Set(imports.map(({ importId }) => importId))]
}

function linesOf(imports: readonly { lines: number }[]): number {
  return imports.reduce((sum, { lines }) => sum + lines, 0)
}
