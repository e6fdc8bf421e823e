import { day } from '../../../kernel/day.ts'
import type { NumberParameter, TextParameter } from './parameter.ts'

/** The figures that the register of risks asks for: classes, checks, entries, their order, and the standard grade. */
export const registerParameterKeys = [
  'class-a-points',
  'class-a-overdue-yuan',
  'class-a-people',
  'class-a-level',
  'class-b-points',
  'class-b-overdue-yuan',
  'class-b-people',
  'class-b-level',
  'class-a-check-days',
  'class-b-check-days',
  'class-c-check-days',
  'register-opens-from',
  'register-same-days',
  'register-stands-days',
  'register-owner-a',
  'register-owner-b',
  'register-workdays-a',
  'register-workdays-b',
  'priority-weight-sum',
  'priority-weight-people',
  'priority-weight-short',
  'priority-full-sum-yuan',
  'priority-full-people',
  'standard-b-items',
] as const
type RegisterParameterKey = (typeof registerParameterKeys)[number]

/** What may be said of those that are no numbers. */
export const registerChoices: Readonly<Record<string, readonly string[]>> = {
  'class-a-level': ['red', 'orange', 'yellow', 'blue', 'none'],
  'class-b-level': ['red', 'orange', 'yellow', 'blue', 'none'],
  'register-opens-from': ['A', 'B', 'none'],
  'register-owner-a': ['town', 'department', 'coordination-office'],
  'register-owner-b': ['town', 'department', 'coordination-office'],
}

const proposed = '程序建议'

/** No statute fixes any of these; of the standard grade one city has published its own. */
export const shippedRegisterParameters: readonly (NumberParameter | TextParameter)[] = [
  asProposed('class-a-points', 50, '积分'),
  asProposed('class-a-overdue-yuan', 500_000, '元'),
  asProposed('class-a-people', 50, '人'),
  asProposed('class-a-level', 'none', '等级'),
  asProposed('class-b-points', 20, '积分'),
  asProposed('class-b-overdue-yuan', 50_000, '元'),
  asProposed('class-b-people', 10, '人'),
  asProposed('class-b-level', 'red', '等级'),
  asProposed('class-a-check-days', 7, '天'),
  asProposed('class-b-check-days', 15, '天'),
  asProposed('class-c-check-days', 30, '天'),
  asProposed('register-opens-from', 'B', '等级'),
  asProposed('register-same-days', 30, '天'),
  asProposed('register-stands-days', 30, '天'),
  asProposed('register-owner-a', 'town', '岗位'),
  asProposed('register-owner-b', 'town', '岗位'),
  asProposed('register-workdays-a', 10, '个工作日'),
  asProposed('register-workdays-b', 20, '个工作日'),
  asProposed('priority-weight-sum', 40, '分'),
  asProposed('priority-weight-people', 30, '分'),
  asProposed('priority-weight-short', 30, '分'),
  asProposed('priority-full-sum-yuan', 1_000_000, '元'),
  asProposed('priority-full-people', 100, '人'),
  {
    ...figure('standard-b-items', 8, '项'),
    place: '340200',
    instrument: '芜湖市 2019 年项目标准化分级：十项全达标为 A，八项为 B，其余为 C',
    validFrom: day('2019-09-09'),
    mark: 'read-2',
  },
  {
    ...figure('standard-b-items', 8, '项'),
    place: '000000',
    instrument: '沿用芜湖市 2019 年项目标准化分级',
    mark: 'proposal',
  },
]

function figure<V extends number | string>(key: RegisterParameterKey, value: V, unit: string) {
  return { key, value, unit, article: '', validFrom: day('2019-01-01'), validTo: null }
}

function asProposed<V extends number | string>(key: RegisterParameterKey, value: V, unit: string) {
  return {
    ...figure(key, value, unit),
    place: '000000',
    instrument: proposed,
    mark: 'proposal' as const,
  }
}
