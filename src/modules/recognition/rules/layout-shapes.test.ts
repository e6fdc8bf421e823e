import { describe, expect, test } from 'vitest'
import {
  bookOf,
  madeUpCard,
  madeUpId,
  readBook,
  readRows,
  type MadeUpSheet,
} from '../../../../tests/files/made-up.ts'
import { day, month } from '../../../kernel/day.ts'
import { rowKeyOf, rowOfKey } from '../../../kernel/row-key.ts'
import { resultMissing, type Row } from '../../../kernel/sheet.ts'
import type { SheetRecord } from './record.ts'
import type { UnderstoodSheet } from './said-sheet.ts'
import { understand } from './understand.ts'

const names = ['赵甲一', '钱乙二', '孙丙三', '李丁四', '周戊五', '吴己六']
const head = ['序号', '姓名', '身份证号', '银行卡号', '应发工资', '扣款', '实发工资']
const title = ['2026年5月农民工工资表']

/** 5,000 yuan due to the first, 100 more to each after him; 100 are taken off. */
function pay(at: number): Row {
  const due = 5_000 + at * 100
  return [at + 1, names[at] ?? '', madeUpId(at + 1), madeUpCard(at + 1), due, 100, due - 100]
}

function total(word: string, due: number, deducted: number, net: number): Row {
  return [word, '', '', '', due, deducted, net]
}

/** Who has what at which row, as `3 赵甲一 2026-05 木工班 4900`. */
function linesOf(records: readonly SheetRecord[]): string[] {
  return records.map((record) => {
    if (!('person' in record)) return record.kind
    const { name, team } = record.person
    const figure =
      record.kind === 'pay-line'
        ? (record.netFen ?? 0) / 100
        : record.kind === 'attendance-month'
          ? record.daysPresent
          : record.kind
    const month = 'month' in record ? ` ${record.month}` : ''
    return `${rowOfKey(record.row)} ${name}${month}${team === null ? '' : ` ${team}`} ${figure}`
  })
}

function said(sheet: UnderstoodSheet): string[] {
  return sheet.findings.map(({ row, code }) => `${row} ${code}`)
}

const reads = async (sheets: readonly MadeUpSheet[], fileName?: string) => {
  const { file, records, sheet } = await readBook(bookOf(sheets, fileName))
  return { sheets: file.sheets, sheet, records, lines: linesOf(records) }
}

