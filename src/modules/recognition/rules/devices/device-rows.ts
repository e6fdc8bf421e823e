import { YearMonth } from '../../../../kernel/day.ts'
import type { Cell, Row } from '../../../../kernel/sheet.ts'
import { foldPunches, usualShift } from '../../../labour/rules/attendance.ts'
import {
  packedPunch,
  punchOf,
  wayOfPacked,
  type PunchWay,
} from '../../../labour/rules/packed-punch.ts'
import { monthPlaces } from '../attendance-month.ts'
import { isBlank, plainText, remembered, textOf, withoutExcelQuote } from '../cell-text.ts'
import { dayHintsOf } from '../day-order.ts'
import { clockMinutesOf, dayNumberOf, minuteNumberOf, plainDateOf } from '../day-text.ts'
import { wayOfText } from '../punch-rows.ts'
import { skipper, type Reading, type RowReader } from '../reading.ts'
import { clockFields } from './device-field.ts'
import { deviceOfFile } from './device-of-file.ts'
import { lostClocks } from './lost-clock.ts'

/** One punch as it was read: minutes since 1970, and who. */
export interface Read {
  readonly row: number
  readonly user: number
  readonly minute: number
  readonly way: PunchWay
}

export interface User {
  readonly device: string
  readonly userNo: string
  name: string | null
}

/**
 * Reads the log of a machine: a user's number and times. Nobody is named by it: whose number it is, the project's list of
 * ties says when it is taken in. Hands over each user's months; folds them here only to say what they come to.
 */
export function deviceRows(reading: Reading): RowReader {
  const { shape, report } = reading
  const users: User[] = []
  const userAt = userFinder(reading, users)
  const timesOf = timeReader(reading)
  const wayOf = wayReader(reading)
  const skip = skipper(reading)
  const isLate = monthChecker(reading)
  const read: Read[] = []
  const months = new Set<YearMonth>()
  const field = shape.columns.punchAt === undefined ? 'clock1' : 'punchAt'
  return {
    row(row, rowNo) {
      const user = userAt(row)
      const times = timesOf(row)
      if (user === null) {
        skip(row, rowNo)
        return
      }
      if (times === null || times.length === 0) {
        report.reject(rowNo, field, 'recognition.time-missing')
        return
      }
      if (times.some(Number.isNaN)) return report.reject(rowNo, field, 'recognition.time-unclear')
      if (times.some(isLate)) return report.reject(rowNo, field, 'recognition.month-in-future')
      const way = wayOf(row)
      for (const minute of times) read.push({ row: rowNo, user, minute, way })
    },
    end() {
      const mayLose = shape.headerRow === 0
      for (const month of handOver(reading, users, read, { mayLose })) months.add(month)
      read.length = 0
    },
    month: () => (months.size === 1 ? ([...months][0] ?? null) : null),
  }
}

/**
 * Everything that was read, user by user and month by month; returns the months. `mayLose`: it stands in the order in
 * which it happened, so that a clock which went wrong shows.
 */
export function handOver(
  reading: Reading,
  users: readonly User[],
  read: readonly Read[],
  { mayLose }: { readonly mayLose: boolean },
): YearMonth[] {
  const { report } = reading
  const lost = mayLose ? lostClocks(read) : new Set<number>()
  const good: Read[] = []
  let accepted = -1
  for (const [at, one] of read.entries()) {
    if (lost.has(at)) {
      const day = plainDateOf(Math.floor(one.minute / 1440))
      report.reject(one.row, 'punchAt', 'recognition.device-clock-lost', { day })
      continue
    }
    good.push(one)
    if (one.row !== accepted) report.accept()
    accepted = one.row
  }
  const [first] = good
  if (first === undefined) return []
  const hasWays = waysTell(good)
  if (!hasWays && good.some(({ way }) => way !== 'unknown'))
    report.find(first.row, 'direction', 'recognition.directions-unused', 'note')
  const byUser = Map.groupBy(good, ({ user }) => user)
  const months = new Set<YearMonth>()
  const placeOf = monthPlaces((text) => YearMonth.parse(text))
  for (const [at, punches] of byUser) {
    const user = users[at]
    if (user === undefined) continue
    const own = hasWays ? punches : punches.map((one) => ({ ...one, way: 'unknown' as const }))
    for (const month of handOverUser(reading, user, own, placeOf)) months.add(month)
  }
  return [...months]
}

