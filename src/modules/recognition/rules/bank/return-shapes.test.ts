import { describe, expect, test } from 'vitest'
import type { Merge, Row } from '../../../../kernel/sheet.ts'
import { textOf } from '../cell-text.ts'
import {
  madeUpCard,
  madeUpId,
  readBytes,
  readRows,
  utf8,
  workbookBytes,
  type Read,
} from '../../../../../tests/files/made-up.ts'

const [one, two, three] = [madeUpCard(1), madeUpCard(2), madeUpCard(3)]

/** 4,800.00 arrived, 4,000.00 did not, 3,999.99 arrived: of May, on 20 June. */
function cameTo({ sheet, records }: Read) {
  return {
    kind: sheet.kind,
    sure: sheet.confidence >= 0.6,
    accepted: sheet.accepted,
    rejected: sheet.rejected.length,
    askedFen: sheet.totals.netFen,
    paidFen: sheet.totals.paidFen,
    lines: records.map((record) =>
      record.kind === 'bank-return'
        ? [record.person.name, record.month, record.paidOn, record.amountFen, record.outcome].join(
            ' ',
          )
        : record.kind,
    ),
  }
}

const right = {
  kind: 'bank-return',
  sure: true,
  accepted: 3,
  rejected: 0,
  askedFen: 1_279_999,
  paidFen: 879_999,
  lines: [
    '赵甲一 2026-05 2026-06-20 480000 paid',
    '钱甲二 2026-05 2026-06-20 400000 failed',
    '孙甲三 2026-05 2026-06-20 399999 paid',
  ],
}

