import type { UnmaskedValue, UnmaskingReason } from './rules/unmasking.ts'
import type { Words } from '../../kernel/words.ts'
import type { RateUnit } from './contract.ts'
import type { MergeFact, MergeRow } from './contract-merges.ts'

export const labourWords: Words = {
  'labour.project-has-workers':
    '项目 {code} 已经有工人、班组或考勤，不能并入别的项目：请改为保留它，把另一个项目并进来。',
  'labour.worker-not-on-project':
    '有 {count} 名选定的工人不在这个项目上：请从本项目的人员名册里选。',
  'labour.device-user-untied':
    '设备编号 {user} 还没有对应工人：它的 {days} 天、{punches} 次刷卡先存着，对应之后计入考勤。',
  'labour.device-user-of-another':
    '设备编号 {user} 的姓名与原来对应的工人不同，可能换了人：它的 {days} 天、{punches} 次刷卡先存着，重新对应之后计入考勤。',
  'labour.nothing-to-unmask': '这一项没有登记，没有可以查看的完整内容。',
  'labour.no-such-worker': '没有这名工人，或者不在您的权限之内。',

  'labour.no-such-merge': '没有这一条同一人核对，或者不在您的权限之内。',
  'labour.merge-changed': '这一条刚才有别人办过，请看过现在的样子再决定。',
  'labour.merge-not-open': '这一条已经有了结果，不能再合并，也不能再说不是同一人。',
  'labour.not-merged': '这两名工人现在没有合并，没有什么可以撤销。',
  'labour.merged-otherwise': '这两名工人已经通过另一条合并成一人。',
  'labour.merge-keeps-neither': '请在这两名工人里选一名为准。',
  'labour.import-under-way': '正有表格入账，合并要等它入完：请过一会儿再试。',

  'labour.id-missing': '没有身份证号：按银行卡、手机号，或按姓名、单位和班组核对是谁。',
  'labour.id-ruined-by-sheet':
    '身份证号被表格软件改坏了（变成了科学计数或末尾全是 0），请把这一列设为文本后重新填写。',
  'labour.id-ends-in-zeros': '身份证号末三位是 0，可能被表格软件改过，请核对。',
  'labour.id-length': '身份证号位数不对，核对更正前不能向此人发放工资。',
  'labour.id-area': '身份证号的地区码不存在，核对更正前不能向此人发放工资。',
  'labour.id-area-demo': '99 开头的身份证号只用于演示，核对更正前不能向此人发放工资。',
  'labour.id-birth-date': '身份证号里的出生日期不存在，核对更正前不能向此人发放工资。',
  'labour.id-check-digit': '身份证号校验位不对，核对更正前不能向此人发放工资。',
  'labour.id-fifteen-digits': '这是 15 位的旧身份证号，已换算成 18 位。',
  'labour.id-masked': '身份证号被星号遮住了：按银行卡、手机号，或按姓名、单位和班组核对是谁。',
  'labour.under-age':
    '童工线索：用工时未满 16 周岁（劳动法第十五条），请立即核实；已干的活照样要发工资。',
  'labour.minor': '用工时年满 16、未满 18 周岁（未成年工，劳动法第五十八条），请核对工种。',
  'labour.card-ruined-by-sheet': '银行卡号被表格软件改坏了，请把这一列设为文本后重新填写。',
  'labour.card-not-digits': '银行卡号里有数字以外的字，更正前不能用它发放工资。',
  'labour.card-length': '银行卡号应是 13 到 19 位，更正前不能用它发放工资。',
  'labour.card-ends-in-zeros': '银行卡号末尾是一串 0，可能被表格软件改过，请核对。',
  'labour.card-check-digit': '银行卡号校验位不对，请核对。',
  'labour.phone-ruined-by-sheet': '手机号被表格软件改坏了，请把这一列设为文本后重新填写。',
  'labour.phone': '手机号不是 11 位的手机号码。',
  'labour.phone-several': '一格里有几个电话号码，只记了第一个。',
  'labour.phone-landline': '这是固定电话，不是手机号。',
  'labour.card-masked': '银行卡号被星号遮住了，补齐前不能用它发放工资。',
  'labour.not-on-roster': '这个项目有人员名册，这个人不在册上，请核对并补登。',
  'labour.before-entry': '这个月早于此人登记的进场日期，请核对。',
  'labour.after-exit': '这个月晚于此人登记的退场日期，请核对。',
  'labour.punch-unpaired': '这一天的刷卡有进无出或有出无进，只算到场，不算工时。',
  'labour.day-over-24-hours': '这一天的工时超过 24 小时，请核对。',
}

export const rateUnits: Record<RateUnit, string> = { day: '每工日', hour: '每小时', month: '每月' }

export const unmaskedNames: Record<UnmaskedValue, string> = {
  name: '姓名',
  'id-number': '证件号',
  card: '银行卡号',
  phone: '手机号',
}

/** What a whole value may be looked at for. */
export const unmaskingReasonNames: Record<UnmaskingReason, string> = {
  'verify-identity': '核对身份',
  contact: '联系本人',
  pay: '核对工资发放',
  evidence: '调查取证',
  correct: '更正登记',
}

/** What speaks for two workers being one. */
export const mergeReasons: Record<MergeRow['reason'], string> = {
  card: '同一张银行卡',
  phone: '同一个手机号',
  'id-digits': '证件号码只差一两位',
  'id-15-18': '15 位旧号码和 18 位新号码',
}

export const mergeFacts: Record<MergeFact, string> = {
  id: '证件号',
  card: '银行卡',
  phone: '手机号',
  firm: '用工单位',
  team: '班组',
}

export const mergeStates: Record<MergeRow['state'], string> = {
  open: '待核对',
  merged: '已合并',
  refused: '不是同一人',
  withdrawn: '已随表撤回',
}
