import { sentence } from '../../kernel/words.ts'
import { allPages, type ListExport } from '../exports/export-list.ts'
import { instantText } from '../exports/instant-text.ts'
import { readProject } from '../registry/views.ts'
import { riskWords } from '../risk/words.ts'
import type { ChainMonth, ProjectHistoryRow } from './contract.ts'
import { listProjectHistory } from './views-history.ts'
import { viewProject } from './views-project.ts'

const levelText = (level: string | null) =>
  level === null ? null : sentence(riskWords, `risk.level-${level}`)

/** The wage chain of a project, month by month. */
export const chainExport: ListExport<{ code: string }, unknown, ChainMonth> = {
  title: '逐月工资链',
  columns: [
    { head: '月份', kind: 'text', width: 10, value: (row) => row.month },
    { head: '发薪日', kind: 'day', width: 12, value: (row) => row.payOn },
    { head: '工人', kind: 'integer', width: 10, value: (row) => row.workers },
    { head: '有出勤', kind: 'integer', width: 10, value: (row) => row.workersAttended },
    {
      head: '工日',
      kind: 'hundredths',
      width: 12,
      value: (row) => row.workdaysHundredths,
      sum: true,
    },
    { head: '应发未知', kind: 'integer', width: 10, value: (row) => row.dueUnknown, sum: true },
    {
      head: '有出勤无工资表',
      kind: 'integer',
      width: 16,
      value: (row) => row.attendedWithoutPayLine,
      sum: true,
    },
    { head: '应发', kind: 'money', width: 16, value: (row) => row.dueFen, sum: true },
    { head: '扣款', kind: 'money', width: 14, value: (row) => row.deductedFen, sum: true },
    { head: '按时已发', kind: 'money', width: 16, value: (row) => row.paidOnTimeFen, sum: true },
    { head: '迟发', kind: 'money', width: 14, value: (row) => row.paidLateFen, sum: true },
    { head: '欠付', kind: 'money', width: 16, value: (row) => row.owedFen, sum: true },
    { head: '欠付人数', kind: 'integer', width: 10, value: (row) => row.owedWorkers },
    { head: '级别', kind: 'text', width: 8, value: (row) => levelText(row.level) },
  ],
  about: async (ctx, { params }) => {
    const { code, name } = await readProject(ctx, params.code)
    return { subject: code, period: null, conditions: [`项目：${name}（${code}）`] }
  },
  pages: async function* (ctx, { params }) {
    const { months } = await viewProject(ctx, params.code)
    yield months
  },
}

/** What happened to a project, the newest first. */
export const historyExport: ListExport<{ code: string }, unknown, ProjectHistoryRow> = {
  title: '项目经过',
  columns: [
    { head: '时间', kind: 'text', width: 20, value: (row) => instantText(row.at) },
    { head: '谁', kind: 'text', width: 14, value: (row) => row.who },
    { head: '经过', kind: 'text', width: 80, value: (row) => row.message },
    { head: '级别', kind: 'text', width: 8, value: (row) => levelText(row.level) },
  ],
  about: async (ctx, { params }) => {
    const { code, name } = await readProject(ctx, params.code)
    return { subject: code, period: null, conditions: [`项目：${name}（${code}）`] }
  },
  pages: (ctx, { params }) =>
    allPages((after) => listProjectHistory(ctx, params.code, { after, limit: historyPage })),
}

/** Each page asks every source for as many as it could take itself. */
const historyPage = 200
