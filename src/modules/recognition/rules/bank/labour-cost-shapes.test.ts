import { describe, expect, test } from 'vitest'
import type { Merge, Row } from '../../../../kernel/sheet.ts'
import { readRows, type Read } from '../../../../../tests/files/made-up.ts'

function cameTo({ sheet, records }: Read) {
  return {
    kind: sheet.kind,
    sure: sheet.confidence >= 0.6,
    rejected: sheet.rejected.length,
    dueFen: sheet.totals.dueFen,
    paidFen: sheet.totals.paidFen,
    lines: records.map((record) =>
      record.kind === 'labour-cost'
        ? [record.month, record.nth, record.dueFen, record.paidFen, record.paidOn].join(' ')
        : record.kind,
    ),
  }
}

/** 250,000.00 due for May and paid on 10 June; 300,000.00 due for June, of which 100,000.05 came on 12 July. */
const right = {
  kind: 'labour-cost',
  sure: true,
  rejected: 0,
  dueFen: 55_000_000,
  paidFen: 35_000_005,
  lines: ['2026-05 1 25000000 25000000 2026-06-10', '2026-06 1 30000000 10000005 2026-07-12'],
}

const shapes: [string, Row[], { fileName?: string; name?: string; merges?: Merge[] }?][] = [
  [
    'plain',
    [
      ['城东学校项目人工费拨付台账'],
      ['序号', '所属月份', '应拨付金额', '实际拨付金额', '拨付日期'],
      [1, '2026-05', 250000, 250000, '2026-06-10'],
      [2, '2026-06', 300000, 100000.05, '2026-07-12'],
    ],
  ],
  [
    'due by output and ratio',
    [
      ['农民工工资专户人工费用拨付情况表'],
      ['月份', '完成产值', '人工费比例', '实拨金额', '到账日期'],
      ['2026年5月', 1000000, '25%', 250000, '2026/6/10'],
      ['2026年6月', 1200000, 0.25, 100000.05, '2026/7/12'],
    ],
  ],
  [
    'stated, reckoned and short, all agreeing',
    [
      ['人工费用支付台账（单位：元）'],
      [
        '期次',
        '计量产值',
        '约定比例',
        '应拨付人工费',
        '已拨付人工费',
        '欠拨金额',
        '拨付时间',
        '付款单位',
        '凭证号',
      ],
      [
        '2026年05月',
        '1,000,000.00',
        '25.00%',
        '250,000.00',
        '250,000.00',
        '0.00',
        '2026-06-10',
        '示例城投',
        'H1',
      ],
      [
        '2026年06月',
        '1,200,000.00',
        '25.00%',
        '300,000.00',
        '100,000.05',
        '199,999.95',
        '2026-07-12',
        '示例城投',
        'H2',
      ],
    ],
  ],
  [
    'bare months under a title with the year',
    [
      ['2026年人工费拨付明细'],
      ['月份', '应付人工费', '实付人工费', '付款日期'],
      ['5月', 250000, 250000, '2026-06-10'],
      ['6月', 300000, 100000.05, '2026-07-12'],
    ],
  ],
  [
    'two levels, merged',
    [
      ['建设单位人工费拨付台账'],
      ['序号', '月份', '应拨付', null, '实际拨付', null, '备注'],
      [null, null, '约定拨付日期', '应拨付金额', '拨付日期', '拨付金额', null],
      [1, '2026-05', '2026-06-10', 250000, '2026-06-10', 250000, ''],
      [2, '2026-06', '2026-07-10', 300000, '2026-07-12', 100000.05, ''],
    ],
    {
      merges: [
        { top: 1, left: 2, bottom: 1, right: 3 },
        { top: 1, left: 4, bottom: 1, right: 5 },
      ],
    },
  ],
  [
    'in ten thousand yuan',
    [
      ['人工费拨付统计表 单位：万元'],
      ['月份', '应拨付人工费', '实际拨付人工费', '拨付日期'],
      ['2026-05', 25, 25, '2026-06-10'],
      ['2026-06', 30, 10.000005, '2026-07-12'],
    ],
  ],
  [
    'totals, notes and signatures below',
    [
      ['项目名称：城东学校', null, '建设单位：示例城投'],
      ['人工费用拨付台账'],
      ['月份', '应拨人工费', '实拨人工费', '拨付日期', '累计拨付'],
      ['2026-05', 250000, 250000, '2026-06-10', 250000],
      ['2026-06', 300000, 100000.05, '2026-07-12', 350000.05],
      ['合计', 550000, 350000.05, null, null],
      ['注：按月足额拨付。'],
      ['建设单位（盖章）：', null, '施工单位（盖章）：', null],
    ],
  ],
  [
    'by columns alone',
    [
      [
        '建设单位',
        '施工单位',
        '支付月份',
        '本期工程款',
        '应拨付人工费用',
        '实际拨付人工费用',
        '实际拨付日期',
      ],
      ['示例城投', '示例建设', '2026-05', 1000000, 250000, 250000, '2026-06-10'],
      ['示例城投', '示例建设', '2026-06', 1200000, 300000, 100000.05, '2026-07-12'],
    ],
  ],
  [
    'the kind only in the file name, the ratio in the head',
    [
      ['人工费比例：25%', null, null, null],
      ['结算月份', '进度款', '到账金额', '到账时间'],
      ['2026.5', 1000000, 250000, '2026-06-10'],
      ['2026.06', 1200000, 100000.05, '2026-07-12'],
    ],
    { fileName: '人工费拨付.xlsx' },
  ],
  [
    'Chinese days, other order',
    [
      ['专户拨付情况'],
      ['付款日期', '本次拨付金额', '应拨金额', '计量月份', '收款账号'],
      ['2026年6月10日', '250000元', '250000元', '2026年5月', '33001611135050000001'],
      ['2026年7月12日', '100000.05元', '300000元', '2026年6月', '33001611135050000001'],
    ],
  ],
]

