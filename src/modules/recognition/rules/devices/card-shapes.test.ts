import { describe, expect, test } from 'vitest'
import { bookOf, readRows } from '../../../../../tests/files/made-up.ts'
import type { Cell, Row } from '../../../../kernel/sheet.ts'
import { punchOf } from '../../../labour/rules/packed-punch.ts'
import type { SheetRecord } from '../record.ts'
import { seenRowsOf } from '../../reader-rows.ts'

/* Reports as attendance machines and their programs lay them out; the people and their times are made up. */

function put(cells: Readonly<Record<number, Cell>>, width = 0): Row {
  const last = Math.max(width - 1, ...Object.keys(cells).map(Number))
  return Array.from({ length: last + 1 }, (_, at) => cells[at] ?? null)
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at): Cell => from + at)

/** Of each user: number, name, month, days with their times. */
function said(records: readonly SheetRecord[]) {
  return records.flatMap((record) => {
    if (record.kind !== 'device-month') return []
    const { userNo, userName, month, punches } = record
    const days = new Map<string, string[]>()
    for (const packed of punches) {
      const { day, minute } = punchOf(month, packed)
      const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
      days.set(day.slice(8), [...(days.get(day.slice(8)) ?? []), clock])
    }
    return [
      `${userNo} ${userName} ${month} ${[...days].map(([day, at]) => `${day}=${at.join('/')}`).join(' ')}`,
    ]
  })
}

interface Case {
  readonly says: string
  readonly name?: string
  readonly fileName?: string
  readonly rows: readonly Row[]
  readonly users: readonly string[]
  readonly accepted: number
}

/** 刷卡记录 of a machine that keeps its reports itself: one line of days on top, two lines a user. */
const oneLineOfDays: Case = {
  says: 'days once on top; number, name and department in cells of their own; times one below the other',
  name: '刷卡记录',
  fileName: '9月汇总表.xls',
  rows: [
    ['刷 卡 记 录 表'],
    [],
    put({ 0: '考勤日期：', 2: '2026-09-01 ~ 2026-09-30', 20: '制表时间：2026-10-01 08:12' }),
    numbers(1, 30),
    put({ 0: '工号：', 2: 1, 8: '姓名：', 10: '吴甲一', 18: '部门：', 20: '木工班' }),
    put({ 0: '06:58\n11:32\n12:59\n17:31', 1: '07:02\n17:45', 29: '07:00\n17:30' }),
    put({ 0: '工号：', 2: 2, 8: '姓名：', 10: '郑乙二', 18: '部门：', 20: '木工班' }),
    put({ 2: '07:10\n17:33' }),
    put({ 0: '工号：', 2: 3, 8: '姓名：', 10: '', 18: '部门：', 20: '' }),
    [],
  ],
  users: [
    '1 吴甲一 2026-09 01=06:58/11:32/12:59/17:31 02=07:02/17:45 30=07:00/17:30',
    '2 郑乙二 2026-09 03=07:10/17:33',
  ],
  accepted: 2,
}

/** 员工刷卡记录表: each block with its own line of days, and as many lines of times as he came. */
const ownLineOfDays: Case = {
  says: 'each block with its own days from the 26th to the 25th; a line for each turn of a day',
  name: '员工刷卡记录表',
  rows: [
    ['员工刷卡记录表'],
    ['统计日期：2026/8/26 至 2026/9/25'],
    ['工号:1001', null, null, '姓名:王丙三', null, null, '部门:钢筋班'],
    [...numbers(26, 31), ...numbers(1, 25)],
    put({ 0: '06:55', 6: '07:01', 30: '06:50' }),
    put({ 0: '17:40', 6: '17:30', 30: '17:35' }),
    ['工号:1002', null, null, '姓名:冯丁四', null, null, '部门:钢筋班'],
    [...numbers(26, 31), ...numbers(1, 25)],
    put({ 7: '07:05 11:30 13:00 17:30' }),
  ],
  users: [
    '1001 王丙三 2026-08 26=06:55/17:40',
    '1001 王丙三 2026-09 01=07:01/17:30 25=06:50/17:35',
    '1002 冯丁四 2026-09 02=07:05/11:30/13:00/17:30',
  ],
  accepted: 3,
}

