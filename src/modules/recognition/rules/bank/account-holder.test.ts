import { describe, expect, test } from 'vitest'
import { namesLike, projectOfHolder } from './account-holder.ts'

describe('the holder of a special account names the project', () => {
  for (const [holder, project] of [
    ['示例建工甲有限公司甲安置房项目农民工工资专用账户', '甲安置房项目'],
    ['示例建工甲有限公司（甲安置房项目农民工工资专户）', '甲安置房项目'],
    ['示例建工甲有限公司(甲安置房项目)农民工工资专户', '甲安置房项目'],
    ['示例建工甲有限公司农民工工资专用账户（甲安置房项目）', '甲安置房项目'],
    ['示例建工甲有限公司-甲安置房工程-农民工工资专户', '甲安置房工程'],
    ['示例（浙江）建工集团有限公司乙路改造工程Ⅱ标段农民工工资专用存款账户', '乙路改造工程II标段'],
    ['示例建工集团有限公司第三分公司丙中学迁建项目部民工工资专户', '丙中学迁建项目'],
    ['示例建工股份有限公司杭州分公司丁厂房农民工工资专用账户', '丁厂房'],
    ['示例建工甲有限公司 戊花园（二期） 农民工工资专用账户', '戊花园(二期)'],
    ['农民工工资专用账户-己大桥工程', '己大桥工程'],
    ['示例建工甲有限公司庚学校项目经理部农民工工资支付专用账户', '庚学校项目'],
    ['示例建工甲有限公司辛小区2#地块项目务工人员工资专户', '辛小区2#地块项目'],
  ] as const) {
    test(holder, () => expect(projectOfHolder(holder)).toBe(project))
  }

  for (const holder of [
    '示例建工甲有限公司',
    '示例建工甲有限公司甲安置房项目部',
    '示例建工甲有限公司农民工工资专用账户',
    '示例建工甲有限公司（农民工工资专户）',
    '示例建工甲有限公司杭州分公司农民工工资专用账户',
    '农民工工资专用账户',
    '某镇人民政府农民工工资应急周转金专户',
    '吴甲一',
    '',
  ]) {
    test(`${holder}: none`, () => expect(projectOfHolder(holder)).toBeNull())
  }
})

test('a bank says 项目 where the permit says 工程', () => {
  expect(namesLike('甲安置房项目')).toEqual(
    expect.arrayContaining(['甲安置房项目', '甲安置房工程', '甲安置房', '甲安置房建设工程']),
  )
  expect(namesLike('项目')).toEqual(['项目'])
})
