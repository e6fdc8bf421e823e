import type { z } from 'zod'
import { dayText } from '../../kernel/day-text.ts'
import { readProject } from '../registry/views.ts'
import type {
  ImportFilter,
  ImportRow,
  listProjectFiles as ProjectFilesEndpoint,
} from '../exchange/contract-imports.ts'
import { allPages, exportPageRows, type ListExport } from './export-list.ts'
import { instantText } from './instant-text.ts'
import { listImports } from '../exchange/views-imports.ts'
import { listProjectFiles } from '../exchange/views.ts'
import { fileStates } from '../exchange/words.ts'
import { kindsText } from './kinds-text.ts'

type FileRow = z.infer<typeof ProjectFilesEndpoint.reply>['rows'][number]

/** Committed files that speak of a project. */
export const projectFilesExport: ListExport<{ code: string }, unknown, FileRow> = {
  title: '项目表格',
  columns: [
    { head: '文件', kind: 'text', width: 40, value: (row) => row.name },
    { head: '看成', kind: 'text', width: 24, value: (row) => kindsText(row.kinds) },
    { head: '状态', kind: 'text', width: 12, value: (row) => fileStates[row.state] },
    { head: '行数', kind: 'integer', width: 10, value: (row) => row.lines, sum: true },
    { head: '发现', kind: 'integer', width: 10, value: (row) => row.findings, sum: true },
    { head: '入账时间', kind: 'text', width: 20, value: (row) => instantText(row.committedAt) },
    { head: '放入人', kind: 'text', width: 14, value: (row) => row.droppedBy },
  ],
  about: async (ctx, { params }) => {
    const { code, name } = await readProject(ctx, params.code)
    return { subject: code, period: null, conditions: [`项目：${name}（${code}）`] }
  },
  pages: (ctx, { params }) =>
    allPages((after) => listProjectFiles(ctx, params.code, { after, limit: exportPageRows })),
}

/** The log of all imports, the newest first. */
export const importsExport: ListExport<undefined, ImportFilter, ImportRow> = {
  title: '导入记录',
  columns: [
    { head: '放入时间', kind: 'text', width: 20, value: (row) => instantText(row.droppedAt) },
    { head: '放入人', kind: 'text', width: 14, value: (row) => row.droppedBy },
    { head: '文件', kind: 'text', width: 40, value: (row) => row.name },
    { head: '看成', kind: 'text', width: 24, value: (row) => kindsText(row.kinds) },
    { head: '项目', kind: 'text', width: 36, value: projectsText },
    { head: '状态', kind: 'text', width: 12, value: (row) => fileStates[row.state] },
    {
      head: '入账时间',
      kind: 'text',
      width: 20,
      value: (row) => (row.committedAt === null ? null : instantText(row.committedAt)),
    },
    { head: '收下', kind: 'integer', width: 10, value: (row) => row.accepted, sum: true },
    { head: '等补正', kind: 'integer', width: 10, value: (row) => row.rejected, sum: true },
    { head: '发现', kind: 'integer', width: 10, value: (row) => row.findings, sum: true },
    {
      head: '撤回',
      kind: 'text',
      width: 30,
      value: ({ withdrawn }) =>
        withdrawn === null ? null : `${withdrawn.by ?? ''} ${instantText(withdrawn.at)}`.trim(),
    },
    { head: '没读成的原因', kind: 'text', width: 40, value: (row) => row.error },
  ],
  about: async (_ctx, { query: { state, kind, from, to, search } }) => ({
    subject: 'exchange.imports',
    period: null,
    conditions: [
      ...(state === undefined ? [] : [fileStates[state]]),
      ...(kind === undefined ? [] : [kindsText([kind])]),
      ...(from === undefined ? [] : [`${dayText(from)}起`]),
      ...(to === undefined ? [] : [`${dayText(to)}止`]),
      ...(search === undefined ? [] : ['按所查的字']),
    ],
  }),
  pages: (ctx, { query: { state, kind, from, to, search } }) =>
    allPages((after) =>
      listImports(ctx, { state, kind, from, to, search, after, limit: exportPageRows }),
    ),
}

/** Those that are named, and how many there are besides. */
function projectsText({ projects, projectCount }: ImportRow): string {
  const names = projects.map(({ code, name }) => `${name}（${code}）`).join('、')
  return projectCount > projects.length ? `${names} 等 ${projectCount} 个` : names
}
