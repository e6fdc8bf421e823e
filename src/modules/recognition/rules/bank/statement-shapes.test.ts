import { describe, expect, test } from 'vitest'
import type { Merge, Row } from '../../../../kernel/sheet.ts'
import { madeUpCard, readRows, type Read } from '../../../../../tests/files/made-up.ts'

const account = '33001611135050000001'
const holder = '示例建设有限公司城东学校项目农民工工资专用账户'
const owner = '示例城市投资有限公司'
const card = madeUpCard(1)

function cameTo({ sheet, records }: Read) {
  return {
    kind: sheet.kind,
    sure: sheet.confidence >= 0.6,
    rejected: sheet.rejected.length,
    inFen: sheet.totals.inFen,
    outFen: sheet.totals.outFen,
    breaks: sheet.findings.filter(({ code }) => /balance|total-differs/.test(code)).length,
    lines: records
      .map((record) =>
        record.kind === 'account-flow'
          ? [record.on, record.amountFen, record.balanceFen ?? '', record.flowKind]
              .join(' ')
              .replace('  ', ' ')
          : record.kind,
      )
      .toSorted(),
    accounts: [
      ...new Set(records.map((record) => (record.kind === 'account-flow' ? record.account : ''))),
    ],
  }
}

/** 100,000.00 came in on 5 June, 8,800.50 went out on 20 June, 12.34 of interest on 21 June; 1,000.00 was there. */
const right = {
  kind: 'account-statement',
  sure: true,
  rejected: 0,
  inFen: 10_001_234,
  outFen: 880_050,
  breaks: 0,
  lines: [
    '2026-06-05 10000000 10100000 labour-cost',
    '2026-06-20 -880050 9219950 wages',
    '2026-06-21 1234 9221184 interest',
  ],
  accounts: [account],
}

