import { dayText, monthText } from '../../kernel/day-text.ts'
import { PlainDate, YearMonth } from '../../kernel/day.ts'
import type { Level } from '../../kernel/level.ts'
import { type Words, sentence } from '../../kernel/words.ts'
import { riskRules, type RiskRule } from './rules/risk-rules.ts'

/** The sentences of the rules say no number of days: a stored one would be wrong tomorrow. */
export const riskWords: Words = {
  'risk.owed-after-pay-date-title': '发薪日已过，分文未发',
  'risk.owed-after-pay-date':
    '{month}工资，发薪日{payOn}已过，{workers} 人分文未发，欠付 {yuan} 元。',
  'risk.owed-after-pay-date-clears':
    '这些工人当月的应发工资全部发放（发放记录或银行回单入账）后，自动解除。',
  'risk.attended-without-pay-line-title': '有出勤，没有工资条目',
  'risk.attended-without-pay-line':
    '{month}有 {workers} 人出勤，发薪日{payOn}已过，没有他们的工资条目。',
  'risk.attended-without-pay-line-clears':
    '这些工人当月的工资表入账，或考勤更正为没有出勤后，自动解除。',
  'risk.paid-less-than-due-title': '没有发足',
  'risk.paid-less-than-due':
    '{month}工资，发薪日{payOn}已过，{workers} 人只发了一部分，尚欠 {yuan} 元。',
  'risk.paid-less-than-due-clears': '当月差额全部补发并入账后，自动解除。',

  'risk.level-blue': '蓝色',
  'risk.level-yellow': '黄色',
  'risk.level-orange': '橙色',
  'risk.level-red': '红色',

  'risk.event-raised': '发出{level}预警：{message}',
  'risk.event-level-rose': '预警由{from}升为{level}：{message}',
  'risk.event-level-fell': '预警由{from}降为{level}：{message}',
  'risk.event-changed': '情况有变：{message}',
  'risk.event-cleared': '所指情况已经消除，预警自动解除。解除前：{message}',

  'risk.arrears-age-orange-months': '发薪日后满多久升为橙色',
  'risk.arrears-age-red-months': '发薪日后满多久升为红色',
  'risk.arrears-age-months': '{value} 个月',

  'risk.warning-unknown': '没有这条预警，或者不在您能看到的范围内。',
}

export type WarningDetail = Readonly<Record<string, string | number>>

/** What a stored warning needs to be said. */
export interface SaidWarning {
  readonly rule: string
  readonly level: Level
  readonly detail: WarningDetail
}

/** The rule's own word on a project and a month. */
export function warningMessage({ rule, detail }: Pick<SaidWarning, 'rule' | 'detail'>): string {
  return sentence(riskWords, ruleOf(rule)?.code ?? rule, spoken(detail))
}

export function warningTitle(rule: string): string {
  return sentence(riskWords, ruleOf(rule)?.title ?? rule)
}

export function warningClears(rule: string): string {
  return sentence(riskWords, ruleOf(rule)?.clearsWhen ?? rule)
}

export function warningArticle(rule: string): string {
  return ruleOf(rule)?.article ?? ''
}

export function levelName(level: Level): string {
  return sentence(riskWords, `risk.level-${level}`)
}

export interface SaidEvent extends SaidWarning {
  readonly kind: 'raised' | 'level-changed' | 'changed' | 'cleared'
}

/** What happened to a warning. A level falls only where its pay date was put right. */
export function warningEventMessage(event: SaidEvent): string {
  const from = levelBefore(event)
  const values = {
    level: levelName(event.level),
    from: from === null ? '' : levelName(from),
    message: warningMessage(event),
  }
  if (event.kind !== 'level-changed') return sentence(riskWords, `risk.event-${event.kind}`, values)
  const way = warningTurn(event) === 'mended' ? 'fell' : 'rose'
  return sentence(riskWords, `risk.event-level-${way}`, values)
}

/** `broke`: it got worse; `mended`: better; `plain`: the figures changed, and no level says which way. */
export function warningTurn(event: SaidEvent): 'broke' | 'mended' | 'plain' {
  switch (event.kind) {
    case 'raised':
      return 'broke'
    case 'cleared':
      return 'mended'
    case 'changed':
      return 'plain'
    case 'level-changed': {
      const from = levelBefore(event)
      return from !== null && gravity[from] > gravity[event.level] ? 'mended' : 'broke'
    }
  }
}

const gravity: Readonly<Record<Level, number>> = { blue: 1, yellow: 2, orange: 3, red: 4 }

function levelBefore({ detail }: SaidEvent): Level | null {
  const { from } = detail
  return from === 'blue' || from === 'yellow' || from === 'orange' || from === 'red' ? from : null
}

function ruleOf(id: string): RiskRule | undefined {
  return riskRules.find((rule) => rule.id === id)
}

/** Days and months as people write them. */
function spoken(detail: WarningDetail): WarningDetail {
  const month = YearMonth.safeParse(detail['month'])
  const payOn = PlainDate.safeParse(detail['payOn'])
  return {
    ...detail,
    ...(month.success ? { month: monthText(month.data) } : {}),
    ...(payOn.success ? { payOn: dayText(payOn.data) } : {}),
  }
}
