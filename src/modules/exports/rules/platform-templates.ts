import type { Refusal } from '../../../kernel/refusal.ts'

/** What a template's column holds: text, a day, money in yuan. */
export interface TemplateColumn {
  readonly head: string
  readonly kind: 'text' | 'day' | 'money'
}

export interface PlatformTemplate {
  /** As the platform calls its file. */
  readonly name: string
  /** Whether it holds one month, or all that stands. */
  readonly monthly: boolean
  readonly columns: readonly TemplateColumn[]
}

/** The provincial real-name platform's seven import templates: their heads, in their order. */
export const platformTemplates = {
  '01': {
    name: '01.参建单位导入模板',
    monthly: false,
    columns: columnsOf(
      '企业统一社会信用代码 企业名称 企业类型 进场时间* 退场时间* 项目经理名称 项目经理证件号码 项目经理电话',
    ),
  },
  '02': {
    name: '02.项目班组导入模板',
    monthly: false,
    columns: columnsOf(
      '企业统一社会信用代码 企业名称 班组名称 责任人姓名 责任人联系电话 责任人证件号码 备注 进场日期* 退场日期*',
    ),
  },
  '03': {
    name: '03.项目人员导入模板',
    monthly: false,
    columns: columnsOf(
      `企业统一社会信用代码 企业名称 班组名称 工人姓名 是否班组长 证件号码 当前工种 工人类型 发放工资银行卡号 发放工资银行名称
      发放工资卡银行联号 发放工资卡银行 是否购买工伤或意外伤害保险 民族 住址 政治面貌 加入工会时间* 手机号码 文化程度 特长
      是否有重大病史 紧急联系人姓名 紧急联系方式 开始工作日期* 婚姻状况 发证机关 证件有效期开始日期* 证件有效期结束日期*`,
    ),
  },
  '04': {
    name: '04.项目人员进退场导入模板',
    monthly: false,
    columns: columnsOf(
      '企业统一社会信用代码 工人所属企业名称 工人所属班组名称 工人姓名 证件号码 进退场日期* 类型',
    ),
  },
  '05': {
    name: '05.项目人员合同导入模板',
    monthly: false,
    columns: columnsOf(
      '企业统一社会信用代码 工人所属企业名称 工人姓名 证件号码 合同期限类型 生效日期* 失效日期* 计量单位 计量单价¥',
    ),
  },
  '06': {
    name: '06.项目人员考勤导入模板',
    monthly: true,
    columns: columnsOf(
      '企业统一社会信用代码 工人所属企业名称 工人所属班组名称 人员姓名 证件号码 刷卡时间 刷卡进出方向 通行方式',
    ),
  },
  '07': {
    name: '07.项目人员工资导入模板',
    monthly: true,
    columns: columnsOf(
      `企业统一社会信用代码 企业名称 班组名称 员工姓名 发放工资的月份 是否为补发 补发月份 出勤天数 总工时 工人工资卡号 应发金额¥
      实发金额¥ 发放日期* 第三方工资单编号`,
    ),
  },
} as const satisfies Record<string, PlatformTemplate>

export type TemplateNo = keyof typeof platformTemplates

export const templateNos = ['01', '02', '03', '04', '05', '06', '07'] as const

/** `*` marks a day, `¥` money. */
function columnsOf(heads: string): TemplateColumn[] {
  return heads.split(/\s+/).map((head) => {
    if (head.endsWith('*')) return { head: head.slice(0, -1), kind: 'day' }
    return head.endsWith('¥') ? { head: head.slice(0, -1), kind: 'money' } : { head, kind: 'text' }
  })
}

const shortestReason = 4

/**
 * Why whole ID numbers may not leave for this reason: it must say something (个人信息保护法 art. 6, 51: for a stated
 * purpose, and on record).
 */
export function whyNotWholeNumbers(reason: string): Refusal | null {
  if ([...reason.trim()].length >= shortestReason) return null
  return { code: 'exports.reason-missing', kind: 'invalid', field: 'reason' }
}

/** A day's pass of the gate, as the template states it. */
export interface TemplatePunch {
  readonly minute: number
  readonly direction: '入场' | '出场'
}

const usualBegin = 8 * 60
const lastMinute = 24 * 60 - 1

/**
 * A day's time as one pass in and one out: we keep how long somebody was there, not when. From eight o'clock on, earlier
 * where the day would not hold it; a day without time is a single pass in, as a gate's forgotten out is.
 */
export function punchesOf(minutes: number): TemplatePunch[] {
  if (minutes <= 0) return [{ minute: usualBegin, direction: '入场' }]
  const stay = Math.min(minutes, lastMinute)
  const begin = Math.min(usualBegin, lastMinute - stay)
  return [
    { minute: begin, direction: '入场' },
    { minute: begin + stay, direction: '出场' },
  ]
}
