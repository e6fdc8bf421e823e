import { day } from '../../../kernel/day.ts'
import type { NumberParameter, TextParameter } from './parameter.ts'

/** The figures that contracts and safeguards ask for. */
export const safeguardParameterKeys = [
  'account-sum-from-yuan',
  'account-months-from',
  'deposit-exempt-below-yuan',
  'contract-sum-beyond-yuan',
  'labour-cost-least-percent',
  'evidence-fresh-days',
  'board-fresh-days',
  'real-name-share-percent',
  'contract-share-percent',
  'safeguard-self-built',
  'safeguard-other-industry',
] as const
type SafeguardParameterKey = (typeof safeguardParameterKeys)[number]

/** Whether projects of a kind have to have the systems at all. */
export const safeguardChoices: readonly string[] = ['required', 'not-required']

const country = '000000'

/** Thresholds and shares are local; what one place has published is a figure of that place and of no other. */
export const shippedSafeguardParameters: readonly (NumberParameter | TextParameter)[] = [
  {
    ...figure('account-sum-from-yuan', 0, '元'),
    place: country,
    instrument: '保障农民工工资支付条例（没有门槛）',
    article: '第二十六条',
    mark: 'read',
  },
  {
    ...figure('account-sum-from-yuan', 4_000_000, '元'),
    place: '500000',
    instrument: '重庆市 2022 年专用账户规定：合同价 400 万元以上并且工期 3 个月以上',
    validFrom: day('2022-01-01'),
    mark: 'read-2',
  },
  {
    ...figure('account-months-from', 0, '个月'),
    place: country,
    instrument: '保障农民工工资支付条例（没有门槛）',
    article: '第二十六条',
    mark: 'read',
  },
  {
    ...figure('account-months-from', 3, '个月'),
    place: '500000',
    instrument: '重庆市 2022 年专用账户规定：合同价 400 万元以上并且工期 3 个月以上',
    validFrom: day('2022-01-01'),
    mark: 'read-2',
  },
  {
    ...figure('deposit-exempt-below-yuan', 3_000_000, '元'),
    place: country,
    instrument: '人社部发〔2021〕65 号（各省可以调整）',
    article: '第十一条',
    validFrom: day('2021-11-01'),
    mark: 'read-2',
  },
  {
    ...figure('deposit-exempt-below-yuan', 4_000_000, '元'),
    place: '350000',
    instrument: '福建省 2024 年工资保证金规定',
    validFrom: day('2024-07-17'),
    mark: 'read-2',
  },
  asProposed('contract-sum-beyond-yuan', 100_000_000_000, '元'),
  asProposed('labour-cost-least-percent', 0, '%'),
  {
    ...figure('labour-cost-least-percent', 25, '%'),
    place: '530000',
    instrument: '云南省 2021 年规定：没有约定的，人工费用不低于工程款的 25%',
    validFrom: day('2021-01-01'),
    mark: 'read-2',
  },
  asProposed('evidence-fresh-days', 62, '天'),
  asProposed('board-fresh-days', 180, '天'),
  asProposed('real-name-share-percent', 95, '%'),
  asProposed('contract-share-percent', 95, '%'),
  {
    ...figure('safeguard-self-built', 'not-required', '适用'),
    place: country,
    instrument: '建筑法（农民自建低层住宅不适用）',
    article: '第八十三条',
    mark: 'memory',
  },
  {
    ...figure('safeguard-other-industry', 'required', '适用'),
    place: country,
    instrument: '人社部发〔2021〕53 号',
    article: '第四条（工程范围）',
    mark: 'memory',
  },
]

function figure<V extends number | string>(key: SafeguardParameterKey, value: V, unit: string) {
  return { key, value, unit, article: '', validFrom: day('2020-05-01'), validTo: null }
}

function asProposed(key: SafeguardParameterKey, value: number, unit: string): NumberParameter {
  return { ...figure(key, value, unit), place: country, instrument: '程序建议', mark: 'proposal' }
}
