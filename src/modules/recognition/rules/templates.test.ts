import { expect, test } from 'vitest'
import {
  madeUpCard,
  madeUpId,
  madeUpPhone,
  readBytes,
  workbookBytes,
} from '../../../../tests/files/made-up.ts'

const read = (rows: readonly (readonly unknown[])[], name = '模板.xlsx') =>
  readBytes(workbookBytes([{ name: 'Sheet1', rows }]), name)

const code = '91990101MA00000001'

test('01 参建单位', async () => {
  const { sheet, records } = await read([
    [
      '企业统一社会信用代码',
      '企业名称',
      '企业类型',
      '进场时间',
      '退场时间',
      '项目经理名称',
      '项目经理证件号码',
      '项目经理电话',
    ],
    [
      code,
      '示范建设集团有限公司',
      '总承包单位',
      '2026-01-05',
      '',
      '赵甲一',
      madeUpId(1),
      madeUpPhone(1),
    ],
    [code, '示范劳务有限公司', '006', new Date(Date.UTC(2026, 1, 1)), '2026/10/31', '', '', ''],
  ])
  expect(sheet).toMatchObject({ kind: 'participant-list', rows: 2, accepted: 2, rejected: [] })
  expect(records).toMatchObject([
    {
      kind: 'participant',
      row: 2,
      firm: '示范建设集团有限公司',
      firmKind: '总承包单位',
      enteredOn: '2026-01-05',
      leftOn: null,
      managerName: '赵甲一',
      managerIdNumber: madeUpId(1),
    },
    {
      kind: 'participant',
      row: 3,
      firmKind: '006',
      enteredOn: '2026-02-01',
      leftOn: '2026-10-31',
      managerName: null,
    },
  ])
})

test('02 班组', async () => {
  const { sheet, records } = await read([
    [
      '企业统一社会信用代码',
      '企业名称',
      '班组名称',
      '责任人姓名',
      '责任人联系电话',
      '责任人证件号码',
      '备注',
      '进场日期',
      '退场日期',
    ],
    [
      code,
      '示范劳务有限公司',
      '钢筋班',
      '钱甲二',
      madeUpPhone(2),
      madeUpId(2),
      '',
      '2026-01-05',
      '',
    ],
    [code, '示范劳务有限公司', '', '', '', '', '', '', ''],
  ])
  expect(sheet).toMatchObject({
    kind: 'team-list',
    accepted: 1,
    rejected: [{ row: 3, field: 'team', code: 'recognition.team-missing' }],
  })
  expect(records).toMatchObject([
    {
      kind: 'team',
      row: 2,
      team: '钢筋班',
      leaderName: '钱甲二',
      leaderPhone: madeUpPhone(2),
      enteredOn: '2026-01-05',
    },
  ])
})

const rosterHeader = [
  '企业统一社会信用代码',
  '企业名称',
  '班组名称',
  '工人姓名',
  '是否班组长',
  '证件号码',
  '当前工种',
  '工人类型',
  '发放工资银行卡号',
  '发放工资银行名称',
  '发放工资卡银行联号',
  '发放工资卡银行',
  '是否购买工伤或意外伤害保险',
  '民族',
  '住址',
  '政治面貌',
  '加入工会时间',
  '手机号码',
  '文化程度',
  '特长',
  '是否有重大病史',
  '紧急联系人姓名',
  '紧急联系方式',
  '开始工作日期',
  '婚姻状况',
  '发证机关',
  '证件有效期开始日期',
  '证件有效期结束日期',
]

