import { describe, expect, test } from 'vitest'
import {
  madeUpCard,
  madeUpId,
  readBytes,
  readRows,
  workbookBytes,
} from '../../../../tests/files/made-up.ts'

const read = (rows: readonly (readonly unknown[])[], name = '模板.xlsx') =>
  readBytes(workbookBytes([{ name: 'Sheet1', rows }]), name)

const code = '91990101MA00000001'

describe('06 考勤', () => {
  const header = [
    '企业统一社会信用代码',
    '工人所属企业名称',
    '工人所属班组名称',
    '人员姓名',
    '证件号码',
    '刷卡时间',
    '刷卡进出方向',
    '通行方式',
  ]
  const punch = (no: number, at: string, way: string) => [
    code,
    '示范劳务有限公司',
    '钢筋班',
    '孙甲三',
    madeUpId(no),
    at,
    way,
    '人脸识别',
  ]

  test('punches fold to worker-months', async () => {
    const { sheet, records } = await read([
      header,
      punch(1, '2026-05-01 07:00:00', '入场'),
      punch(1, '2026-05-01 12:00:00', '出场'),
      punch(1, '2026-05-01 17:30:00', '02'),
      punch(1, '2026-05-31 20:00:00', '01'),
      punch(1, '2026-06-01 05:00:00', '出场'),
      punch(2, '2026-05-02 07:00:00', '入场'),
      punch(2, 'x', '入场'),
    ])
    expect(sheet).toMatchObject({
      kind: 'punch-list',
      rows: 7,
      accepted: 6,
      rejected: [{ row: 8, code: 'recognition.time-unclear' }],
      totals: { workers: 2, daysPresent: 3, hours: 19.5 },
    })
    expect(records).toMatchObject([
      {
        kind: 'attendance-month',
        row: 2,
        month: '2026-05',
        from: 'punches',
        daysPresent: 2,
        totalMinutes: 630 + 540,
        workdaysHundredths: null,
      },
      { kind: 'attendance-month', row: 7, month: '2026-05', daysPresent: 1, totalMinutes: 0 },
    ])
    expect(sheet.findings.map((finding) => finding.code)).toContain('recognition.punch-unpaired')
  })

  test('day and time may stand in two columns', async () => {
    const { sheet } = await readRows([
      ['姓名', '身份证号', '日期', '打卡时间', '方向'],
      ['孙甲三', madeUpId(1), '2026-05-01', '07:00', '进'],
      ['孙甲三', madeUpId(1), '2026-05-01', '17:00', '出'],
    ])
    expect(sheet).toMatchObject({
      kind: 'punch-list',
      accepted: 2,
      totals: { daysPresent: 1, hours: 10 },
    })
  })
})

