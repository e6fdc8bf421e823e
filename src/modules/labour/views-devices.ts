import { Masked, maskName } from '../../kernel/masked.ts'
import type { Reading } from '../../platform/context.ts'
import type { DeviceOwner, OwnerSuggestion } from './contract.ts'
import type { DeviceNumber } from './rules/device-user.ts'

/** A user of a machine, with the name that its log has. */
export interface DeviceUser extends DeviceNumber {
  readonly name: string | null
}

export interface OwnersFound {
  /** Whose each number is, by `keyOfNumber`. */
  readonly owners: ReadonlyMap<string, DeviceOwner>
  /** Who it may be, likeliest first; of those who are nobody's. */
  readonly suggestions: ReadonlyMap<string, readonly OwnerSuggestion[]>
}

export function keyOfNumber({ device, userNo }: DeviceNumber): string {
  return `${device}\0${userNo}`
}

interface Found {
  device: string
  user_no: string
  worker_id: string
  name: string
  id_masked: string | null
  team: string | null
}

/** Whose numbers these users of a project's machines are, and who the others may be. */
export async function findOwners(
  reading: Reading,
  projectId: string,
  users: readonly DeviceUser[],
): Promise<OwnersFound> {
  const tied = await reading.client.query<
    Found & { by: string; at: Date; user_name: string | null }
  >(
    `select t.device, t.user_no, t.user_name, ${face}, t.tied_by_name as by, t.tied_at as at
      from unnest($3::text[], $4::text[]) as n (device, user_no)
      join labour.device_user_face t on t.district = $1 and t.project_id = $2 and t.device = n.device and t.user_no = n.user_no
      join labour.worker_face w on w.district = $1 and w.id = t.worker_id
      ${engaged('left join')}`,
    argumentsOf(reading, projectId, users),
  )
  const names = new Map(users.map((one) => [keyOfNumber(one), one.name]))
  const owners = new Map<string, DeviceOwner>()
  for (const row of tied.rows) {
    const key = keyOfNumber({ device: row.device, userNo: row.user_no })
    const name = names.get(key) ?? null
    const isOther = name !== null && name !== row.user_name && name !== row.name
    owners.set(key, { ...personOf(row), by: row.by, at: row.at.toISOString(), isOther })
  }
  const open = users.filter((one) => owners.get(keyOfNumber(one))?.isOther !== false)
  return { owners, suggestions: await suggest(reading, projectId, open) }
}

/** More would not be chosen from. */
const mostSuggested = 3

async function suggest(
  reading: Reading,
  projectId: string,
  users: readonly DeviceUser[],
): Promise<ReadonlyMap<string, readonly OwnerSuggestion[]>> {
  const suggestions = new Map<string, OwnerSuggestion[]>()
  for (const [why, query] of [
    ['name', sameName],
    ['other-device', otherDevice],
    ['roster-place', rosterPlace],
  ] as const) {
    const found = await reading.client.query<Found>(query, [
      ...argumentsOf(reading, projectId, users),
      users.map(({ name }) => name),
    ])
    for (const row of found.rows) {
      const key = keyOfNumber({ device: row.device, userNo: row.user_no })
      const known = suggestions.get(key) ?? []
      suggestions.set(key, known)
      // Where a row of the roster stands says little: only where nothing else speaks.
      if (why === 'roster-place' && known.length > 0) continue
      if (known.length >= mostSuggested) continue
      if (!known.some((one) => one.workerId === row.worker_id))
        known.push({ ...personOf(row), why })
    }
  }
  return suggestions
}

const face = 'w.id as worker_id, w.name, w.id_masked, m.name as team'

const engaged = (join: string) =>
  `${join} labour.engagement_face e on e.district = $1 and e.project_id = $2 and e.worker_id = w.id
      left join labour.team_face m on m.district = $1 and m.id = e.team_id`

const asked = `unnest($3::text[], $4::text[], $5::text[]) as n (device, user_no, name)`

const sameName = `select n.device, n.user_no, ${face} from ${asked}
  join labour.worker_face w on w.district = $1 and w.name = n.name
  ${engaged('join')} order by w.id`

const otherDevice = `select n.device, n.user_no, ${face} from ${asked}
  join labour.device_user_face t on t.district = $1 and t.project_id = $2 and t.user_no = n.user_no and t.device <> n.device
  join labour.worker_face w on w.district = $1 and w.id = t.worker_id and (n.name is null or n.name = w.name)
  ${engaged('join')} order by w.id`

/** Many offices number their machine as they number the roster. */
const rosterPlace = `select n.device, n.user_no, ${face} from ${asked}
  join (
    select r.worker_id, row_number() over (order by r.sheet, r.row)::text as place from labour.roster_line r
    where r.district = $1 and r.project_id = $2 and r.superseded_by is null and r.import_id = (
      select l.import_id from labour.roster_line l where l.district = $1 and l.project_id = $2 and l.superseded_by is null
      group by l.import_id order by count(*) desc, l.import_id desc limit 1)
  ) p on p.place = n.user_no and n.name is null
  join labour.worker_face w on w.district = $1 and w.id = p.worker_id
  ${engaged('join')} order by w.id`

function argumentsOf(reading: Reading, projectId: string, users: readonly DeviceNumber[]) {
  return [
    reading.district,
    projectId,
    users.map(({ device }) => device),
    users.map(({ userNo }) => userNo),
  ]
}

function personOf(row: Found) {
  return {
    workerId: row.worker_id,
    name: maskName(row.name),
    idNumber: row.id_masked === null ? null : Masked.parse(row.id_masked),
    team: row.team,
  }
}
