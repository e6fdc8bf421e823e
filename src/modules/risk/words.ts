import { dayText, monthText } from '../../kernel/day-text.ts'
import { PlainDate, YearMonth } from '../../kernel/day.ts'
import type { Level } from '../../kernel/level.ts'
import type { MatterOutcome } from './rules/matter.ts'
import { type Words, sentence } from '../../kernel/words.ts'
import { ruleOf } from './rules/risk-rules.ts'

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
  'risk.paid-not-attended-title': '有工资，没有出勤',
  'risk.paid-not-attended':
    '{month}工资表上有 {workers} 人没有任何出勤记录，发薪日{payOn}已过，仍未补来考勤。',
  'risk.paid-not-attended-clears': '这些人当月的考勤入账，或工资表更正去掉他们后，自动解除。',
  'risk.no-pay-sheet-title': '整月没有工资表',
  'risk.no-pay-sheet':
    '{month}有 {workers} 人出勤，发薪日{payOn}已过，全项目没有一张当月的工资表。',
  'risk.no-pay-sheet-clears':
    '当月的工资表入账，或考勤更正为没有出勤后，自动解除；只缺个别人的，转为“有出勤，没有工资条目”。',
  'risk.pay-below-agreed-title': '工资偏低',
  'risk.pay-below-agreed':
    '{month}有 {workers} 人的应发偏低：少于工日乘约定工价的 {belowRate} 人，少 {shortYuan} 元；低于最低工资的 {belowMinimum} 人。',
  'risk.pay-below-agreed-without-minimum':
    '{month}有 {workers} 人的应发偏低：少于工日乘约定工价的 {belowRate} 人，少 {shortYuan} 元；最低工资没有登记参数，这一半没有计算。',
  'risk.pay-below-agreed-clears': '工资表或考勤、工价更正，应发不再偏低后，自动解除。',
  'risk.pay-too-high-title': '工资异常高',
  'risk.pay-too-high':
    '{month}有 {workers} 人的工资异常高：当月超过 {monthYuan} 元的 {overMonth} 人，当年累计在本月超过 {yearYuan} 元的 {overYear} 人。',
  'risk.pay-too-high-only-month': '{month}有 {workers} 人的工资超过 {monthYuan} 元，异常高。',
  'risk.pay-too-high-only-year':
    '{month}有 {workers} 人当年累计的工资在本月超过 {yearYuan} 元，异常高。',
  'risk.pay-too-high-clears': '工资表更正，或核实后说明后了结；数额更正后自动解除。',
  'risk.shared-card-title': '一卡多人',
  'risk.shared-card': '{month}有 {workers} 人与别人用同一张工资卡，工资没有发到本人账户。',
  'risk.shared-card-clears': '这些人当月的工资条目或银行回单改为各自的卡号后，自动解除。',
  'risk.many-unpaid-title': '大面积未发',
  'risk.many-unpaid':
    '{month}出勤 {attended} 人，发薪日{payOn}已过，{workers} 人没有收到任何工资，占 {percent}%，超过 {threshold}%。',
  'risk.many-unpaid-clears': '未收到工资的人降到 {threshold}% 以内后，自动解除。',
  'risk.identity-impossible-title': '未满十六周岁或证件号不可能',
  'risk.identity-impossible':
    '{month}在场或有工资的人里，{underAge} 人月初未满十六周岁，{doubtful} 人的身份证号不可能存在，共 {workers} 人。',
  'risk.identity-impossible-only-age': '{month}在场或有工资的人里，{workers} 人月初未满十六周岁。',
  'risk.identity-impossible-only-number':
    '{month}在场或有工资的人里，{workers} 人的身份证号不可能存在。',
  'risk.identity-impossible-clears':
    '证件号更正（并入证件号正确的本人），或更正为当月没有出勤和工资后，自动解除。',
  'risk.living-cost-only-title': '只发生活费',
  'risk.living-cost-only':
    '{month}应发工资的 {payable} 人里，{workers} 人只收到应发的 {percent}% 以内，发薪日{payOn}已过。',
  'risk.living-cost-only-clears': '多数人当月的工资发到应发的 {percent}% 以上后，自动解除。',

  'risk.owed-after-pay-date-firm': '请查明分文未发的原因，足额发放，并上传发放凭证。',
  'risk.attended-without-pay-line-firm': '请补报这些工人的工资条目；没有出勤的，更正考勤。',
  'risk.paid-less-than-due-firm': '请补发差额并上传发放凭证；应发有误的，更正工资表。',
  'risk.paid-not-attended-firm': '请说明这些人为什么没有出勤：补报考勤，或从工资表中更正。',
  'risk.no-pay-sheet-firm': '请报送当月工资表，经工人本人确认。',
  'risk.pay-below-agreed-firm': '请核对工日、工价和应发：少算的补上，约定有变的报送合同。',
  'risk.pay-too-high-firm': '请说明大额工资的构成：代领的拆分到本人，录入有误的更正。',
  'risk.shared-card-firm': '请为每名工人登记本人的工资卡，并更正工资条目。',
  'risk.many-unpaid-firm': '请立即说明大面积未发的原因和发放日期，并上传发放凭证。',
  'risk.identity-impossible-firm':
    '请核验这些人的身份证原件并更正；确未满十六周岁的，立即停止用工、结清工资并报告。',
  'risk.living-cost-only-firm': '请按月足额发放工资，不得以生活费代替，并上传发放凭证。',

  'risk.owed-after-pay-date-why': '到了约定的发薪日分文未发，是欠薪最直接的证据。',
  'risk.attended-without-pay-line-why':
    '干了活却没有工资条目，应发多少无从查起，欠薪常从这里开始。',
  'risk.paid-less-than-due-why': '只发一部分，差额就是欠薪。',
  'risk.paid-not-attended-why':
    '工资表上有没出勤的人，可能是虚列人头套取工资款，也可能是考勤没有报全。',
  'risk.no-pay-sheet-why': '整月没有工资表，说明总包没有按月编表，发没发、发多少都无从核对。',
  'risk.pay-below-agreed-why': '应发低于约定或最低工资，工人实际被少算了工钱。',
  'risk.pay-too-high-why': '一个人名下的数额不像工资，可能是包工头代领后再分，钱到不了工人手里。',
  'risk.shared-card-why': '工资必须直接发到工人本人的卡上，多人共用一张卡意味着有人代领。',
  'risk.many-unpaid-why': '出勤的人大面积没有收到钱，容易引发群体性事件，要比个别欠薪先办。',
  'risk.identity-impossible-why': '未满十六周岁不得用工；证件号不可能的人，钱发给了谁说不清。',
  'risk.living-cost-only-why': '平时只发生活费、年底再结，年底拿不出钱就是大额欠薪。',

  'risk.matter-gone': '所指情况已经消除，系统自动了结。',
  'risk.matter-why-rose': '预警升为{level}，责任岗位和期限相应调整。',
  'risk.matter-why-came-again': '同一问题第 {times} 次发生，按{level}办理。',
  'risk.matter-why-still-stands':
    '答复已处理，但预警至今没有解除，第 {times} 次办理，按{level}办理。',
  'risk.another-matter-open': '同一项目同一规则已有新的事项在办，请到新的事项上办理。',
  'risk.notice-opened': '{level}预警：{title}。{asks}请在{due}前说明或处理。',
  'risk.notice-rose': '预警升为{level}：{title}。{asks}请在{due}前说明或处理。',
  'risk.notice-reopened': '{level}预警再次发生：{title}。{asks}请在{due}前说明或处理。',
  'risk.notice-copied': '抄告：{level}预警，{title}，已要求在{due}前说明或处理。',

  'risk.matter-event-opened': '立为事项，{level}。',
  'risk.matter-event-rose': '由{from}升为{level}。',
  'risk.matter-event-reopened-came-again': '同一问题又发生，重新打开，第 {times} 次，{level}。',
  'risk.matter-event-reopened-still-stands':
    '答复已处理而预警没有解除，重新打开，第 {times} 次，{level}。',
  'risk.matter-event-reopened-by-officer': '经办人重新打开，{level}。',
  'risk.matter-event-closed-cleared': '所指情况消除，自动了结。',
  'risk.matter-event-closed-explained': '说明经核验属实，了结。',
  'risk.matter-event-closed-handled': '处理经核验属实，了结。',

  'risk.evidence-below-rate': '工日乘约定工价是 {worked} 元。',
  'risk.evidence-below-minimum': '低于当月最低工资标准 {minimum} 元按工日折算的数额。',
  'risk.evidence-over-month': '当月超过限额。',
  'risk.evidence-over-year': '{year} 年累计到本月 {sum} 元。',
  'risk.evidence-under-age': '月初未满十六周岁。',
  'risk.evidence-living-cost': '只收到应发的 {percent}%。',

  'risk.outcome-cleared': '自动消除',
  'risk.outcome-explained': '已说明',
  'risk.outcome-handled': '已处理',

  'risk.level-blue': '蓝色',
  'risk.level-yellow': '黄色',
  'risk.level-orange': '橙色',
  'risk.level-red': '红色',

  'risk.event-raised': '发出{level}预警：{message}',
  'risk.event-level-rose': '预警由{from}升为{level}：{message}',
  'risk.event-level-fell': '预警由{from}降为{level}：{message}',
  'risk.event-changed': '情况有变：{message}',
  'risk.event-cleared': '所指情况已经消除，预警自动解除。解除前：{message}',

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
  const code = ruleOf(rule)?.code ?? rule
  return sentence(riskWords, code + variantOf(detail), spoken(detail))
}

