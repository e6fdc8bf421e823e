import type { Words } from '../../kernel/words.ts'

/** What the home page and a project's history say. */
export const dashboardsWords: Words = {
  'dashboards.town-none': '属地未填',

  'dashboards.batch-waits': '{who}放入的表格还没有入账',
  'dashboards.batch-files': '{first}等 {files} 个文件，{on}放入。',
  'dashboards.batch-file': '{first}，{on}放入。',
  'dashboards.batch-todo': '核对后入账',
  'dashboards.batch-more': '另有 {count} 批表格还没有入账',

  'dashboards.warning-new': '{project}：{title}',
  'dashboards.warning-todo': '查明原因，督促足额发放',
  'dashboards.warning-more': '另有 {count} 条新的预警',

  'dashboards.pay-date-near': '{project}：{month}工资发薪日将到',
  'dashboards.pay-date-owed': '{workers} 人，还有 {yuan} 元没有发。',
  'dashboards.pay-date-todo': '提醒按时足额发放',
  'dashboards.pay-date-more': '另有 {count} 个项目发薪日将到',

  'dashboards.due-unknown': '{project}：{count} 人月应发未知',
  'dashboards.due-unknown-why': '有出勤，没有工资条目，也没有约定工价。',
  'dashboards.due-unknown-todo': '催交工资表',
  'dashboards.due-unknown-more': '另有 {count} 个项目应发未知',

  'dashboards.more-why': '按期限先后只列前几件，其余在列表里。',

  'dashboards.project-created': '登记项目。',
  'dashboards.project-edited': '修改项目的{fields}。',
  'dashboards.project-taken-back': '撤回项目清单，{fields}恢复原样。',
  'dashboards.field-code': '编号',
  'dashboards.field-place': '建设地点',
  'dashboards.field-contract_sum_fen': '合同金额',
  'dashboards.field-finish_on': '竣工日期',
  'dashboards.field-name': '名称',
  'dashboards.field-town': '属地',
  'dashboards.field-owner_kind': '建设单位性质',
  'dashboards.field-state': '状态',
  'dashboards.field-permit_number': '施工许可证号',
  'dashboards.field-platform_number': '平台编号',
  'dashboards.field-pay_day': '发薪日',
  'dashboards.field-begun_on': '开工日期',
  'dashboards.file-committed': '{file} 入账，本项目 {lines} 行。',
  'dashboards.file-withdrawn': '撤回 {file}，本项目的 {lines} 行不再计入。',
  'dashboards.who-rules': '系统',
  'dashboards.who-unknown': '未记录',
}