const shapes: [string, Row[], { fileName?: string; name?: string; merges?: Merge[] }?][] = [
  [
    'a bank’s plain result list',
    [
      ['2026年5月工资代发结果'],
      ['序号', '户名', '账号', '金额', '交易日期', '处理结果', '失败原因'],
      [1, '赵甲一', one, 4800, '2026-06-20', '成功', null],
      [2, '钱甲二', two, 4000, '2026-06-20', '失败', '户名不符'],
      [3, '孙甲三', three, 3999.99, '2026-06-20', '成功', null],
    ],
  ],
  [
    'batch head above, totals in it, the day only there',
    [
      ['批量代发回盘文件'],
      ['批次号：PL20260620001', null, '交易日期：2026-06-20', null, '用途：2026年5月工资'],
      [
        '总笔数：3',
        null,
        '总金额：12,799.99',
        null,
        '成功笔数：2',
        '成功金额：8,799.99',
        '失败笔数：1',
      ],
      ['序号', '收款人户名', '收款人账号', '收款金额（元）', '状态', '备注'],
      [1, '赵甲一', one, '4,800.00', '已入账', '5月工资'],
      [2, '钱甲二', two, '4,000.00', '入账失败', '5月工资'],
      [3, '孙甲三', three, '3,999.99', '已入账', '5月工资'],
    ],
  ],
  [
    'codes for results, no title',
    [
      ['明细序号', '收款账号', '收款户名', '交易金额', '交易时间', '返回码', '返回信息', '附言'],
      [1, one, '赵甲一', '4800.00', '20260620', '0000', '交易成功', '2026年5月工资'],
      [2, two, '钱甲二', '4000.00', '20260620', 'E1203', '账户状态不正常', '2026年5月工资'],
      [3, three, '孙甲三', '3999.99', '20260620', '0000', '交易成功', '2026年5月工资'],
    ],
  ],
  [
    'two levels of header, merged',
    [
      ['中国示例银行代发工资处理结果清单'],
      ['序号', '收款人信息', null, null, '代发信息', null, '工资月份', '银行处理', null],
      [null, '姓名', '卡号', '身份证号', '代发金额', '入账日期', null, '处理状态', '错误信息'],
      [1, '赵甲一', one, madeUpId(1), 4800, '2026/6/20', '2026-05', '处理成功', ''],
      [2, '钱甲二', two, madeUpId(2), 4000, '2026/6/20', '2026-05', '处理失败', '卡号不存在'],
      [3, '孙甲三', three, madeUpId(3), 3999.99, '2026/6/20', '2026-05', '处理成功', ''],
    ],
    {
      merges: [
        { top: 1, left: 1, bottom: 1, right: 3 },
        { top: 1, left: 4, bottom: 1, right: 5 },
        { top: 1, left: 7, bottom: 1, right: 8 },
      ],
    },
  ],
  [
    'asked and settled apart, 成功标志 in a column of 0 and 1',
    [
      ['代发明细查询结果 工资月份：2026年5月'],
      ['账号', '户名', '应代发金额', '成功金额', '成功标志', '记账日期', '核心流水号'],
      [one, '赵甲一', 4800, 4800, '1', '2026-06-20', 'A1'],
      [two, '钱甲二', 4000, 0, '0', '2026-06-20', 'A2'],
      [three, '孙甲三', 3999.99, 3999.99, '1', '2026-06-20', 'A3'],
    ],
  ],
  [
    'an enterprise net bank’s batch query, payer in each row',
    [
      ['企业网上银行 批量转账结果查询'],
      [
        '付款账号',
        '付款户名',
        '收款账号',
        '收款方名称',
        '收款方开户行',
        '币种',
        '转账金额',
        '指令状态',
        '完成时间',
        '转账附言',
      ],
      [
        '33001611135050000001',
        '示例建设有限公司',
        one,
        '赵甲一',
        '示例银行',
        '人民币',
        '4,800.00',
        '交易成功',
        '2026-06-20 09:31:02',
        '2026年5月份工资',
      ],
      [
        '33001611135050000001',
        '示例建设有限公司',
        two,
        '钱甲二',
        '示例银行',
        '人民币',
        '4,000.00',
        '交易失败',
        '2026-06-20 09:31:02',
        '2026年5月份工资',
      ],
      [
        '33001611135050000001',
        '示例建设有限公司',
        three,
        '孙甲三',
        '示例银行',
        '人民币',
        '3,999.99',
        '交易成功',
        '2026-06-20 09:31:02',
        '2026年5月份工资',
      ],
    ],
  ],
  [
    'day only in the file name, month in the sheet name',
    [
      ['账号', '姓名', '代发金额', '代发结果', '失败原因'],
      [one, '赵甲一', 4800, '成功', null],
      [two, '钱甲二', 4000, '失败', '账户已销户'],
      [three, '孙甲三', 3999.99, '成功', null],
    ],
    { fileName: '代发回单_20260620.xlsx', name: '2026年5月' },
  ],
  [
    'only reasons, success is an empty one beside 入账',
    [
      ['2026年5月农民工工资批量代发返回文件'],
      ['编号', '客户姓名', '客户账号', '发生额', '入账日期', '银行处理结果'],
      ['0001', '赵甲一', one, 4800, '2026.6.20', '入账成功'],
      ['0002', '钱甲二', two, 4000, '2026.6.20', '拒绝：长期不动户'],
      ['0003', '孙甲三', three, 3999.99, '2026.6.20', '入账成功'],
    ],
  ],
  [
    'notes, totals and signatures below',
    [
      ['2026年5月工资代发结果清单'],
      ['单位：元', null, null, null, null],
      ['序号', '姓名', '银行账号', '金额', '交易结果', '交易日期'],
      [1, '赵甲一', one, 4800, '成功', '2026-06-20'],
      [2, '钱甲二', two, 4000, '失败', '2026-06-20'],
      [3, '孙甲三', three, 3999.99, '成功', '2026-06-20'],
      ['合计', null, null, 12799.99, null, null],
      ['人民币大写：壹万贰仟柒佰玖拾玖元玖角玖分'],
      ['经办：', null, '复核：', null, null],
      ['说明：失败款项已退回专户。'],
    ],
  ],
  [
    'in ten thousand yuan',
    [
      ['2026年5月工资代发结果（单位：万元）'],
      ['户名', '账号', '金额', '处理结果', '交易日期'],
      ['赵甲一', one, 0.48, '成功', '2026-06-20'],
      ['钱甲二', two, 0.4, '失败', '2026-06-20'],
      ['孙甲三', three, 0.399999, '成功', '2026-06-20'],
    ],
  ],
  [
    'results before the payee, other words',
    [
      ['工资月份：2026-05', null, null, null, null, null],
      ['处理状态', '退票原因', '入账户名', '入账账号', '代付金额', '清算日期'],
      ['成功', null, '赵甲一', one, 4800, '2026-06-20'],
      ['失败', '户名账号不符', '钱甲二', two, 4000, '2026-06-20'],
      ['成功', null, '孙甲三', three, 3999.99, '2026-06-20'],
    ],
    { fileName: '代发工资回盘.xls' },
  ],
]

describe('what a bank did with payments, in any shape', () => {
  test.each(shapes)('%s', async (_, rows, about = {}) => {
    expect(cameTo(await readRows(rows, about))).toEqual(right)
  })

  test('as a csv of GB18030 words and as an xls of html, the same', async () => {
    const [, rows] = shapes[0] ?? ['', []]
    const html = await readBytes(workbookBytes([{ name: '结果', rows }], 'html'), '结果.xls')
    expect(cameTo(html)).toEqual(right)
    const text = rows.map((row) => row.map(textOf).join('|')).join('\r\n')
    expect(cameTo(await readBytes(utf8(text), '代发结果.txt'))).toEqual(right)
  })
})

