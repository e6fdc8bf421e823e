import { yuanText, fen } from '../../kernel/money.ts'
import { sentence, type Words } from '../../kernel/words.ts'
import type { Level } from '../../kernel/level.ts'
import type { Because, RiskClass } from './rules/class.ts'
import type { Cause, CheckFinding, EntryState } from './rules/entry.ts'
import type { FormFigure } from './rules/form.ts'
import type { PriorityPart } from './rules/priority.ts'
import type { StandardItem } from './rules/standard.ts'

export const registerWords: Words = {
  'register.unknown': '风险台账里没有这个条目，或者它不在您能看到的范围内。',
  'register.changed-meanwhile': '这个条目刚刚被别人改动过，请看过最新情况再改。',
  'register.standard-not-yours': '标准化等级由治欠办、行业部门和镇街评定，企业导入的名单不收。',
  'register.standard-unknown-project': '没有登记“{project}”这个项目：登记以后再补正这一行。',
  'register.standard-of-several': '“{project}”有 {count} 个同名项目：请写项目编号。',
  'register.owner-no-authority': '台账条目的责任单位只能是治欠办、行业主管部门或镇街。',
  'register.open-already': '这个项目已经在风险台账上，销号以前不能再列一次。',
  'register.another-open': '这个项目后来又列入了风险台账，请在那一条里办。',
  'register.limit-missing': '重新列入台账要定化解期限。',
  'register.edit-not-yours': '您的岗位不能改风险台账。',
  'register.signed-off': '这个条目已经销号，不能再改；情况有变可以重新列入。',
  'register.class-not-yours': '您的岗位不能定项目的风险等级。',
  'register.class-same': '已经按这个等级人工定过。',
  'register.class-no-word': '这个项目没有人工定过等级，没有可以撤回的。',
  'register.no-such-project': '没有这个项目，或者它不在您能看到的范围内。',
  'register.day-to-come': '日期还没有到，不能写成已经检查。',
  'register.check-before-opening': '检查日期早于列入台账的日期。',
  'register.evidence-missing': '申请销号要带佐证：发放凭证、银行回单，或者说明不欠的材料。',
  'register.own-sign-off': '这是您自己提出的销号，要由别人核销。',
  'register.still-owes':
    '工资台账里这个项目还有逾期欠付：核销要写明理由，例如凭证已核对、尚未导入。',
  'register.form-unknown': '没有这张上级报表，或者它已经停用。',
  'register.form-changed': '这张报表刚刚被别人改动过，请看过最新情况再改。',
  'register.form-name-taken': '已经有一张叫这个名字的报表。',
  'register.form-no-such-cell': '空白表里没有这个格。',
  'register.form-cell-twice': '同一个格只能对应一个数。',
  'register.form-uneven': '同一张表里，逐条填写的表头应当在同一行：从这些表头的下一行开始填。',
  'register.form-too-many': '超过 {most} 条，一张报表填不下：请先筛选，或导出清单。',
  'register.form-untaught': '这张报表还没有对应任何数，先点表头选要填的数。',

  'register.entry-title': '{project}：列入风险台账（{class} 类）',
  'register.entry-asks': '查明原因，落实资金和措施，按期化解；发清后带凭证申请销号',
  'register.again-came-again': '销号后不久风险又升高，重新列入台账',
  'register.again-still-stands': '销号后风险一直没有降下来，重新列入台账',
  'register.again-by-officer': '经办人重新打开',

  'register.event-opened-rule': '按规则列入台账：{class} 类，{people} 人，{sum} 元',
  'register.event-opened-officer': '经办人列入台账：{class} 类，{people} 人，{sum} 元',
  'register.event-reopened': '{why}：{people} 人，{sum} 元',
  'register.event-edited': '更新原因、措施或责任领导',
  'register.event-checked': '检查：{found}',
  'register.event-proposed': '申请销号',
  'register.event-returned': '销号未通过，退回',
  'register.event-signed-off': '销号',

  'register.because-points': '积分 {value}，达到 {threshold}',
  'register.because-overdue': '逾期欠付 {value} 元，达到 {threshold} 元',
  'register.because-people': '逾期欠付 {value} 人，达到 {threshold} 人',
  'register.because-level': '在办事项最高 {value}色，达到 {threshold}色',
  'register.because-nothing': '没有一项达到 A 类或 B 类',
  'register.because-word': '{name}定：{reason}',

  'register.class-event-rule': '按规则由 {from} 类变为 {to} 类',
  'register.class-event-officer': '人工定为 {to} 类（原 {from} 类）',
  'register.class-event-taken-back': '撤回人工等级，由 {from} 类回到 {to} 类',
}

