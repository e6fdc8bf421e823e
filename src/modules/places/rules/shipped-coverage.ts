import { day } from '../../../kernel/day.ts'
import type { NumberParameter } from './parameter.ts'

/** The figures that expectations ask for: after how many days a source should know a project, and from which sum on. */
export const coverageParameterKeys = [
  'blind-spot-grace-permit-days',
  'blind-spot-grace-industry-days',
  'blind-spot-grace-approval-days',
  'blind-spot-grace-tender-days',
  'blind-spot-grace-tax-days',
  'blind-spot-grace-platform-days',
  'blind-spot-grace-screening-days',
  'blind-spot-sum-permit-yuan',
  'blind-spot-sum-tender-yuan',
  'blind-spot-workdays-limit',
  'blind-spot-stands-days',
] as const
export type CoverageParameterKey = (typeof coverageParameterKeys)[number]

/** No statute fixes days: they are proposed. The two sums are national ones whose text was not read. */
export const shippedCoverageParameters: readonly NumberParameter[] = [
  proposed('blind-spot-grace-permit-days', 15, '天'),
  proposed('blind-spot-grace-industry-days', 15, '天'),
  proposed('blind-spot-grace-approval-days', 30, '天'),
  proposed('blind-spot-grace-tender-days', 30, '天'),
  proposed('blind-spot-grace-tax-days', 60, '天'),
  proposed('blind-spot-grace-platform-days', 15, '天'),
  proposed('blind-spot-grace-screening-days', 7, '天'),
  remembered(
    'blind-spot-sum-permit-yuan',
    300_000,
    '建筑工程施工许可管理办法（住房和城乡建设部令第 18 号）',
    '第二条',
  ),
  remembered(
    'blind-spot-sum-tender-yuan',
    4_000_000,
    '必须招标的工程项目规定（国家发展改革委令第 16 号）',
    '第五条',
  ),
  proposed('blind-spot-workdays-limit', 10, '个工作日'),
  proposed('blind-spot-stands-days', 15, '天'),
]

function proposed(key: CoverageParameterKey, value: number, unit: string): NumberParameter {
  const instrument = '程序建议'
  return { ...figure(key, value, unit), instrument, article: '', mark: 'proposal' }
}

function remembered(
  key: CoverageParameterKey,
  value: number,
  instrument: string,
  article: string,
): NumberParameter {
  return { ...figure(key, value, '元'), instrument, article, mark: 'memory' }
}

function figure(key: CoverageParameterKey, value: number, unit: string) {
  return { key, place: '000000', value, unit, validFrom: day('2020-05-01'), validTo: null }
}
