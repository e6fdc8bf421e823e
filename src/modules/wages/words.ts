import type { Words } from '../../kernel/words.ts'
import type { DueBasis, FlowKind, LedgerFilter, LedgerLine, ReturnOutcome } from './contract.ts'

export const wagesWords: Words = {
  'wages.project-has-wages':
    '项目 {code} 已经有工资、专户或人工费用的记录，不能并入别的项目：请改为保留它，把另一个项目并进来。',
  'wages.no-such-row': '台账里没有这名工人这个月的记录，或者不在您的权限之内。',

  'wages.due-not-stated': '没有应发金额，按实发金额计。',

  'wages.card-differs': '收款卡号和名册、工资表上的不同，请核对。',
  'wages.card-of-another': '这张卡在本项目登记在另一名工人名下，请核对。',
  'wages.payee-unknown': '项目上没有这个人，请核对是不是本项目的工人。',
  'wages.not-on-pay-sheet': '{month} 的工资表上没有这个人。',
  'wages.net-differs': '金额和工资表的实发 {net} 不同。',
}

/** What the amount due stands on. */
export const dueBases: Record<DueBasis, string> = {
  'pay-line': '按工资表',
  rate: '按合同工价算',
  unknown: '没有工资表和工价',
  none: '没有出勤',
}

/** What a line behind a worker-month is. */
export const lineKinds: Record<LedgerLine['kind'], string> = {
  attendance: '考勤',
  'pay-line': '工资条目',
  'back-pay': '补发条目',
  payment: '发放',
  'bank-return': '银行结果',
}

/** What a bank did with a payment. */
export const returnOutcomes: Record<ReturnOutcome, string> = {
  paid: '已付成',
  failed: '没有付成',
  refunded: '已退汇',
  pending: '还没有结果',
}

/** What a movement of a special account is. */
export const flowKinds: Record<FlowKind, string> = {
  'labour-cost': '人工费拨入',
  wages: '发工资',
  interest: '利息',
  'bank-charge': '手续费',
  'card-refund': '退汇',
  correction: '冲正',
  'own-transfer': '专户间划转',
  freeze: '冻结或扣划',
  other: '其他',
}

/** Which worker-months alone are asked for. */
export const ledgerChoices: Record<NonNullable<LedgerFilter['only']>, string> = {
  owed: '有欠付',
  overdue: '逾期欠付',
  unpaid: '欠付，一分未发',
  underpaid: '欠付，发了一部分',
  'without-pay-line': '有出勤，没有工资表',
  unknown: '应发未知',
  'unknown-overdue': '应发未知，发薪日已过',
  late: '有迟发',
}
