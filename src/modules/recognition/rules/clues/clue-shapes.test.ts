import { expect, test } from 'vitest'
import type { Merge, Row } from '../../../../kernel/sheet.ts'
import {
  bookOf,
  madeUpId,
  madeUpPhone,
  readBook,
  readRows,
} from '../../../../../tests/files/made-up.ts'

interface Case {
  readonly name: string
  readonly rows: readonly Row[]
  readonly merges?: readonly Merge[]
  readonly fileName?: string
  readonly accepted?: number
}

const phone = madeUpPhone(1)
const wages = '包工头拖欠工资，签字后一直不给，请协调处理'

const hotline: readonly Case[] = [
  {
    name: 'the hotline’s own export',
    rows: [
      ['12345 政务服务便民热线转办工单'],
      ['序号', '工单编号', '来电时间', '诉求人', '联系电话', '诉求内容', '办理时限', '承办单位'],
      [
        1,
        'GD202611010001',
        '2026-11-01 09:12:00',
        '赵甲一',
        phone,
        wages,
        '2026-11-08',
        '区人社局',
      ],
    ],
  },
  {
    name: 'a letter of transfer with other words',
    rows: [
      ['转办单'],
      [
        '转办单号',
        '派发时间',
        '来电人',
        '来电号码',
        '事项内容',
        '截止时间',
        '主办单位',
        '工单状态',
      ],
      ['ZB-1', '2026/11/1 9:12', '赵甲一', phone, wages, '2026/11/8 17:00', '治欠办', '待办'],
    ],
  },
  {
    name: 'another order, notes above',
    rows: [
      ['区治欠办 12345 工单汇总表'],
      ['统计时间：2026-11-01 至 2026-11-07'],
      ['承办单位', '诉求标题', '诉求内容', '受理时间', '反映人', '联系方式', '工单号'],
      ['区人社局', '拖欠工资', wages, '2026年11月1日', '赵甲一', phone, '001'],
      ['区人社局', '拖欠工资', wages, '2026年11月2日', '钱乙二', '0571-87654321', '002'],
      ['合计：2 件'],
    ],
    accepted: 2,
  },
  {
    name: 'a merged head of two rows',
    rows: [
      ['热线工单'],
      ['工单编号', '来电人信息', '', '诉求', '', '办理时限'],
      ['', '姓名', '电话', '内容', '类型', ''],
      ['GD-9', '赵甲一', phone, wages, '劳动保障', '2026-11-08'],
    ],
    merges: [
      { top: 1, left: 0, bottom: 2, right: 0 },
      { top: 1, left: 1, bottom: 1, right: 2 },
      { top: 1, left: 3, bottom: 1, right: 4 },
      { top: 1, left: 5, bottom: 2, right: 5 },
    ],
  },
  {
    name: 'named by its file only',
    fileName: '12345转办单20261101.xlsx',
    rows: [
      ['编号', '登记时间', '联系人', '手机', '问题描述', '回复期限'],
      ['A1', '2026-11-01', '赵甲一', phone, wages, '2026-11-05'],
    ],
  },
  {
    name: 'without a title, by its columns',
    rows: [
      ['工单编号', '诉求人', '诉求内容', '承办单位', '办结时限'],
      ['GD-1', '赵甲一', wages, '区人社局', '2026-11-08'],
    ],
  },
  {
    name: 'labour’s hotline 12333',
    rows: [
      ['12333 来电登记表'],
      ['受理编号', '来电日期', '来电人姓名', '联系电话', '身份证号', '反映内容', '被投诉单位'],
      ['S-1', '2026-11-01', '赵甲一', phone, madeUpId(1), wages, '示例劳务公司'],
    ],
  },
  {
    name: 'letters to the mayor',
    rows: [
      ['民意直通车来信清单'],
      [
        '信件编号',
        '来信时间',
        '来信人',
        '联系电话',
        '诉求内容',
        '反馈期限',
        '处理单位',
        '答复内容',
      ],
      ['X-1', '2026-11-01', '赵甲一', phone, wages, '2026-11-10', '区治欠办', ''],
    ],
  },
  {
    name: 'a district’s platform: 派单, categories, places',
    rows: [
      ['派单明细（诉求工单）'],
      [
        '派单编号',
        '派单时间',
        '诉求来源',
        '一级分类',
        '事发地址',
        '诉求详情',
        '市民',
        '联系号码',
        '处理时限',
      ],
      [
        'P-1',
        '2026-11-01 08:00',
        '电话',
        '劳动',
        '甲镇',
        wages,
        '赵甲一',
        phone,
        '2026-11-03 08:00',
      ],
    ],
  },
  {
    name: 'no content, only title and phone',
    rows: [
      ['便民热线工单清单'],
      ['工单流水号', '创建时间', '工单标题', '来电电话', '办理期限'],
      ['L-1', '2026-11-01', '欠薪', phone, '2026-11-09'],
      [],
      ['L-2', '2026-11-02', '欠薪', phone, '2026-11-09'],
    ],
    accepted: 2,
  },
]