/** Which half of a rule that has two has something to say. */
function variantOf({ missing, underAge, doubtful, overMonth, overYear }: WarningDetail): string {
  if (missing !== undefined) return '-without-minimum'
  if (doubtful === 0) return '-only-age'
  if (underAge === 0) return '-only-number'
  if (overYear === 0) return '-only-month'
  return overMonth === 0 ? '-only-year' : ''
}

export function warningTitle(rule: string): string {
  return sentence(riskWords, ruleOf(rule)?.title ?? rule)
}

export function warningClears({ rule, detail }: Pick<SaidWarning, 'rule' | 'detail'>): string {
  return sentence(riskWords, ruleOf(rule)?.clearsWhen ?? rule, detail)
}

/** What is asked of the firm. */
export function ruleAsks(rule: string): string {
  return sentence(riskWords, ruleOf(rule)?.firm ?? rule)
}

/** Why the rule is asked at all. */
export function ruleWhy(rule: string): string {
  return sentence(riskWords, ruleOf(rule)?.why ?? rule)
}

export function outcomeName(outcome: MatterOutcome): string {
  return sentence(riskWords, `risk.outcome-${outcome}`)
}

export interface SaidMatterEvent {
  readonly kind: 'opened' | 'rose' | 'reopened' | 'closed'
  readonly level: Level
  readonly detail: WarningDetail
}