const shapes: [
  string,
  Row[],
  { fileName?: string; name?: string; merges?: Merge[] }?,
  Partial<typeof right>?,
][] = [
  [
    'one bank: 借方发生额, 贷方发生额, own account in the head',
    [
      ['账户交易明细'],
      [`账号：${account}`, null, null, `户名：${holder}`],
      ['起始日期：2026-06-01', null, null, '终止日期：2026-06-30'],
      ['交易日期', '凭证号', '借方发生额', '贷方发生额', '余额', '对方户名', '对方账号', '摘要'],
      [
        '2026-06-05',
        '001',
        null,
        '100,000.00',
        '101,000.00',
        owner,
        '33001611135050009999',
        '拨付人工费',
      ],
      ['2026-06-20', '002', '8,800.50', null, '92,199.50', '代发工资', null, '代发工资'],
      ['2026-06-21', '003', null, '12.34', '92,211.84', null, null, '结息'],
    ],
  ],
  [
    'another: newest first, 收入 and 支出, time apart',
    [
      ['专户流水'],
      ['序号', '交易时间', '收入金额', '支出金额', '账户余额', '对方账户名称', '用途', '本方账号'],
      [1, '2026-06-21 00:01:02', 12.34, 0, 92211.84, '', '第二季度利息', account],
      [2, '2026-06-20 10:00:00', 0, 8800.5, 92199.5, '赵甲一', '工资', account],
      [3, '2026-06-05 09:00:00', 100000, 0, 101000, owner, '6月人工费用', account],
    ],
  ],
  [
    'one amount and 借贷标志',
    [
      ['对公账户对账单', null, null, null, null],
      [`账号 ${account} 户名 ${holder}`],
      ['记账日期', '交易流水号', '借贷标志', '交易金额', '余额', '摘要', '对方名称'],
      ['20260605', 'L1', '贷', 100000, 101000, '人工费拨款', owner],
      ['20260620', 'L2', '借', 8800.5, 92199.5, '批量代发', '工资代发专户'],
      ['20260621', 'L3', '贷', 12.34, 92211.84, '利息', ''],
    ],
  ],
  [
    'signed amounts',
    [
      ['银行流水明细'],
      ['日期', '金额', '结余', '交易摘要', '交易对手', '账号'],
      ['2026/6/5', '+100,000.00', '101,000.00', '收到人工费', owner, account],
      ['2026/6/20', '-8,800.50', '92,199.50', '代发农民工工资', '', account],
      ['2026/6/21', '+12.34', '92,211.84', '活期结息', '', account],
    ],
  ],
  [
    'an enterprise’s own book: its 借方 is what came in',
    [
      [`银行存款日记账 账号：${account}`],
      ['日期', '摘要', '借方', '贷方', '余额'],
      [null, '期初余额', null, null, 1000],
      ['2026-06-05', '收建设单位人工费', 100000, null, 101000],
      ['2026-06-20', '付农民工工资', null, 8800.5, 92199.5],
      ['2026-06-21', '利息收入', 12.34, null, 92211.84],
    ],
  ],
  [
    'two levels, merged, opening balance and totals among the rows',
    [
      [`${holder}（${account}）账户明细`],
      [`账户：${account}`],
      ['交易日期', '发生额', null, '余额', '对方信息', null, '摘要'],
      [null, '支出', '收入', null, '对方户名', '对方账号', null],
      ['2026-06-01', null, null, 1000, null, null, '承前页'],
      ['2026-06-05', null, 100000, 101000, owner, '33001611135050009999', '工程款（人工费）'],
      ['2026-06-20', 8800.5, null, 92199.5, '赵甲一', card, '5月工资'],
      ['2026-06-21', null, 12.34, 92211.84, null, null, '存款利息'],
      ['合计', 8800.5, 100012.34, null, null, null, null],
    ],
    {
      merges: [
        { top: 2, left: 1, bottom: 2, right: 2 },
        { top: 2, left: 4, bottom: 2, right: 5 },
      ],
    },
  ],
  [
    'account and holder in every row, no title',
    [
      ['账号', '户名', '记账日', '借方金额', '贷方金额', '当前余额', '对方单位', '附言'],
      [account, holder, '2026-06-05', '0.00', '100000.00', '101000.00', owner, '人工费'],
      [account, holder, '2026-06-20', '8800.50', '0.00', '92199.50', '钱甲二', '工资'],
      [account, holder, '2026-06-21', '0.00', '12.34', '92211.84', '', '结息'],
    ],
  ],
  [
    'sums of the period in the head',
    [
      ['中国示例银行农民工工资专户对账单'],
      [`账号：${account}`, null, '币种：人民币'],
      ['期初余额：1,000.00', '收入总额：100,012.34', '支出总额：8,800.50'],
      ['交易日期', '摘要', '收/支', '金额', '余额', '对方户名'],
      ['2026-06-05', '拨付工程款', '收入', '100,000.00', '101,000.00', owner],
      ['2026-06-20', '代发', '支出', '8,800.50', '92,199.50', ''],
      ['2026-06-21', '结息', '收入', '12.34', '92,211.84', ''],
    ],
  ],
  [
    'English codes C and D, eight-digit days',
    [
      [`账户明细 账号:${account}`],
      ['交易日', '借/贷', '发生额', '联机余额', '摘要', '备注'],
      [20260605, 'C', 100000, 101000, '转账存入', '人工费用拨付'],
      [20260620, 'D', 8800.5, 92199.5, '批量转出', '农民工工资'],
      [20260621, 'C', 12.34, 92211.84, '结息', ''],
    ],
  ],
  [
    'without any balance',
    [
      [`专户收支明细 账号：${account}`],
      ['日期', '收款金额', '付款金额', '往来单位', '摘要'],
      ['2026年6月5日', 100000, null, owner, '人工费'],
      ['2026年6月20日', null, 8800.5, '', '发放工资'],
      ['2026年6月21日', 12.34, null, '', '利息'],
    ],
    {},
    {
      lines: [
        '2026-06-05 10000000 labour-cost',
        '2026-06-20 -880050 wages',
        '2026-06-21 1234 interest',
      ],
    },
  ],
  [
    'notes above, remarks and a stamp below, in ten thousand yuan',
    [
      ['打印日期见页脚，本明细仅供核对'],
      [`客户账号：${account}`, null, '单位：万元'],
      ['交易日期', '借方发生额（支取）', '贷方发生额（收入）', '余额', '摘要'],
      ['2026-06-05', null, 10, 10.1, '人工费拨付'],
      ['2026-06-20', 0.88005, null, 9.21995, '代发工资'],
      ['2026-06-21', null, 0.001234, 9.221184, '结息'],
      ['说明：以上明细如有疑问请与开户网点联系。'],
      ['（盖章）', null, null, null, null],
    ],
    { fileName: '农民工工资专户对账单.xls' },
  ],
]