const national: readonly Case[] = [
  {
    name: 'the platform’s own export',
    rows: [
      ['全国根治欠薪线索反映平台线索清单'],
      [
        '线索编号',
        '反映时间',
        '被反映单位',
        '项目名称',
        '欠薪金额（元）',
        '涉及人数',
        '反映人',
        '联系电话',
        '线索内容',
      ],
      [
        '330106202611010001',
        '2026-11-01 09:12',
        '示例劳务公司',
        '安置房一期',
        25000,
        3,
        '赵甲一',
        phone,
        wages,
      ],
    ],
  },
  {
    name: 'other words, sums in 万元',
    rows: [
      ['欠薪线索核处台账'],
      [
        '线索号',
        '线索提交时间',
        '欠薪主体',
        '涉及项目',
        '拖欠金额（万元）',
        '欠薪人数',
        '处置时限',
        '处置单位',
      ],
      ['X1', '2026/11/1', '示例建工甲', '安置房一期', 2.5, '3人', '2026/11/15', '甲镇'],
    ],
  },
  {
    name: 'another order, notes above and below',
    rows: [
      ['国家平台线索交办单'],
      ['交办日期：2026 年 11 月 2 日'],
      ['所属行业', '涉及人数', '涉及金额', '被投诉单位', '线索编码', '登记时间', '姓名', '手机号'],
      ['工程建设', '约10人', '约 30 万元', '示例建工甲', 'X2', '2026-11-01', '赵甲一', phone],
      ['备注：请于 15 日内反馈。'],
    ],
  },
  {
    name: 'named by its file only',
    fileName: '根治欠薪线索导出_20261101.xls',
    rows: [
      ['编号', '提交时间', '用人单位', '工程名称', '金额', '人数'],
      ['1001', '2026-11-01', '示例建工甲', '安置房一期', '25000', 3],
    ],
  },
  {
    name: 'without a title, by its columns',
    rows: [
      ['线索编号', '反映日期', '欠薪单位', '欠薪项目', '欠薪金额', '欠薪人数', '核处结果'],
      ['X3', '2026-11-01', '示例建工甲', '安置房一期', '不详', 2, '属实'],
    ],
  },
  {
    name: 'a merged head of two rows',
    rows: [
      ['根治欠薪线索明细'],
      ['线索编号', '反映时间', '欠薪情况', '', '', '反映人', ''],
      ['', '', '单位名称', '金额（元）', '人数', '姓名', '电话'],
      ['X4', '2026-11-01', '示例建工甲', 25000, 3, '赵甲一', phone],
    ],
    merges: [
      { top: 1, left: 0, bottom: 2, right: 0 },
      { top: 1, left: 1, bottom: 2, right: 1 },
      { top: 1, left: 2, bottom: 1, right: 4 },
      { top: 1, left: 5, bottom: 1, right: 6 },
    ],
  },
  {
    name: 'identity numbers and places too',
    rows: [
      ['全国平台欠薪线索反映明细'],
      [
        '线索流水号',
        '线索时间',
        '反映人姓名',
        '反映人身份证号',
        '反映人手机号',
        '欠薪发生地',
        '被反映单位名称',
        '欠薪数额',
        '被欠薪人数',
      ],
      ['X5', '2026-11-01', '赵甲一', madeUpId(1), phone, '甲镇', '示例建工甲', '25,000.00', '3'],
    ],
  },
  {
    name: 'no phone and no name: what the office may pass on',
    rows: [
      ['欠薪线索台账'],
      [
        '序号',
        '线索编号',
        '接收时间',
        '责任单位',
        '项目名称',
        '涉及金额',
        '涉及劳动者人数',
        '办理状态',
      ],
      [1, 'X6', '2026-11-01', '示例建工甲', '安置房一期', 25000, 3, '办理中'],
    ],
  },
  {
    name: 'a report of handling, with an empty row and a sum below',
    rows: [
      ['线索核处情况汇总'],
      ['线索编号', '反映时间', '被反映单位', '欠薪金额', '涉及人数', '核实情况'],
      ['X7', '2026-11-01', '示例建工甲', 25000, 3, '已支付，工人签字确认'],
      [],
      ['X8', '2026-11-02', '示例建工乙', 5000, 1, '不属实'],
      ['合计', '', '', 30000, 4, ''],
    ],
    accepted: 2,
  },
  {
    name: 'masked phones, unknown sums',
    rows: [
      ['全国根治欠薪线索列表'],
      [
        '线索编号',
        '上报时间',
        '联系人',
        '联系电话',
        '欠薪企业',
        '欠薪总额',
        '涉薪人数',
        '反映的主要问题',
      ],
      ['X9', '2026-11-01', '赵**', '139****0001', '示例建工甲', '待核', '若干', wages],
    ],
  },
]