describe('tables below one another', () => {
  test('May and June in one sheet, each with title and header: every line is of its own month', async () => {
    const rows = [
      title,
      head,
      pay(0),
      pay(1),
      total('合计', 10_100, 200, 9_900),
      ['制表人：甲', '', '审核：乙', '', '日期：2026-07-03'],
      [],
      ['2026年6月农民工工资表'],
      head,
      pay(0),
      pay(2),
      total('合计', 10_200, 200, 10_000),
    ]
    const { sheet, lines } = await reads([{ rows }])
    expect(lines).toEqual([
      '3 赵甲一 2026-05 4900',
      '4 钱乙二 2026-05 5000',
      '10 赵甲一 2026-06 4900',
      '11 孙丙三 2026-06 5100',
    ])
    expect(sheet).toMatchObject({ kind: 'pay-sheet', headerRow: 2, period: '2026-05', accepted: 4 })
    expect(sheet.blocks).toMatchObject([
      { kind: 'pay-sheet', headerRow: 9, period: '2026-06', accepted: 2, totals: { workers: 2 } },
    ])
    expect(sheet.totals).toMatchObject({ workers: 3, netFen: 1_990_000 })
    expect(sheet.findings).toEqual([])
  })

  test('an attendance table over a pay sheet: two kinds, one month, one project', async () => {
    const rows = [
      ['2026年5月考勤表'],
      ['项目名称：城东学校'],
      ['序号', '姓名', '身份证号', '出勤天数'],
      [1, names[0] ?? '', madeUpId(1), 20],
      [2, names[1] ?? '', madeUpId(2), 21],
      ['合计', '', '', 41],
      [],
      head,
      pay(0),
      pay(1),
    ]
    const { sheet, records, lines } = await reads([{ rows }])
    expect(sheet.kind).toBe('attendance-summary')
    expect(sheet.blocks).toMatchObject([{ kind: 'pay-sheet', headerRow: 8, period: '2026-05' }])
    expect(lines).toEqual([
      '4 赵甲一 2026-05 20',
      '5 钱乙二 2026-05 21',
      '9 赵甲一 2026-05 4900',
      '10 钱乙二 2026-05 5000',
    ])
    expect(sheet.totals.workers).toBe(2)
    const projects = records.map((one) => ('person' in one ? one.person.no : 0))
    expect(new Set(projects).size).toBeGreaterThan(1)
  })

  test('a table for each team, the team named over each header, a grand total at the end', async () => {
    const rows = [
      title,
      ['班组：木工班'],
      head,
      pay(0),
      pay(1),
      total('小计', 10_100, 200, 9_900),
      ['班组：钢筋班'],
      head,
      pay(2),
      pay(3),
      total('小计', 10_500, 200, 10_300),
      total('总计', 20_600, 400, 20_200),
    ]
    const { sheet, lines } = await reads([{ rows }])
    expect(lines).toEqual([
      '4 赵甲一 2026-05 木工班 4900',
      '5 钱乙二 2026-05 木工班 5000',
      '9 孙丙三 2026-05 钢筋班 5100',
      '10 李丁四 2026-05 钢筋班 5200',
    ])
    expect(sheet.findings).toEqual([])
  })

  test('teams named by a line between the rows of one table', async () => {
    const rows = [
      title,
      head,
      ['一、木工班'],
      pay(0),
      pay(1),
      total('小计', 10_100, 200, 9_900),
      ['', '钢筋班'],
      pay(2),
      total('合计', 15_300, 300, 15_000),
    ]
    const { sheet, lines } = await reads([{ rows }])
    expect(lines).toEqual([
      '4 赵甲一 2026-05 木工班 4900',
      '5 钱乙二 2026-05 木工班 5000',
      '8 孙丙三 2026-05 钢筋班 5100',
    ])
    expect(sheet.blocks).toBeUndefined()
    expect(sheet.findings).toEqual([])
  })

  test('the header again on every printed page, with the title: one table', async () => {
    const rows = [
      title,
      head,
      pay(0),
      total('本页小计', 5_000, 100, 4_900),
      ['2026年5月农民工工资表（续）'],
      head,
      pay(1),
      total('本页小计', 5_100, 100, 5_000),
      total('累计', 10_100, 200, 9_900),
    ]
    const { sheet, lines } = await reads([{ rows }])
    expect(lines).toEqual(['3 赵甲一 2026-05 4900', '7 钱乙二 2026-05 5000'])
    expect(sheet.blocks).toBeUndefined()
    expect(sheet.skipped.map(({ row }) => row)).toEqual([4, 5, 6, 8, 9])
    expect(sheet.reasons).toContain('有 9 处合计与各行相加相符。')
  })

  test('a header with other columns on a later page: the rows below it are read by it', async () => {
    const later = ['序号', '姓名', '身份证号', '银行卡号', '开户行', '应发工资', '实发工资']
    const rows = [
      title,
      head,
      pay(0),
      later,
      [2, names[1] ?? '', madeUpId(2), madeUpCard(2), '工商银行', 6_000, 5_900],
    ]
    const { sheet, records, lines } = await reads([{ rows }])
    expect(lines).toEqual(['3 赵甲一 2026-05 4900', '5 钱乙二 2026-05 5900'])
    expect(records[1]).toMatchObject({ person: { bankName: '工商银行' }, dueFen: 600_000 })
    expect(sheet.blocks?.length).toBe(1)
  })

  test('a second page of a request to pay is a request as well, and proves no payment', async () => {
    const page = (at: number) => [...pay(at), '2026-06-15']
    const rows = [
      ['农民工工资委托支付确认表'],
      ['2026年5月'],
      [...head, '发放日期'],
      page(0),
      [...head, '支付日期', '备注'],
      page(1),
    ]
    const { records } = await reads([{ rows }])
    expect(records).toMatchObject([
      { isRequest: true, paidOn: null },
      { isRequest: true, paidOn: null },
    ])
  })

  test('a table that nobody knows is not read by the columns of the one above it', async () => {
    const rows = [
      title,
      head,
      pay(0),
      [],
      ['姓名', '借支日期', '借支原因'],
      [names[1] ?? '', '2026-05-03', 3_000],
      ['班组', '人数', '金额'],
      ['木工班', 3, 4_900],
    ]
    const { sheet, lines } = await reads([{ rows }])
    expect(lines).toEqual(['3 赵甲一 2026-05 4900'])
    expect(sheet.rejected).toEqual([])
    expect(said(sheet)).toEqual(['5 recognition.block-unread', '7 recognition.block-unread'])
  })

  test('a legend of words that could head columns begins no table', async () => {
    const days = Array.from({ length: 31 }, (_, at) => at + 1)
    const marks = (until: number) => days.map((no) => (no <= until ? '√' : ''))
    const rows = [
      ['2026年5月考勤表'],
      ['序号', '姓名', ...days, '合计'],
      [1, names[0] ?? '', ...marks(20), 20],
      ['符号：', '出勤', '√', '加班', '△', '请假', '○', '备注', '无'],
      [2, names[1] ?? '', ...marks(21), 21],
      ['合计', '', ...days.map(() => ''), 41],
    ]
    const { sheet, lines } = await reads([{ rows }])
    expect(lines).toEqual(['3 赵甲一 2026-05 20', '5 钱乙二 2026-05 21'])
    expect(sheet.findings.map(({ code }) => code)).toEqual(['recognition.no-id-column'])
  })
})