function handOverUser(
  reading: Reading,
  { device, userNo, name }: User,
  punches: readonly Read[],
  placeOf: ReturnType<typeof monthPlaces>,
): YearMonth[] {
  const { totals, report, onRecord, sheetNo } = reading
  const rows = new Map<YearMonth, number>()
  const packed = new Map<YearMonth, Set<number>>()
  for (const { minute, row, way } of punches) {
    const day = Math.floor(minute / 1440)
    const { month, first } = placeOf(day)
    const of = packed.get(month) ?? new Set()
    packed.set(month, of)
    of.add(packedPunch((day - first) * 1440 + (minute % 1440), way))
    rows.set(month, Math.min(rows.get(month) ?? row, row))
  }
  totals.seen.set(`device ${device} ${userNo}`, totals.seen.size + 1)
  totals.workers = totals.seen.size
  const months = [...packed.keys()].toSorted()
  const all = months.flatMap((month) =>
    [...(packed.get(month) ?? [])].map((one) => punchOf(month, one)),
  )
  const unpaired = new Map<YearMonth, number>()
  for (const { day, minutes, finding } of foldPunches(all, reading.shift ?? usualShift)) {
    const month = YearMonth.parse(day.slice(0, 7))
    totals.daysPresent += 1
    totals.minutes += minutes
    if (finding === 'labour.punch-unpaired') unpaired.set(month, (unpaired.get(month) ?? 0) + 1)
    if (finding === 'labour.day-over-24-hours')
      report.find(rows.get(month) ?? 0, 'punchAt', 'recognition.hours-impossible', 'warning')
  }
  for (const month of months) {
    const row = rows.get(month) ?? 0
    const days = unpaired.get(month)
    if (days !== undefined)
      report.find(row, 'punchAt', 'recognition.device-unpaired', 'note', {
        user: userNo,
        month,
        days,
      })
    onRecord({
      kind: 'device-month',
      sheetNo,
      row,
      projectCode: reading.shape.projectCode,
      projectName: reading.shape.projectName,
      device,
      userNo,
      userName: name,
      month,
      punches: [...(packed.get(month) ?? [])].toSorted((a, b) => a - b),
    })
  }
  return months
}

/** Of the days with several punches, at least so many have both an in and an out where the machine tells them apart. */
const waysAgree = 0.5

/** Whether the machine tells in from out: one that says the same of every punch, or that nobody sets, does not. */
function waysTell(read: readonly Read[]): boolean {
  const days = new Map<string, { punches: number; in: boolean; out: boolean }>()
  for (const { user, minute, way } of read) {
    const key = `${user} ${Math.floor(minute / 1440)}`
    const of = days.get(key) ?? { punches: 0, in: false, out: false }
    days.set(key, of)
    of.punches += 1
    if (way === 'in') of.in = true
    if (way === 'out') of.out = true
  }
  const several = [...days.values()].filter(({ punches }) => punches > 1)
  if (several.length === 0) return ['in', 'out'].every((way) => read.some((one) => one.way === way))
  return several.filter((day) => day.in && day.out).length >= several.length * waysAgree
}

/** The place in `users` of a row's user; null where it names none. */
function userFinder(reading: Reading, users: User[]): (row: Row) => number | null {
  const { columns, headerRow } = reading.shape
  const userAt = columns.deviceUser?.index ?? -1
  const nameAt = columns.name?.index ?? -1
  const serialAt = (columns.deviceSerial ?? columns.deviceName)?.index ?? -1
  // A log that names people is a platform's, whose numbers are the same at every gate: the names say if not.
  const hasDevices = nameAt < 0 && serialAt >= 0
  const ofFile = headerRow === 0 ? deviceOfFile(reading.fileName ?? '') : ''
  const known = new Map<string, number>()
  const numberOf = remembered((text: string) => userNumberOf(text))
  return (row) => {
    const userNo = numberOf(textOf(row[userAt]))
    if (userNo === null) return null
    const device = hasDevices ? (plainText(row[serialAt])?.slice(0, 60) ?? '') : ofFile
    const key = `${device}\0${userNo}`
    const before = known.get(key)
    const name = nameAt < 0 ? null : plainText(row[nameAt])
    if (before === undefined) {
      users.push({ device, userNo, name })
      known.set(key, users.length - 1)
      return users.length - 1
    }
    const user = users[before]
    if (user !== undefined && name !== null) user.name = name
    return before
  }
}