test.each(hotline)('tickets of a hotline: $name', async (one) => {
  await checked('clue-list-12345', one)
})

test.each(national)('clues of the national platform: $name', async (one) => {
  await checked('clue-list-national', one)
})

async function checked(
  kind: string,
  { rows, merges, fileName, accepted = 1 }: Case,
): Promise<void> {
  const about = { ...(merges && { merges }), ...(fileName !== undefined && { fileName }) }
  const { file, sheet, records } = await readRows(rows, about)
  expect(sheet.kind).toBe(kind)
  expect(sheet.accepted).toBe(accepted)
  expect(sheet.asks).toEqual([])
  expect(records).toEqual([])
  expect(sheet.findings.map(({ code }) => code)).toContain('recognition.clues-wait')
  // Nobody who reports, and nothing of what he says, is in what is kept of the list.
  const said = JSON.stringify(file)
  for (const secret of ['赵甲一', '钱乙二', phone, madeUpId(1), wages, '87654321'])
    expect(said).not.toContain(secret)
}

test('checks of each row: number missing or twice, limit before arrival, phone, sum, people', async () => {
  const { sheet } = await readRows([
    ['全国根治欠薪线索反映平台线索清单'],
    ['线索编号', '反映时间', '处置时限', '被反映单位', '欠薪金额', '涉及人数', '联系电话'],
    ['X1', '2026-11-05', '2026-11-01', '示例建工甲', 25000, 3, phone],
    ['X1', '2026-11-05', '2026-11-20', '示例建工甲', '一大笔', '十来个', '12'],
    ['', '2026-11-05', '2026-11-20', '示例建工甲', 1, 1, phone],
    ['X2', '上周', '', '示例建工甲', -5, 1, '匿名'],
  ])
  expect(sheet.findings.map(({ row, code }) => [row, code])).toEqual([
    [2, 'recognition.clues-wait'],
    [3, 'recognition.clue-limit-before'],
    [4, 'recognition.clue-number-twice'],
    [4, 'recognition.clue-phone-unclear'],
    [4, 'recognition.clue-amount-unclear'],
    [4, 'recognition.clue-people-unclear'],
    [6, 'recognition.clue-day-unclear'],
    [6, 'recognition.clue-amount-unclear'],
  ])
  expect(sheet.rejected.map(({ row, code }) => [row, code])).toEqual([
    [5, 'recognition.clue-number-missing'],
  ])
})

test('rosters, pay sheets and contracts with phones and projects are no clues', async () => {
  const { file } = await readBook(
    bookOf([
      {
        name: '名册',
        rows: [
          ['人员名册'],
          ['姓名', '身份证号', '联系电话', '班组', '工种', '备注'],
          ['赵甲一', madeUpId(1), phone, '木工班', '木工', '已签合同'],
        ],
      },
      {
        name: '欠薪表',
        rows: [
          ['2026年5月拖欠工资明细表'],
          ['姓名', '身份证号', '联系电话', '应发工资', '实发工资', '班组'],
          ['赵甲一', madeUpId(1), phone, 5000, 4000, '木工班'],
        ],
      },
    ]),
  )
  expect(file.sheets.map(({ kind }) => kind)).toEqual(['roster', 'pay-sheet'])
})