describe('tables side by side', () => {
  test('序号 姓名 工资 twice: both halves are read, and no two lines have one key', async () => {
    const rows = [
      title,
      ['序号', '姓名', '工资', '签字', '序号', '姓名', '工资', '签字'],
      [1, names[0] ?? '', 5_000, '', 4, names[3] ?? '', 5_300, ''],
      [2, names[1] ?? '', 5_100, '', 5, names[4] ?? '', 5_400, ''],
      [3, names[2] ?? '', 5_200, ''],
      ['合计', '', 15_300, '', '合计', '', 10_700, ''],
    ]
    const { sheet, records, lines } = await reads([{ rows }])
    expect(lines).toEqual([
      '3 赵甲一 2026-05 5000',
      '3 李丁四 2026-05 5300',
      '4 钱乙二 2026-05 5100',
      '4 周戊五 2026-05 5400',
      '5 孙丙三 2026-05 5200',
    ])
    expect(new Set(records.map(({ row }) => row)).size).toBe(5)
    expect(sheet).toMatchObject({ accepted: 5, totals: { workers: 5, netFen: 2_600_000 } })
    expect(sheet.blocks).toMatchObject([{ kind: 'pay-sheet', accepted: 2 }])
    expect(sheet.findings.some(({ code }) => code.startsWith('recognition.stated'))).toBe(false)
  })

  test('attendance left and pay right of the same workers: each worker once, by file rows', async () => {
    const rows = [
      ['2026年5月考勤及工资'],
      ['序号', '姓名', '出勤天数', '', '序号', '姓名', '应发工资', '实发工资'],
      [1, names[0] ?? '', 20, '', 1, names[0] ?? '', 5_000, 5_000],
      [2, names[1] ?? '', 21, '', 2, names[1] ?? '', 5_100, 5_100],
    ]
    const { sheet, records, lines } = await reads([{ rows }])
    expect(sheet.kind).toBe('attendance-summary')
    expect(sheet.blocks).toMatchObject([{ kind: 'pay-sheet', headerRow: 2 }])
    expect(sheet.totals).toMatchObject({ workers: 2, daysPresent: 41, netFen: 1_010_000 })
    expect(lines.length).toBe(4)
    expect(records.map(({ row }) => row)).toEqual([3, 3, 4, 4])
  })

  test('班组 姓名 工资 three times, no numbers before: each group begins with its team', async () => {
    const group = (at: number) => [at % 2 === 0 ? '木工班' : '瓦工班', names[at] ?? '', 4_000 + at]
    const rows = [
      title,
      ['班组', '姓名', '实发工资', '班组', '姓名', '实发工资', '班组', '姓名', '实发工资'],
      [...group(0), ...group(1), ...group(2)],
      [...group(3), ...group(4), ...group(5)],
    ]
    const { lines } = await reads([{ rows }])
    expect(lines).toEqual([
      '3 赵甲一 2026-05 木工班 4000',
      '3 钱乙二 2026-05 瓦工班 4001',
      '3 孙丙三 2026-05 木工班 4002',
      '4 李丁四 2026-05 瓦工班 4003',
      '4 周戊五 2026-05 木工班 4004',
      '4 吴己六 2026-05 瓦工班 4005',
    ])
  })

  test('a roster with the contact of an emergency beside each worker stays one table', async () => {
    const rows = [
      ['序号', '姓名', '身份证号', '工种', '紧急联系人姓名', '紧急联系人电话'],
      [1, names[0] ?? '', madeUpId(1), '木工', names[3] ?? '', '13900000001'],
    ]
    const { sheet, lines } = await reads([{ rows }])
    expect([sheet.kind, sheet.blocks]).toEqual(['roster', undefined])
    expect(lines).toEqual(['2 赵甲一 roster'])
  })

  test('a line’s key says its row in the file, in any table and beyond the rows of Excel', () => {
    for (const row of [1, 2, 65_536, 1_048_576]) {
      for (const table of [0, 1, 2, 499]) {
        const key = rowKeyOf(row, table)
        expect(rowOfKey(key)).toBe(row)
        expect(key).toBeLessThan(2 ** 31)
      }
    }
    expect(rowKeyOf(5_000_000, 0)).toBe(5_000_000)
    expect(rowOfKey(5_000_000)).toBe(5_000_000)
  })
})

