import { remembered } from './cell-text.ts'
import {
  advanceWords,
  deductionWords,
  fieldWords,
  knownUnused,
  sensitiveWords,
  type Field,
} from './fields.ts'

/** What a header's words say: a field, and how plainly (1: its very word; less: a word that contains it). */
export type HeaderSense<F extends string = Field | 'total'> =
  | { readonly is: 'field'; readonly field: F; readonly score: number }
  | { readonly is: 'deduction'; readonly isAdvance: boolean }
  | { readonly is: 'sensitive' }
  | { readonly is: 'unused' }
  | null

/** How a family of sheets understands its headers: one text alone, and two or three levels from the top down. */
export interface Vocabulary<F extends string = Field | 'total'> {
  senseOf(written: string): HeaderSense<F>
  senseOfLevels(levels: readonly string[]): HeaderSense<F>
}

export const maxHeaderLength = 40

const exactWords = new Map<string, Field | 'total'>(
  [
    ...Object.entries(fieldWords).flatMap(([field, words]) =>
      words.split(/\s+/).map((word): [string, string] => [word, field]),
    ),
    ...'合计 小计 总计 共计'.split(' ').map((word): [string, string] => [word, 'total']),
  ].flatMap(([word, field]) => (isField(field) ? [[word, field] as const] : [])),
)

function isField(name: string): name is Field | 'total' {
  return name === 'total' || name in fieldWords
}

/** Words that a header contains, most telling first. */
const contained: readonly (readonly [Field, RegExp])[] = [
  ['leaderIdNumber', /(?:责任人|负责人|班组长|组长).*(?:身份证|证件号)/],
  ['leaderPhone', /(?:责任人|负责人|班组长|组长).*(?:电话|手机|联系方式)/],
  ['managerIdNumber', /项目经理.*(?:身份证|证件号)/],
  ['managerPhone', /项目经理.*(?:电话|手机|联系方式)/],
  ['managerName', /项目经理/],
  ['isTeamLeader', /是否.*(?:班组?长|组长)/],
  ['nameOverId', /姓名.*(?:身份证|证件)/],
  ['idKind', /证件(?:类型|种类)/],
  ['idNumber', /身份证|证件号|公民身份/],
  ['name', /姓名$/],
  ['bankNumber', /联行号|行号$|联号$/],
  ['card', /卡号|(?:银行|工资|收款|个人).*[账帐]号/],
  ['bankName', /开户行|开户银行|银行名称/],
  ['isBackPay', /是否.*补发/],
  ['backPayMonth', /补发.*月/],
  ['payStatus', /(?:发放|支付|代发|交易)(?:状态|结果)/],
  ['paidOn', /(?:发放|支付|付款|到账|发薪|入账).*(?:日|时间)/],
  ['net', /实发|实付|实领|实支/],
  ['due', /应发|应付|应得/],
  ['deducted', /(?:扣款|扣除|代扣|应扣).*(?:合计|小计|总额)/],
  ['overtimeHours', /加班.*(?:时|小时|时长)$/],
  ['unitPrice', /单价|工资标准|日工资|日薪|工价/],
  ['priceUnit', /计[量薪价酬]单位/],
  ['workdays', /工日|工数|计薪天数/],
  ['hours', /工时|小时/],
  ['daysPresent', /(?:出勤|考勤|上班|打卡).*天/],
  ['payMonth', /(?:工资|所属|考勤|归属).*月份?$|月份$/],
  ['entryExitOn', /进[出退]场.*(?:日|时)/],
  ['enteredOn', /[进入]场.*(?:日|时)/],
  ['leftOn', /[退离]场.*(?:日|时)/],
  ['direction', /(?:进出|通行|刷卡|打卡).*方向/],
  ['punchAt', /(?:刷卡|打卡|通行|识别|刷脸|抓拍).*时间/],
  ['effectiveOn', /(?:生效|合同开始|合同起始|合同签订).*(?:日|时)/],
  ['expiresOn', /(?:失效|合同结束|合同终止|合同到期).*(?:日|时)/],
  ['contractTerm', /合同(?:期限)?类型/],
  ['creditCode', /信用代码/],
  ['firmKind', /(?:企业|单位|参建)(?:类型|类别)/],
  ['projectCode', /(?:项目|工程)(?:编|代)[码号]/],
  ['projectName', /(?:项目|工程)名称/],
  ['team', /班组(?:名称)?$|施工队$/],
  ['firm', /(?:企业|公司|单位)(?:名称|全称)?$|劳务公司|用工单位/],
  ['trade', /工种/],
  ['phone', /手机|电话|联系方式/],
  ['signature', /签字|签名|手印|签章/],
  ['note', /备注|说明/],
]

