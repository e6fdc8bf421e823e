import { fen, yuanText } from '../../kernel/money.ts'
import type { Words } from '../../kernel/words.ts'
import type { ParameterRow } from '../places/contract.ts'
import { payRuleFrom } from './rules/pay-date.ts'

/** Steps of a derivation, and why a year is provisional. */
export const calendarWords: Words = {
  'calendar.day-zero-not-counted': '从次日起算，当天不计。',
  'calendar.counted-workdays': '数满 {count} 个工作日。',
  'calendar.counted-days': '数满 {count} 日。',
  'calendar.counted-months': '数满 {count} 个月。',
  'calendar.counted-hours': '数满 {count} 小时。',
  'calendar.extended': '依法延长 {count}（单位同原期限），从起算日连同原期限一并计算。',
  'calendar.moved-later-off-rest-day': '最后一日是休息日，顺延到其后第一个工作日。',
  'calendar.pay-day-agreed': '在次月 {day} 日发薪。',
  'calendar.pay-day-last-workday': '在次月最后一个工作日发薪。',
  'calendar.pay-day-month-end': '在次月 {day} 日发薪；该月没有这一天，按该月最后一日。',
  'calendar.moved-earlier-off-rest-day': '发薪日是休息日，提前到其前最近的工作日。',
  'calendar.year-not-published':
    '{year} 年的放假通知尚未公布，只按周末和法定节假日推算，结果暂定。',
}

/** A parameter's value as one says it: money in yuan, a pay rule in words, anything else with its unit. */
export function parameterText({ value, unit }: Pick<ParameterRow, 'value' | 'unit'>): string {
  if (typeof value === 'number') {
    if (unit === '分') return `¥${yuanText(fen(value))}`
    return `${value.toLocaleString('en-US')} ${unit === '月' ? '个月' : unit}`
  }
  const rule = payRuleFrom(value)
  switch (rule?.kind) {
    case 'last-workday-of-next-month':
      return '次月最后一个工作日'
    case 'day-of-next-month':
      return `次月 ${rule.day} 日`
    case undefined:
      return choices[value] ?? value
  }
}

/** What a text may be: how a day's punches are counted, how grave a warning is, whose a matter is. */
const choices: Readonly<Record<string, string>> = {
  'first-last': '从第一次到最后一次',
  pairs: '逐对进出相加',
  blue: '蓝色',
  yellow: '黄色',
  orange: '橙色',
  red: '红色',
  'by-age': '随欠薪时间升级',
  'above-age': '比欠薪时间的等级高一级',
  'labour-officer': '总包劳资专管员',
  town: '所在镇街',
  department: '行业主管部门',
  'coordination-office': '治欠办',
}
