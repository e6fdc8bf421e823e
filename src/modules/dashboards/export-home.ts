import type { ListExport } from '../exports/export-list.ts'
import type { Home } from './contract.ts'
import { viewHome } from './views-home.ts'

type TownRow = Home['towns'][number]
type TrendRow = Home['trend'][number]

/** What is overdue in each town, most first. */
export const townsExport: ListExport<undefined, unknown, TownRow> = {
  title: '各镇街逾期欠薪',
  columns: [
    { head: '镇街', kind: 'text', width: 20, value: (row) => row.name },
    { head: '项目', kind: 'integer', width: 10, value: (row) => row.projects, sum: true },
    // Who is owed in two towns is one person in each: their sum would be more than there are.
    { head: '逾期人数', kind: 'integer', width: 10, value: (row) => row.overdueWorkers },
    { head: '逾期欠薪', kind: 'money', width: 18, value: (row) => row.overdueFen, sum: true },
  ],
  about: async () => ({ subject: 'dashboards.home', period: null, conditions: [] }),
  pages: async function* (ctx) {
    const { towns } = await viewHome(ctx)
    yield towns
  },
}

/** What was overdue at each week's end, and a year before. */
export const trendExport: ListExport<undefined, unknown, TrendRow> = {
  title: '逾期欠薪余额',
  columns: [
    { head: '日期', kind: 'day', width: 12, value: (row) => row.on },
    { head: '逾期欠薪', kind: 'money', width: 18, value: (row) => row.overdueFen },
    { head: '上年对应日期', kind: 'day', width: 14, value: (row) => row.lastYearOn },
    { head: '上年逾期欠薪', kind: 'money', width: 18, value: (row) => row.lastYearFen },
  ],
  about: async () => ({ subject: 'dashboards.home', period: null, conditions: [] }),
  pages: async function* (ctx) {
    const { trend } = await viewHome(ctx)
    yield trend
  },
}