test('03 人员: the sensitive columns are named, and nothing of them is in any record', async () => {
  const row = [
    code,
    '示范劳务有限公司',
    '钢筋班',
    '孙甲三',
    '是',
    madeUpId(3),
    '钢筋工',
    '建筑工人',
    madeUpCard(3),
    '示范银行',
    '102100000',
    '001',
    '是',
    '某族',
    '某地',
    '某面貌',
    '2018-12-12',
    madeUpPhone(3),
    '初中',
    '',
    '某病史',
    '李某',
    '13900000000',
    '2018-01-01',
    '某婚姻',
    '',
    '',
    '',
  ]
  const { sheet, records } = await read([rosterHeader, row])
  expect(sheet).toMatchObject({
    kind: 'roster',
    accepted: 1,
    rejected: [],
    sensitive: ['民族', '政治面貌', '是否有重大病史', '婚姻状况'],
    totals: { workers: 1 },
  })
  expect(
    sheet.findings
      .filter(({ code: said }) => said === 'recognition.sensitive-not-stored')
      .map(({ field }) => field),
  ).toEqual(sheet.sensitive)
  expect(records).toMatchObject([
    {
      kind: 'roster',
      row: 2,
      workerKind: 'worker',
      bankNumber: '102100000',
      person: {
        name: '孙甲三',
        idNumber: madeUpId(3),
        idOk: true,
        barred: false,
        card: madeUpCard(3),
        phone: madeUpPhone(3),
        team: '钢筋班',
        trade: '钢筋工',
        isTeamLeader: true,
      },
    },
  ])
  expect(JSON.stringify([records, sheet])).not.toMatch(/某族|某面貌|某病史|某婚姻/)
})

test('04 进退场: in words or in the platform’s codes', async () => {
  const header = [
    '企业统一社会信用代码',
    '工人所属企业名称',
    '工人所属班组名称',
    '工人姓名',
    '证件号码',
    '进退场日期',
    '类型',
  ]
  const row = (no: number, on: string, kind: string | number) => [
    code,
    '示范劳务有限公司',
    '钢筋班',
    '孙甲三',
    madeUpId(no),
    on,
    kind,
  ]
  const { sheet, records } = await read([
    header,
    row(3, '2026-01-05', '进场'),
    row(3, '2026-06-30', '退场'),
    row(4, '2026-01-06', 1),
    row(4, '2026-07-01', '0'),
    row(5, '', '进场'),
    row(5, '2026-01-01', '其他'),
  ])
  expect(sheet).toMatchObject({
    kind: 'entry-exit',
    accepted: 4,
    rejected: [
      { row: 6, code: 'recognition.day-missing' },
      { row: 7, code: 'recognition.move-unclear' },
    ],
  })
  expect(
    records.map((record) => (record.kind === 'entry-exit' ? `${record.on} ${record.move}` : '')),
  ).toEqual(['2026-01-05 entry', '2026-06-30 exit', '2026-01-06 entry', '2026-07-01 exit'])
})

test('05 合同', async () => {
  const header = [
    '企业统一社会信用代码',
    '工人所属企业名称',
    '工人姓名',
    '证件号码',
    '合同期限类型',
    '生效日期',
    '失效日期',
    '计量单位',
    '计量单价',
  ]
  const row = (no: number, term: string, unit: string, price: unknown) => [
    code,
    '示范劳务有限公司',
    '孙甲三',
    madeUpId(no),
    term,
    '2026-01-01',
    '2026-12-31',
    unit,
    price,
  ]
  const { sheet, records } = await read([
    header,
    row(1, '固定期限合同', '日', 300),
    row(2, '1', '时', '35.5'),
    row(3, '以完成一定工作为期限的合同', '月', '6,000.00元'),
    row(4, '0', '平方米', 12.5),
    row(5, '无固定期限', '天', ''),
  ])
  expect(sheet).toMatchObject({ kind: 'contract-list', accepted: 5, rejected: [] })
  expect(
    records.map((record) =>
      record.kind === 'contract' ? [record.term, record.unit, record.unitPriceFen] : [],
    ),
  ).toEqual([
    ['fixed', 'day', 30_000],
    ['by-task', 'hour', 3550],
    ['by-task', 'month', 600_000],
    ['fixed', 'work', 1250],
    ['open', 'day', null],
  ])
  expect(records[0]).toMatchObject({ effectiveOn: '2026-01-01', expiresOn: '2026-12-31' })
})

test('an empty template asks nothing: no row hangs on its month or its columns', async () => {
  const head = ['姓名', '证件号码', '应发金额', '实发金额', '发放日期']
  for (const rows of [[head], [['农民工工资表'], head], [head, [], []]]) {
    const { sheet } = await read(rows)
    expect(sheet).toMatchObject({ kind: 'pay-sheet', accepted: 0, rejected: [], asks: [] })
  }
  const filled = await read([['农民工工资表'], head, ['吴甲一', madeUpId(1), 5000, 5000, '']])
  expect(filled.sheet.asks.map(({ about }) => about)).toEqual(['month'])
})
