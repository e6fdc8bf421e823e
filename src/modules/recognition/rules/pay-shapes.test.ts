import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Row } from '../../../kernel/sheet.ts'
import { textOf } from './cell-text.ts'
import {
  madeUpCard,
  madeUpId,
  madeUpPhone,
  readBytes,
  readPath,
  readRows,
  testFiles,
  utf8,
  workbookBytes,
} from '../../../../tests/files/made-up.ts'

const totalsOf = (sheet: Awaited<ReturnType<typeof readRows>>['sheet']) => ({
  kind: sheet.kind,
  period: sheet.period,
  accepted: sheet.accepted,
  rejected: sheet.rejected.length,
  dueFen: sheet.totals.dueFen,
  deductedFen: sheet.totals.deductedFen,
  netFen: sheet.totals.netFen,
  paidFen: sheet.totals.paidFen,
})

/** 5,000 and 4,000 due; 200 and 0 taken off; 4,800 and 4,000 net. */
const right = {
  kind: 'pay-sheet',
  period: '2026-05',
  accepted: 2,
  rejected: 0,
  dueFen: 900_000,
  deductedFen: 20_000,
  netFen: 880_000,
  paidFen: 0,
}

const rowsUnder = (...head: Row[]): Row[] => [
  ...head,
  [1, '赵甲一', madeUpId(1), 5000, 200, 4800],
  [2, '钱甲二', madeUpId(2), 4000, 0, 4000],
]

