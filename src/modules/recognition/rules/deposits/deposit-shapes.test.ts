import { expect, test } from 'vitest'
import type { Merge, Row } from '../../../../kernel/sheet.ts'
import { readRows } from '../../../../../tests/files/made-up.ts'

interface Case {
  readonly name: string
  readonly rows: readonly Row[]
  readonly merges?: readonly Merge[]
  readonly fileName?: string
  /** Project, form, place, sum in fen, last day. */
  readonly says: readonly (readonly unknown[])[]
}

const cases: readonly Case[] = [
  {
    name: 'an office’s ledger of deposits',
    rows: [
      ['农民工工资保证金缴存台账'],
      [
        '序号',
        '项目名称',
        '施工单位',
        '合同价（万元）',
        '缴存比例',
        '缴存形式',
        '保证金金额（元）',
        '开户银行',
        '账号',
        '缴存日期',
      ],
      [
        1,
        '安置房一期',
        '示例建工甲有限公司',
        5000,
        '1.5%',
        '现金',
        750_000,
        '示例银行',
        '3301 0401 6000 1234',
        '2026-03-01',
      ],
      [
        2,
        '安置房二期',
        '示例建工乙有限公司',
        4000,
        '1.5%',
        '现金',
        '600,000.00',
        '示例银行',
        '33010401600099',
        '2026-04-01',
      ],
      ['合计', '', '', 9000, '', '', 1_350_000, '', '', ''],
    ],
    says: [
      ['安置房一期', 'cash', '3301040160001234', 75_000_000, null],
      ['安置房二期', 'cash', '33010401600099', 60_000_000, null],
    ],
  },
  {
    name: 'a list of letters in 万元, other words and order',
    rows: [
      ['工资保证金保函台账（单位：万元）'],
      ['保函编号', '担保金额', '开立银行', '申请人', '工程名称', '生效日期', '到期日期'],
      [
        'BH20260001',
        75,
        '示例银行甲支行',
        '示例建工甲有限公司',
        '安置房一期',
        '2026-03-01',
        '2027-12-31',
      ],
    ],
    says: [['安置房一期', 'bank-letter', 'BH20260001', 75_000_000, '2027-12-31']],
  },
  {
    name: 'letters of guarantee companies and insurers, told by the issuer',
    rows: [
      ['保函清单'],
      ['项目名称', '保函号', '保函金额（元）', '出具机构', '有效期'],
      ['安置房一期', 'DB-1', 500_000, '示例融资担保有限公司', '2026.1.1-2027.6.30'],
      ['安置房二期', 'BX-2', 300_000, '示例财产保险股份有限公司', '2026年1月1日至2027年1月1日'],
    ],
    says: [
      ['安置房一期', 'guarantee-letter', 'DB-1', 50_000_000, '2027-06-30'],
      ['安置房二期', 'guarantee-letter', 'BX-2', 30_000_000, '2027-01-01'],
    ],
  },
  {
    name: 'a head of two rows, merged, with the span below one word',
    rows: [
      ['工资保证金登记表'],
      ['项目名称', '总包单位', '银行保函', '', '', ''],
      ['', '', '编号', '金额（元）', '生效日期', '到期日期'],
      ['安置房一期', '示例建工甲', 'BH-9', '750000元', '2026/3/1', '2027/3/1'],
    ],
    merges: [
      { top: 1, left: 0, bottom: 2, right: 0 },
      { top: 1, left: 1, bottom: 2, right: 1 },
      { top: 1, left: 2, bottom: 1, right: 5 },
    ],
    says: [['安置房一期', 'bank-letter', 'BH-9', 75_000_000, '2027-03-01']],
  },
  {
    name: 'notes above and below, a signature line',
    rows: [
      ['××区农民工工资保证金缴存情况统计表'],
      ['填报单位：示范区治欠办', '', '', '填报时间：2026-10-31'],
      ['序号', '工程名称', '缴存单位', '缴存方式', '缴存金额(万元)', '缴存银行'],
      [1, '安置房一期', '示例建工甲有限公司', '银行保函', '75.5', '示例银行'],
      ['备注：本表每月 5 日前报送。'],
      ['填表人：张三', '', '审核人：李四', '', '', ''],
    ],
    says: [['安置房一期', 'bank-letter', '示例银行', 75_500_000, null]],
  },
  {
    name: 'a list without a title, by words that only a deposit has',
    rows: [
      ['项目编号', '工程名称', '施工企业', '保函种类', '保函编号', '保函金额', '保函到期日'],
      ['PT-001', '安置房一期', '示例建工甲', '电子银行保函', 'E-1', '750,000', '2027-05-01'],
    ],
    says: [['安置房一期', 'bank-letter', 'E-1', 75_000_000, '2027-05-01']],
  },
  {
    name: 'the kind in the file’s name only; one project, none named in the rows',
    fileName: '安置房一期工资保证金台账.xlsx',
    rows: [
      ['存储形式', '存储金额', '存储银行', '专户账号', '存储日期'],
      ['现金', '750000', '示例银行', '6001234', '2026-03-01'],
    ],
    says: [[null, 'cash', '6001234', 75_000_000, null]],
  },
  {
    name: 'exempt rows and rows of returned deposits',
    rows: [
      ['工资保证金清单'],
      ['项目名称', '施工单位', '保证金形式', '保证金金额（元）', '返还日期'],
      ['安置房一期', '示例建工甲', '免缴', '', ''],
      ['安置房二期', '示例建工甲', '现金', 100_000, '2026-09-01'],
    ],
    says: [
      ['安置房一期', 'exempt', '', 0, null],
      ['安置房二期', 'cash', '', 10_000_000, null],
    ],
  },
  {
    name: 'a bank’s export: full-width words, sums as text with their sign',
    rows: [
      ['保证金专户明细（农民工工资保证金）'],
      ['企业名称', '项目名称', '保证金账号', '保证金余额', '开户行', '到期日'],
      ['示例建工甲有限公司', '安置房一期', '33001', '￥750,000.00', '示例银行', ''],
    ],
    says: [['安置房一期', 'cash', '33001', 75_000_000, null]],
  },
  {
    name: 'insurance: 保单号, 保额, 保险期间',
    rows: [
      ['农民工工资支付保证保险台账'],
      ['投保人', '工程名称', '保单号', '保额（万元）', '保险公司', '保险期间', '缴存形式'],
      [
        '示例建工甲',
        '安置房一期',
        'P20260001',
        30,
        '示例财险',
        '2026-01-01至2028-01-01',
        '保证保险',
      ],
    ],
    says: [['安置房一期', 'guarantee-letter', 'P20260001', 30_000_000, '2028-01-01']],
  },
  {
    name: 'a remark that speaks of signing is no signature line',
    rows: [
      ['工资保证金台账'],
      ['项目名称', '施工单位', '缴存形式', '保证金金额', '备注'],
      ['安置房一期', '示例建工甲', '现金', 100_000, '协议已签字盖章'],
    ],
    says: [['安置房一期', 'cash', '', 10_000_000, null]],
  },
]

