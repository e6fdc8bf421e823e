import { expect, test } from 'vitest'
import type { Merge, Row } from '../../../../kernel/sheet.ts'
import { readRows } from '../../../../../tests/files/made-up.ts'

interface Case {
  readonly name: string
  readonly rows: readonly Row[]
  readonly merges?: readonly Merge[]
  readonly fileName?: string
  /** Name, number, contract sum in fen, beginning, state. */
  readonly says: readonly (readonly unknown[])[]
}

const cases: readonly Case[] = [
  {
    name: 'a plain list',
    rows: [
      ['在建工程一览表'],
      ['序号', '项目名称', '建设单位', '施工单位', '合同金额（万元）', '开工日期', '工程状态'],
      [1, '甲镇学校扩建工程', '示例教育局', '示例建工甲有限公司', 12345.6, '2026-03-01', '在建'],
      [2, '乙路改造', '示例城投', '示例市政公司', '8,000', '2026年5月8日', '停工'],
      ['合计', '', '', '', 20345.6, '', ''],
    ],
    says: [
      ['甲镇学校扩建工程', null, 12_345_600_000, '2026-03-01', 'building'],
      ['乙路改造', null, 8_000_000_000, '2026-05-08', 'stopped'],
    ],
  },
  {
    name: 'other words and another order, in yuan, without a title',
    rows: [
      ['施工总承包单位', '工程名称', '工程编码', '合同价', '业主单位', '所属镇街'],
      ['示例建工甲有限公司', '安置房一期', 'PT-2026-001', '123,456,000.00', '示例城建', '甲镇'],
    ],
    says: [['安置房一期', 'PT-2026-001', 12_345_600_000, null, null]],
  },
  {
    name: 'notes above and below, signatures at the foot',
    rows: [
      ['示范区房屋市政工程项目清单'],
      ['填报单位：示范区住建局', '', '', '', '填报日期：2026-11-01'],
      ['单位：万元'],
      ['序号', '项目名称', '施工许可证号', '中标价', '总包单位'],
      [1, '安置房一期', '浙建施〔2026〕7号', 5000, '示例建工甲有限公司'],
      ['注：中标价含暂列金额。'],
      ['制表人：', '张三', '审核人：', '李四', ''],
    ],
    says: [['安置房一期', null, 5_000_000_000, null, null]],
  },
  {
    name: 'a head of two rows, merged',
    rows: [
      ['序号', '项目名称', '参建单位', '', '工期', ''],
      ['', '', '建设单位', '施工单位', '开工日期', '竣工日期'],
      [1, '安置房一期', '示例城建', '示例建工甲', '2026.3.1', '2027.6.30'],
    ],
    merges: [
      { top: 0, left: 0, bottom: 1, right: 0 },
      { top: 0, left: 1, bottom: 1, right: 1 },
      { top: 0, left: 2, bottom: 0, right: 3 },
      { top: 0, left: 4, bottom: 0, right: 5 },
    ],
    says: [['安置房一期', null, null, '2026-03-01', null]],
  },
  {
    name: 'codes first, states as the platform counts them, sums with their sign',
    rows: [
      ['项目代码', '项目名称', '项目状态', '建设地点', '合同总价'],
      ['2026-330106-47-01', '安置房一期', '004', '甲路 1 号', '¥50,000,000.00元'],
      ['2026-330106-47-02', '安置房二期', '001', '甲路 2 号', '5000万元'],
    ],
    says: [
      ['安置房一期', '2026-330106-47-01', 5_000_000_000, null, 'finished-unpaid'],
      ['安置房二期', '2026-330106-47-02', 5_000_000_000, null, 'not-begun'],
    ],
  },
  {
    name: 'the title in the file’s name only, days as serials',
    fileName: '2026年在建项目清单.xlsx',
    rows: [
      ['工程项目名称', '业主', '承建单位', '实际开工日期'],
      ['安置房一期', '示例城建', '示例建工甲', 46_082],
    ],
    says: [['安置房一期', null, null, '2026-03-01', null]],
  },
  {
    name: 'progress for a state, a column nobody knows, an empty row between',
    rows: [
      ['项目台账'],
      ['编号', '项目名称', '形象进度', '监理单位', '建设单位'],
      [1, '安置房一期', '主体施工至 12 层', '示例监理', '示例城建'],
      [],
      [2, '安置房二期', '已竣工验收', '示例监理', '示例城建'],
    ],
    says: [
      ['安置房一期', null, null, null, 'building'],
      ['安置房二期', null, null, null, 'finished-unpaid'],
    ],
  },
  {
    name: 'units in the lower row of the head',
    rows: [
      ['项目名称', '建设单位', '工程造价', '开工时间'],
      ['', '', '（万元）', ''],
      ['安置房一期', '示例城建', 1234.5678, '2026/3/1'],
    ],
    says: [['安置房一期', null, 1_234_567_800, '2026-03-01', null]],
  },
  {
    name: 'two sums, each in its own unit',
    rows: [
      ['项目清单'],
      ['项目名称', '建设单位', '合同金额（元）', '总投资估算（万元）', '施工单位'],
      ['安置房一期', '示例城建', 50_000_000, 6000, '示例建工甲'],
    ],
    says: [['安置房一期', null, 5_000_000_000, null, null]],
  },
  {
    name: 'a row whose project speaks of signatures and notes is a project',
    rows: [
      ['在建项目名册'],
      ['序号', '项目名称', '建设单位', '施工单位', '建设地点'],
      [1, '签字笔厂厂房工程', '示例签字笔厂', '示例建工甲', '注意路 3 号'],
    ],
    says: [['签字笔厂厂房工程', null, null, null, null]],
  },
  {
    name: 'two lists below one another, the head repeated',
    rows: [
      ['在建工程汇总表'],
      ['项目名称', '建设单位', '施工单位', '合同金额（万元）'],
      ['安置房一期', '示例城建', '示例建工甲', 100],
      ['项目名称', '建设单位', '施工单位', '合同金额（万元）'],
      ['安置房二期', '示例城建', '示例建工甲', 200],
    ],
    says: [
      ['安置房一期', null, 100_000_000, null, null],
      ['安置房二期', null, 200_000_000, null, null],
    ],
  },
]

