import { expect, test } from 'vitest'
import type { Merge, Row } from '../../../../kernel/sheet.ts'
import { readRows } from '../../../../../tests/files/made-up.ts'
import { gradeOf } from './standard-rows.ts'

interface Case {
  readonly name: string
  readonly rows: readonly Row[]
  readonly merges?: readonly Merge[]
  readonly fileName?: string
  /** Project, its number, grade, day, by whom. */
  readonly says: readonly (readonly unknown[])[]
}

const cases: readonly Case[] = [
  {
    name: 'an office’s own list',
    rows: [
      ['2026年第三季度工程建设领域标准化等级评定名单'],
      ['序号', '项目名称', '施工单位', '标准化等级', '评定日期', '评定单位'],
      [1, '安置房一期', '示例建工甲有限公司', 'A', '2026-09-30', '住建局'],
      [2, '安置房二期', '示例建工乙有限公司', 'C级', '2026-09-30', '住建局'],
      ['合计', '', '', '', '', ''],
    ],
    says: [
      ['安置房一期', null, 'A', '2026-09-30', '住建局'],
      ['安置房二期', null, 'C', '2026-09-30', '住建局'],
    ],
  },
  {
    name: 'other words and another order, the number of the project',
    rows: [
      ['无欠薪工地等级考评结果'],
      ['考评时间', '考评结果', '工程编号', '工程名称', '考评部门'],
      ['2026.9.15', 'B 级', 'PT-001', '安置房一期', '甲镇'],
    ],
    says: [['安置房一期', 'PT-001', 'B', '2026-09-15', '甲镇']],
  },
  {
    name: 'its own word heads a column, without any title',
    rows: [
      ['项目编码', '标准化考评等级', '检查日期', '检查人'],
      ['PT-001', 'Ａ', '2026/10/8', '钱某'],
    ],
    says: [[null, 'PT-001', 'A', '2026-10-08', '钱某']],
  },
  {
    name: 'the title in the file’s name only',
    fileName: '标准化评级台账.xlsx',
    rows: [
      ['工地名称', '级别', '日期'],
      ['安置房一期', 'B类', '2026年10月8日'],
    ],
    says: [['安置房一期', null, 'B', '2026-10-08', null]],
  },
  {
    name: 'a head of two rows, merged',
    rows: [
      ['标准化等级汇总表'],
      ['工程名称', '评定情况', '', ''],
      ['', '评定等级', '评定时间', '评定人'],
      ['安置房一期', 'A级', '2026-10-08', '孙某'],
    ],
    merges: [
      { top: 1, left: 0, bottom: 2, right: 0 },
      { top: 1, left: 1, bottom: 1, right: 3 },
    ],
    says: [['安置房一期', null, 'A', '2026-10-08', '孙某']],
  },
  {
    name: 'notes above and below, and a signature line',
    rows: [
      ['示范区标准化工地评定名单'],
      ['填报单位：示范区治欠办', '', '填报时间：2026-10-31'],
      ['序号', '项目名称', '认定等级', '认定日期'],
      [1, '安置房一期', 'A级标准化工地', '2026-10-20'],
      ['备注：十项全部达标为 A 级。'],
      ['填表人：张三', '', '审核人：李四', ''],
    ],
    says: [['安置房一期', null, 'A', '2026-10-20', null]],
  },
  {
    name: 'days as numbers of a workbook',
    rows: [
      ['标准化等级一览表'],
      ['项目名称', '等级', '评级日期', '主管部门'],
      ['安置房一期', '标准化B级', 46_300, '交通局'],
    ],
    says: [['安置房一期', null, 'B', '2026-10-05', '交通局']],
  },
  {
    name: 'grades with a word in brackets, full-width',
    rows: [
      ['标准化达标考核结果'],
      ['工程名称', '考核等级', '考核日期'],
      ['安置房一期', 'Ａ级（优秀）', '2026-10-01'],
      ['安置房二期', 'Ｂ（良好）', '2026-10-01'],
    ],
    says: [
      ['安置房一期', null, 'A', '2026-10-01', null],
      ['安置房二期', null, 'B', '2026-10-01', null],
    ],
  },
  {
    name: 'the title in the sheet’s head line, two rows of it',
    rows: [
      ['示范区人力资源和社会保障局'],
      ['关于2026年上半年在建项目标准化等级的评定结果'],
      ['序号', '在建项目名称', '标准化评定结果', '评定日', '组织单位'],
      [1, '安置房一期', 'C', '2026-06-30', '人社局'],
    ],
    says: [['安置房一期', null, 'C', '2026-06-30', '人社局']],
  },
  {
    name: 'columns that are of no use to it',
    rows: [
      ['标准化评级名单'],
      ['序号', '属地', '项目名称', '总包单位', '得分', '评定等级', '评定日期', '联系电话'],
      [1, '甲镇', '安置房一期', '示例建工甲', 96, 'A', '2026-10-10', '057100000000'],
    ],
    says: [['安置房一期', null, 'A', '2026-10-10', null]],
  },
]

