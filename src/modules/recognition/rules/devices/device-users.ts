import { type PlainDate, dayOf } from '../../../../kernel/day.ts'
import type { DeviceMonthRecord, SheetRecord } from '../record.ts'

/** A user of a machine as a file's logs have him: what an officer is asked about. */
export interface SeenDeviceUser {
  readonly device: string
  readonly userNo: string
  /** The name that the log has, if any. */
  readonly name: string | null
  readonly days: number
  readonly punches: number
  readonly lastOn: PlainDate
  /** Where the file first speaks of him. */
  readonly sheet: number
  readonly row: number
}

/** More users than any machine holds. */
const mostUsers = 5_000

/** Gathers the users of a file's logs; null where it has none. */
export function gatherDeviceUsers() {
  const users = new Map<string, SeenDeviceUser>()
  return {
    record(record: SheetRecord) {
      if (record.kind !== 'device-month') return
      const key = `${record.device}\0${record.userNo}`
      const before = users.get(key)
      if (before === undefined && users.size >= mostUsers) return
      users.set(key, before === undefined ? seen(record) : together(before, seen(record)))
    },
    of: (): SeenDeviceUser[] | null => (users.size === 0 ? null : [...users.values()]),
  }
}

function seen({ device, userNo, userName, month, punches, sheetNo, row }: DeviceMonthRecord) {
  const days = new Set(punches.map((punch) => Math.floor(punch / 5_760)))
  const lastOn = dayOf(month, Math.max(0, ...days) + 1)
  const name = userName
  return {
    device,
    userNo,
    name,
    days: days.size,
    punches: punches.length,
    lastOn,
    sheet: sheetNo,
    row,
  }
}

function together(one: SeenDeviceUser, other: SeenDeviceUser): SeenDeviceUser {
  const isLater = other.lastOn > one.lastOn
  return {
    ...one,
    name: isLater ? (other.name ?? one.name) : (one.name ?? other.name),
    days: one.days + other.days,
    punches: one.punches + other.punches,
    lastOn: isLater ? other.lastOn : one.lastOn,
  }
}
