import { maskName } from '../../kernel/masked.ts'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import { findOwners, keyOfNumber } from '../labour/views-devices.ts'
import type { DeviceUserRow, DeviceUsers } from './contract-devices.ts'
import type { SeenDeviceUser } from '../recognition/rules/devices/device-users.ts'
import type { ExchangeTables } from './tables.ts'
import { joinFiles, projectFaces } from './views-projects.ts'

type FileRow = ExchangeTables['exchange.source_file']

/** As many as anybody goes through on one page; those that are nobody's come first. */
const mostShown = 500

/** The users of machines that a file's logs speak of: whose each is, or who it may be. */
export async function viewDeviceUsers(ctx: Context, fileId: string): Promise<DeviceUsers> {
  const { project, users } = await readDeviceUsers(ctx, fileId)
  return {
    project,
    total: users.length,
    untied: users.filter(isOpen).length,
    users: users.slice(0, mostShown),
  }
}

export interface AllDeviceUsers extends Pick<DeviceUsers, 'project'> {
  readonly file: string
  readonly users: readonly DeviceUserRow[]
}

/** Every one of them, those that are nobody's first. */
export async function readDeviceUsers(ctx: Context, fileId: string): Promise<AllDeviceUsers> {
  return look(ctx, async (reading) => {
    const file = await fileOf(reading, fileId)
    const seen = file.device_users ?? []
    const projectId = await projectOfLogs(reading, file)
    const faces = await projectFaces(reading, projectId === null ? [] : [projectId])
    const project = projectId === null ? null : (faces.get(projectId) ?? null)
    const rows = projectId === null ? seen.map(unasked) : await rowsOf(reading, projectId, seen)
    const open = rows.filter(isOpen)
    return {
      project,
      file: file.name,
      users: [...open, ...rows.filter((row) => !isOpen(row))],
    }
  })
}

/** Whose the file's logs are; null where nobody has said so yet, or where they are of several projects. */
export async function projectOfLogs(reading: Reading, file: FileRow): Promise<string | null> {
  if (file.project_id !== null || file.state !== 'understood') return file.project_id
  const batch = await tables<ExchangeTables>(reading)
    .selectFrom('exchange.batch')
    .selectAll()
    .where('district', '=', reading.district)
    .where('id', '=', file.batch_id)
    .executeTakeFirst()
  if (batch === undefined) return null
  // Another file of the batch may say whose they all are.
  const files = await filesOf(reading).where('batch_id', '=', file.batch_id).orderBy('no').execute()
  const joined = await joinFiles(reading, batch, files)
  const { projectId = null, projectIds = [] } = joined.get(file.id) ?? {}
  if (projectId !== null) return projectId
  const [only, ...others] = projectIds
  return only !== undefined && others.length === 0 ? only : batch.project_id
}

async function fileOf(reading: Reading, fileId: string): Promise<FileRow> {
  const found = await filesOf(reading).where('id', '=', fileId).executeTakeFirst()
  if (found !== undefined) return found
  throw new Refused({ code: 'exchange.no-such-file', kind: 'not-found' })
}

function filesOf(reading: Reading) {
  return tables<ExchangeTables>(reading)
    .selectFrom('exchange.source_file')
    .selectAll()
    .where('district', '=', reading.district)
}

async function rowsOf(
  reading: Reading,
  projectId: string,
  seen: readonly SeenDeviceUser[],
): Promise<DeviceUserRow[]> {
  const { owners, suggestions } = await findOwners(reading, projectId, seen)
  return seen.map((user) => {
    const key = keyOfNumber(user)
    return {
      ...unasked(user),
      owner: owners.get(key) ?? null,
      suggestions: [...(suggestions.get(key) ?? [])],
    }
  })
}

function unasked({ sheet: _sheet, row: _row, ...user }: SeenDeviceUser): DeviceUserRow {
  const name = user.name === null ? null : maskName(user.name)
  return { ...user, name, owner: null, suggestions: [] }
}

function isOpen({ owner }: DeviceUserRow): boolean {
  return owner === null || owner.isOther
}
