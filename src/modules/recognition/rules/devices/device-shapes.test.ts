import { expect, test } from 'vitest'
import { readRows } from '../../../../../tests/files/made-up.ts'
import type { Row } from '../../../../kernel/sheet.ts'
import { punchOf } from '../../../labour/rules/packed-punch.ts'
import type { SheetRecord } from '../record.ts'

interface Case {
  readonly name: string
  readonly fileName?: string
  readonly rows: string
  readonly accepted: number
  readonly rejected?: readonly string[]
  readonly users: number
  readonly days: number
  readonly hours: number
  /** Of each user and month: machine, number, name, month, punches. */
  readonly first?: readonly [string, string, string | null, string, ...string[]]
  readonly findings?: readonly string[]
}

/** Cells parted by `|`; an empty one is empty. */
function rowsOf(text: string): Row[] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim() || null))
}

const cases: readonly Case[] = [
  {
    name: 'a machine’s own log: padded number, time, machine, state, means, work code',
    fileName: 'CGXH201360184_attlog.dat',
    rows: `
      12|2026-09-01 06:55:03|1|0|1|0
      12|2026-09-01 17:31:40|1|1|1|0
      0013|2026-09-01 07:02:00|1|0|15|0
      0013|2026-09-01 18:00:10|1|1|15|0
      12|2026-09-02 06:50:00|1|0|1|0
      12|2026-09-02 17:30:00|1|1|1|0`,
    accepted: 6,
    users: 2,
    days: 3,
    hours: 32.23,
    first: [
      'CGXH201360184',
      '12',
      null,
      '2026-09',
      '01 06:55 in',
      '01 17:31 out',
      '02 06:50 in',
      '02 17:30 out',
    ],
  },
  {
    name: 'a machine that says 255: no direction, first to last',
    fileName: '3_attlog.dat',
    rows: `
      5|2026-09-01 07:07:29|1|255|1|0
      4|2026-09-01 07:07:35|1|255|1|0
      5|2026-09-01 12:00:00|1|255|1|0
      5|2026-09-01 17:07:29|1|255|1|0
      4|2026-09-01 16:07:35|1|255|1|0`,
    accepted: 5,
    users: 2,
    days: 2,
    hours: 19,
    first: ['3', '5', null, '2026-09', '01 07:07', '01 12:00', '01 17:07'],
  },
  {
    name: 'number and time alone',
    fileName: '9月打卡.txt',
    rows: `
      101|2026/9/1 7:01
      102|2026/9/1 7:02
      101|2026/9/1 17:01
      102|2026/9/1 17:02
      101|2026/9/2 7:00
      101|2026/9/2 17:00`,
    accepted: 6,
    users: 2,
    days: 3,
    hours: 30,
  },
  {
    name: 'a log that counts its rows before the user',
    fileName: 'GLG_001.txt',
    rows: `
      1|1|00000023|2026-09-01 07:00:00|1
      2|1|00000024|2026-09-01 07:00:30|1
      3|1|00000023|2026-09-01 17:00:00|1
      4|1|00000024|2026-09-01 18:00:00|1
      5|1|00000023|2026-09-02 07:00:00|1
      6|1|00000023|2026-09-02 17:00:00|1`,
    accepted: 6,
    users: 2,
    days: 3,
    hours: 31,
    first: ['', '23', null, '2026-09', '01 07:00', '01 17:00', '02 07:00', '02 17:00'],
  },
  {
    name: 'the same program’s log with its header',
    rows: `
      No|TMNo|EnNo|Name|GMNo|Mode|In/Out|DateTime
      1|1|00000007||1|1|0|2026/09/01 07:00:00
      2|1|00000007||1|1|1|2026/09/01 17:00:00
      3|1|00000008||1|1|0|2026/09/01 07:30:00
      4|1|00000008||1|1|1|2026/09/01 17:30:00`,
    accepted: 4,
    users: 2,
    days: 2,
    hours: 20,
  },
  {
    name: 'Hikvision: people’s numbers and names, many gates, title above',
    rows: `
      门禁事件查询结果
      人员编号|姓名|所属组织|时间|设备名称|进出方向|验证方式
      '00021|王大柱|示例劳务/木工班|2026-09-01 06:58:11|东门进|进|人脸
      '00021|王大柱|示例劳务/木工班|2026-09-01 17:40:00|东门出|出|人脸
      '00022|李水生|示例劳务/木工班|2026-09-01 07:03:00|西门进|进|人脸
      '00022|李水生|示例劳务/木工班|2026-09-01 17:03:00|东门出|出|人脸
      导出人：管理员`,
    accepted: 4,
    users: 2,
    days: 2,
    hours: 20.7,
    first: ['', '21', '王大柱', '2026-09', '01 06:58 in', '01 17:40 out'],
  },
  {
    name: 'Dahua: 通行时间 and 通道名称, no direction',
    rows: `
      序号|人员工号|人员姓名|部门|通行时间|通道名称|通行方式
      1|A1001|赵甲一|钢筋班|2026-09-01 07:00:01|1号通道|人脸识别
      2|A1001|赵甲一|钢筋班|2026-09-01 16:00:01|2号通道|人脸识别
      3|A1002|钱乙二|钢筋班|2026-09-01 07:10:01|1号通道|人脸识别`,
    accepted: 3,
    users: 2,
    days: 2,
    hours: 9,
    first: ['', 'A1001', '赵甲一', '2026-09', '01 07:00', '01 16:00'],
    findings: ['4 device-unpaired'],
  },
  {
    name: '宇泛: 用户编号 and 识别时间, machines by serial and nobody’s name',
    rows: `
      设备序列号|用户编号|识别时间|识别方式
      84E0F420A1B2|7|2026-09-01 07:00:00|人脸
      84E0F420A1B2|7|2026-09-01 17:00:00|人脸
      84E0F420A1C3|7|2026-09-01 08:00:00|人脸
      84E0F420A1C3|7|2026-09-01 18:00:00|人脸`,
    accepted: 4,
    users: 2,
    days: 2,
    hours: 20,
    first: ['84E0F420A1B2', '7', null, '2026-09', '01 07:00', '01 17:00'],
  },
  {
    name: '得力: number, name, day and time in two columns',
    rows: `
      编号|姓名|部门|日期|时间|打卡方式
      1|王大柱|木工|2026-09-01|07:55|指纹
      1|王大柱|木工|2026-09-01|17:35|指纹
      2|李水生|木工|2026-09-01|08:00|人脸
      2|李水生|木工|2026-09-01|17:30|人脸
      1|王大柱|木工|2026-09-02|07:50|指纹`,
    accepted: 5,
    users: 2,
    days: 3,
    hours: 19.17,
    findings: ['2 device-unpaired'],
  },
  {
    name: '科密: a row a day, 打卡1 to 打卡6 beside',
    rows: `
      考勤原始记录表
      考勤号码|姓名|日期|打卡1|打卡2|打卡3|打卡4|打卡5|打卡6
      15|王大柱|2026-09-01|06:58|11:35|13:02|17:31||
      15|王大柱|2026-09-02|07:01|17:30||||
      16|李水生|2026-09-01|07:05|||||
      16|李水生|2026-09-02||||||`,
    accepted: 3,
    rejected: ['6 time-missing'],
    users: 2,
    days: 3,
    hours: 21.03,
    findings: ['5 device-unpaired'],
  },
  {
    name: 'every time of a day in one cell',
    rows: `
      工号|姓名|考勤日期|打卡记录
      8|王大柱|2026年9月1日|07:00 11:30 13:00 17:00
      8|王大柱|2026年9月2日|07:00;17:00
      9|李水生|2026年9月1日|07:05,17:05`,
    accepted: 3,
    users: 2,
    days: 3,
    hours: 30,
  },
  {
    name: 'ZKTime’s own export: AC-No., sTime and state in words',
    rows: `
      AC-No.|Name|DateTime|State|设备编号
      31|ZHANG SAN|2026-09-01 19:00|C/In|2
      31|ZHANG SAN|2026-09-02 03:00|C/Out|2
      31|ZHANG SAN|2026-09-02 19:05|C/In|2
      31|ZHANG SAN|2026-09-03 03:05|C/Out|2`,
    accepted: 4,
    users: 1,
    days: 2,
    hours: 16,
  },
  {
    name: '状态 as the machine’s codes 0 and 1, times that cannot be read wait',
    rows: `
      考勤机数据导出
      登记号码|打卡时间|考勤状态|机器号
      3|2026-09-01 07:00|0|1
      3|2026-09-01 17:00|1|1
      3|2026-09-31 07:00|0|1
      4|2026-09-01 07:00|0|1
      4|2026-09-01 15:00|1|1`,
    accepted: 4,
    rejected: ['5 time-unclear'],
    users: 2,
    days: 2,
    hours: 18,
  },
  {
    name: 'everybody is said to come in and nobody to go: the directions are not used, and it is said',
    rows: `
      人员编号|姓名|打卡时间|进出方向
      1|王大柱|2026-09-01 07:00|进
      1|王大柱|2026-09-01 17:00|进
      2|李水生|2026-09-01 07:00|进
      2|李水生|2026-09-01 16:00|进`,
    accepted: 4,
    users: 2,
    days: 2,
    hours: 19,
    findings: ['2 directions-unused'],
  },
]

