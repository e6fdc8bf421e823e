import { expect, test } from 'vitest'
import { readRows } from '../../../../../tests/files/made-up.ts'
import { listDayOf, projectSourceOf } from './source.ts'

test.each([
  ['示范区住建局施工许可项目一览表', 'construction-permit'],
  ['2026 年交通运输局在建项目清单', 'transport'],
  ['区水利局在建工程台账', 'water'],
  ['自然资源和规划局用地项目清单', 'land'],
  ['发改局政府投资项目立项清单', 'development-reform'],
  ['公共资源交易中心中标项目汇总', 'tender'],
  ['跨区域涉税工程项目明细', 'tax'],
  ['省实名制平台导出项目', 'real-name-platform'],
  ['甲镇在建工地排查汇总表', 'town-screening'],
  ['投诉举报涉及项目清单', 'complaint'],
  ['区治欠办在建项目台账', 'by-hand'],
  ['在建项目清单', null],
  ['住建局、交通运输局在建项目清单', null],
] as const)('whose list it is by its title: %s', (title, source) => {
  expect(projectSourceOf([title], [])).toBe(source)
})

test('columns that only one authority has tell it, and the title goes before them', () => {
  expect(projectSourceOf(['项目清单'], ['项目名称', '纳税人识别号'])).toBe('tax')
  expect(projectSourceOf(['项目清单'], ['项目名称', '中标单位', '开标日期'])).toBe('tender')
  expect(projectSourceOf(['住建局项目清单'], ['项目名称', '中标单位'])).toBe('construction-permit')
  expect(projectSourceOf(['项目清单'], ['项目名称', '施工许可证号'])).toBeNull()
})

test('the day of which a list speaks stands in its head, where it is the only one', () => {
  const dayOf = (...headLines: string[]) => listDayOf({ headLines })
  expect(dayOf('在建项目清单', '截至2026年10月31日')).toBe('2026-10-31')
  expect(dayOf('填报日期：2026-11-01', '单位：万元')).toBe('2026-11-01')
  expect(dayOf('2026 年 1 月 1 日至 2026 年 6 月 30 日')).toBeNull()
  expect(dayOf('在建项目清单')).toBeNull()
})

test('a list that nothing tells whose it is asks for it, once, with all sources to choose from', async () => {
  const head = ['项目名称', '建设单位', '施工单位', '合同金额（万元）']
  const row = ['安置房一期', '示例城建', '示例建工甲', 100]
  const { sheet, records } = await readRows([['在建项目清单'], head, row])
  expect(sheet.asks).toMatchObject([{ about: 'source' }])
  expect(sheet.asks[0]?.choices).toContain('construction-permit')
  expect(records).toMatchObject([{ source: null, saidOn: null }])
  const told = await readRows([['区水利局在建项目清单（截至2026-10-31）'], head, row])
  expect(told.sheet).toMatchObject({ asks: [], source: 'water' })
  expect(told.records).toMatchObject([{ source: 'water', saidOn: '2026-10-31' }])
})

test('credit codes of both firms, the industry and numbers of the source are read', async () => {
  const { records } = await readRows([
    ['区住建局施工许可项目'],
    [
      '工程名称',
      '建设单位',
      '建设单位统一社会信用代码',
      '施工单位',
      '施工单位统一社会信用代码',
      '项目类别',
    ],
    ['安置房一期', '示例城建', '91350100M000100Y43', '示例建工甲', '', '房屋建筑'],
    ['乙路', '示例城建', '', '示例建工甲', '', '说不清'],
  ])
  expect(records).toMatchObject([
    { ownerCreditCode: '91350100M000100Y43', contractorCreditCode: null, industry: 'housing' },
    { ownerCreditCode: null, industry: null },
  ])
})

test('a contract sum of 24.3 trillion is flagged and left out, and the sums of the others survive', async () => {
  const { sheet, records } = await readRows([
    ['区住建局施工许可项目'],
    ['项目名称', '建设单位', '合同金额（万元）'],
    ['安置房一期', '示例城建', 2_430_000_000],
    ['安置房二期', '示例城建', 5000],
    ['合计', '', 2_430_005_000],
  ])
  expect(sheet.findings.map(({ row, code }) => [row, code])).toEqual([
    [3, 'recognition.sum-beyond-belief'],
  ])
  expect(records).toMatchObject([{ contractSumFen: null }, { contractSumFen: 5_000_000_000 }])
})
