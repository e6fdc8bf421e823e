import type { Level } from '../../kernel/level.ts'
import type { Words } from '../../kernel/words.ts'
import type { Outcome, TaskState } from './rules/task-steps.ts'

export const tasksWords: Words = {
  'tasks.unknown': '没有这件任务，或者不在您能看到的范围内。',
  'tasks.changed-meanwhile': '这件任务刚刚被别人改动过，请看过最新情况再办。',
  'tasks.not-to-answer': '这件任务现在不用答复：已经答复、办结或撤销。',
  'tasks.not-yours': '这件任务由别的岗位承办，您的岗位不能答复。',
  'tasks.not-answered': '承办岗位还没有答复，现在没有可以核验的。',
  'tasks.check-not-yours': '您的岗位不核验任务。',
  'tasks.own-answer': '这是您自己的答复，要由别人核验。',
  'tasks.own-post': '这件任务由您的岗位承办，要由别的岗位来办这一步。',
  'tasks.nothing-to-urge': '这件任务现在不等承办岗位：已经答复、办结或撤销。',
  'tasks.urge-not-yours': '您的岗位不催办任务。',
  'tasks.done': '这件任务已经办结或撤销。',
  'tasks.reassign-not-yours': '您的岗位不能改派这件任务。',
  'tasks.same-owner': '这件任务已经由这个岗位承办。',
  'tasks.limit-not-yours': '您的岗位不能改这件任务的期限。',
  'tasks.limit-passed': '期限应当是今天或以后的一天。',
  'tasks.same-limit': '期限本来就是这一天。',
  'tasks.not-closed': '这件任务没有办结，不用重新打开。',
  'tasks.reopen-not-yours': '您的岗位不能重新打开任务。',
  'tasks.another-open': '同一事项已经有一件没有办结的任务，不能再打开这一件。',
  'tasks.limit-follows-calendar': '{year} 年的放假安排已经公布或更正，期限按工作日重新计算。',
  'tasks.evidence-kind': '佐证只收 PDF、JPEG、PNG 和 xlsx 文件，这个文件都不是。',
  'tasks.evidence-too-large': '佐证太大：每个最多 {limit} MB。',
  'tasks.evidence-too-many': '一次答复最多带 {most} 个佐证。',
  'tasks.evidence-unknown': '没有这个佐证，或者它不是您为这件任务上传的。',

  'tasks.event-assigned': '交办，没有定期限',
  'tasks.event-assigned-limit': '交办，期限{due}',
  'tasks.event-read': '承办岗位已查看',
  'tasks.event-answered-explained': '答复：已说明',
  'tasks.event-answered-handled': '答复：已处理',
  'tasks.event-returned': '核验未通过，退回',
  'tasks.event-returned-limit': '核验未通过，退回，期限改为{due}',
  'tasks.event-closed': '核验通过，办结',
  'tasks.event-reopened': '重新打开',
  'tasks.event-reopened-limit': '重新打开，期限{due}',
  'tasks.event-reassigned': '改派',
  'tasks.event-limit-set': '定期限{due}',
  'tasks.event-limit-changed': '期限由{from}改为{due}',
  'tasks.event-level-changed': '级别改为{level}色',
  'tasks.event-level-changed-limit': '级别改为{level}色，期限{due}',
  'tasks.event-urged': '催办',
  'tasks.event-overdue': '期限{due}已过，没有答复',
  'tasks.event-cancelled': '所涉事项已经消除，任务撤销',

  'tasks.notice-urged': '催办：{title}。{asks}。期限：{due}。',
  'tasks.notice-returned': '核验未通过：{title}。原因：{why}。期限：{due}。',
  'tasks.notice-reopened': '重新打开：{title}。原因：{why}。期限：{due}。',
  'tasks.notice-reassigned': '改派给您的岗位：{title}。{asks}。期限：{due}。',
  'tasks.notice-limit-changed': '期限改为{due}：{title}。原因：{why}。',
  'tasks.notice-overdue': '期限已过：{title}。{asks}。期限：{due}。',
}

export const taskStateNames: Record<TaskState, string> = {
  open: '待答复',
  answered: '待核验',
  returned: '已退回',
  closed: '已办结',
  cancelled: '已撤销',
}

export const outcomeNames: Record<Outcome, string> = { explained: '已说明', handled: '已处理' }

export const taskLevels: Record<Level, string> = {
  blue: '蓝',
  yellow: '黄',
  orange: '橙',
  red: '红',
}

/** What tasks and messages are about, by the kind that its module gives; another shows as its own code. */
export const aboutNames: Readonly<Record<string, string>> = {
  matter: '预警事项',
  'blind-spot': '监管盲区',
  screening: '排查',
  'join-question': '项目合并待定',
  'register-entry': '风险台账',
  plan: '兑付计划',
  'hand-in': '企业报送',
  task: '任务',
}
