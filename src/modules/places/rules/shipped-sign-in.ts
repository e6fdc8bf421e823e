import { day } from '../../../kernel/day.ts'
import type { TextParameter } from './parameter.ts'

/** Whom `second-factor-of` makes use a second factor beside the password. */
export const secondFactorChoices = [
  'nobody',
  'administrators',
  'government-and-administrators',
  'everybody',
] as const

/** The third grade asks for two factors of everybody; from which day on, an office says once its people have theirs set up. */
export const secondFactorOf: TextParameter = {
  key: 'second-factor-of',
  place: '000000',
  value: 'nobody',
  unit: '规则',
  instrument: '程序建议：各岗位绑定好动态口令后，由本单位改为必须使用',
  article: 'GB/T 22239-2019 第三级 8.1.4 身份鉴别（两种鉴别技术组合）',
  validFrom: day('2019-12-01'),
  validTo: null,
  mark: 'memory',
}