test.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
  const { sheet, records } = await readRows(rowsOf(one.rows), {
    ...(one.fileName !== undefined && { fileName: one.fileName }),
  })
  expect([sheet.kind, sheet.asks]).toEqual(['device-log', []])
  const rejected = sheet.rejected.map(({ row, code }) => `${row} ${code.replace(/^.*\./, '')}`)
  expect(rejected).toEqual(one.rejected ?? [])
  expect(sheet.accepted).toBe(one.accepted)
  const { workers, daysPresent, hours } = sheet.totals
  expect({ workers, daysPresent, hours }).toEqual({
    workers: one.users,
    daysPresent: one.days,
    hours: one.hours,
  })
  if (one.first !== undefined) expect(saidOf(records[0])).toEqual(one.first)
  const findings = sheet.findings.map(({ row, code }) => `${row} ${code.replace(/^.*\./, '')}`)
  if (one.findings !== undefined) expect(findings).toEqual(one.findings)
  expect(sheet.rows).toBe(sheet.accepted + sheet.rejected.length + sheet.skipped.length)
})

function saidOf(record: SheetRecord | undefined) {
  if (record?.kind !== 'device-month') return null
  const punches = record.punches.map((packed) => {
    const { day, minute, direction } = punchOf(record.month, packed)
    const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
    return `${day.slice(8)} ${clock}${direction === 'unknown' ? '' : ` ${direction}`}`
  })
  return [record.device, record.userNo, record.userName, record.month, ...punches]
}

