import { monthText } from '../../kernel/day-text.ts'
import { sentence } from '../../kernel/words.ts'
import { readProject } from '../registry/views.ts'
import type { WarningFilter, WarningRow } from '../risk/contract.ts'
import { listWarnings } from '../risk/views.ts'
import { riskWords, warningTitle } from '../risk/words.ts'
import { allPages, exportPageRows, type ListExport } from './export-list.ts'

const levelText = (level: string) => sentence(riskWords, `risk.level-${level}`)
const states = { open: '未解除', cleared: '已解除', all: '未解除和已解除' }

/** Warnings as the list has them: standing and gravest first. */
export const warningsExport: ListExport<undefined, WarningFilter, WarningRow> = {
  title: '预警清单',
  columns: [
    { head: '级别', kind: 'text', width: 8, value: (row) => levelText(row.level) },
    { head: '项目编号', kind: 'text', width: 18, value: (row) => row.projectCode },
    { head: '项目名称', kind: 'text', width: 30, value: (row) => row.projectName },
    { head: '镇街', kind: 'text', width: 14, value: (row) => row.town },
    { head: '工资月份', kind: 'text', width: 10, value: (row) => row.month },
    { head: '规则', kind: 'text', width: 20, value: (row) => warningTitle(row.rule) },
    { head: '情况', kind: 'text', width: 60, value: (row) => row.message },
    { head: '欠付', kind: 'money', width: 15, value: (row) => row.owedFen },
    { head: '涉及人数', kind: 'integer', width: 10, value: (row) => row.evidence },
    { head: '发出日期', kind: 'day', width: 12, value: (row) => row.raisedOn },
    { head: '解除日期', kind: 'day', width: 12, value: (row) => row.clearedOn },
    { head: '依据', kind: 'text', width: 30, value: (row) => row.article },
  ],
  about: async (ctx, { query: { project, month, level, rule, state } }) => {
    const named = project === undefined ? null : await readProject(ctx, project)
    return {
      subject: named?.code ?? 'risk.warnings',
      period: month === undefined ? null : monthText(month),
      conditions: [
        states[state],
        ...(named === null ? [] : [`项目：${named.name}（${named.code}）`]),
        ...(level === undefined ? [] : [levelText(level)]),
        ...(rule === undefined ? [] : [`规则：${warningTitle(rule)}`]),
      ],
    }
  },
  pages: (ctx, { query: { project, month, level, rule, state } }) =>
    allPages((after) =>
      listWarnings(ctx, { project, month, level, rule, state, after, limit: exportPageRows }),
    ),
}