describe('pay sheets of any shape', () => {
  test.each([
    [
      'plain',
      [['2026年5月工资表'], ['序号', '姓名', '身份证号', '应发工资', '扣款合计', '实发工资']],
    ],
    [
      'other words',
      [
        ['2026年5月薪资发放表'],
        ['编号', '民工姓名', '公民身份号码', '应付金额（元）', '应扣款', '实付金额（元）'],
      ],
    ],
    [
      'longer words',
      [
        ['2026年5月'],
        [
          '项次',
          '收款人姓名',
          '收款人身份证号',
          '本月应发工资（元）',
          '代扣代缴合计',
          '本月实发工资（元）',
        ],
      ],
    ],
    [
      'must-fill marks and spaces',
      [['2026年5月'], ['序 号', '*姓 名', '*身份证号码', '* 应发工资', '扣除', '*实发工资：']],
    ],
    [
      'two levels without merges',
      [
        ['2026年5月工资表'],
        ['序号', '姓名', '身份证号', '应发', '扣款', '实发'],
        [null, null, null, '金额', '合计', '金额'],
      ],
    ],
    [
      'platform field names',
      [
        ['工资 2026-05'],
        ['no', 'workerName', 'idCardNumber', 'totalPayAmount', '扣款', 'actualAmount'],
      ],
    ],
    [
      'month only in a head line',
      [
        ['工资发放表'],
        ['项目名称：城东学校工程', null, '所属月份：2026年5月', null, '单位：元'],
        ['序号', '姓名', '证件号码', '应发合计', '扣款', '实发合计'],
      ],
    ],
  ] satisfies [string, Row[]][])('%s', async (_, head) => {
    const { sheet } = await readRows(rowsUnder(...head))
    expect(totalsOf(sheet)).toEqual(right)
  })

  test('any order of columns, unknown ones between', async () => {
    const { sheet, records } = await readRows([
      ['2026年5月工资表'],
      [
        '实发工资',
        '银行卡号',
        '某列',
        '姓名',
        '扣款',
        '应发工资',
        '联系电话',
        '身份证号',
        '班组',
        '签字',
      ],
      [4800, madeUpCard(1), 'x', '赵甲一', 200, 5000, madeUpPhone(1), madeUpId(1), '木工班', null],
      [4000, madeUpCard(2), 'y', '钱甲二', 0, 4000, madeUpPhone(2), madeUpId(2), '木工班', null],
    ])
    expect(totalsOf(sheet)).toEqual(right)
    expect(records[0]).toMatchObject({
      person: { card: madeUpCard(1), phone: madeUpPhone(1), team: '木工班', barred: false },
    })
  })

  test('single deductions are summed where no total of them stands', async () => {
    const { sheet } = await readRows([
      ['2026年5月工资表'],
      ['姓名', '身份证号', '基本工资', '加班工资', '应发工资', '扣款', null, null, '实发工资'],
      [null, null, null, null, null, '个税', '社保', '伙食费', null],
      ['赵甲一', madeUpId(1), 4000, 1000, 5000, 50, 100, 50, 4800],
      ['钱甲二', madeUpId(2), 4000, null, 4000, null, null, null, 4000],
    ])
    expect(totalsOf(sheet)).toEqual(right)
    expect(sheet.columns['deducted']).toBe('扣款/个税 + 扣款/社保 + 扣款/伙食费')
  })

  test('deductions written with a minus sign; advances are named', async () => {
    const { sheet } = await readRows([
      ['2026年5月工资表'],
      ['姓名', '身份证号', '应发工资', '借支', '罚款', '实发工资'],
      ['赵甲一', madeUpId(1), 5000, -150, -50, 4800],
      ['钱甲二', madeUpId(2), 4000, null, '', 4000],
    ])
    expect(totalsOf(sheet)).toEqual(right)
    expect(sheet.findings.map(({ code }) => code)).toEqual(['recognition.advance-as-deduction'])
  })

  test('amounts as text, subtotals by team, signatures, notes, repeated header, empty numbered rows', async () => {
    const { sheet } = await readRows([
      ['2026年5月工资表'],
      ['序号', '姓名', '身份证号', '应发工资', '扣款', '实发工资'],
      ['1', '赵甲一', madeUpId(1), '5,000.00', '200', '￥4,800.00元'],
      ['木工班小计', null, null, '5,000.00', '200', '4,800.00'],
      ['序号', '姓名', '身份证号', '应发工资', '扣款', '实发工资'],
      ['2', '钱甲二', madeUpId(2), '４０００', '-', '4000.0'],
      ['3', '', '', '', '', ''],
      ['合 计', '', '', '9,000.00', '200', '8,800.00'],
      ['合计（大写）：捌仟捌佰元整', '', '', '', '', ''],
      ['制表人：', '', '审核人：', '', '项目经理：', ''],
      ['说明：以上工资均由本人签字确认。', '', '', '', '', ''],
      ['', '', '本页小计', '', '', 8800],
    ])
    expect(totalsOf(sheet)).toEqual(right)
    expect(sheet.skipped.map(({ row, why }) => `${row} ${why}`)).toEqual([
      '4 合计行，不是人员',
      '5 重复的表头',
      '7 只有序号的空行',
      '8 合计行，不是人员',
      '9 合计行，不是人员',
      '10 签字行，不是人员',
      '11 说明文字，不是人员',
      '12 合计行，不是人员',
    ])
  })

  test('paid where a day of payment is said and it did not fail', async () => {
    const { sheet, records } = await readRows([
      ['姓名', '身份证号', '工资月份', '应发工资', '扣款', '实发工资', '发放日期', '发放状态'],
      ['赵甲一', madeUpId(1), '2026-05', 5000, 200, 4800, '2026-06-15', '已发放'],
      ['钱甲二', madeUpId(2), '2026-05', 4000, 0, 4000, '2026-06-15', '发放失败'],
    ])
    expect(totalsOf(sheet)).toEqual({ ...right, paidFen: 480_000 })
    expect(records.map((record) => (record.kind === 'pay-line' ? record.paidOn : ''))).toEqual([
      '2026-06-15',
      null,
    ])
  })

  test('a request to pay is no payment, even with a day of payment', async () => {
    const { sheet, records } = await readRows([
      ['2026年5月农民工工资委托支付确认表'],
      ['姓名', '身份证号', '应发工资', '扣款', '实发工资', '支付日期'],
      ['赵甲一', madeUpId(1), 5000, 200, 4800, '2026-06-15'],
      ['钱甲二', madeUpId(2), 4000, 0, 4000, '2026-06-15'],
    ])
    expect(totalsOf(sheet)).toEqual({ ...right, kind: 'pay-confirmation' })
    expect(records[0]).toMatchObject({ isRequest: true, paidOn: null })
  })

  test('only an amount: due is what is paid out, and that is said of every row', async () => {
    const { sheet } = await readRows([
      ['2026年5月工资代发清单'],
      ['户名', '账号', '金额', '附言'],
      ['赵甲一', madeUpCard(1), 4800, '工资'],
      ['钱甲二', madeUpCard(2), 4000, '工资'],
    ])
    expect(totalsOf(sheet)).toEqual({ ...right, dueFen: 880_000, deductedFen: 0 })
    expect(
      sheet.findings
        .filter(({ code }) => code === 'recognition.due-not-stated')
        .map(({ row }) => row),
    ).toEqual([3, 4])
  })

  test('ten thousand yuan', async () => {
    const { sheet } = await readRows([
      ['2026年5月工资表（单位：万元）'],
      ['姓名', '身份证号', '应发工资', '扣款', '实发工资'],
      ['赵甲一', madeUpId(1), 0.5, 0.02, 0.48],
      ['钱甲二', madeUpId(2), 0.4, 0, 0.4],
    ])
    expect(totalsOf(sheet)).toEqual(right)
  })

  test('the same in csv, xls, xlsb, ods and HTML', async () => {
    const rows = rowsUnder(
      ['2026年5月工资表'],
      ['序号', '姓名', '身份证号', '应发工资', '扣款', '实发工资'],
    )
    for (const format of ['xlsx', 'biff8', 'xlsb', 'ods', 'html'] as const) {
      const { sheet } = await readBytes(workbookBytes([{ name: '表', rows }], format), 'x')
      expect({ format, ...totalsOf(sheet) }).toEqual({ format, ...right })
    }
    const csv = rows.map((row) => row.map(textOf).join('\t')).join('\r\n')
    expect(totalsOf((await readBytes(utf8(`\ufeff${csv}`), 'x.csv')).sheet)).toEqual(right)
  })

  test('a team merged over its workers is the team of each', async () => {
    const { records } = await readRows(
      [
        ['2026年5月工资表'],
        ['班组', '姓名', '身份证号', '应发工资', '实发工资'],
        ['木工班', '赵甲一', madeUpId(1), 5000, 5000],
        [null, '钱甲二', madeUpId(2), 5000, 5000],
        ['钢筋班', '孙甲三', madeUpId(3), 5000, 5000],
        [null, '合计', null, 15_000, 15_000],
      ],
      { merges: [{ top: 2, bottom: 3, left: 0, right: 0 }] },
    )
    expect(records.map((record) => ('person' in record ? record.person.team : ''))).toEqual([
      '木工班',
      '木工班',
      '钢筋班',
    ])
  })

  test('a title of two months gives none', async () => {
    const { sheet } = await readRows(
      rowsUnder(
        ['2026年5-6月工资表'],
        ['序号', '姓名', '身份证号', '应发工资', '扣款', '实发工资'],
      ),
    )
    expect(sheet.rejected.map(({ code }) => code)).toEqual([
      'recognition.month-missing',
      'recognition.month-missing',
    ])
  })

  test('a csv of a Chinese Excel: GB18030, quoted amounts, IDs as ="…"', async () => {
    const { sheet, records } = await readPath(join(testFiles, 'pay-sheet.gb18030.csv'))
    expect(totalsOf(sheet)).toEqual(right)
    expect(records[0]).toMatchObject({
      person: { name: '赵甲一', idNumber: madeUpId(1), idOk: true },
    })
  })

  test('an export of many projects names the project of each row', async () => {
    const { records } = await readRows([
      ['项目编码', '项目名称', '姓名', '身份证号', '工资月份', '应发金额', '实发金额'],
      ['P000001', '城东学校工程', '赵甲一', madeUpId(1), '2026-05', 5000, 5000],
      ['P000002', '城西医院工程', '赵甲一', madeUpId(1), '2026-05', 4000, 4000],
    ])
    expect(records).toMatchObject([
      { person: { no: 1, projectCode: 'P000001', projectName: '城东学校工程' } },
      { person: { no: 2, projectCode: 'P000002' } },
    ])
  })

  test('a person seen before is the same object, so that lines only name its number', async () => {
    const { records } = await readRows([
      ['姓名', '身份证号', '工资月份', '应发金额', '实发金额'],
      ['赵甲一', madeUpId(1), '2026-04', 5000, 5000],
      ['钱甲二', madeUpId(2), '2026-04', 5000, 5000],
      ['赵甲一', madeUpId(1), '2026-05', 4000, 4000],
    ])
    const [first, , third] = records.map((record) => ('person' in record ? record.person : null))
    expect(third).toBe(first)
  })
})

test('payment rows without any name column words are not taken for something else', async () => {
  const { sheet, file } = await readRows([
    ['材料', '数量', '单价'],
    ['水泥', 3, 400],
  ])
  expect(sheet).toMatchObject({ kind: 'unknown', rows: 0, accepted: 0 })
  expect(file.error?.code).toBe('recognition.nothing-recognised')
})