/** 考勤卡表: three cards beside each other, the days one below the other. */
function cardsBeside(): Case {
  const width = 15
  const beside = (cells: readonly Readonly<Record<number, Cell>>[]): Row =>
    put(
      Object.assign(
        {},
        ...cells.map((one, at) =>
          Object.fromEntries(
            Object.entries(one).map(([column, cell]) => [Number(column) + at * width, cell]),
          ),
        ),
      ),
    )
  const people = [
    { no: 11, name: '陈戊五', times: ['07:01', '11:30', '13:02', '17:31'] },
    { no: 12, name: '卫己六', times: ['06:59', '', '', '17:30'] },
    { no: 13, name: '蒋庚七', times: ['', '', '', ''] },
  ]
  const week = '二三四五六日一'
  return {
    says: 'three cards beside each other, days downwards, morning, afternoon and overtime in columns',
    name: '11,12,13',
    rows: [
      ['考勤卡表'],
      ['考勤日期:2026-09-01～2026-09-30', null, null, '制表时间:2026-10-01 09:00'],
      beside(people.map(({ name }) => ({ 0: '部门', 1: '瓦工班', 8: '姓名', 9: name }))),
      beside(
        people.map(({ no }) => ({ 0: '日期', 1: '2026-09-01～2026-09-30', 8: '工号', 9: no })),
      ),
      beside(people.map(() => ({ 0: '旷工(天)', 1: '请假(天)', 4: '出勤(天)', 7: '加班(小时)' }))),
      beside(people.map(() => ({ 0: 0, 1: 0, 4: 26, 7: 12.5 }))),
      beside(people.map(() => ({ 0: '考勤表' }))),
      beside(people.map(() => ({ 0: '日期/星期', 1: '上午', 6: '下午', 10: '加班' }))),
      beside(
        people.map(() => ({ 1: '上班', 3: '下班', 6: '上班', 8: '下班', 10: '签到', 12: '签退' })),
      ),
      ...Array.from({ length: 30 }, (_, at) =>
        beside(
          people.map(({ times: [one, two, three, four] }) => ({
            0: `${String(at + 1).padStart(2, '0')} ${week[at % 7]}`,
            ...(at < 2
              ? { 1: one || null, 3: two || null, 6: three || null, 8: four || null }
              : {}),
          })),
        ),
      ),
    ],
    users: [
      '11 陈戊五 2026-09 01=07:01/11:30/13:02/17:31 02=07:01/11:30/13:02/17:31',
      '12 卫己六 2026-09 01=06:59/17:30 02=06:59/17:30',
    ],
    accepted: 2,
  }
}

const others: readonly Case[] = [
  {
    says: 'number, name and department in one cell; times of a day one behind the other without a sign; the month in the title',
    fileName: '考勤记录.xls',
    rows: [
      ['2026年9月考勤记录表'],
      ['考勤号码：0007 姓名：沈辛八 部门：油漆班'],
      ['1 二', '2 三', '3 四', '4 五', '5 六', '6 日', '7 一', '8 二'],
      ['07:0012:0113:3017:30', null, '06:5917:31', null, null, '休息', '缺勤', '08:00'],
    ],
    users: ['7 沈辛八 2026-09 01=07:00/12:01/13:30/17:30 03=06:59/17:31 08=08:00'],
    accepted: 1,
  },
  {
    says: 'whole dates over the times, which the program kept as numbers',
    fileName: '刷卡记录表.xlsx',
    rows: [
      ['刷卡记录表'],
      ['人员编号', 'A-12', '姓名', '韩壬九', '部门', '杂工班'],
      Array.from({ length: 10 }, (_, at) => `2026-09-${String(at + 1).padStart(2, '0')}`),
      [0.291_666_7, null, 0.295_138_9, null, null, null, null, null, null, null],
      [0.729_166_7, null, 0.737_5, null, null, null, null, null, null, null],
    ],
    users: ['A-12 韩壬九 2026-09 01=07:00/17:30 03=07:05/17:42'],
    accepted: 2,
  },
]

