import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPath, sharedData } from '../../../../../tests/files/made-up.ts'
import { daysIn } from '../../../../kernel/day.ts'
import { foldPunches } from '../../../labour/rules/attendance.ts'
import { punchOf } from '../../../labour/rules/packed-punch.ts'

const logs = [
  {
    name: 'Alden4891_1_attlog.dat',
    is: {
      users: 23,
      months: 30,
      accepted: 24_162,
      // Touched twice in one minute: the same punch.
      punches: 23_115,
      days: 6_387,
      hours: 52_340.27,
      unpaired: 1_083,
      lost: 0,
      unclear: 0,
    },
  },
  {
    name: 'Thrawn1_1_attlog.dat',
    is: {
      users: 11,
      months: 72,
      accepted: 14_327,
      punches: 14_180,
      days: 7_831,
      hours: 56_595.02,
      unpaired: 1_769,
      // Its clock went back to 2000-01-01 or 2015-10-20 nine times; once it wrote 1990-00--8.
      lost: 32,
      unclear: 1,
    },
  },
] as const

for (const { name, is } of logs) {
  const path = join(sharedData, 'attendance-logs', name)
  test.skipIf(!existsSync(path))(`${name} (skipped: no shared data)`, async () => {
    const began = performance.now()
    const { sheet, records } = await readPath(path)
    expect(performance.now() - began).toBeLessThan(5_000)
    const months = records.flatMap((one) => (one.kind === 'device-month' ? [one] : []))
    expect(months.length).toBe(records.length)
    const rejected = (code: string) =>
      sheet.rejected.filter((one) => one.code.endsWith(code)).length
    const byUser = Map.groupBy(months, ({ userNo }) => userNo)
    const folded = [...byUser.values()].flatMap((own) =>
      foldPunches(own.flatMap(({ month, punches }) => punches.map((one) => punchOf(month, one)))),
    )
    expect({
      kind: sheet.kind,
      device: [...new Set(months.map(({ device }) => device))],
      users: byUser.size,
      months: new Set(months.map(({ month }) => month)).size,
      accepted: sheet.accepted,
      punches: months.reduce((sum, { punches }) => sum + punches.length, 0),
      days: sheet.totals.daysPresent,
      hours: sheet.totals.hours,
      unpaired: folded.filter(({ finding }) => finding === 'labour.punch-unpaired').length,
      lost: rejected('device-clock-lost'),
      unclear: rejected('time-unclear'),
    }).toEqual({ kind: 'device-log', device: ['1'], ...is })
    // The sheet says the same as its months do.
    expect(folded.length).toBe(is.days)
    for (const { month, punches } of months)
      expect(punches.every((one) => one >= 0 && one < daysIn(month) * 1440 * 4)).toBe(true)
  })
}
