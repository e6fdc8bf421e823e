import { describe, expect, test } from 'vitest'
import type { Merge, Row } from '../../../../kernel/sheet.ts'
import { madeUpCard, madeUpId, readRows, type Read } from '../../../../../tests/files/made-up.ts'

const [one, two] = [madeUpCard(1), madeUpCard(2)]
const payer = '33001611135050000001'

function cameTo({ sheet, records }: Read) {
  return {
    kind: sheet.kind,
    sure: sheet.confidence >= 0.6,
    rejected: sheet.rejected.length,
    askedFen: sheet.totals.netFen,
    paidFen: sheet.totals.paidFen,
    lines: records.map((record) =>
      record.kind === 'bank-transfer'
        ? [record.person.name, record.person.card, record.month, record.amountFen].join(' ')
        : record.kind,
    ),
  }
}

const right = {
  kind: 'bank-transfer',
  sure: true,
  rejected: 0,
  askedFen: 880_050,
  paidFen: 0,
  lines: [`赵甲一 ${one} 2026-05 480000`, `钱甲二 ${two} 2026-05 400050`],
}

const shapes: [string, Row[], { fileName?: string; name?: string; merges?: Merge[] }?][] = [
  [
    'plain, by its title',
    [
      ['2026年5月工资批量代发文件'],
      ['序号', '户名', '账号', '金额', '附言'],
      [1, '赵甲一', one, 4800, '工资'],
      [2, '钱甲二', two, 4000.5, '工资'],
    ],
  ],
  [
    'a net bank’s batch form: payer, currency, bank number',
    [
      [
        '付款账号',
        '付款户名',
        '收款账号',
        '收款户名',
        '收款行名称',
        '联行号',
        '币种',
        '金额',
        '用途',
      ],
      [
        payer,
        '示例建设',
        one,
        '赵甲一',
        '示例银行',
        '102100000001',
        '人民币',
        4800,
        '2026年5月工资',
      ],
      [
        payer,
        '示例建设',
        two,
        '钱甲二',
        '示例银行',
        '102100000001',
        '人民币',
        4000.5,
        '2026年5月工资',
      ],
    ],
  ],
  [
    'head lines with totals, the month beside them',
    [
      ['代发工资报盘'],
      [
        '代发单位：示例建设有限公司',
        null,
        '工资月份：2026年5月',
        null,
        '总笔数：2',
        '总金额：8,800.50',
      ],
      ['顺序号', '客户姓名', '卡/折号', '代发金额', '证件号码'],
      ['000001', '赵甲一', one, '4,800.00', madeUpId(1)],
      ['000002', '钱甲二', two, '4,000.50', madeUpId(2)],
    ],
  ],
  [
    'same or other bank, by columns alone',
    [
      ['收款人名称', '收款人账号', '收款人开户行', '本行他行标志', '汇款金额', '汇款用途'],
      ['赵甲一', one, '示例银行', '本行', 4800, '2026年5月工资'],
      ['钱甲二', two, '示例农商行', '他行', 4000.5, '2026年5月工资'],
    ],
  ],
  [
    'two levels, merged',
    [
      ['网银批量导入模板'],
      ['序号', '收款方', null, null, '付款', null],
      [null, '收款方户名', '收款方账号', '收款方开户行', '金额', '附言'],
      [1, '赵甲一', one, '示例银行', 4800, '2026年5月工资'],
      [2, '钱甲二', two, '示例银行', 4000.5, '2026年5月工资'],
    ],
    {
      merges: [
        { top: 1, left: 1, bottom: 1, right: 3 },
        { top: 1, left: 4, bottom: 1, right: 5 },
        { top: 1, left: 0, bottom: 2, right: 0 },
      ],
    },
  ],
  [
    'the title only in the file name',
    [
      ['姓名', '卡号', '实发金额', '备注'],
      ['赵甲一', one, 4800, ''],
      ['钱甲二', two, 4000.5, ''],
    ],
    { fileName: '2026年5月代发工资文件.xlsx' },
  ],
  [
    'the title only in the sheet name, spaces in cards',
    [
      ['姓 名', '银行卡号', '开户行', '发放金额', '月份'],
      ['赵甲一', one.replaceAll(/(.{4})/g, '$1 '), '示例银行', 4800, '2026年5月'],
      ['钱甲二', two.replaceAll(/(.{4})/g, '$1 '), '示例银行', 4000.5, '2026年5月'],
    ],
    { name: '批量付款' },
  ],
  [
    'totals and capitals below, a stamp line',
    [
      ['2026年5月批量代发清单（代发文件）'],
      ['编号', '收款人', '收款卡号', '金额（元）'],
      [1, '赵甲一', one, '4,800.00'],
      [2, '钱甲二', two, '4,000.50'],
      ['合计', null, null, '8,800.50'],
      ['大写', '捌仟捌佰元零伍角', null, null],
      ['单位（盖章）：', null, '制表：', null],
    ],
  ],
  [
    'in ten thousand yuan',
    [
      ['批量转账文件 单位：万元'],
      ['收款户名', '收款账号', '转账金额', '用途'],
      ['赵甲一', one, 0.48, '2026年5月份工资'],
      ['钱甲二', two, 0.40005, '2026年5月份工资'],
    ],
  ],
  [
    'sums with signs around them, kind of account',
    [
      ['付款文件'],
      ['账户类型', '对方账号', '对方户名', '付款金额', '摘要', '预约日期'],
      ['对私', one, '赵甲一', '￥4,800.00', '2026年5月工资', '2026-06-20'],
      ['对私', two, '钱甲二', '￥4,000.50', '2026年5月工资', '2026-06-20'],
    ],
  ],
]

describe('what a bank is asked to pay, in any shape', () => {
  test.each(shapes)('%s', async (_, rows, about = {}) => {
    expect(cameTo(await readRows(rows, about))).toEqual(right)
  })
})

test('a list to be paid proves no payment, whatever day it names', async () => {
  const [, rows] = shapes[0] ?? ['', []]
  const { records } = await readRows(rows)
  expect(records.every((record) => record.kind === 'bank-transfer')).toBe(true)
})

test('a card that fails its check, a missing one, a sum of nothing, and a total that differs', async () => {
  const { sheet } = await readRows([
    ['2026年5月批量代发文件'],
    ['户名', '账号', '金额'],
    ['赵甲一', `${one.slice(0, -1)}${one.endsWith('0') ? 1 : 0}`, 4800],
    ['钱甲二', null, 4000],
    ['孙甲三', madeUpCard(3), 0],
    ['合计', null, 9000],
  ])
  expect(sheet.findings.map(({ row, code }) => `${row} ${code}`)).toEqual(
    expect.arrayContaining([
      '3 labour.card-check-digit',
      '4 recognition.card-not-stated',
      '6 recognition.total-differs',
    ]),
  )
  expect(sheet.rejected.map(({ row, code }) => `${row} ${code}`)).toEqual([
    '5 recognition.amount-not-positive',
  ])
})

test('what was a pay sheet before stays one: 实发 under a title of wages, with names and cards', async () => {
  const { sheet } = await readRows([
    ['2026年5月工资发放表'],
    ['姓名', '银行卡号', '实发工资', '发放日期'],
    ['赵甲一', one, 4800, '2026-06-15'],
  ])
  expect(sheet.kind).toBe('pay-sheet')
})