describe('a report with a block of lines for each user is folded as his log', () => {
  for (const one of [oneLineOfDays, ownLineOfDays, cardsBeside(), ...others]) {
    test(one.says, async () => {
      const { sheet, records } = await readRows(one.rows, {
        ...(one.name === undefined ? {} : { name: one.name }),
        ...(one.fileName === undefined ? {} : { fileName: one.fileName }),
      })
      expect(sheet).toMatchObject({ kind: 'device-log', rejected: [], asks: [] })
      expect(said(records)).toEqual(one.users)
      expect(sheet.accepted).toBe(one.accepted)
      expect(sheet.confidence).toBeGreaterThan(0.7)
    })
  }

  test('where nothing says the month it is asked, and the times wait', async () => {
    const rows = oneLineOfDays.rows.map((row, at) => (at === 2 ? [] : row))
    const { sheet, records } = await readRows(rows, { name: '刷卡记录' })
    expect(sheet.asks.map(({ about }) => about)).toEqual(['month'])
    expect(records).toEqual([])
    expect(new Set(sheet.rejected.map(({ code }) => code))).toEqual(
      new Set(['recognition.month-missing']),
    )
  })

  test('a plain list with the same words, and a grid of hours, are what they were', async () => {
    const list = await readRows([
      ['工号', '姓名', '部门', '打卡时间'],
      ['1', '吴甲一', '木工班', '2026-09-01 07:00'],
      ['2', '郑乙二', '木工班', '2026-09-01 07:02'],
      ['1', '吴甲一', '木工班', '2026-09-01 17:00'],
    ])
    expect(list.sheet).toMatchObject({ kind: 'device-log', accepted: 3, headerRow: 1 })
    const grid = await readRows([
      ['2026年9月考勤表'],
      ['序号', '姓名', '身份证号', ...numbers(1, 30)],
      [1, '吴甲一', null, ...numbers(1, 30).map((): Cell => 9)],
    ])
    expect(grid.sheet.kind).toBe('attendance-grid')
  })

  test('a block without a number waits: nobody’s name is a user', async () => {
    const rows = [
      ['2026年9月刷卡记录表'],
      ['工号：', null, '姓名：', '吴甲一', '部门：', '木工班'],
      numbers(1, 10),
      ['07:00\n17:00'],
      ['工号：', 5, '姓名：', '郑乙二', '部门：', '木工班'],
      numbers(1, 10),
      ['07:00\n17:00'],
    ]
    const { sheet, records } = await readRows(rows)
    expect(sheet.rejected).toMatchObject([{ row: 4, code: 'recognition.device-user-missing' }])
    expect(said(records)).toEqual(['5 郑乙二 2026-09 01=07:00/17:00'])
  })

  test('the preview shows nobody’s name, however it stands behind its label', async () => {
    for (const row of [
      ['工号：', 1, '姓名：', '乜甲一'],
      ['工号', 1, '姓名', '乜甲一'],
      ['工号:1 姓名:乜甲一 部门:木工班'],
    ]) {
      const rows = [['2026年9月刷卡记录表'], numbers(1, 10), row, ['07:00\n17:00']]
      const task = { mode: 'rows', fileName: '表.xls', sheet: 1, from: 1, count: 10 } as const
      const seen = await seenRowsOf(bookOf([{ rows }]), task)
      expect(JSON.stringify(seen)).not.toContain('乜甲一')
      expect(JSON.stringify(seen)).toContain('乜*一')
      expect(seen?.rows.at(-1)?.as).toBe('line')
    }
  })
})