describe('tables that go on on the next sheet', () => {
  test('without a header, the sheet called (2): its columns are those of the first, its total that of both', async () => {
    const { sheets, lines } = await reads([
      { name: '工资', rows: [title, head, pay(0), pay(1)] },
      {
        name: '工资(2)',
        rows: [pay(2), pay(3), total('合计', 20_600, 400, 20_200)],
      },
    ])
    expect(lines).toEqual([
      '3 赵甲一 2026-05 4900',
      '4 钱乙二 2026-05 5000',
      '1 孙丙三 2026-05 5100',
      '2 李丁四 2026-05 5200',
    ])
    expect(sheets[1]).toMatchObject({ kind: 'pay-sheet', headerRow: null, findings: [], asks: [] })
    expect(sheets[1]?.reasons[0]).toBe('没有表头，各列与前一张表“工资”相同，按续表读取。')
  })

  test('without a header and a name that says nothing: read, and asked', async () => {
    const { sheets } = await reads([
      { name: '甲', rows: [title, head, pay(0)] },
      { name: '乙', rows: [pay(1)] },
    ])
    expect(sheets[1]).toMatchObject({ kind: 'pay-sheet', accepted: 1 })
    expect(sheets[1]?.asks.map(({ about }) => about)).toEqual(['kind'])
  })

  test('other rows without a header do not go on', async () => {
    const { sheets } = await reads([
      { name: '甲', rows: [title, head, pay(0)] },
      {
        name: '甲(2)',
        rows: [
          ['木工班', 3, '平方米', 45],
          ['瓦工班', 4, '平方米', 50],
        ],
      },
    ])
    expect(sheets[1]?.kind).toBe('unknown')
  })

  test('with the header again and no month: month and project of the first', async () => {
    const { sheets, records } = await reads([
      { name: '第一页', rows: [title, ['项目编号：330106202600001'], head, pay(0)] },
      { name: '第二页', rows: [head, pay(1)] },
    ])
    expect(sheets[1]).toMatchObject({ period: '2026-05', asks: [] })
    expect(records[1]).toMatchObject({
      month: '2026-05',
      person: { projectCode: '330106202600001' },
    })
  })
})

