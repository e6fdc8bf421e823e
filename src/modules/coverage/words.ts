import { dayText } from '../../kernel/day-text.ts'
import { PlainDate } from '../../kernel/day.ts'
import { sentence, type Words } from '../../kernel/words.ts'
import type { ProjectSource } from '../registry/rules/project-source.ts'
import { projectSources } from '../registry/words.ts'
import type { BlindSpotOutcome } from './rules/blind-spot.ts'

export const coverageWords: Words = {
  'coverage.asks-any': '请核对这个项目：应当登记的，补登记并把名单报来；确实不用登记的，写明理由。',
  'coverage.asks-town-screening':
    '有人投诉举报这个项目，请到现场排查，把结果报来；不在本镇街或已经完工的，写明情况。',
  'coverage.why-missing': '{seenBy}的名单里有，{source}的名单里没有；按规则不晚于{due}应当登记。',
  'coverage.why-not': '{seenBy}的名单里有，{source}的名单里没有；现在没有规则要求登记。',
  'coverage.why-named': '{source}的名单里已经有这个项目。',
  'coverage.why-gone': '这个项目已经并入别的项目或撤销登记。',
  'coverage.gone-named': '名单里已经有这个项目，系统自动了结。',
  'coverage.gone-not-expected': '按现行规则不再要求登记，系统自动了结。',
  'coverage.gone-project-gone': '项目已经并入别的项目或撤销登记，系统自动了结。',
  'coverage.again-missing-again': '名单里又没有这个项目，重新打开，第 {times} 次。',
  'coverage.again-still-missing': '答复已处理而名单里仍没有这个项目，重新打开，第 {times} 次。',
  'coverage.again-by-officer': '重新打开，第 {times} 次。',

  'coverage.event-opened': '列为盲区：不晚于{due}应当登记。',
  'coverage.event-closed-explained': '说明经核验属实，了结。',
  'coverage.event-closed-handled': '处理经核验属实，了结。',
  'coverage.event-gone-named': '名单里已经有这个项目。',
  'coverage.event-gone-not-expected': '按现行规则不再要求登记。',
  'coverage.event-gone-project-gone': '项目已经并入别的项目或撤销登记。',

  'coverage.nothing-missing': '名单里已经有这个项目，或者不再要求登记，不用重新打开。',
  'coverage.grace-not-whole': '宽限天数应当是整数。',
  'coverage.grace-negative': '宽限天数不能是负数。',
  'coverage.sum-negative': '合同金额不能是负数。',
  'coverage.seen-by-itself': '看到项目的来源不能就是应当登记的来源。',
  'coverage.begins-in-past': '有效期从今天或以后的一天起。',
  'coverage.ends-before-begin': '有效期止早于有效期起。',
  'coverage.overlaps': '同样的规则已经有一条，有效期{from}至{to}，与新的有效期重叠。',
  'coverage.no-such-rule': '没有规则 {rule}。',
  'coverage.no-such-row': '没有这一条，请刷新。',
  'coverage.ended-already': '这一条已经到期。',
  'coverage.ends-in-past': '最后一天不能早于昨天。',
  'coverage.ends-later': '最后一天不能晚于原来的有效期止。',

  'coverage.why-e-01':
    '没有落实资金的不得开工、不发施工许可证；没有许可证的工地，往往也没有专户、保证金和实名制。',
  'coverage.why-e-02':
    '有人看到工地而没有一个行业部门认领，正是最容易欠薪的地方；查清行业后，换成该行业的规则。',
  'coverage.why-e-03': '行业部门的名单里没有，就没有人监督它的用工和工资。',
  'coverage.why-e-04': '行业部门的名单里没有，就没有人监督它的用工和工资。',
  'coverage.why-e-05': '行业部门的名单里没有，就没有人监督它的用工和工资。',
  'coverage.why-e-06': '项目审批信息由各部门共享；没有审批的政府工程，资金往往没有着落。',
  'coverage.why-e-07': '没有招标的大额公共工程，总包是谁、工程款怎样付都说不清。',
  'coverage.why-e-08': '税务指标是发现隐藏欠薪的线索；不预缴税的工地，往往也没有按规定发工资。',
  'coverage.why-e-09': '工人进场前要签合同、实名登记；平台上没有的项目，考勤和工资都看不到。',
  'coverage.why-e-10': '这些行业有自己的平台；省平台上看得到，工资才能按月核对。',
  'coverage.why-e-11': '有人投诉说明工地上有人；镇街去看一次，才知道还欠谁。',
}