test.each(cases)('a list of standard grades: $name', async ({ rows, merges, fileName, says }) => {
  const about = { ...(merges && { merges }), ...(fileName !== undefined && { fileName }) }
  const { sheet, records } = await readRows(rows, about)
  expect(sheet.kind).toBe('standard-list')
  const said = records.flatMap((one) =>
    one.kind === 'standard'
      ? [[one.projectName, one.projectCode, one.grade, one.checkedOn, one.by]]
      : [],
  )
  expect(said).toEqual(says)
  expect(sheet.accepted).toBe(says.length)
})

test('a row without its grade or its day waits, and so do a grade of another kind and a day that is to come; one twice is said', async () => {
  const { sheet } = await readRows([
    ['标准化等级评定名单'],
    ['项目名称', '标准化等级', '评定日期'],
    ['甲工程', '', '2026-10-01'],
    ['乙工程', '优良', '2026-10-01'],
    ['丙工程', 'A', ''],
    ['丁工程', 'A', '第三季度'],
    ['戊工程', 'A', '2099-01-01'],
    ['己工程', 'A', '2026-10-01'],
    ['己工程', 'B', '2026-10-01'],
  ])
  expect(sheet.rejected.map(({ row, code }) => [row, code])).toEqual([
    [3, 'recognition.standard-grade-missing'],
    [4, 'recognition.standard-grade-unclear'],
    [5, 'recognition.standard-day-missing'],
    [6, 'recognition.standard-day-unclear'],
    [7, 'recognition.standard-day-ahead'],
  ])
  expect(sheet.findings.map(({ row, code }) => [row, code])).toContainEqual([
    9,
    'recognition.standard-twice',
  ])
  expect(sheet.accepted).toBe(2)
})

test('grades are read as offices write them, and no other word becomes one', () => {
  expect(['A', 'ａ级', 'B 等', '标准化C级', '定为A级'].map(gradeOf)).toEqual([
    'A',
    'A',
    'B',
    'C',
    'A',
  ])
  for (const other of ['优良', '合格', '达标', '一级', 'D', 'AA', 'A/B', '']) {
    expect([other, gradeOf(other)]).toEqual([other, null])
  }
})

test('a register of risks, a list of safety standardisation and a list of projects are none', async () => {
  const risks = await readRows([
    ['欠薪风险台账'],
    ['项目名称', '等级', '检查日期', '检查人'],
    ['安置房一期', 'A', '2026-10-01', '赵某'],
  ])
  expect(risks.sheet.kind).not.toBe('standard-list')
  const safety = await readRows([
    ['建筑施工安全生产标准化考评结果'],
    ['项目名称', '施工单位', '考评结果', '考评日期'],
    ['安置房一期', '示例建工甲', '优良', '2026-10-01'],
  ])
  expect(safety.sheet.kind).not.toBe('standard-list')
  const projects = await readRows([
    ['在建项目清单'],
    ['项目名称', '建设单位', '施工单位', '合同金额（万元）', '标准化等级'],
    ['安置房一期', '示例城建', '示例建工甲', 5000, 'A'],
  ])
  expect(projects.sheet.kind).toBe('project-list')
  const deposits = await readRows([
    ['农民工工资保证金缴存台账'],
    ['项目名称', '施工单位', '缴存形式', '保证金金额（元）'],
    ['安置房一期', '示例建工甲', '现金', 100_000],
  ])
  expect(deposits.sheet.kind).toBe('deposit-list')
})