/** `00012` and `12` are one user of a machine. Null where it is no number. */
export function userNumberOf(text: string): string | null {
  const plain = withoutExcelQuote(text).normalize('NFKC').replaceAll(/\s/g, '').replace(/\.0$/, '')
  if (!/^[A-Za-z]{0,6}[-_]?\d{1,18}$/.test(plain)) return null
  return /^\d+$/.test(plain) ? plain.replace(/^0+(?=\d)/, '') : plain.toUpperCase()
}

/** The minutes of a row's punches: of one instant, of a day and the times beside it, or in one cell. Null: none is there. */
function timeReader({ shape, date1904, period }: Reading): (row: Row) => number[] | null {
  const hints = dayHintsOf(shape, period)
  const { columns } = shape
  const dayAt = columns.punchDay?.index ?? -1
  const at = columns.punchAt?.index ?? -1
  const clocks = clockFields.flatMap((field) => columns[field]?.index ?? [])
  const minutesOf = (day: number | null, cell: Cell): number[] => {
    const whole = minuteNumberOf(cell, date1904, hints)
    if (whole !== null && !Number.isNaN(whole)) return [whole]
    if (day === null) return [Number.NaN]
    // 07:55 12:01 17:30 in one cell, parted by whatever.
    const several = textOf(cell).match(/\d{1,2}[:：]\d{2}(?:[:：]\d{2})?/g) ?? []
    const times: readonly Cell[] = several.length > 1 ? several : [cell]
    return times.map((clock) => day * 1440 + (clockMinutesOf(clock) ?? Number.NaN))
  }
  return (row) => {
    const day = dayAt < 0 ? null : dayNumberOf(row[dayAt], date1904, hints)
    if (clocks.length === 0) {
      const cell = row[at] ?? null
      return isBlank(cell) ? null : minutesOf(day, cell)
    }
    const cells = [at, ...clocks].flatMap((index) => row[index] ?? [])
    return cells.filter((cell) => !isBlank(cell)).flatMap((cell) => minutesOf(day, cell))
  }
}

/** ZKTeco's states: 0 in, 1 out, 2 out for a break, 3 back, 4 in for overtime, 5 out of it; 255 is not said. */
const zkWays: Readonly<Record<string, PunchWay>> = {
  '0': 'in',
  '1': 'out',
  '2': 'out',
  '3': 'in',
  '4': 'in',
  '5': 'out',
}

function wayReader({ shape }: Reading): (row: Row) => PunchWay {
  const column = shape.columns.direction
  if (column === undefined) return () => 'unknown'
  const isZk = shape.headerRow === 0 || /状态|state|i\/?o|in\/?out/i.test(column.headerText)
  const wayOf = remembered((written: string): PunchWay => {
    if (isZk && /^\d{1,3}$/.test(written)) return zkWays[written] ?? 'unknown'
    const plain = written.toLowerCase().replaceAll(/[\s/_-]/g, '')
    if (/^(?:check|c)?in$|签到$|^入/.test(plain)) return 'in'
    if (/^(?:check|c)?out$|签退$/.test(plain)) return 'out'
    return wayOfPacked(wayOfText(written))
  })
  return (row) => wayOf(textOf(row[column.index]))
}

function monthChecker({ lastMonth }: Reading): (minute: number) => boolean {
  const isLate = remembered((day: number) => plainDateOf(day).slice(0, 7) > lastMonth)
  return (minute) => isLate(Math.floor(minute / 1440))
}