/** A source, as one says who should know a project. */
export function sourceName(source: ProjectSource): string {
  return projectSources[source]
}

export function spotTitle(missing: ProjectSource): string {
  return `${sourceName(missing)}没有登记`
}

export function spotAsks(missing: ProjectSource): string {
  const own = `coverage.asks-${missing}`
  return sentence(coverageWords, own in coverageWords ? own : 'coverage.asks-any')
}

/** What each shipped expectation is called. */
const ruleTitles: Readonly<Record<string, string>> = {
  'E-01': '房屋建筑和市政工程应当有施工许可',
  'E-02': '行业没有查清的工地，先按应当有施工许可核对',
  'E-03': '交通工程应当在交通部门的名单里',
  'E-04': '水利工程应当在水利部门的名单里',
  'E-05': '自然资源类工程应当在自然资源部门的名单里',
  'E-06': '政府、国企投资的项目应当有发改审批或备案',
  'E-07': '政府、国企投资达到限额的施工应当有招标记录',
  'E-08': '在建工程应当在税务的名单里',
  'E-09': '房屋建筑和市政工程应当在省实名制平台登记',
  'E-10': '其他行业的工程应当在省实名制平台看得到',
  'E-11': '被投诉举报的项目，镇街应当排查到',
}

/** What an expectation is called; one that was added bears its own title, and its number here. */
export function ruleTitle(rule: string): string {
  return ruleTitles[rule] ?? rule
}

export function ruleWhy(rule: string): string {
  return coverageWords[`coverage.why-${rule.toLowerCase()}`] ?? ''
}

/** Why a project is a blind spot, as it stands now. */
export function spotWhy(of: {
  readonly missing: ProjectSource
  readonly seenBy: readonly ProjectSource[]
  readonly dueSince: PlainDate
  readonly stands: boolean
}): string {
  const { missing, seenBy, dueSince, stands } = of
  const values = {
    seenBy: seenBy.map(sourceName).join('、'),
    source: sourceName(missing),
    due: dayText(dueSince),
  }
  if (stands) return sentence(coverageWords, 'coverage.why-missing', values)
  if (seenBy.includes(missing)) return sentence(coverageWords, 'coverage.why-named', values)
  if (seenBy.length === 0) return sentence(coverageWords, 'coverage.why-gone')
  return sentence(coverageWords, 'coverage.why-not', values)
}

/** What happened to a blind spot, as one sentence. */
export function spotEventMessage({
  kind,
  detail,
}: {
  readonly kind: 'opened' | 'reopened' | 'closed' | 'gone'
  readonly detail: Readonly<Record<string, string | number>>
}): string {
  const why = String(detail['why'] ?? '')
  switch (kind) {
    case 'opened': {
      const due = dayText(PlainDate.parse(detail['dueSince']))
      return sentence(coverageWords, 'coverage.event-opened', { due })
    }
    case 'reopened':
      return sentence(coverageWords, `coverage.again-${why}`, { times: detail['times'] ?? '' })
    case 'closed':
      return detail['outcome'] === 'cleared'
        ? sentence(coverageWords, `coverage.gone-${why}`)
        : sentence(coverageWords, `coverage.event-closed-${String(detail['outcome'])}`)
    case 'gone':
      return sentence(coverageWords, `coverage.event-gone-${why}`)
  }
}

export const blindSpotOutcomeNames: Record<BlindSpotOutcome, string> = {
  cleared: '自动了结',
  explained: '说明后了结',
  handled: '处理后了结',
}
