import type { Level } from '../../kernel/level.ts'
import type { BatchState, FileState } from '../../modules/exchange/contract.ts'
import type { Field } from '../../modules/exchange/rules/fields.ts'
import type { SheetKind } from '../../modules/exchange/rules/shape.ts'
import type { RateUnit } from '../../modules/labour/contract.ts'
import type { ParameterKey } from '../../modules/places/rules/shipped.ts'
import type { OwnerKind, ParticipantRole, ProjectState } from '../../modules/registry/contract.ts'
import type { DueBasis } from '../../modules/wages/contract.ts'

/** Names of closed lists, complete by type: a new member does not compile until it has its Chinese. */
export const ownerKinds: Record<OwnerKind, string> = {
  'government-central': '中央政府投资',
  'government-provincial': '省级政府投资',
  'government-city': '市级政府投资',
  'government-district': '区级政府投资',
  'soe-central': '央企',
  'soe-provincial': '省属国企',
  'soe-city': '市属国企',
  'soe-district': '区属国企',
  ppp: '政府和社会资本合作',
  private: '民营',
  'self-built': '自建',
  unknown: '建设单位性质未查清',
}

export const projectStates: Record<ProjectState, string> = {
  'not-begun': '未开工',
  building: '在建',
  stopped: '停工',
  'finished-unpaid': '完工未付清',
  finished: '已完工',
}

export const participantRoles: Record<ParticipantRole, string> = {
  owner: '建设单位',
  agent: '代建单位',
  'general-contractor': '总包',
  subcontractor: '分包',
  'labour-company': '劳务公司',
  supervisor: '监理',
  designer: '设计',
  surveyor: '勘察',
  supplier: '供应商',
  investor: '投资单位',
  bank: '银行',
  other: '其他单位',
}

export const batchStates: Record<BatchState, string> = {
  receiving: '正在接收',
  reading: '正在读',
  understood: '看懂了，等入账',
  committing: '正在入账',
  committed: '已入账',
  abandoned: '已放弃',
}

export const fileStates: Record<FileState, string> = {
  received: '已收到',
  understood: '看懂了',
  unreadable: '读不了',
  committed: '已入账',
  repeated: '以前入过账',
  withdrawn: '已撤回',
}

export const levels: Record<Level, string> = { blue: '蓝', yellow: '黄', orange: '橙', red: '红' }

export const dueBases: Record<DueBasis, string> = {
  'pay-line': '按工资表',
  rate: '按合同工价算',
  unknown: '没有工资表和工价',
  none: '没有出勤',
}

export const rateUnits: Record<RateUnit, string> = { day: '每工日', hour: '每小时', month: '每月' }

export const parameterNames: Record<ParameterKey, string> = {
  'pay-date-default': '没有约定时的发薪日',
  'hours-per-workday': '一个工日折多少小时',
  'arrears-age-orange-months': '欠薪满多久升为橙色',
  'arrears-age-red-months': '欠薪满多久升为红色',
  'session-idle-minutes': '多久没有操作自动退出',
  'sign-in-tries': '口令连错几次锁定账号',
  'sign-in-lock-minutes': '账号锁定多久',
}

/** As a filter's options, in the list's own order. */
export function optionsOf<Key extends string>(names: Record<Key, string>) {
  return Object.entries<string>(names).map(([value, label]) => ({ value, label }))
}

export const sheetKinds: Record<SheetKind, string> = {
  'attendance-grid': '考勤表',
  'attendance-summary': '考勤汇总表',
  'attendance-days': '逐日考勤表',
  'punch-list': '刷卡记录',
  'pay-sheet': '工资表',
  'pay-confirmation': '工资支付确认表',
  'participant-list': '参建单位名册',
  'team-list': '班组名册',
  roster: '工人名册',
  'entry-exit': '进退场记录',
  'contract-list': '劳动合同清单',
  instructions: '填表说明',
  unknown: '没有认出来',
}

/** What a column was taken for. */
export const sheetFields: Record<Field | 'total' | 'day', string> = {
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
}

/** How a row of a sheet was seen. */
export const seenAs: Record<string, string> = {
  title: '标题',
  unit: '单位行',
  header: '表头',
  worker: '工人',
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
