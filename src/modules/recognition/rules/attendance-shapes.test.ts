import { describe, expect, test } from 'vitest'
import { madeUpId, readRows } from '../../../../tests/files/made-up.ts'

const hours = (sheet: Awaited<ReturnType<typeof readRows>>['sheet']) => ({
  kind: sheet.kind,
  period: sheet.period,
  accepted: sheet.accepted,
  ...sheet.totals,
})

describe('attendance without day columns', () => {
  test('a summary of the month', async () => {
    const { sheet, records } = await readRows([
      ['城东学校工程2026年5月考勤汇总表'],
      ['序号', '班组', '姓名', '身份证号', '出勤天数', '工时（小时）', '加班工时', '工日'],
      [1, '木工班', '赵甲一', madeUpId(1), 20, 160, 20, 22.5],
      [2, '木工班', '钱甲二', madeUpId(2), 10, 80, null, 10],
      ['合计', null, null, null, 30, 240, 20, 32.5],
    ])
    expect(hours(sheet)).toMatchObject({
      kind: 'attendance-summary',
      period: '2026-05',
      accepted: 2,
      workers: 2,
      daysPresent: 30,
      hours: 260,
      days: 32.5,
    })
    expect(records[0]).toMatchObject({
      from: 'summary',
      present: null,
      minutes: null,
      totalMinutes: 9600,
      totalOvertimeMinutes: 1200,
    })
  })

  test('punches of two months are two lines, each of a row of its own', async () => {
    const punch = (at: string) => ['赵甲一', madeUpId(1), at]
    const { sheet, records } = await readRows([
      ['姓名', '身份证号', '刷卡时间'],
      punch('2026-05-31 07:30'),
      punch('2026-05-31 17:30'),
      punch('2026-06-01 07:30'),
      punch('2026-06-01 16:30'),
    ])
    expect(hours(sheet)).toMatchObject({ kind: 'punch-list', daysPresent: 2, hours: 19 })
    expect(records).toMatchObject([
      { row: 2, month: '2026-05' },
      { row: 4, month: '2026-06' },
    ])
  })

  test('a list of days folds, whatever the order; a day said again counts as said last', async () => {
    const row = (no: number, day: number, count: number) => [
      '赵甲一',
      madeUpId(no),
      `2026/5/${day}`,
      count,
    ]
    const { sheet, records } = await readRows([
      ['姓名', '身份证号', '日期', '工时'],
      row(1, 3, 8),
      row(1, 1, 9),
      row(2, 1, 8),
      row(1, 3, 10),
      ['赵甲一', madeUpId(1), '某日', 8],
    ])
    expect(hours(sheet)).toMatchObject({
      kind: 'attendance-days',
      accepted: 4,
      workers: 2,
      daysPresent: 3,
      hours: 27,
    })
    expect(sheet.rejected).toMatchObject([{ row: 6, code: 'recognition.day-unclear' }])
    expect(sheet.findings).toMatchObject([{ row: 5, code: 'recognition.day-twice' }])
    expect(records[0]).toMatchObject({ row: 2, month: '2026-05', present: 0b101 })
  })

  test('上班时间 and 下班时间 make hours, over midnight too', async () => {
    const { sheet } = await readRows([
      ['姓名', '身份证号', '日期', '上班时间', '下班时间'],
      ['赵甲一', madeUpId(1), '2026-05-01', '08:00', '17:30'],
      ['赵甲一', madeUpId(1), '2026-05-02', '20:00', '05:00'],
    ])
    expect(hours(sheet)).toMatchObject({ kind: 'attendance-days', daysPresent: 2, hours: 18.5 })
  })
})