test('a log with ID numbers asks for no ties: it is a list of punches', async () => {
  const { sheet } = await readRows(
    rowsOf(`
      人员编号|姓名|身份证号|打卡时间|设备名称
      1|王大柱|990100199001010013|2026-09-01 07:00|东门
      1|王大柱|990100199001010013|2026-09-01 17:00|东门`),
  )
  expect(sheet.kind).toBe('punch-list')
})

test('编号 that only counts the rows is nobody’s number', async () => {
  const { sheet } = await readRows(
    rowsOf(`
      编号|姓名|打卡时间
      1|王大柱|2026-09-01 07:00
      2|李水生|2026-09-01 07:01
      3|王大柱|2026-09-01 17:00
      4|李水生|2026-09-01 17:01`),
  )
  expect(sheet.kind).toBe('punch-list')
})

test('a pay sheet, a roster and a bank’s statement without a header are no log', async () => {
  for (const rows of [
    `1|王大柱|木工|5200.00|5200.00
     2|李水生|木工|4800.00|4800.00`,
    `1|王大柱|990100199001010013|13800000000
     2|李水生|990100199001010021|13800000001`,
    `2026-09-01 10:00:00|示例公司|100.00|200.00
     2026-09-02 10:00:00|示例公司|100.00|300.00`,
  ]) {
    const { sheet } = await readRows(rowsOf(rows))
    expect(sheet.kind).not.toBe('device-log')
  }
})

test('a clock that was lost: the punches wait, for nobody knows when they were', async () => {
  const day = (on: number, time: string) =>
    `5|2026-09-${String(on).padStart(2, '0')} ${time}|1|255|1|0`
  const days = Array.from({ length: 25 }, (_, at) => [day(at + 1, '07:00'), day(at + 1, '17:00')])
  const lines = days.flat()
  lines.splice(20, 0, '5|2000-01-01 00:03:00|1|255|1|0')
  const { sheet } = await readRows(rowsOf(lines.join('\n')), { fileName: '1_attlog.dat' })
  expect(sheet.rejected.map(({ row, code }) => [row, code])).toEqual([
    [21, 'recognition.device-clock-lost'],
  ])
  expect(sheet.totals).toMatchObject({ workers: 1, daysPresent: 25, hours: 250 })
})
