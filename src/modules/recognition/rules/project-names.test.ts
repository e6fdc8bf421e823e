import { expect, test } from 'vitest'
import { contextOf } from './sheet-context.ts'
import { linesOf } from './sheet-lines.ts'

const projectIn = (...above: string[]) => {
  const rows = [...above.map((text) => [text]), ['姓名', '身份证号']]
  return contextOf(linesOf(rows, []), above.length, 'Sheet1', '表.xlsx', false).projectName
}

test('a labelled name of a project is taken whole, though a word that could end it stands in its middle', () => {
  for (const name of [
    '甲安置房工程',
    '丙小区改造工程',
    '乙地块安置房建设工程二标段',
    '丁厂房扩建项目',
    '戊工程项目',
    '己大桥工程',
  ])
    expect(projectIn(`项目名称：${name}`, '2026 年 9 月工资表')).toBe(name)
})

test('of a title the name ends where the sheet’s own words begin', () => {
  expect(projectIn('甲安置房建设工程2026年9月考勤表')).toBe('甲安置房建设工程')
  expect(projectIn('甲安置房工程农民工工资发放表（二标段）')).toBe('甲安置房工程')
  expect(projectIn('示例建工甲有限公司丙小区改造工程项目部工资表')).toBe('丙小区改造工程')
  expect(projectIn('乙组团工程人员花名册')).toBe('乙组团工程')
  expect(projectIn('丁河西地块考勤汇总表')).toBe('丁河西地块')
})
