import type { Level } from '../../kernel/level.ts'
import type { WithdrawalSum } from '../../modules/exchange/contract-withdrawals.ts'
import type { JoinedBy } from '../../modules/exchange/rules/join-projects.ts'
import type { AnyField } from '../../modules/recognition/rules/shape.ts'
import { bankFields } from './bank-fields.ts'
import { deviceFields } from './device-fields.ts'
import { officeFields } from './office-fields.ts'

// What exports write too has its Chinese in the module's own words.
export { batchStates, fileStates, profileStates } from '../../modules/exchange/words.ts'
export { sheetKinds } from '../../modules/recognition/words.ts'
export { rateUnits } from '../../modules/labour/words.ts'
export { parameterNames } from '../../modules/places/words.ts'
export {
  industries,
  matchFactNames,
  ownerKinds,
  participantRoles,
  projectSources,
  projectStates,
} from '../../modules/registry/words.ts'
export { dueBases } from '../../modules/wages/words.ts'

/** What the page of taking back reckons. */
export const withdrawalSums: Record<WithdrawalSum['of'], string> = {
  due: '应发',
  paid: '工资表所写已发',
  'bank-paid': '银行代发成功',
  'account-in': '专户收入',
  'account-out': '专户支出',
  'labour-cost': '人工费拨付',
  deposit: '工资保证金',
}

export const levels: Record<Level, string> = { blue: '蓝', yellow: '黄', orange: '橙', red: '红' }

/** As a filter's options, in the list's own order. */
export function optionsOf<Key extends string>(names: Record<Key, string>) {
  return Object.entries<string>(names).map(([value, label]) => ({ value, label }))
}

/** What a column was taken for: every field of every kind of sheet has its name. */
export const sheetFields: Record<AnyField | 'day' | 'deduction' | 'sensitive', string> = {
  ...officeFields,
  ...bankFields,
  ...deviceFields,
  seq: '序号',
  name: '姓名',
  nameOverId: '姓名与证件号',
  idNumber: '证件号',
  idKind: '证件类型',
  gender: '性别',
  age: '年龄',
  address: '住址',
  phone: '手机号',
  creditCode: '信用代码',
  firm: '用工单位',
  firmKind: '单位类型',
  team: '班组',
  trade: '工种',
  isTeamLeader: '是否班组长',
  leaderName: '班组长',
  leaderPhone: '班组长电话',
  leaderIdNumber: '班组长证件号',
  managerName: '项目经理',
  managerIdNumber: '项目经理证件号',
  managerPhone: '项目经理电话',
  workerKind: '工人类型',
  card: '工资卡号',
  bankName: '开户行',
  bankNumber: '行号',
  projectCode: '项目编号',
  projectName: '项目名称',
  enteredOn: '进场日期',
  leftOn: '退场日期',
  entryExitOn: '进退场日期',
  entryExitMove: '进场或退场',
  contractTerm: '合同期限类型',
  contractNumber: '合同编号',
  effectiveOn: '合同生效日期',
  expiresOn: '合同失效日期',
  priceUnit: '计量单位',
  unitPrice: '工价',
  punchAt: '刷卡时间',
  punchDay: '刷卡日期',
  direction: '进出方向',
  punchMeans: '刷卡方式',
  workDay: '日期',
  clockIn: '上班时间',
  clockOut: '下班时间',
  daysPresent: '出勤天数',
  workdays: '工日',
  hours: '工时',
  overtimeHours: '加班工时',
  lineLabel: '正班或加班',
  payMonth: '工资月份',
  isBackPay: '是否补发',
  backPayMonth: '补发月份',
  due: '应发',
  net: '实发',
  amount: '金额',
  deducted: '扣款',
  paidOn: '发放日期',
  payStatus: '发放状态',
  reference: '流水号',
  signature: '签字',
  note: '备注',
  total: '合计',
  day: '日',
  deduction: '单项扣款',
  sensitive: '依法不存',
}

const noteFields: Readonly<Record<string, string>> = {
  ...sheetFields,
  kind: '整张表',
  row: '行',
  column: '列',
}

/** What a finding is about: a column, a day of a grid, or the sheet itself; the cell before it where there is one. */
export function sayPlace({ field, cell }: { field: string; cell?: string | undefined }): string {
  const name = /^\d{1,2}$/.test(field) ? `${field} 日` : labelOf(noteFields, field)
  return [cell, name].filter((part) => part !== undefined && part !== '').join(' ')
}

/** How a row of a sheet was seen. */
export const seenAs: Record<string, string> = {
  title: '标题',
  unit: '单位行',
  header: '表头',
  worker: '工人',
  line: '条目',
  'same-worker': '同一人',
  total: '合计',
  signature: '签字行',
  note: '说明',
  empty: '空行',
  other: '其他',
}

/** The label of a name that came as text: itself where the table does not know it. */
export function labelOf(names: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(names, name) ? (names[name] ?? name) : name
}

/** How it is known whose a file's lines are; said beside the project. */
export const joinedBys: Record<JoinedBy, string> = {
  code: '按表里的项目编号',
  name: '按表里的项目名称',
  names: '各行按自己写的项目名称',
  batch: '表里没有写，按同批其他文件',
  officer: '经办人指定',
  given: '放入时指定',
}

/** Fields of lines that a later file corrects; those without a text hold nothing that can be said. */
export const correctedFields: Readonly<Record<string, string>> = {
  due_fen: '应发（元）',
  back_pay_fen: '补发（元）',
  deducted_fen: '扣款（元）',
  net_fen: '实发（元）',
  paid_fen: '已发（元）',
  workdays_hundredths: '工日',
  days_present: '出勤天数',
  minutes_total: '工时（小时）',
  present: '逐日出勤',
  minutes: '逐日工时',
  overtime_minutes: '逐日加班',
  enterprise_id: '用工单位',
  team_id: '班组',
  trade: '工种',
  team_leader: '是否班组长',
  card_value: '工资卡号',
  phone_value: '手机号',
  entered_on: '进场日期',
  term: '合同期限类型',
  valid_to: '合同失效日期',
  rate_unit: '计量单位',
  rate_fen: '工价（元）',
}