export const classNames: Record<RiskClass, string> = { A: 'A 类', B: 'B 类', C: 'C 类' }

export const entryStateNames: Record<EntryState, string> = {
  open: '在办',
  proposed: '待核销',
  'signed-off': '已销号',
}

export const causeNames: Record<Cause, string> = {
  unknown: '原因待查',
  'owner-late': '建设单位没有按时拨付',
  'contractor-late': '总包没有按时支付',
  'subcontractor-gone': '分包或班组失联、挪用',
  dispute: '工程量或结算纠纷',
  'money-broken': '资金链断裂',
  management: '用工管理混乱',
  other: '其他',
}

export const findingNames: Record<CheckFinding, string> = {
  worse: '情况变差',
  same: '没有进展',
  better: '有进展',
  paid: '已经发清',
}

export const partNames: Record<PriorityPart, string> = {
  sum: '欠付金额',
  people: '涉及人数',
  short: '资金缺口',
}

export const standardNames: Record<StandardItem, string> = {
  contracts: '全员签订劳动合同',
  'real-name': '实名制登记',
  'special-account': '农民工工资专用账户',
  'paid-by-contractor': '总包代发工资',
  deposit: '工资保证金',
  'notice-board': '维权信息告示牌',
  'labour-officer': '配备劳资专管员',
  attendance: '考勤完整',
  'monthly-pay': '按月足额支付',
  'labour-cost': '人工费用按时拨付',
}

export const figureNames: Record<FormFigure, string> = {
  no: '序号',
  'project-code': '项目编号',
  'project-name': '项目名称',
  town: '镇街',
  'owner-kind': '投资主体',
  industry: '行业',
  class: '风险等级',
  people: '涉及人数',
  yuan: '欠付金额（元）',
  'wan-yuan': '欠付金额（万元）',
  'opened-people': '列入时人数',
  'opened-yuan': '列入时金额（元）',
  cause: '欠薪原因',
  measures: '化解措施',
  leader: '责任领导',
  unit: '责任单位',
  limit: '化解期限',
  'opened-on': '列入日期',
  checks: '检查次数',
  'checked-on': '最近检查日期',
  state: '办理情况',
  'signed-on': '销号日期',
  'all-entries': '合计：项目数',
  'all-people': '合计：人数',
  'all-yuan': '合计：金额（元）',
  'all-wan-yuan': '合计：金额（万元）',
  'all-signed-off': '合计：已销号',
  'made-by': '制表人',
  'made-on': '制表日期',
  'made-at': '填报单位',
}

const levelWords: Record<Level, string> = { blue: '蓝', yellow: '黄', orange: '橙', red: '红' }
const levels: Readonly<Record<string, string>> = levelWords

export function becauseText({ what, value, threshold }: Because): string {
  return sentence(registerWords, `register.because-${what}`, {
    value: said(what, value),
    threshold: said(what, threshold),
  })
}

function said(what: Because['what'], value: number | string): string {
  if (what === 'level') return levels[value] ?? String(value)
  if (typeof value === 'number' && what === 'overdue') return yuanText(fen(Math.round(value * 100)))
  return String(value)
}

/** Cause in words: the kind, and what was written to it. */
export function causeText({ cause, causeWords }: { cause: Cause; causeWords: string }): string {
  if (causeWords === '') return causeNames[cause]
  return cause === 'other' || cause === 'unknown'
    ? causeWords
    : `${causeNames[cause]}：${causeWords}`
}

const stepNames: Readonly<Record<string, string>> = {
  answered: '答复',
  returned: '退回',
  closed: '核验办结',
  reopened: '重新打开',
  reassigned: '改派',
  'limit-changed': '改期限',
  urged: '催办',
}

/** What was done about what was found, with what was said. */
export function stepMessage(kind: string, words: string | null): string {
  const name = stepNames[kind] ?? kind
  return words === null || words === '' ? name : `${name}：${words}`
}
