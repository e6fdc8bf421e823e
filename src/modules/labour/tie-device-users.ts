import { uuidv7 } from 'uuidv7'
import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { lockProjects } from '../registry/lock-projects.ts'
import { deviceAttendanceChanged } from './contract.ts'
import { foldDeviceMonths } from './fold-device-months.ts'
import { whyNotTie } from './rules/device-user.ts'
import { type NewTie, insertTies, listEngaged, listLogsOf } from './store-devices.ts'

export interface Tied {
  /** Numbers whose owner is another than before. */
  readonly tied: number
  /** Worker-months that came, or changed. */
  readonly months: number
  /** Where the logs that stand first speak of them. */
  readonly lines: readonly { importId: string; sheet: number; row: number }[]
}

/**
 * Says whose numbers the users of machines on a project are, or that they are nobody's. What logs have said of them counts
 * at once, and what later logs say without being asked again; nothing of a log is read anew.
 */
export async function tieDeviceUsers(
  ctx: Context,
  projectId: string,
  ties: readonly Omit<NewTie, 'id'>[],
): Promise<Tied> {
  return act(ctx, 'device-user.tie', projectId, async (tx) => {
    await lockProjects(tx, [projectId])
    const workerIds = [...new Set(ties.flatMap(({ workerId }) => workerId ?? []))]
    must(whyNotTie(workerIds, await listEngaged(tx, projectId, workerIds)))
    const changed = await changedTies(tx, projectId, ties)
    if (changed.length === 0) return { tied: 0, months: 0, lines: [] }
    await openTouch(tx)
    await touchOwners(tx, projectId, changed)
    await insertTies(tx, projectId, changed)
    await touchOwners(tx, projectId, changed)
    const changeId = uuidv7()
    const { added, superseded } = await foldDeviceMonths(tx, changeId, null)
    const months = added + superseded
    if (months > 0) tx.announce(deviceAttendanceChanged, { changeId, lines: months })
    tx.note({
      tied: changed.filter(({ workerId }) => workerId !== null).length,
      released: changed.filter(({ workerId }) => workerId === null).length,
      months,
    })
    return { tied: changed.length, months, lines: await listLogsOf(tx, projectId, changed) }
  })
}

/** Those that say something else than what holds, or have another name since. */
async function changedTies(
  tx: Tx,
  projectId: string,
  ties: readonly Omit<NewTie, 'id'>[],
): Promise<NewTie[]> {
  const found = await tx.client.query<{
    device: string
    user_no: string
    worker_id: string
    user_name: string | null
  }>(
    `select t.device, t.user_no, t.worker_id, t.user_name from labour.device_user_face t
      join unnest($3::text[], $4::text[]) as n (device, user_no) on n.device = t.device and n.user_no = t.user_no
      where t.district = $1 and t.project_id = $2`,
    [tx.district, projectId, ties.map(({ device }) => device), ties.map(({ userNo }) => userNo)],
  )
  const known = new Map(found.rows.map((row) => [`${row.device}\0${row.user_no}`, row]))
  return ties.flatMap((tie) => {
    const before = known.get(`${tie.device}\0${tie.userNo}`)
    const isSame =
      (before?.worker_id ?? null) === tie.workerId &&
      (tie.workerId === null || tie.userName === null || before?.user_name === tie.userName)
    return isSame ? [] : [{ ...tie, id: uuidv7() }]
  })
}

async function openTouch(tx: Tx): Promise<void> {
  await tx.client.query('drop table if exists device_touch')
  await tx.client.query(
    'create temporary table device_touch (project_id uuid, worker_id uuid, month text) on commit drop',
  )
}

/** Every month that logs have of the numbers, of whoever they are tied to now. */
async function touchOwners(tx: Tx, projectId: string, ties: readonly NewTie[]): Promise<void> {
  await tx.client.query(
    `insert into device_touch
      select distinct t.project_id, t.worker_id, m.month
      from unnest($3::text[], $4::text[]) as n (device, user_no)
      join labour.device_user_face t on t.district = $1 and t.project_id = $2 and t.device = n.device and t.user_no = n.user_no
      join labour.device_month m on m.district = $1 and m.project_id = $2 and m.device = n.device and m.user_no = n.user_no and not m.withdrawn`,
    [tx.district, projectId, ties.map(({ device }) => device), ties.map(({ userNo }) => userNo)],
  )
}