describe('what is said of a bank’s return', () => {
  const head = ['户名', '账号', '金额', '交易日期', '处理结果', '失败原因', '流水号']
  const read = (...rows: Row[]) => readRows([['2026年5月工资代发结果'], head, ...rows])

  test('a failed line with its reason, a refund, one without result: none is paid', async () => {
    const { sheet, records } = await read(
      ['赵甲一', one, 4800, '2026-06-20', '失败', '户名不符', 'A1'],
      ['钱甲二', two, 4000, '2026-06-22', '已退汇', null, 'A2'],
      ['孙甲三', three, 3000, '2026-06-20', '处理中', null, 'A3'],
      ['李甲四', madeUpCard(4), 3000, '2026-06-20', null, null, 'A4'],
      ['周甲五', madeUpCard(5), 3000, '2026-06-20', '甲乙丙', null, 'A5'],
    )
    expect(records.map((record) => (record.kind === 'bank-return' ? record.outcome : ''))).toEqual([
      'failed',
      'refunded',
      'pending',
      'pending',
      'pending',
    ])
    expect(sheet.totals.paidFen).toBe(0)
    expect(sheet.findings.map(({ row, code }) => `${row} ${code}`)).toEqual(
      expect.arrayContaining([
        '3 recognition.return-failed',
        '4 recognition.return-refunded',
        '5 recognition.return-pending',
        '6 recognition.return-result-missing',
        '7 recognition.return-result-unclear',
      ]),
    )
    expect(sheet.findings.find(({ row }) => row === 3)?.message).toBe(
      '银行没有付成：户名不符。不作为发放。',
    )
  })

  test('a list of refunds is one by its title', async () => {
    const { records } = await readRows([
      ['退汇清单'],
      ['户名', '账号', '金额', '退汇日期', '附言'],
      ['赵甲一', one, 4800, '2026-06-22', '5月工资'],
    ])
    expect(records).toMatchObject([{ outcome: 'refunded', month: '2026-05', paidOn: '2026-06-22' }])
  })

  test('sums that are no sums, days that are missing, and the same twice', async () => {
    const { sheet } = await readRows([
      ['工资代发结果'],
      head,
      ['赵甲一', one, 0, '2026-06-20', '成功', null, 'A1'],
      ['钱甲二', two, -5, '2026-06-20', '成功', null, 'A2'],
      ['孙甲三', three, 3000, null, '成功', null, 'A3'],
      ['李甲四', madeUpCard(4), 3000, '2026-06-20', '成功', null, 'A4'],
      ['李甲四', madeUpCard(4), 3000, '2026-06-21', '成功', null, 'A4'],
    ])
    expect(sheet.rejected.map(({ row, code }) => `${row} ${code}`)).toEqual([
      '3 recognition.amount-not-positive',
      '4 recognition.amount-not-positive',
      '5 recognition.return-day-missing',
    ])
    expect(sheet.findings.map(({ row, code }) => `${row} ${code}`)).toEqual(
      expect.arrayContaining(['7 recognition.payment-twice', '7 recognition.reference-twice']),
    )
  })

  test('a month that is the month of sending is not taken for the month of work', async () => {
    const { records } = await readRows([
      ['2026年6月代发结果'],
      head,
      ['赵甲一', one, 4800, '2026-06-20', '成功', null, 'A1'],
    ])
    expect(records).toMatchObject([{ month: null }])
  })

  test('totals that differ are said, in figures and in capitals', async () => {
    const { sheet } = await read(
      ['赵甲一', one, 4800, '2026-06-20', '成功', null, 'A1'],
      ['合计', null, 4900, null, null, null, null],
      ['大写：伍仟元整'],
    )
    const said = sheet.findings.filter(({ code }) => code === 'recognition.total-differs')
    expect(said.map(({ row, message }) => `${row} ${message}`)).toEqual([
      '4 表里写的合计是 4,900.00，各行相加是 4,800.00。',
      '5 表里写的大写是 5,000.00，各行相加是 4,800.00。',
    ])
  })

  test('a sheet that says what is due and what became of it stays a pay sheet', async () => {
    const { sheet } = await readRows([
      ['2026年5月工资发放结果'],
      ['姓名', '身份证号', '应发工资', '实发工资', '发放日期', '发放状态'],
      ['赵甲一', madeUpId(1), 5000, 4800, '2026-06-15', '发放成功'],
    ])
    expect(sheet.kind).toBe('pay-sheet')
  })
})
