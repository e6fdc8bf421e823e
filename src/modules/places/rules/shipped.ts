import { day } from '../../../kernel/day.ts'
import type { NumberParameter, TextParameter } from './parameter.ts'
import { coverageParameterKeys, shippedCoverageParameters } from './shipped-coverage.ts'
import { outlookParameterKeys, shippedOutlookParameters } from './shipped-outlook.ts'
import { registerParameterKeys, shippedRegisterParameters } from './shipped-register.ts'
import {
  type placeParameterKeys,
  riskParameterKeys,
  shippedRiskParameters,
} from './shipped-risk.ts'
import { safeguardParameterKeys, shippedSafeguardParameters } from './shipped-safeguards.ts'
import { secondFactorOf } from './shipped-sign-in.ts'

/** The parameters that the program asks for; each is shipped with a value for the whole country. */
export const parameterKeys = [
  'pay-date-default',
  'hours-per-workday',
  'arrears-age-orange-months',
  'arrears-age-red-months',
  'shift-count',
  'shift-longest-hours',
  'shift-day-cut-hour',
  'shift-repeat-minutes',
  'session-idle-minutes',
  'sign-in-tries',
  'sign-in-lock-minutes',
  'second-factor-of',
  'invitation-days',
  ...riskParameterKeys,
  ...safeguardParameterKeys,
  ...coverageParameterKeys,
  ...registerParameterKeys,
  ...outlookParameterKeys,
] as const
export type ParameterKey = (typeof parameterKeys)[number]

/** Every key that may be said for a place: also those of which nothing is shipped. */
export type PlaceParameterKey = ParameterKey | (typeof placeParameterKeys)[number]

/**
 * What is shipped. A figure that some place has published stands under that place with its own mark; where it
 * is used elsewhere it is a proposal, and says whose it was.
 */
export const shippedParameters: readonly (NumberParameter | TextParameter)[] = [
  {
    key: 'pay-date-default',
    place: '000000',
    value: 'last-workday-of-next-month',
    unit: '规则',
    instrument: '本系统建议：合同和项目都未约定发薪日时采用',
    article: '保障农民工工资支付条例 第十四条（允许在当期或次期支付）',
    validFrom: day('2020-05-01'),
    validTo: null,
    mark: 'proposal',
  },
  {
    key: 'hours-per-workday',
    place: '000000',
    value: 8,
    unit: '小时／工日',
    instrument: '人社部发〔2025〕2 号（表内自有折算口径的，以表内为准）',
    article: '劳动法 第三十六条；日工资除以 8 小时折算小时工资',
    validFrom: day('1995-01-01'),
    validTo: null,
    mark: 'read',
  },
  ...arrearsAge('arrears-age-orange-months', 1),
  ...arrearsAge('arrears-age-red-months', 2),
  shift('shift-count', 'first-last', '规则'),
  shift('shift-longest-hours', 16, '小时'),
  shift('shift-day-cut-hour', 5, '点'),
  shift('shift-repeat-minutes', 2, '分钟'),
  signIn('session-idle-minutes', 30, '分钟'),
  signIn('sign-in-tries', 5, '次'),
  signIn('sign-in-lock-minutes', 15, '分钟'),
  secondFactorOf,
  {
    key: 'invitation-days',
    place: '000000',
    value: 7,
    unit: '天',
    instrument: '程序建议',
    article: '邀请链接多久有效没有规定，由本单位确定',
    validFrom: day('2020-05-01'),
    validTo: null,
    mark: 'proposal',
  },
  ...shippedRiskParameters,
  ...shippedSafeguardParameters,
  ...shippedCoverageParameters,
  ...shippedRegisterParameters,
  ...shippedOutlookParameters,
]

/** Ages at which arrears rise a level: ≤ 1 month yellow, to 2 orange, beyond red. */
function arrearsAge(key: ParameterKey, months: number): NumberParameter[] {
  const figure = { key, value: months, unit: '月', article: '', validTo: null }
  return [
    {
      ...figure,
      place: '321023',
      instrument: '宝应县 2019 年欠薪分级预警：一个月以内黄色，一至两个月橙色，两个月以上红色',
      validFrom: day('2019-01-01'),
      mark: 'read-2',
    },
    {
      ...figure,
      place: '000000',
      instrument: '沿用宝应县 2019 年欠薪分级预警',
      validFrom: day('2019-01-01'),
      mark: 'proposal',
    },
  ]
}

/** How punches of attendance machines become days: no law says, so each place may. */
function shift<V extends number | string>(key: ParameterKey, value: V, unit: string) {
  return {
    key,
    place: '000000',
    value,
    unit,
    instrument: '程序建议',
    article: '考勤机刷卡折算工时没有规定，由本区按工地实际确定',
    validFrom: day('2020-05-01'),
    validTo: null,
    mark: 'proposal' as const,
  }
}

function signIn(key: ParameterKey, value: number, unit: string): NumberParameter {
  return {
    key,
    place: '000000',
    value,
    unit,
    instrument: 'GB/T 22239-2019 第三级（数值由本单位确定）',
    article: '8.1.4 身份鉴别',
    validFrom: day('2019-12-01'),
    validTo: null,
    mark: 'memory',
  }
}
