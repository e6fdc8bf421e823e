import { describe, expect, test } from 'vitest'
import type { Cell, Merge, Row } from '../../../kernel/sheet.ts'
import { textOf } from './cell-text.ts'
import {
  madeUpId,
  readBytes,
  readRows,
  utf8,
  workbookBytes,
} from '../../../../tests/files/made-up.ts'

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1)
const days = upTo(31)
const title = '示范建设有限公司-城东学校工程项目部-2026年5月考勤表'

/** A line of days: the same value on each of the first `count`. */
const worked = (count: number, value: Cell): Cell[] =>
  days.map((day) => (day <= count ? value : null))

const hours = (sheet: Awaited<ReturnType<typeof readRows>>['sheet']) => ({
  kind: sheet.kind,
  period: sheet.period,
  accepted: sheet.accepted,
  ...sheet.totals,
})

/** Two workers: 20 days of 9 hours; 10 days of 8 hours. */
const twoWorkers = {
  kind: 'attendance-grid',
  period: '2026-05',
  accepted: 2,
  workers: 2,
  daysPresent: 30,
  hours: 260,
}

describe('attendance grids of hours', () => {
  test('one row a worker, ID in its own column', async () => {
    const { sheet, records } = await readRows([
      [title],
      ['序号', '姓名', '身份证号', '工种', ...days, '合计工时', '工日'],
      [1, '赵甲一', madeUpId(1), '木工', ...worked(20, 9), 180, 22.5],
      [2, '钱甲二', madeUpId(2), '木工', ...worked(10, 8), 80, 10],
      ['合计', null, null, null, ...worked(20, 17), 260, 32.5],
    ])
    expect(hours(sheet)).toMatchObject({ ...twoWorkers, days: 32.5 })
    expect(sheet.skipped).toEqual([{ row: 5, why: '合计行，不是人员' }])
    expect(sheet.findings).toEqual([])
    expect(records[0]).toMatchObject({
      row: 3,
      workdaysHundredths: 2250,
      person: { trade: '木工', idOk: true },
    })
  })

  test('name over ID, a second line of overtime named 加班', async () => {
    const { sheet, records } = await readRows([
      [title],
      ['序号', '姓名/身份证号', '项目', ...days, '小计'],
      [1, '赵甲一', '出勤', ...worked(20, 8), 160],
      [null, madeUpId(1), '加班', ...worked(20, 1), 20],
      [2, '钱甲二', '出勤', ...worked(10, 8), 80],
      [null, madeUpId(2), '加班', ...worked(0, 1), null],
    ])
    expect(hours(sheet)).toMatchObject(twoWorkers)
    expect(records[0]).toMatchObject({
      totalMinutes: 9600,
      totalOvertimeMinutes: 1200,
      person: { idNumber: madeUpId(1) },
    })
    expect(records[1]).toMatchObject({ row: 5, person: { idNumber: madeUpId(2) } })
  })

  test('a second line without label or ID is overtime', async () => {
    const { sheet, records } = await readRows([
      ['2026年5月考勤表（单位：小时）'],
      ['序号', '姓名', '身份证号码', ...days],
      [1, '赵甲一', madeUpId(1), ...worked(20, 8)],
      [null, null, null, ...worked(20, 1)],
      [2, '钱甲二', madeUpId(2), ...worked(10, 8)],
      [null, null, null, ...worked(0, 1)],
    ])
    expect(hours(sheet)).toMatchObject(twoWorkers)
    expect(records[0]).toMatchObject({ totalOvertimeMinutes: 1200 })
  })

  test('上午 and 下午 lines are both regular hours, 加班 the third', async () => {
    const { sheet, records } = await readRows([
      [title],
      ['序号', '姓名', '证件号码', '时段', ...days.map((day) => `${day}日`)],
      [1, '赵甲一', madeUpId(1), '上午', ...worked(20, 4)],
      [null, null, null, '下午', ...worked(20, 4)],
      [null, null, null, '加班', ...worked(20, 1)],
      [2, '钱甲二', madeUpId(2), '上午', ...worked(10, 4)],
      [null, null, null, '下午', ...worked(10, 4)],
      [null, null, null, '加班', ...worked(0, 1)],
    ])
    expect(hours(sheet)).toMatchObject(twoWorkers)
    expect(records[0]).toMatchObject({
      daysPresent: 20,
      totalMinutes: 9600,
      totalOvertimeMinutes: 1200,
    })
  })

  test('two header rows: 日期 over the days, merges or none, weekdays below', async () => {
    const header: Row[] = [
      [title],
      ['序号', '姓名', '身份证号', '日期', ...days.slice(1).map(() => null), '出勤天数', '总工时'],
      [null, null, null, ...days, null, null],
      [null, null, null, ...days.map((day) => '一二三四五六日'[day % 7] ?? ''), null, null],
    ]
    const rows: Row[] = [
      ...header,
      [1, '赵甲一', madeUpId(1), ...worked(20, 9), 20, 180],
      [2, '钱甲二', madeUpId(2), ...worked(10, 8), 10, 80],
    ]
    const merges: Merge[] = [0, 1, 2, 34, 35].map((left) => ({
      top: 1,
      bottom: 2,
      left,
      right: left,
    }))
    expect(hours((await readRows(rows)).sheet)).toMatchObject(twoWorkers)
    const merged = await readRows(rows, {
      merges: [...merges, { top: 1, bottom: 1, left: 3, right: 33 }],
    })
    expect(hours(merged.sheet)).toMatchObject(twoWorkers)
    expect(merged.sheet).toMatchObject({ headerRow: 2, rows: 2 })
  })

  test('other order and words, unknown columns between, title and unit line above, notes below', async () => {
    const { sheet } = await readRows([
      ['农民工考勤汇总表'],
      ['工程名称：城东学校工程', null, null, '2026年5月', null, '单位：小时'],
      [],
      ['所属班组', '岗位', '编号', '民工姓名', '公民身份号码', '自编号', ...days, '合计工时'],
      ['木工班', '木工', 1, '赵甲一', madeUpId(1), 'A1', ...worked(20, 9), 180],
      ['木工班', '木工', 2, '钱甲二', madeUpId(2), 'A2', ...worked(10, 8), 80],
      ['小计', null, null, null, null, null, ...worked(20, 17), 260],
      ['班组长签字：', null, null, null, '劳资专管员：', null],
      ['注：本表一式三份，于次月五日前报送。'],
    ])
    expect(hours(sheet)).toMatchObject(twoWorkers)
    expect(sheet.skipped.map(({ why }) => why)).toEqual([
      '合计行，不是人员',
      '签字行，不是人员',
      '说明文字，不是人员',
    ])
  })

  test('days written as dates give the month where nothing else does', async () => {
    const { sheet } = await readRows([
      [
        '姓名',
        '身份证号',
        ...days.map((day): Cell => ({
          serial: 46_142 + day,
          date: `2026-05-${String(day).padStart(2, '0')}`,
        })),
      ],
      ['赵甲一', madeUpId(1), ...worked(20, 9)],
      ['钱甲二', madeUpId(2), ...worked(10, 8)],
    ])
    expect(hours(sheet)).toMatchObject(twoWorkers)
  })

  test('csv, the month in the file name', async () => {
    const text = [
      ['序号', '姓名', '身份证号', ...days].join(','),
      ['1', '赵甲一', `="${madeUpId(1)}"`, ...worked(20, 9).map(textOf)].join(','),
      ['2', '钱甲二', `="${madeUpId(2)}"`, ...worked(10, 8).map(textOf)].join(','),
    ].join('\r\n')
    const { sheet } = await readBytes(utf8(text), '城东学校2026年5月考勤.csv')
    expect(hours(sheet)).toMatchObject(twoWorkers)
  })

  test('an old .xls whose sheet names the month', async () => {
    const rows = [
      ['姓名', '身份证号', ...days],
      ['赵甲一', madeUpId(1), ...worked(20, 9)],
      ['钱甲二', madeUpId(2), ...worked(10, 8)],
    ]
    const { sheet } = await readBytes(
      workbookBytes([{ name: '2026年5月', rows }], 'biff8'),
      '考勤.xls',
    )
    expect(hours(sheet)).toMatchObject(twoWorkers)
  })

  test('hours and overtime in one cell, hours as clock time, marks without hours', async () => {
    const { sheet } = await readRows([
      ['2026年5月考勤表（单位：小时）'],
      ['姓名', '身份证号', ...days],
      ['赵甲一', madeUpId(1), '8+2', '9:30', '8小时', '√', '休', '/', '病', '某字'],
    ])
    expect(sheet).toMatchObject({ accepted: 1, totals: { daysPresent: 4, hours: 27.5 } })
    expect(sheet.findings.map(({ row, field, code }) => ({ row, field, code }))).toContainEqual({
      row: 3,
      field: '8',
      code: 'recognition.cell-unclear',
    })
  })

  test('a month of 30 days has no 31st; a day has no 25 hours; a stated sum that differs is said', async () => {
    const { sheet } = await readRows([
      ['2026年6月考勤表'],
      ['姓名', '身份证号', ...days, '工时小计', '出勤天数'],
      ['赵甲一', madeUpId(1), 25, ...worked(30, 8).slice(1, 30), 8, 99, 5],
    ])
    expect(sheet.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        'recognition.day-not-in-month',
        'recognition.hours-impossible',
        'recognition.hours-differ',
        'recognition.days-differ',
        'recognition.workdays-not-stated',
      ]),
    )
    expect(sheet.totals).toMatchObject({ daysPresent: 30, hours: 24 + 29 * 8 })
  })

  test('two columns a day: 正常 and 加班; the lines’ labels under a head nobody knows', async () => {
    const perDay = (one: Cell, two: Cell) =>
      days.flatMap((day) => (day <= 20 ? [one, two] : [null, null]))
    const { sheet, records } = await readRows([
      ['2026年5月考勤表（单位：小时）'],
      ['姓名', '身份证号', ...days.flatMap((day) => [day, null]), '合计工时'],
      [null, null, ...days.flatMap(() => ['正常', '加班']), null],
      ['赵甲一', madeUpId(1), ...perDay(8, 1), 180],
    ])
    expect(sheet).toMatchObject({
      headerRow: 2,
      rows: 1,
      accepted: 1,
      findings: [{ code: 'recognition.workdays-not-stated' }],
    })
    expect(records[0]).toMatchObject({
      totalMinutes: 9600,
      totalOvertimeMinutes: 1200,
      daysPresent: 20,
    })
  })

  test('上午 and 下午 under each day: a mark in each is a day', async () => {
    const { sheet } = await readRows([
      ['2026年5月考勤表'],
      ['姓名', '身份证号', ...days.flatMap((day) => [day, null])],
      [null, null, ...days.flatMap(() => ['上', '下'])],
      ['赵甲一', madeUpId(1), '√', '√', '√', null, null, '√'],
    ])
    expect(sheet).toMatchObject({ accepted: 1, totals: { daysPresent: 3, days: 2 } })
  })

  test('a column of labels is told by its values, not taken for the project', async () => {
    const { records } = await readRows([
      [title],
      ['姓名', '身份证号', '项目', ...days],
      ['赵甲一', madeUpId(1), '出勤', ...worked(20, 8)],
      [null, null, '加班', ...worked(20, 1)],
    ])
    expect(records).toMatchObject([
      { totalMinutes: 9600, totalOvertimeMinutes: 1200, person: { projectName: null } },
    ])
  })

  test('without any month every worker waits', async () => {
    const { sheet } = await readRows([
      ['姓名', '身份证号', ...days],
      ['赵甲一', madeUpId(1), ...worked(20, 9)],
    ])
    expect(sheet.rejected.map(({ code }) => code)).toEqual(['recognition.month-missing'])
  })

  test('two tables under each other, each with title and total', async () => {
    const table = (no: number): Row[] => [
      [title],
      ['序号', '姓名', '身份证号', ...days],
      [
        1,
        no === 1 ? '赵甲一' : '钱甲二',
        madeUpId(no),
        ...worked(no === 1 ? 20 : 10, no === 1 ? 9 : 8),
      ],
      ['小计', null, null, ...worked(20, 9)],
    ]
    const { sheet } = await readRows([...table(1), [], ...table(2)])
    expect(hours(sheet)).toMatchObject(twoWorkers)
    expect(sheet.skipped.map(({ why }) => why)).toEqual([
      '合计行，不是人员',
      '说明文字，不是人员',
      '重复的表头',
      '合计行，不是人员',
    ])
  })
})

