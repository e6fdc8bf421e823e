import { describe, expect, test } from 'vitest'
import { madeUpId, readRows } from '../../../../tests/files/made-up.ts'
import type { Cell, Row } from '../../../kernel/sheet.ts'
import { dayCellOf } from './grid-cell.ts'
import { legendOf } from './grid-legend.ts'

/** `present, hours, hours of overtime, 工日` of a cell. */
function said(cell: Cell, unit: 'hours' | 'workdays' | 'marks') {
  const read = dayCellOf(cell, unit)
  if (read === null) return null
  return [read.present, read.minutes / 60, read.overtime / 60, read.workdaysHundredths / 100]
}

describe('a day of a grid', () => {
  test.each<[Cell, 'hours' | 'workdays' | 'marks', ReturnType<typeof said>]>([
    ['√', 'marks', [true, 0, 0, 1]],
    ['✔', 'marks', [true, 0, 0, 1]],
    ['●', 'marks', [true, 0, 0, 1]],
    ['★', 'marks', [true, 0, 0, 1]],
    ['半', 'marks', [true, 0, 0, 0.5]],
    ['上午', 'marks', [true, 0, 0, 0.5]],
    ['√/×', 'marks', [true, 0, 0, 0.5]],
    ['√/√', 'marks', [true, 0, 0, 1]],
    ['√+2', 'marks', [true, 0, 2, 1]],
    ['√（3）', 'marks', [true, 0, 3, 1]],
    ['8h', 'marks', [true, 8, 0, 0]],
    ['8+2', 'hours', [true, 8, 2, 0]],
    ['8（2）', 'hours', [true, 8, 2, 0]],
    ['8/2', 'hours', [true, 8, 2, 0]],
    ['8\n2', 'hours', [true, 8, 2, 0]],
    ['8小时+2.5小时', 'hours', [true, 8, 2.5, 0]],
    ['4/4', 'hours', [true, 8, 0, 0]],
    ['10.5h', 'hours', [true, 10.5, 0, 0]],
    ['9:30', 'hours', [true, 9.5, 0, 0]],
    ['1.5工', 'hours', [true, 0, 0, 1.5]],
    [0.5, 'workdays', [true, 0, 0, 0.5]],
    ['1.5工', 'workdays', [true, 0, 0, 1.5]],
    ['1+0.5', 'workdays', [true, 0, 0, 1.5]],
    ['1+3', 'workdays', [true, 0, 3, 1]],
  ])('%j in %s', (cell, unit, is) => {
    expect(said(cell, unit)).toEqual(is)
  })

  test.each(['×', '旷', '休', '假', '病', '事', '工伤', '雨', '停', '○', '/', '年假', 0, null])(
    '%j is no day',
    (cell) => {
      for (const unit of ['hours', 'workdays', 'marks'] as const)
        expect(said(cell, unit)).toEqual([false, 0, 0, 0])
    },
  )

  test.each(['△', '√0.5', '√半', 'A', '工', '？'])(
    '%j may be this or that: nobody guesses',
    (cell) => {
      expect(said(cell, 'marks')).toBeNull()
    },
  )
})

describe('what a sheet says of its marks', () => {
  test.each([
    ['√出勤 ○休息 △半天 ×旷工', '√present ○absent △half ×absent'],
    ['备注：出勤√、休息○、旷工×', '√present ○absent ×absent'],
    ['说明：“√”表示出勤，“△”表示半天，“○”表示事假', '√present △half ○absent'],
    ['A=全天 B=半天 C=休息', 'Apresent Bhalf Cabsent'],
    ['出勤（√）缺勤（×）半天（△）', '√present ×absent △half'],
    ['○代表出勤，空白代表休息', '○present'],
    ['注：以上人员均已签字', ''],
    ['制表人：张三 审核：李四', ''],
    ['2026年9月考勤表', ''],
  ])('%s', (text, marks) => {
    expect([...legendOf(text)].map(([sign, means]) => sign + means).join(' ')).toBe(marks)
  })

  const days = Array.from({ length: 30 }, (_, at) => at + 1)
  const grid = (workers: number, below: readonly Row[]): Row[] => [
    ['2026年9月考勤表'],
    ['姓名', '身份证号', ...days],
    ...Array.from({ length: workers }, (_, at): Row => [
      `赵${String.fromCodePoint(0x4e00 + at)}`,
      madeUpId(at),
      ...days.map((day) => (day <= 10 ? '△' : day <= 20 ? '√' : '○')),
    ]),
    ...below,
  ]

  test('a legend below a hundred workers is read before they are', async () => {
    const { sheet } = await readRows(grid(100, [['符号说明：√全天 △半天 ○夜班']]))
    expect(sheet.totals).toMatchObject({ workers: 100, daysPresent: 3000, days: 2500 })
    expect(sheet.findings).toEqual([])
  })

  test('marks and meanings in cells of their own', async () => {
    const { sheet } = await readRows(grid(3, [['√', '出勤', '△', '半天', '○', '休息']]))
    expect(sheet.totals).toMatchObject({ workers: 3, daysPresent: 60, days: 45 })
  })

  test('without one △ is asked about, day by day, and the rest goes in', async () => {
    const { sheet } = await readRows(grid(3, []))
    expect(sheet.totals).toMatchObject({ workers: 3, daysPresent: 30, days: 30 })
    expect(sheet.findings.length).toBe(30)
    expect(new Set(sheet.findings.map(({ code }) => code))).toEqual(
      new Set(['recognition.cell-unclear']),
    )
  })
})
