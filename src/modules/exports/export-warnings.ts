import { monthText } from '../../kernel/day-text.ts'
import { sentence } from '../../kernel/words.ts'
import { roleNames } from '../people/words.ts'
import { awaitsConfirmation } from '../places/rules/parameter.ts'
import { readProject } from '../registry/views.ts'
import type { RuleEntry } from '../risk/contract-matters.ts'
import type { WarningFilter, WarningRow } from '../risk/contract.ts'
import { listRules } from '../risk/views-catalogue.ts'
import { listWarnings } from '../risk/views.ts'
import { outcomeName, riskWords, warningTitle } from '../risk/words.ts'
import { taskStateNames } from '../tasks/words.ts'
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
    { head: '承办岗位', kind: 'text', width: 14, value: ownerText },
    { head: '办理期限', kind: 'day', width: 12, value: (row) => row.matter?.dueOn ?? null },
    { head: '办理情况', kind: 'text', width: 14, value: standText },
    { head: '第几次', kind: 'integer', width: 8, value: (row) => row.matter?.times ?? null },
  ],
  about: async (ctx, { query: { project, month, level, rule, state, owner, only, outcome } }) => {
    const named = project === undefined ? null : await readProject(ctx, project)
    return {
      subject: named?.code ?? 'risk.warnings',
      period: month === undefined ? null : monthText(month),
      conditions: [
        states[state],
        ...(named === null ? [] : [`项目：${named.name}（${named.code}）`]),
        ...(level === undefined ? [] : [levelText(level)]),
        ...(rule === undefined ? [] : [`规则：${warningTitle(rule)}`]),
        ...(owner === undefined ? [] : [`承办岗位：${roleNames[owner]}`]),
        ...(only === undefined ? [] : [onlys[only]]),
        ...(outcome === undefined ? [] : [`结果：${outcomeName(outcome)}`]),
      ],
    }
  },
  pages: (ctx, { query: { project, month, level, rule, state, owner, only, outcome } }) =>
    allPages((after) =>
      listWarnings(ctx, {
        project,
        month,
        level,
        rule,
        state,
        owner,
        only,
        outcome,
        after,
        limit: exportPageRows,
      }),
    ),
}

const onlys = { late: '超期未答复', 'to-check': '待核验' }

function ownerText({ matter }: WarningRow): string | null {
  return matter === null || matter.owner === null ? null : roleNames[matter.owner.role]
}

/** How the matter stands; of a closed one how it ended. */
function standText({ matter }: WarningRow): string | null {
  if (matter === null) return null
  if (matter.outcome !== null) return outcomeName(matter.outcome)
  if (matter.isLate) return '超期未答复'
  return matter.state === 'closed' ? null : taskStateNames[matter.state]
}

/** The catalogue of rules with what each has said and what came of it. */
export const rulesExport: ListExport<undefined, unknown, RuleEntry> = {
  title: '预警规则目录',
  columns: [
    { head: '规则', kind: 'text', width: 8, value: (row) => row.id },
    { head: '名称', kind: 'text', width: 22, value: (row) => row.title },
    { head: '为什么', kind: 'text', width: 50, value: (row) => row.why },
    { head: '条款', kind: 'text', width: 40, value: (row) => row.article },
    {
      head: '参数',
      kind: 'text',
      width: 60,
      value: (row) => row.parameters.map(parameterText).join('；'),
    },
    { head: '缺少的参数', kind: 'text', width: 20, value: (row) => row.missing.join('、') || null },
    { head: '怎样解除', kind: 'text', width: 50, value: (row) => row.clears },
    { head: '要求企业', kind: 'text', width: 50, value: (row) => row.asks },
    { head: '未解除', kind: 'integer', width: 10, value: (row) => row.open.value },
    { head: '超期未答复', kind: 'integer', width: 12, value: (row) => row.late.value },
    { head: '自动解除', kind: 'integer', width: 10, value: (row) => row.cleared.value },
    { head: '说明后了结', kind: 'integer', width: 12, value: (row) => row.explained.value },
    { head: '处理后了结', kind: 'integer', width: 12, value: (row) => row.handled.value },
  ],
  about: async () => ({ subject: 'risk.rules', period: null, conditions: [] }),
  pages: async function* (ctx) {
    yield await listRules(ctx)
  },
}

function parameterText({ name, value, mark }: RuleEntry['parameters'][number]): string {
  return `${name}：${value}${awaitsConfirmation({ mark }) ? '（待确认）' : ''}`
}