test.each(cases)('a list of projects: $name', async ({ rows, merges, fileName, says }) => {
  const about = { ...(merges && { merges }), ...(fileName !== undefined && { fileName }) }
  const { sheet, records } = await readRows(rows, about)
  expect(sheet.kind).toBe('project-list')
  const said = records.flatMap((one) =>
    one.kind === 'project'
      ? [[one.projectName, one.projectCode, one.contractSumFen, one.startedOn, one.state]]
      : [],
  )
  expect(said).toEqual(says)
  expect(sheet.accepted).toBe(says.length)
  expect(sheet.confidence).toBeGreaterThanOrEqual(0.6)
})

test('what cannot be read is said and left open', async () => {
  const { sheet, records } = await readRows([
    ['在建工程一览表'],
    ['项目名称', '建设单位', '投资性质', '工程状态', '合同金额（万元）', '开工日期', '竣工日期'],
    ['安置房一期', '示例城建', '政府投资', '正常', '约五千', '明年春', '2026-01-01'],
    ['安置房二期', '示例城建', '区级政府投资', '在建', 100, '2026-05-01', '2026-01-01'],
  ])
  expect(sheet.findings.map(({ row, field, code }) => [row, field, code])).toEqual([
    [3, 'startedOn', 'recognition.day-unclear'],
    [3, 'ownerKind', 'recognition.owner-kind-unclear'],
    [3, 'contractSum', 'recognition.amount-unclear'],
    [3, 'projectState', 'recognition.project-state-unclear'],
    [4, 'finishedOn', 'recognition.finished-before-started'],
  ])
  expect(records).toMatchObject([
    { ownerKind: null, state: null, contractSumFen: null, startedOn: null },
    { ownerKind: 'government-district', state: 'building', contractSumFen: 100_000_000 },
  ])
})

test('a roster with a project column is no list of projects', async () => {
  const { sheet } = await readRows([
    ['姓名', '身份证号', '项目名称', '班组', '工种', '进场日期'],
    ['赵甲一', '990101197002020010', '安置房一期', '木工班', '木工', '2026-01-05'],
  ])
  expect(sheet.kind).toBe('roster')
})