describe('two rows a worker', () => {
  test('a pay sheet with the ID under the name, and the card under the bank', async () => {
    const rows = [
      title,
      ['序号', '姓名/身份证号', '开户行', '银行卡号', '应发工资', '实发工资', '签字'],
      [1, names[0] ?? '', '工商银行', '', 5_000, 5_000],
      ['', madeUpId(1), '', madeUpCard(1)],
      [2, names[1] ?? '', '农业银行', '', 5_100, 5_100],
      ['', madeUpId(2), '', madeUpCard(2)],
      ['合计', '', '', '', 10_100, 10_100],
    ]
    const { sheet, records, lines } = await reads([{ rows }])
    expect(lines).toEqual(['3 赵甲一 2026-05 5000', '5 钱乙二 2026-05 5100'])
    expect(records[1]).toMatchObject({ person: { idNumber: madeUpId(2), card: madeUpCard(2) } })
    expect(sheet.rejected).toEqual([])
  })

  test('a roster with the ID under the name', async () => {
    const rows = [
      ['人员花名册'],
      ['序号', '姓名', '工种', '联系电话'],
      ['', '身份证号', '', ''],
      [1, names[0] ?? '', '木工', '13900000001'],
      ['', madeUpId(1), '', ''],
    ]
    const { records } = await reads([{ rows }])
    expect(records).toMatchObject([
      { kind: 'roster', row: 4, person: { name: names[0], idNumber: madeUpId(1) } },
    ])
    expect(records.length).toBe(1)
  })
})

describe('totals are used', () => {
  test('a total that differs is said at its row, in both figures', async () => {
    const { sheet } = await readRows([
      title,
      head,
      pay(0),
      pay(1),
      total('合计', 10_200, 200, 9_900),
    ])
    expect(sheet.findings).toMatchObject([
      {
        row: 5,
        field: 'due',
        code: 'recognition.stated-total-differs',
        cell: 'E5',
        message: '“应发工资”的合计写的是 10,200.00，各行相加是 10,100.00，请核对。',
      },
    ])
  })

  test('as many workers as it says, or not', async () => {
    const rows = (count: number) => [title, head, pay(0), pay(1), ['合计', `共${count}人`]]
    expect((await readRows(rows(2))).sheet.findings).toEqual([])
    expect((await readRows(rows(3))).sheet.findings.map(({ message }) => message)).toEqual([
      '合计写的是 3 人，各行共 2 人，请核对。',
    ])
  })

  test('a row that waits is part of the sum', async () => {
    const lost = pay(1).with(2, 3.30106e17)
    const { sheet } = await readRows([title, head, pay(0), lost, total('合计', 10_100, 200, 9_900)])
    expect([sheet.rejected.length, sheet.findings.length]).toEqual([1, 0])
  })

  test('a sum below the rows that nobody calls one is nobody’s', async () => {
    const { sheet } = await readRows([title, head, pay(0), pay(1), total('', 10_100, 200, 9_900)])
    expect(sheet.skipped).toEqual([{ row: 5, why: '合计行，不是人员' }])
  })

  test('totals that agree make it surer, others less sure', async () => {
    const weak = ['姓名', '其他', '金额']
    const rows = (sum: number): Row[] => [
      ['2026年5月代发'],
      weak,
      [names[0] ?? '', 'x', 10],
      [names[1] ?? '', 'y', 20],
      ['合计', '', sum],
    ]
    const sure = (await readRows(rows(30))).sheet.confidence
    const unsure = (await readRows(rows(31))).sheet.confidence
    expect(sure).toBeGreaterThan(unsure)
  })

  test('thirds of a yuan do not make a total wrong', async () => {
    const third = (at: number) =>
      pay(at)
        .with(4, 1_000 / 3)
        .with(6, 1_000 / 3 - 100)
    const { sheet } = await readRows([
      title,
      head,
      third(0),
      third(1),
      third(2),
      total('合计', 1_000, 300, 700),
    ])
    expect(said(sheet).filter((one) => one.includes('recognition.stated'))).toEqual([])
  })
})