describe('labour cost that an owner owes and transfers, in any shape', () => {
  test.each(shapes)('%s', async (_, rows, about = {}) => {
    expect(cameTo(await readRows(rows, about))).toEqual(right)
  })
})

describe('what is said of labour cost', () => {
  test('a month paid in parts is due once', async () => {
    const { sheet, records } = await readRows([
      ['人工费拨付台账'],
      ['月份', '应拨付金额', '拨付金额', '拨付日期'],
      ['2026-05', 1000, 400, '2026-06-10'],
      ['2026-05', 1000, 600, '2026-06-20'],
    ])
    expect(sheet.totals).toMatchObject({ dueFen: 100_000, paidFen: 100_000 })
    expect(records).toMatchObject([
      { nth: 1, dueFen: 100_000, paidFen: 40_000 },
      { nth: 2, dueFen: null, paidFen: 60_000 },
    ])
  })

  test('what disagrees: due with output and ratio, short with due and paid, a total; a ratio above the whole', async () => {
    const { sheet } = await readRows([
      ['人工费拨付台账'],
      ['月份', '产值', '比例', '应拨付金额', '拨付金额', '差额', '拨付日期'],
      ['2026-05', 1000, '25%', 300, 100, 100, '2026-06-10'],
      ['2026-06', 1000, '250%', 250, 250, 0, null],
      ['合计', null, null, 600, 350, null, null],
    ])
    expect(sheet.findings.map(({ row, code }) => `${row} ${code}`)).toEqual([
      '3 recognition.cost-due-differs',
      '3 recognition.cost-short-differs',
      '4 recognition.ratio-unclear',
      '4 recognition.cost-day-missing',
      '5 recognition.total-differs',
    ])
  })

  test('a month that nothing says waits, and so does a negative sum', async () => {
    const { sheet } = await readRows([
      ['人工费拨付台账'],
      ['月份', '应拨付金额', '拨付金额', '拨付日期'],
      ['第一期', 1000, 400, null],
      ['2026-05', 1000, -400, '2026-06-10'],
    ])
    expect(sheet.rejected.map(({ row, code }) => `${row} ${code}`)).toEqual([
      '3 recognition.month-unclear',
      '4 recognition.amount-negative',
    ])
  })
})