describe('statements of special accounts in any shape', () => {
  test.each(shapes)('%s', async (_, rows, about = {}, other = {}) => {
    expect(cameTo(await readRows(rows, about))).toEqual({ ...right, ...other })
  })
})

describe('what is said of a statement', () => {
  const head = [
    [`账户交易明细 账号：${account} 户名：${holder}`],
    ['交易日期', '支出', '收入', '余额', '对方户名', '摘要', '流水号'],
  ]
  const codes = ({ sheet }: Read) =>
    sheet.findings
      .filter(({ code }) => code !== 'recognition.flow-kind-unclear')
      .map(({ row, code }) => `${row} ${code}`)

  test('a balance that breaks is said at its row with both figures, and the next follows from what stands', async () => {
    const rows = [
      ['2026-06-05', null, 100, 1100, owner, '人工费', 'A'],
      ['2026-06-06', 50, null, 1000, '', '工资', 'B'],
      ['2026-06-07', 50, null, 950, '', '工资', 'C'],
    ]
    const read = await readRows([...head, ...rows])
    expect(codes(read)).toEqual(['4 recognition.balance-breaks'])
    expect(read.sheet.findings[0]?.message).toBe(
      '余额对不上：按上一笔推算应为 1,050.00，表里是 1,000.00。',
    )
    const turned = await readRows([...head, ...rows.toReversed()])
    expect(codes(turned)).toEqual(['4 recognition.balance-breaks'])
  })

  test('every kind of movement by its words', async () => {
    const { records } = await readRows([
      ...head,
      ['2026-06-01', null, 100, null, owner, '6月人工费', '1'],
      ['2026-06-02', 100, null, null, '赵甲一', '工资', '2'],
      ['2026-06-03', null, 1, null, '', '结息', '3'],
      ['2026-06-04', 1, null, null, '', '手续费', '4'],
      ['2026-06-05', null, 100, null, '赵甲一', '退汇', '5'],
      ['2026-06-06', null, 100, null, '', '冲正', '6'],
      ['2026-06-07', 100, null, null, holder, '销户转出', '7'],
      ['2026-06-08', 0, 0, null, '示例区人民法院', '司法冻结（2026）示执字第 1 号', '8'],
      ['2026-06-09', null, 100, null, '甲乙公司', '往来', '9'],
    ])
    expect(
      records.map((record) => (record.kind === 'account-flow' ? record.flowKind : '')),
    ).toEqual([
      'labour-cost',
      'wages',
      'interest',
      'bank-charge',
      'card-refund',
      'correction',
      'own-transfer',
      'freeze',
      'other',
    ])
  })

  test('what is unclear is said, and so is a day outside the period, a reference twice, a row without a sum', async () => {
    const read = await readRows([
      [`账户交易明细 账号：${account} 户名：${holder} 查询区间：2026-06-01至2026-06-30`],
      ...head.slice(1),
      ['2026-06-05', null, 100, null, '甲乙公司', '往来', 'A'],
      ['2026-06-05', null, 100, null, '甲乙公司', '往来', 'A'],
      ['2026-07-05', 30, null, null, '', '工资', 'B'],
      ['2026-06-06', null, null, null, '', '工资', 'C'],
      [null, 20, null, null, '赵甲一', '工资', 'D'],
    ])
    expect(codes(read)).toEqual([
      '4 recognition.reference-twice',
      '5 recognition.flow-outside-period',
    ])
    expect(read.sheet.findings.some(({ code }) => code === 'recognition.flow-kind-unclear')).toBe(
      true,
    )
    expect(read.sheet.rejected.map(({ row, code }) => `${row} ${code}`)).toEqual([
      '6 recognition.flow-without-amount',
      '7 recognition.day-missing',
    ])
  })

  test('an account that is none of the sort, or not named at all, is said', async () => {
    const { sheet } = await readRows([
      ['账户交易明细'],
      ['交易日期', '支出', '收入', '余额', '摘要'],
      ['2026-06-05', null, 100, 1100, '货款'],
    ])
    expect(sheet.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['recognition.account-not-stated', 'recognition.account-not-special']),
    )
  })

  test('numbers within a summary are starred out', async () => {
    const { records } = await readRows([
      ...head,
      ['2026-06-02', 100, null, null, '赵甲一', `工资 ${card}`, '2'],
    ])
    expect(JSON.stringify(records)).not.toContain(card)
  })
})
