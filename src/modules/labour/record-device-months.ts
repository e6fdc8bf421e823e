import type { RowFinding } from '../../kernel/row-finding.ts'
import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { analyzeTable } from '../../platform/stage.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import { projectIdsByCode } from '../registry/views.ts'
import type { Recorded } from './append-lines.ts'
import { deviceAttendanceChanged } from './contract.ts'
import { foldDeviceMonths } from './fold-device-months.ts'
import {
  insertDeviceMonths,
  listUntied,
  readStagedDeviceCodes,
  type UntiedUser,
} from './store-devices.ts'

/**
 * Keeps what an import's logs say, and makes worker-months of what their users are tied to. Users that are nobody's wait:
 * their punches are kept, and count as soon as somebody says whose they are.
 */
export async function recordDeviceMonths(
  ctx: Tx,
  { importId, projectId }: { readonly importId: string; readonly projectId: string | null },
): Promise<Recorded & { readonly findings: RowFinding[] }> {
  return act(ctx, 'device-months.record', importId, async (tx) => {
    const codes = await readStagedDeviceCodes(tx)
    const projects = new Map(
      await projectIdsByCode(
        tx,
        codes.filter((code) => code !== ''),
      ),
    )
    if (projectId !== null) projects.set('', projectId)
    await lockProjects(tx, projects.values())
    const kept = await insertDeviceMonths(tx, importId, projects)
    await analyzeTable(tx, 'labour.device_month', kept)
    await touchImport(tx, importId)
    const recorded = await foldDeviceMonths(tx, importId, importId)
    const lines = recorded.added + recorded.superseded
    if (lines > 0) tx.announce(deviceAttendanceChanged, { changeId: importId, lines })
    const untied = await listUntied(tx, importId)
    tx.note({ ...recorded, untied: untied.length })
    return { ...recorded, findings: untied.map(findingOf) }
  })
}

/** `device_touch`: the worker-months that the import's logs speak of. */
export async function touchImport(tx: Tx, importId: string): Promise<void> {
  await tx.client.query('drop table if exists device_touch')
  await tx.client.query(
    `create temporary table device_touch on commit drop as
      select distinct t.project_id, t.worker_id, m.month
      from labour.device_month m
      join labour.device_user_face t on t.district = $1 and t.project_id = m.project_id and t.device = m.device and t.user_no = m.user_no
      where m.district = $1 and m.import_id = $2`,
    [tx.district, importId],
  )
}

function findingOf(user: UntiedUser): RowFinding {
  const { sheet, row, days, punches, userNo } = user
  const isOther = user.tied_name !== null
  return {
    sheet,
    row,
    field: 'deviceUser',
    code: isOther ? 'labour.device-user-of-another' : 'labour.device-user-untied',
    values: { user: userNo, days, punches },
    waits: true,
  }
}