test.each(cases)('a list of deposits: $name', async ({ rows, merges, fileName, says }) => {
  const about = { ...(merges && { merges }), ...(fileName !== undefined && { fileName }) }
  const { sheet, records } = await readRows(rows, about)
  expect(sheet.kind).toBe('deposit-list')
  const said = records.flatMap((one) =>
    one.kind === 'deposit'
      ? [[one.projectName, one.form, one.place, one.amountFen, one.validTo]]
      : [],
  )
  expect(said).toEqual(says)
  expect(sheet.accepted).toBe(says.length)
})

test('checks of each row: sum against contract and rate, days, twice, expired; what has no form or sum waits', async () => {
  const { sheet } = await readRows([
    ['农民工工资保证金缴存台账'],
    [
      '项目名称',
      '合同价（万元）',
      '缴存比例',
      '缴存形式',
      '保证金金额（元）',
      '保函编号',
      '开具银行',
      '生效日期',
      '到期日期',
    ],
    ['甲工程', 5000, 0.015, '银行保函', 750_000, 'BH-1', '示例银行', '2026-01-01', '2027-12-31'],
    ['乙工程', 5000, '1.5%', '银行保函', 700_000, 'BH-2', '示例银行', '2026-01-01', '2027-12-31'],
    ['丙工程', 5000, '15‰', '银行保函', 750_000.4, 'BH-1', '示例银行', '2026-01-01', '2025-12-31'],
    ['丁工程', 5000, '一点五', '银行保函', 750_000, 'BH-3', '示例银行', '2024-01-01', '2026-10-31'],
    ['戊工程', '', '', '其他', 750_000, 'BH-4', '示例银行', '', ''],
    ['己工程', '', '', '现金', '', '', '示例银行', '', ''],
    ['庚工程', '', '', '现金', '面议', '', '示例银行', '', ''],
  ])
  expect(sheet.findings.map(({ row, code }) => [row, code])).toEqual([
    [4, 'recognition.deposit-sum-differs'],
    [5, 'recognition.expires-before-begin'],
    [5, 'recognition.letter-twice'],
    [6, 'recognition.deposit-expired'],
    [6, 'recognition.deposit-rate-unclear'],
    [9, 'recognition.amount-unclear'],
  ])
  expect(sheet.findings[0]?.message).toContain('750000.00')
  expect(sheet.rejected.map(({ row, code }) => [row, code])).toEqual([
    [7, 'recognition.deposit-form-unclear'],
    [8, 'recognition.deposit-sum-missing'],
    [9, 'recognition.deposit-sum-unclear'],
  ])
  expect(sheet.accepted).toBe(4)
})

test('a pay sheet and a list of projects stay what they are', async () => {
  const pay = await readRows([
    ['2026年5月农民工工资表'],
    ['姓名', '身份证号', '应发工资', '扣款', '实发工资', '银行卡号', '开户银行'],
    ['赵甲一', '990101197002020010', 5000, 0, 5000, '6299990000000000011', '示例银行'],
  ])
  expect(pay.sheet.kind).toBe('pay-sheet')
  const projects = await readRows([
    ['在建项目清单'],
    ['项目名称', '建设单位', '施工单位', '合同金额（万元）', '是否缴纳工资保证金'],
    ['安置房一期', '示例城建', '示例建工甲', 5000, '是'],
  ])
  expect(projects.sheet.kind).toBe('project-list')
})