/** What happened to a matter. */
export function matterEventMessage({ kind, level, detail }: SaidMatterEvent): string {
  const from = levelBefore(detail)
  const which = kind === 'reopened' ? detail['why'] : kind === 'closed' ? detail['outcome'] : null
  const code = which === null || which === undefined ? kind : `${kind}-${which}`
  return sentence(riskWords, `risk.matter-event-${code}`, {
    ...detail,
    level: levelName(level),
    from: from === null ? '' : levelName(from),
  })
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
  const from = levelBefore(event.detail)
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
      const from = levelBefore(event.detail)
      return from !== null && gravity[from] > gravity[event.level] ? 'mended' : 'broke'
    }
  }
}

const gravity: Readonly<Record<Level, number>> = { blue: 1, yellow: 2, orange: 3, red: 4 }

function levelBefore({ from }: WarningDetail): Level | null {
  return from === 'blue' || from === 'yellow' || from === 'orange' || from === 'red' ? from : null
}

/** Days and months as people write them; a district has few of them, so each is put into words once. */
function spoken(detail: WarningDetail): WarningDetail {
  const { month, payOn } = detail
  return {
    ...detail,
    ...(typeof month === 'string' ? { month: inWords(month) } : {}),
    ...(typeof payOn === 'string' ? { payOn: inWords(payOn) } : {}),
  }
}

const mostKept = 20_000
const kept = new Map<string, string>()

function inWords(text: string): string {
  const known = kept.get(text)
  if (known !== undefined) return known
  const month = YearMonth.safeParse(text)
  const date = PlainDate.safeParse(text)
  const words = month.success ? monthText(month.data) : date.success ? dayText(date.data) : text
  if (kept.size >= mostKept) kept.clear()
  kept.set(text, words)
  return words
}