/** Somebody else's name or number on a worker's row. */
const ofOthers = /紧急|家属|监护|担保|推荐人|介绍人|配偶|父|母|经办|审核|制表/

/** What stands around the words: brackets with a unit, marks of must-fill, colons. */
export interface HeaderText {
  readonly base: string
  readonly whole: string
  readonly unit: string
}

/** Every vocabulary asks the same texts. */
export const headerTextOf: (written: string) => HeaderText = remembered((written: string) => {
  const whole = written
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s*:、"'“”]/g, '')
  const units: string[] = []
  const base = whole.replaceAll(/[([【<]([^)\]】>]*)[)\]】>]?/g, (_, unit: string) => {
    units.push(unit)
    return ''
  })
  return { base: base.replaceAll(/[.。,，;·]+$/g, ''), whole, unit: units.join(' ') }
}, 5_000)

/** The words of sheets of workers, their firms and teams. */
export const labourVocabulary: Vocabulary = { senseOf, senseOfLevels }

/** What one header text says by itself. */
export function senseOf(written: string): HeaderSense {
  if (written === '' || written.length > maxHeaderLength * 2) return null
  // 工程名称：城东学校 says a value: a head line, not a column.
  if (/[:：]\s*[^\s)）]/.test(written.replaceAll(/[(（【].*?[)）】]/g, ''))) return null
  const { base, whole } = headerTextOf(written)
  if (whole.length === 0 || whole.length > maxHeaderLength) return null
  const exact =
    exactWords.get(base) ?? exactWords.get(whole) ?? exactWords.get(base.replaceAll(/[/_-]/g, ''))
  if (exact !== undefined) return { is: 'field', field: exact, score: 1 }
  if (sensitiveWords.test(base)) return { is: 'sensitive' }
  if (ofOthers.test(base) || knownUnused.test(base))
    return isDeduction(base) ? deduction(base) : { is: 'unused' }
  if (isDeduction(base)) return deduction(base)
  for (const [field, pattern] of contained) {
    if (pattern.test(base)) return { is: 'field', field, score: 0.6 }
  }
  return null
}

/** What a column says whose header has two or three levels: the lower one within the upper one first. */
export function senseOfLevels(levels: readonly string[]): HeaderSense {
  const said = levels.filter((text) => text !== '')
  const lowest = said.at(-1)
  if (lowest === undefined) return null
  if (said.length === 1) return senseOf(lowest)
  const upper = said.slice(0, -1).join('')
  // 班组长信息 over 姓名 is 班组长姓名.
  const joined = senseOf(upper.replace(/(?:基本)?(?:信息|情况|资料)$/, '') + lowest)
  if (joined?.is === 'field' && joined.score === 1 && joined.field !== 'total') return joined
  const alone = senseOf(lowest)
  const upperSense = senseOf(upper)
  const inDeductions =
    upperSense?.is === 'deduction' ||
    (upperSense?.is === 'field' && upperSense.field === 'deducted')
  if (inDeductions) {
    if (alone?.is === 'field' && alone.field === 'total')
      return { is: 'field', field: 'deducted', score: 1 }
    if (alone?.is === 'field' && alone.score === 1) return alone
    return { is: 'deduction', isAdvance: advanceWords.test(lowest) }
  }
  if (alone?.is === 'field' && alone.field === 'total' && upperSense?.is === 'field')
    return upperSense
  return alone ?? (joined?.is === 'field' ? joined : null)
}

function isDeduction(base: string): boolean {
  return (
    deductionWords.test(base) &&
    !/天数?$|次数?$|小时$|工时$|原因|说明|备注|是否|基数|号$|比例|日期/.test(base)
  )
}

function deduction(base: string): HeaderSense {
  return { is: 'deduction', isAdvance: advanceWords.test(base) }
}
