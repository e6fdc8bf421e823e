import { fen, yuanText } from '../../kernel/money.ts'
import { sentence, type Words } from '../../kernel/words.ts'
import type { ParameterRow } from '../places/contract.ts'
import type { NoticeFinding } from './rules/read-notice.ts'
import type { GivenName, RuleMark } from './rules/statutory-deadline.ts'
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
  'calendar.starts-at-later': '从两个日子中较晚的 {day} 起算。',
  'calendar.suspended': '中止的 {count} 个工作日不计入，期限相应顺延（依据：{instrument}）。',
  'calendar.counted-back-workdays': '往前数 {count} 个工作日，最迟这一天。',
  'calendar.counted-back-months': '往前数 {count} 个月。',
  'calendar.ends-at-earlier': '合同约定的 {agreed} 与满一个月的 {month}，取较早的一天。',
  'calendar.agreed-day': '约定在这一天。',
  'calendar.quarter-end': '该季度的最后一日。',
  'calendar.no-such-rule': '没有规则 {rule}：huxin deadline --list 列出全部规则。',
  'calendar.from-missing': '{rule} 缺少起算日：请用 --from 给出{start}的日期。',
  'calendar.from-odd': '{said} 不是日期：写成 2026-09-21，按小时计的写成 2026-09-21T15:30。',
  'calendar.given-how': '看不懂 --given {said}：写成 名称=值，名称有 {names}。',
  'calendar.input-missing': '{rule} 缺少 {name}：请用 --given {name}=… 给出。',
  'calendar.time-missing': '{rule} 按小时计：--from 请写到几点几分，如 2026-09-21T15:30。',
  'calendar.input-unknown': '{rule} 用不到 {name}，请去掉。',
  'calendar.input-number': '{name} 应是整数天数。',
  'calendar.input-day': '{name} 应是日期，写成 2026-09-21。',
  'calendar.too-many-days': '最多可以约定 {most} 日。',
  'calendar.no-extension': '{rule} 没有可以延长的规定，请去掉 --extend。',
  'calendar.year-not-published':
    '{year} 年的放假通知尚未公布，只按周末和法定节假日推算，结果暂定。',
  'calendar.notice-no-year':
    '没有写明是哪一年：请连标题一起粘贴，或在第一行写上年份，例如 2027 年。',
  'calendar.notice-nothing-read':
    '没有认出放假安排：请粘贴国务院办公厅通知的正文，或含节日、放假、调休上班三列的表。',
  'calendar.notice-festival-missing': '没有写{festival}哪几天放假。',
  'calendar.notice-count-differs': '{festival}写共 {said} 天，所列的日子是 {counted} 天。',
  'calendar.notice-weekday-wrong': '{on} 写的是{said}，实际是{is}。',
  'calendar.notice-no-such-day': '「{said}」不是日期。',
  'calendar.notice-span-too-long': '「{said}」首尾颠倒，或者太长。',
  'calendar.notice-off-and-worked': '{on} 既写放假又写上班。',
  'calendar.notice-worked-weekday': '{on} 是{weekday}，本来就上班，不会是调休。',
  'calendar.notice-statutory-worked': '{on} 是法定节假日，通知里却没有放假。',
  'calendar.notice-far-day': '{on} 不在这一年里。',
  'calendar.notice-nothing-to-change':
    '{year} 年的放假安排还没有，不能只调整其中一个节日：请先导入该年的通知。',
  'calendar.notice-far-year':
    '{year} 年的放假通知不会现在公布：只能导入今年、明年或更正已有的年份。',
  'calendar.notice-known': '{year} 年的放假安排已经是这样，没有改动。',
  'calendar.changed-meanwhile': '刚才有人导入了别的放假通知：请刷新后再看影响。',
}

/** What of a notice contradicts itself, as a sentence. */
export function noticeFindingText({ code, values }: NoticeFinding): string {
  return sentence(calendarWords, code, values)
}

/** What a rule of the law asks for besides the day that starts it. */
export const givenMeanings: Record<GivenName, string> = {
  agreed: '合同约定的日子',
  cleared: '工资全部结清的日子',
  corrected: '改正的日子',
  blocker: '最后一个妨碍事项了结的日子',
  suspended: '中止的工作日数',
  instrument: '准许中止的本地文件',
  days: '约定的天数',
}

export const markNames: Record<RuleMark, string> = {
  read: '原文已读',
  'read-2': '据转述，待确认',
  memory: '凭记忆，待确认',
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
  required: '适用',
  'not-required': '不适用',
  none: '不设',
  nobody: '都不用',
  administrators: '三类管理员',
  'government-and-administrators': '政府各岗位和管理员',
  everybody: '所有岗位',
}
