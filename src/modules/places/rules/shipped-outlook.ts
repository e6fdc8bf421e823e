import { day } from '../../../kernel/day.ts'
import type { NumberParameter, TextParameter } from './parameter.ts'

/** The figures that the outlook on the Spring Festival asks for: its estimate, and who is asked for a plan. */
export const outlookParameterKeys = [
  'outlook-months-used',
  'outlook-stop-days',
  'outlook-ask-days',
  'outlook-gap-yuan',
  'plan-beyond-times',
  'plan-again-days',
  'plan-owner-missing',
  'plan-owner-broken',
  'plan-workdays-missing',
  'plan-workdays-broken',
] as const
type OutlookParameterKey = (typeof outlookParameterKeys)[number]

/** Who may be asked. */
export const planOwnerChoices = [
  'labour-officer',
  'town',
  'department',
  'coordination-office',
] as const

/** No statute fixes any of these. */
export const shippedOutlookParameters: readonly (NumberParameter | TextParameter)[] = [
  asProposed('outlook-months-used', 3, '个月'),
  asProposed('outlook-stop-days', 10, '天'),
  asProposed('outlook-ask-days', 100, '天'),
  asProposed('outlook-gap-yuan', 10_000, '元'),
  asProposed('plan-beyond-times', 2, '倍'),
  asProposed('plan-again-days', 14, '天'),
  asProposed('plan-owner-missing', 'labour-officer', '岗位'),
  asProposed('plan-owner-broken', 'town', '岗位'),
  asProposed('plan-workdays-missing', 5, '个工作日'),
  asProposed('plan-workdays-broken', 3, '个工作日'),
]

function asProposed<V extends number | string>(key: OutlookParameterKey, value: V, unit: string) {
  return {
    key,
    place: '000000',
    value,
    unit,
    instrument: '程序建议',
    article: '节前展望和兑付计划没有规定，由本区确定',
    validFrom: day('2020-05-01'),
    validTo: null,
    mark: 'proposal' as const,
  }
}
