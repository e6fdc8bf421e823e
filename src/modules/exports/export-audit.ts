import { dayText } from '../../kernel/day-text.ts'
import { fen, yuanText } from '../../kernel/money.ts'
import { Role } from '../../kernel/role.ts'
import { sentence, type Words } from '../../kernel/words.ts'
import { platformWords } from '../../platform/words.ts'
import type { AuditEntry, AuditFilter } from '../audit/contract.ts'
import { listAudit } from '../audit/views.ts'
import { auditActions, auditCounts, auditWords } from '../audit/words.ts'
import { peopleWords, roleNames } from '../people/words.ts'
import { registryWords } from '../registry/words.ts'
import { allPages, exportPageRows, type ListExport } from './export-list.ts'
import { instantText } from './instant-text.ts'
import { exchangeWords } from '../exchange/words.ts'
import { exportsWords } from './words.ts'

/** Who did what, the newest first. */
export const auditExport: ListExport<undefined, AuditFilter, AuditEntry> = {
  title: '审计记录',
  columns: [
    { head: '时间', kind: 'text', width: 20, value: (row) => instantText(row.at) },
    { head: '谁', kind: 'text', width: 16, value: (row) => row.actorName },
    { head: '办了什么', kind: 'text', width: 22, value: (row) => actionText(row.action) },
    { head: '动作代码', kind: 'text', width: 22, value: (row) => row.action },
    { head: '对象', kind: 'text', width: 38, value: (row) => row.subject },
    { head: '内容', kind: 'text', width: 50, value: (row) => detailText(row.detail) },
    {
      head: '结果',
      kind: 'text',
      width: 10,
      value: (row) => sentence(auditWords, `audit.${row.outcome}`),
    },
    { head: '请求编号', kind: 'text', width: 38, value: (row) => row.requestId },
  ],
  about: async (_ctx, { query }) => ({
    subject: 'audit.list',
    period: null,
    conditions: conditionsOf(query),
  }),
  pages: (ctx, { query }) =>
    allPages((after) => listAudit(ctx, { ...filterOf(query), after, limit: exportPageRows })),
}

function filterOf({ subject, actor, action, outcome, from, to }: AuditFilter): AuditFilter {
  return { subject, actor, action, outcome, from, to }
}

function conditionsOf({ subject, actor, action, outcome, from, to }: AuditFilter): string[] {
  return [
    ...(subject ? [`对象：${subject}`] : []),
    ...(actor ? [`谁：${actor}`] : []),
    ...(action ? [`办了什么：${actionText(action)}`] : []),
    ...(outcome ? [`结果：${sentence(auditWords, `audit.${outcome}`)}`] : []),
    ...(from ? [`自 ${dayText(from)}`] : []),
    ...(to ? [`至 ${dayText(to)}`] : []),
  ]
}

const refusals: Words = {
  ...platformWords,
  ...peopleWords,
  ...registryWords,
  ...exchangeWords,
  ...exportsWords,
}

function actionText(action: string): string {
  return Object.hasOwn(auditActions, action) ? (auditActions[action] ?? action) : action
}

/** `新增 1919，更正 0`; of a refusal its reason. */
function detailText(detail: AuditEntry['detail']): string {
  return Object.entries(detail)
    .map(([name, value]) => {
      if (name === 'code') return sentence(refusals, String(value))
      const label = Object.hasOwn(auditCounts, name) ? (auditCounts[name] ?? name) : name
      return `${label} ${valueText(name, value)}`
    })
    .join('，')
}

function valueText(name: string, value: string | number): string {
  if (typeof value === 'number') return name.endsWith('Fen') ? yuanText(fen(value)) : String(value)
  const role = Role.safeParse(value)
  return role.success ? roleNames[role.data] : value
}