describe('the month', () => {
  const asked = async (sheet: MadeUpSheet, fileName = '表.xlsx') => {
    const { sheet: read } = await readBook(bookOf([sheet], fileName))
    return {
      period: read.period,
      asks: read.asks.map(({ question, choices }) => [question, choices]),
    }
  }

  test('title and sheet name disagree: asked, and read by the likeliest', async () => {
    const rows = [title, head, pay(0)]
    expect(await asked({ name: '2026年6月', rows })).toEqual({
      period: '2026-05',
      asks: [
        [
          '月份说法不一：标题写 2026-05，工作表名写 2026-06。这张表是哪个月的？',
          ['2026-05', '2026-06'],
        ],
      ],
    })
  })

  test('a title left over from last month is outvoted by the names of sheet and file', async () => {
    const rows = [title, head, pay(0)]
    const { period, asks } = await asked({ name: '6月', rows }, '2026年6月工资.xlsx')
    expect(period).toBe('2026-06')
    expect(asks[0]?.[1]).toEqual(['2026-06', '2026-05'])
  })

  test('a column of months that says another month than the title: asked', async () => {
    const rows = [title, [...head, '工资月份'], [...pay(0), '2026-04']]
    const { asks } = await asked({ rows })
    expect(asks[0]?.[1]).toEqual(['2026-04', '2026-05'])
  })

  test('nowhere: asked without a guess; only a day of writing: asked with that month and the one before', async () => {
    expect((await asked({ rows: [['工资表'], head, pay(0)] })).asks).toEqual([
      ['标题、工作表名、文件名里都没有月份。这张表是哪个月的？', []],
    ])
    const dated = [['工资表'], ['制表日期：2026-06-03'], head, pay(0)]
    expect((await asked({ rows: dated })).asks.map(([, choices]) => choices)).toEqual([
      ['2026-06', '2026-05'],
    ])
  })

  test('a roster needs none; a file of two months says none; a stretch within a month says it', async () => {
    const roster = [
      ['姓名', '身份证号', '工种'],
      [names[0] ?? '', madeUpId(1), '木工'],
    ]
    expect((await asked({ rows: roster })).asks).toEqual([])
    const rows = [title, head, pay(0)]
    expect((await asked({ rows }, '2026年5-6月工资.xlsx')).asks).toEqual([])
    const stretch = [
      ['考勤表 2026-05-01至2026-05-31'],
      ['姓名', '身份证号', '出勤天数'],
      [names[0] ?? '', madeUpId(1), 3],
    ]
    expect(await asked({ rows: stretch })).toEqual({ period: '2026-05', asks: [] })
  })

  test('what the officer says wins, and asks no more', async () => {
    const rows = [title, head, pay(0)]
    const file = await understand(bookOf([{ name: '2026年6月', rows }]), {
      on: day('2026-11-24'),
      demo: true,
      period: month('2026-07'),
    })
    expect(file.sheets[0]).toMatchObject({ period: '2026-07', asks: [] })
  })
})

describe('what the file hides or lacks', () => {
  test('hidden rows and columns are read, and said', async () => {
    const { sheet } = await readRows([title, head, pay(0), pay(1), []], {
      hiddenRows: [4, 5],
      hiddenColumns: [3, 12],
    })
    expect(sheet.accepted).toBe(2)
    expect(sheet.findings.map(({ row, message }) => `${row} ${message}`)).toEqual([
      '2 有 1 行在文件里是隐藏的（第一处是第 4 行），照样读取，请核对。',
      '2 这些列在文件里是隐藏的，照样读取：银行卡号。',
    ])
  })

  test('a formula without result, or with a failed one, is said at its cell', async () => {
    const { sheet } = await readRows([
      title,
      head,
      pay(0).with(6, resultMissing),
      pay(1).with(5, '#REF!'),
    ])
    expect(said(sheet)).toEqual(
      expect.arrayContaining(['3 recognition.result-missing', '4 recognition.result-failed']),
    )
  })
})
