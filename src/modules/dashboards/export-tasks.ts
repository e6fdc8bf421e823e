import { roleNames } from '../people/words.ts'
import { readProject } from '../registry/views.ts'
import { aboutNames, outcomeNames, taskLevels, taskStateNames } from '../tasks/words.ts'
import { allPages, exportPageRows, type ListExport } from '../exports/export-list.ts'
import type { TaskListFilter, TaskListRow } from './contract-tasks.ts'
import { listTasks } from './views-tasks.ts'

const onlyNames = { overdue: '逾期', unowned: '无人承办', 'to-check': '待核验' } as const

/** Tasks as the list has them, in its order. */
export const tasksExport: ListExport<undefined, TaskListFilter, TaskListRow> = {
  title: '任务清单',
  columns: [
    { head: '任务', kind: 'text', width: 40, value: (row) => row.title },
    { head: '要求', kind: 'text', width: 40, value: (row) => row.asks },
    {
      head: '来自',
      kind: 'text',
      width: 12,
      value: (row) => aboutNames[row.about.kind] ?? row.about.kind,
    },
    { head: '项目编号', kind: 'text', width: 18, value: (row) => row.projectCode },
    { head: '项目名称', kind: 'text', width: 30, value: (row) => row.projectName },
    {
      head: '级别',
      kind: 'text',
      width: 8,
      value: (row) => (row.level === null ? null : taskLevels[row.level]),
    },
    { head: '承办岗位', kind: 'text', width: 24, value: (row) => row.ownerName },
    {
      head: '有无人承办',
      kind: 'text',
      width: 12,
      value: (row) => (row.isUnowned ? '无人承办' : null),
    },
    { head: '期限', kind: 'day', width: 12, value: (row) => row.dueOn },
    { head: '逾期', kind: 'text', width: 8, value: (row) => (row.isOverdue ? '逾期' : null) },
    { head: '状态', kind: 'text', width: 10, value: (row) => taskStateNames[row.state] },
    {
      head: '答复',
      kind: 'text',
      width: 10,
      value: (row) => (row.outcome === null ? null : outcomeNames[row.outcome]),
    },
    { head: '催办次数', kind: 'integer', width: 10, value: (row) => row.urged },
    { head: '交办日期', kind: 'day', width: 12, value: (row) => row.assignedOn },
    { head: '交办人', kind: 'text', width: 14, value: (row) => row.assignedByName },
  ],
  about: async (ctx, { query: { project, whose, state, only, ownerRole, kind } }) => {
    const named = project === undefined ? null : await readProject(ctx, project)
    return {
      subject: named?.code ?? 'dashboards.tasks',
      period: null,
      conditions: [
        whose === 'mine' ? '本岗位承办' : '能看到的全部',
        ...(state === 'all' ? [] : [state === 'live' ? '未办结' : taskStateNames[state]]),
        ...(named === null ? [] : [`项目：${named.name}（${named.code}）`]),
        ...(only === undefined ? [] : [onlyNames[only]]),
        ...(ownerRole === undefined ? [] : [`承办：${roleNames[ownerRole]}`]),
        ...(kind === undefined ? [] : [`来自：${aboutNames[kind] ?? kind}`]),
      ],
    }
  },
  pages: (ctx, { query: { project, whose, state, only, ownerRole, kind } }) =>
    allPages((after) =>
      listTasks(ctx, {
        project,
        whose,
        state,
        only,
        ownerRole,
        kind,
        after,
        limit: exportPageRows,
      }),
    ),
}