describe('07 工资', () => {
  const header = [
    '企业统一社会信用代码',
    '企业名称',
    '班组名称',
    '员工姓名',
    '发放工资的月份',
    '是否为补发',
    '补发月份',
    '出勤天数',
    '总工时 ',
    '工人工资卡号',
    '应发金额',
    '实发金额',
    '发放日期',
    '第三方工资单编号',
  ]
  const line = (
    no: number,
    about: {
      month?: unknown
      back?: string
      for?: string
      due?: unknown
      net?: unknown
      on?: unknown
    },
  ) => [
    code,
    '示范劳务有限公司',
    '钢筋班',
    '孙甲三',
    about.month ?? '2026-05',
    about.back ?? '否',
    about.for ?? '',
    26,
    208,
    madeUpCard(no),
    about.due ?? 5200,
    about.net ?? 5200,
    about.on ?? '2026-06-15',
    'GZ0001',
  ]

  test('due, paid, back pay', async () => {
    const { sheet, records } = await read([
      header,
      line(1, {}),
      line(2, { due: '5,200.50', net: 5000, on: '' }),
      line(3, { back: '是', for: '2026-03', due: 1000, net: 1000 }),
      line(4, { month: 202_605, on: new Date(Date.UTC(2026, 5, 15)) }),
    ])
    expect(sheet).toMatchObject({
      kind: 'pay-sheet',
      rows: 4,
      accepted: 4,
      rejected: [],
      period: '2026-05',
      totals: {
        workers: 4,
        daysPresent: 104,
        days: 104,
        hours: 832,
        dueFen: 1_660_050,
        netFen: 1_640_000,
        paidFen: 1_140_000,
      },
    })
    expect(records).toMatchObject([
      {
        kind: 'pay-line',
        row: 2,
        sort: 'ordinary',
        dueFen: 520_000,
        dueStated: true,
        netFen: 520_000,
        paidOn: '2026-06-15',
        reference: 'GZ0001',
        daysHundredths: 2600,
        minutes: 12_480,
      },
      { row: 3, dueFen: 520_050, netFen: 500_000, paidOn: null },
      { row: 4, sort: 'back-pay', month: '2026-05', backPayMonth: '2026-03' },
      { row: 5, month: '2026-05', paidOn: '2026-06-15' },
    ])
    expect(sheet.findings.map((finding) => finding.code)).toContain('recognition.no-id-column')
    expect(
      sheet.findings
        .filter((finding) => finding.code === 'recognition.net-below-due')
        .map(({ row }) => row),
    ).toEqual([3])
  })

  test('rows that must wait say why; the rest goes in', async () => {
    const { sheet } = await read([
      header,
      line(1, { due: '', net: '' }),
      line(2, { due: '约五千', net: 5000 }),
      line(3, { due: -5, net: 5000 }),
      line(4, { month: '' }),
      line(5, { month: '某月' }),
      line(6, { month: '2031-01' }),
      line(7, { due: 3333.3333, net: 3333.33 }),
      line(7, {}),
    ])
    expect(sheet.rejected.map(({ row, code: said }) => `${row} ${said}`)).toEqual([
      '2 recognition.amount-missing',
      '3 recognition.amount-unclear',
      '4 recognition.amount-negative',
      '5 recognition.month-missing',
      '6 recognition.month-unclear',
      '7 recognition.month-in-future',
    ])
    expect(sheet.accepted).toBe(2)
    expect(sheet.findings.map(({ row, code: said }) => `${row} ${said}`)).toEqual(
      expect.arrayContaining(['8 recognition.amount-rounded', '9 recognition.same-line-twice']),
    )
    expect(sheet.rejected.every(({ message }) => /[\u4e00-\u9fff]/.test(message))).toBe(true)
  })
})

test('a number that a sheet has ruined makes the row wait; a wrong one does not', async () => {
  const { sheet, records } = await readRows([
    ['姓名', '身份证号', '银行卡号', '应发工资', '实发工资', '月份'],
    ['赵甲一', 9.9010119900101e17, madeUpCard(1), 100, 100, '2026-05'],
    ['钱甲二', '9.90101E+17', madeUpCard(2), 100, 100, '2026-05'],
    ['孙甲三', '990101199001010012', madeUpCard(3), 100, 100, '2026-05'],
    ['李甲四', madeUpId(4), '6.22202E+18', 100, 100, '2026-05'],
    [
      '周甲五',
      ` ${madeUpId(5).slice(0, 6)} ${madeUpId(5).slice(6).toLowerCase()}`,
      madeUpCard(5),
      100,
      100,
      '2026-05',
    ],
  ])
  expect(sheet.rejected.map(({ row, code: said }) => `${row} ${said}`)).toEqual([
    '2 labour.id-ruined-by-sheet',
    '3 labour.id-ruined-by-sheet',
  ])
  expect(
    records.map((record) =>
      'person' in record
        ? [record.person.name, record.person.idOk, record.person.barred, record.person.card]
        : [],
    ),
  ).toEqual([
    ['孙甲三', false, true, madeUpCard(3)],
    ['李甲四', true, true, null],
    ['周甲五', true, false, madeUpCard(5)],
  ])
})

test('every row is accepted, waits or is skipped', async () => {
  const { sheet } = await readRows([
    ['姓名', '身份证号', '应发工资', '月份'],
    ['赵甲一', madeUpId(1), 100, '2026-05'],
    [],
    ['', '', '', ''],
    ['钱甲二', madeUpId(2), '', '2026-05'],
    ['', madeUpId(3), 100, '2026-05'],
    ['', '', 100, '2026-05'],
    ['合计', '', 200, ''],
  ])
  expect(sheet).toMatchObject({ rows: 5, accepted: 1 })
  expect(sheet.rejected.map(({ row, code: said }) => [row, said])).toEqual([
    [5, 'recognition.amount-missing'],
    [6, 'recognition.name-missing'],
  ])
  expect(sheet.skipped).toEqual([
    { row: 7, why: '没有姓名' },
    { row: 8, why: '合计行，不是人员' },
  ])
})
