import { allPages, exportPageRows, type ListExport } from '../exports/export-list.ts'
import { roleNames } from '../people/words.ts'
import type { PostFilter, PostRow } from './contract-people.ts'
import { listPosts } from './views-people.ts'

/** Who holds which post. */
export const postsExport: ListExport<undefined, PostFilter, PostRow> = {
  title: '岗位名册',
  columns: [
    { head: '岗位', kind: 'text', width: 14, value: (row) => roleNames[row.role] },
    { head: '单位', kind: 'text', width: 30, value: (row) => row.organisation },
    { head: '姓名', kind: 'text', width: 12, value: (row) => row.displayName },
    { head: '账号', kind: 'text', width: 18, value: (row) => row.accountName },
    { head: '范围', kind: 'text', width: 36, value: (row) => row.placeName },
    { head: '任职起', kind: 'day', width: 12, value: (row) => row.beginsOn },
    { head: '任职止', kind: 'day', width: 12, value: (row) => row.endsOn },
    { head: '在任', kind: 'text', width: 8, value: (row) => (row.isRunning ? '在任' : '停用') },
    { head: '代理谁', kind: 'text', width: 12, value: (row) => row.actingFor },
    { head: '休假至', kind: 'day', width: 12, value: (row) => row.leaveUntil },
  ],
  about: async (_ctx, { query: { role, show, search } }) => ({
    subject: 'dashboards.posts',
    period: null,
    conditions: [
      show === 'running' ? '在任' : '含已停用',
      ...(role === undefined ? [] : [roleNames[role]]),
      ...(search === undefined ? [] : [`搜索：${search}`]),
    ],
  }),
  pages: (ctx, { query: { role, show, search } }) =>
    allPages((after) => listPosts(ctx, { role, show, search, after, limit: exportPageRows })),
}
