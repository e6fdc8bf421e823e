import type { Tx } from '../../platform/context.ts'
import type { DeviceNumber } from './rules/device-user.ts'

export interface NewTie extends DeviceNumber {
  readonly id: string
  readonly userName: string | null
  /** Null: the number is nobody's any more. */
  readonly workerId: string | null
}

export async function insertTies(
  tx: Tx,
  projectId: string,
  ties: readonly NewTie[],
): Promise<void> {
  await tx.client.query(
    `insert into labour.device_user (district, id, project_id, device, user_no, user_name, worker_id, tied_by, tied_by_name, tied_at)
      select $1, t.id, $2, t.device, t.user_no, t.user_name, t.worker_id, $3, $4, $5
      from unnest($6::uuid[], $7::text[], $8::text[], $9::text[], $10::uuid[]) as t (id, device, user_no, user_name, worker_id)`,
    [
      tx.district,
      projectId,
      tx.actor.id,
      tx.actor.name,
      tx.now,
      ties.map(({ id }) => id),
      ties.map(({ device }) => device),
      ties.map(({ userNo }) => userNo),
      ties.map(({ userName }) => userName),
      ties.map(({ workerId }) => workerId),
    ],
  )
}

/** Which of the workers are on the project. */
export async function listEngaged(
  tx: Tx,
  projectId: string,
  workerIds: readonly string[],
): Promise<Set<string>> {
  const found = await tx.client.query<{ worker_id: string }>(
    'select worker_id from labour.engagement where district = $1 and project_id = $2 and worker_id = any ($3::uuid[])',
    [tx.district, projectId, workerIds],
  )
  return new Set(found.rows.map((row) => row.worker_id))
}

/** Keeps what logs say, of projects that are known by code (`''`: none was named). */
export async function insertDeviceMonths(
  tx: Tx,
  importId: string,
  projects: ReadonlyMap<string, string>,
): Promise<number> {
  const inserted = await tx.client.query(
    `insert into labour.device_month (district, import_id, sheet, row, project_id, device, user_no, user_name, month, punches)
      select $1, $2, s.sheet, s.row, p.project_id, s.device, s.user_no, s.user_name, s.month, s.punches
      from stage_device_month s
      join unnest($3::text[], $4::uuid[]) as p (code, project_id) on p.code = coalesce(s.project_code, '')`,
    [tx.district, importId, [...projects.keys()], [...projects.values()]],
  )
  return inserted.rowCount ?? 0
}

export async function readStagedDeviceCodes(tx: Tx): Promise<string[]> {
  const found = await tx.client.query<{ code: string }>(
    `select distinct coalesce(project_code, '') as code from stage_device_month`,
  )
  return found.rows.map((row) => row.code)
}

/** What an import's logs say does not stand any more; returns the projects. */
export async function withdrawDeviceMonths(tx: Tx, importId: string): Promise<number> {
  const done = await tx.client.query(
    'update labour.device_month set withdrawn = true where district = $1 and import_id = $2 and not withdrawn',
    [tx.district, importId],
  )
  return done.rowCount ?? 0
}

export async function listDeviceProjects(tx: Tx, importId: string): Promise<string[]> {
  const found = await tx.client.query<{ project_id: string }>(
    'select distinct project_id from labour.device_month where district = $1 and import_id = $2',
    [tx.district, importId],
  )
  return found.rows.map((row) => row.project_id)
}

/** A user of whom a log speaks and who is tied to nobody, or to somebody of another name. */
export interface UntiedUser extends DeviceNumber {
  readonly sheet: number
  readonly row: number
  readonly user_name: string | null
  /** The worker whom the number was tied to, where the log has another name for it. */
  readonly tied_name: string | null
  readonly days: number
  readonly punches: number
}

/** More would be read by nobody. */
const mostUntied = 2_000

export async function listUntied(tx: Tx, importId: string): Promise<UntiedUser[]> {
  const found = await tx.client.query<UntiedUser>(
    `select m.device, m.user_no as "userNo", (array_agg(m.user_name order by m.month desc) filter (where m.user_name is not null))[1] as user_name,
        max(w.name) as tied_name, (array_agg(m.sheet order by m.sheet, m.row))[1] as sheet, (array_agg(m.row order by m.sheet, m.row))[1] as row,
        count(distinct (m.month, p.punch / 5760))::integer as days, count(p.punch)::integer as punches
      from labour.device_month m
      cross join lateral unnest(m.punches) as p (punch)
      left join labour.device_user_face t on t.district = m.district and t.project_id = m.project_id and t.device = m.device and t.user_no = m.user_no
      left join labour.worker w on w.district = m.district and w.id = t.worker_id
      where m.district = $1 and m.import_id = $2 and not m.withdrawn and (t.worker_id is null or ${otherName('m', 't', 'w')})
      group by m.project_id, m.device, m.user_no
      order by 5, 6 limit ${mostUntied}`,
    [tx.district, importId],
  )
  return found.rows
}

/**
 * A number that a machine gives to somebody else after its first owner has left: the log's name is neither the worker's nor
 * the one that it had when it was tied.
 */
export function otherName(month: string, tie: string, worker: string): string {
  return `(${month}.user_name is not null and ${month}.user_name is distinct from ${tie}.user_name and ${month}.user_name <> ${worker}.name)`
}

/** The first lines of logs that speak of these numbers of a project, file by file. */
export async function listLogsOf(
  tx: Tx,
  projectId: string,
  numbers: readonly DeviceNumber[],
): Promise<{ importId: string; sheet: number; row: number }[]> {
  const found = await tx.client.query<{ importId: string; sheet: number; row: number }>(
    `select distinct on (m.import_id, m.device, m.user_no) m.import_id as "importId", m.sheet, m.row
      from labour.device_month m
      join unnest($3::text[], $4::text[]) as n (device, user_no) on n.device = m.device and n.user_no = m.user_no
      where m.district = $1 and m.project_id = $2 and not m.withdrawn
      order by m.import_id, m.device, m.user_no, m.sheet, m.row`,
    [
      tx.district,
      projectId,
      numbers.map(({ device }) => device),
      numbers.map(({ userNo }) => userNo),
    ],
  )
  return found.rows
}
