import type { Tx } from '../../platform/context.ts'
import { workersMerged } from './contract-merges.ts'
import { deviceAttendanceChanged } from './contract.ts'
import { foldDeviceMonths } from './fold-device-months.ts'
import { foldEngagements } from './fold-engagements.ts'
import { type Move, type WorkerLines, moveLines } from './move-lines.ts'
import { deviceUserTable, mentionTable } from './remember-merged.ts'

/** What labour keeps of workers, line by line. */
const labourLines: readonly WorkerLines[] = [
  { table: 'labour.roster_line', facts: [{ column: 'superseded_by', key: ['project_id'] }] },
  {
    table: 'labour.entry_exit',
    facts: [{ column: 'superseded_by', key: ['project_id', 'happened_on', 'kind'] }],
  },
  {
    table: 'labour.contract_line',
    facts: [{ column: 'superseded_by', key: ['project_id', 'valid_from'] }],
  },
  {
    table: 'labour.attendance_month',
    facts: [{ column: 'superseded_by', key: ['project_id', 'month', 'team_id'] }],
  },
]

/**
 * Everything that labour keeps of a worker is from now on another's; who is told moves what he keeps, and reckons anew.
 * Returns how many lines went.
 */
export async function moveWorker(tx: Tx, move: Move): Promise<number> {
  await openTouch(tx)
  await touchDevices(tx, move)
  let lines = 0
  for (const table of labourLines) lines += await moveLines(tx, move, table)
  await moveNamed(tx, move, {
    table: mentionTable,
    place: 'import_id, 0 as sheet, person_no as row',
    where: 'project_id = any ($4::uuid[]) and not withdrawn',
    joined: 'm.import_id = t.import_id and m.row = t.person_no',
  })
  await moveNamed(tx, move, {
    table: deviceUserTable,
    place: 'id as import_id, 0 as sheet, 0 as row',
    where: 'project_id = any ($4::uuid[])',
    joined: 'm.import_id = t.id',
  })
  await tx.client.query('drop table if exists moved_pair')
  await tx.client.query(
    `create temporary table moved_pair on commit drop as
      select p.project_id, w.worker_id from unnest($1::uuid[]) as p (project_id) cross join unnest($2::uuid[]) as w (worker_id)`,
    [move.projectIds, [move.from, move.to]],
  )
  await foldEngagements(tx, 'moved_pair')
  await touchDevices(tx, move)
  const { added, superseded } = await foldDeviceMonths(tx, move.eventId, null)
  const months = added + superseded
  if (months > 0) tx.announce(deviceAttendanceChanged, { changeId: move.eventId, lines: months })
  const { eventId, from, to, named, projectIds } = move
  tx.announce(workersMerged, {
    eventId,
    from,
    to,
    named: listOrNull(named),
    projectIds: [...projectIds],
  })
  return lines
}

function listOrNull(named: readonly string[] | null): string[] | null {
  return named === null ? null : [...named]
}

interface Named {
  readonly table: string
  readonly place: string
  readonly where: string
  readonly joined: string
}

/** Rows of which more than one may stand, so that none gives way: mentions, and numbers of machines. */
async function moveNamed(tx: Tx, move: Move, { table, place, where, joined }: Named) {
  const { district } = tx
  if (move.named === null) {
    await tx.client.query(
      `insert into labour.merged_line (district, line_table, import_id, sheet, row, worker_id)
        select $1, $2, ${place}, worker_id from ${table} t where district = $1 and worker_id = $3 and ${where}
        on conflict do nothing`,
      [district, table, move.from, move.projectIds],
    )
    await tx.client.query(
      `update ${table} t set worker_id = $2 where district = $1 and worker_id = $3 and ${where}`,
      [district, move.to, move.from, move.projectIds],
    )
    return
  }
  await tx.client.query(
    `update ${table} t set worker_id = $4 from labour.merged_line m
      where m.district = $1 and m.line_table = $2 and m.worker_id = any ($5::uuid[]) and t.district = $1 and t.worker_id = $3 and ${joined}`,
    [district, table, move.from, move.to, move.named],
  )
}

async function openTouch(tx: Tx): Promise<void> {
  await tx.client.query('drop table if exists device_touch')
  await tx.client.query(
    'create temporary table device_touch (project_id uuid, worker_id uuid, month text) on commit drop',
  )
}

/** Every month that machines have of either, of both: what the one loses the other gets. */
async function touchDevices(tx: Tx, { from, to }: Move): Promise<void> {
  await tx.client.query(
    `insert into device_touch
      select distinct t.project_id, w.id, m.month
      from labour.device_user_face t
      join labour.device_month m on m.district = $1 and m.project_id = t.project_id and m.device = t.device and m.user_no = t.user_no and not m.withdrawn
      cross join unnest($2::uuid[]) as w (id)
      where t.district = $1 and t.worker_id = any ($2::uuid[])`,
    [tx.district, [from, to]],
  )
}