describe('attendance grids of 工日 and marks', () => {
  test('√ is a day, 半 half a one', async () => {
    const { sheet, records } = await readRows([
      ['2026年5月考勤表'],
      ['序号', '姓名', '身份证号', ...days, '合计'],
      [1, '赵甲一', madeUpId(1), ...worked(20, '√'), 20],
      [2, '钱甲二', madeUpId(2), ...worked(9, '√').with(9, '半'), 9.5],
    ])
    expect(hours(sheet)).toMatchObject({
      kind: 'attendance-grid',
      accepted: 2,
      daysPresent: 30,
      days: 29.5,
      hours: 0,
    })
    expect(records[1]).toMatchObject({ daysPresent: 10, workdaysHundredths: 950 })
  })

  test('numbers up to three are 工日', async () => {
    const { sheet } = await readRows([
      ['2026年5月点工记录'],
      ['姓名', '身份证号', ...days, '工日合计'],
      ['赵甲一', madeUpId(1), ...worked(20, 1.2), 24],
      ['钱甲二', madeUpId(2), ...worked(10, 0.5), 6],
    ])
    expect(hours(sheet)).toMatchObject({ daysPresent: 30, days: 30, hours: 0 })
    expect(sheet.findings.map(({ row, code }) => [row, code])).toEqual([
      [4, 'recognition.workdays-differ'],
    ])
  })

  test('a grid that also states pay gives attendance and pay lines', async () => {
    const { sheet, records } = await readRows([
      ['2026年5月考勤工资表'],
      ['序号', '姓名', '身份证号', ...days, '工日', '日工资', '应发工资', '扣款', '实发工资'],
      [1, '赵甲一', madeUpId(1), ...worked(20, 1), 20, 300, 6000, 100, 5900],
      [2, '钱甲二', madeUpId(2), ...worked(10, 1), 10, 300, 3000, 0, 3000],
      ['合计', null, null, ...worked(20, 2), 30, null, 9000, 100, 8900],
    ])
    expect(records.map(({ kind }) => kind)).toEqual([
      'attendance-month',
      'pay-line',
      'attendance-month',
      'pay-line',
    ])
    expect(sheet.totals).toMatchObject({
      workers: 2,
      daysPresent: 30,
      days: 30,
      dueFen: 900_000,
      deductedFen: 10_000,
      netFen: 890_000,
      paidFen: 0,
    })
  })
})
