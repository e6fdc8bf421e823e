import type { Context } from '../../platform/context.ts'
import { readProject } from '../registry/views.ts'
import type { AccountFlow, FlowKind, LabourCostMonth, SpecialAccount } from '../wages/contract.ts'
import { listAccountFlows, viewProjectFunds } from '../wages/views-funds.ts'
import { flowKinds } from '../wages/words.ts'
import { allPages, exportPageRows, type ListAbout, type ListExport } from './export-list.ts'
import { type NamedSource, sourceColumns, withSources } from './named-sources.ts'

interface OfProject {
  readonly code: string
}

async function aboutProject(
  ctx: Context,
  asked: OfProject,
  more: readonly string[] = [],
): Promise<ListAbout> {
  const { code, name } = await readProject(ctx, asked.code)
  return { subject: code, period: null, conditions: [`项目：${name}（${code}）`, ...more] }
}

/** Labour cost of a project by month: what was to be transferred to the special account, and what was. */
export const labourCostExport: ListExport<OfProject, unknown, LabourCostMonth> = {
  title: '人工费拨付',
  columns: [
    { head: '月份', kind: 'text', width: 10, value: (row) => row.month },
    { head: '应拨人工费', kind: 'money', width: 16, value: (row) => row.dueFen, sum: true },
    {
      head: '应拨依据',
      kind: 'text',
      width: 20,
      value: (row) =>
        row.dueStated === null ? null : row.dueStated ? '台账写明' : '按产值和比例算',
    },
    { head: '应拨日期', kind: 'day', width: 12, value: (row) => row.dueOn },
    { head: '实拨', kind: 'money', width: 16, value: (row) => row.paidFen, sum: true },
    { head: '最近拨付', kind: 'day', width: 12, value: (row) => row.paidOn },
    { head: '欠拨', kind: 'money', width: 16, value: (row) => row.gapFen, sum: true },
  ],
  about: (ctx, { params }) => aboutProject(ctx, params),
  pages: async function* (ctx, { params }) {
    const { labourCost } = await viewProjectFunds(ctx, params.code)
    yield labourCost
  },
}

/** The special accounts of a project, with what their movements come to. */
export const accountsExport: ListExport<OfProject, unknown, SpecialAccount> = {
  title: '专用账户',
  columns: [
    { head: '专用账户', kind: 'text', width: 22, value: (row) => row.account },
    { head: '户名', kind: 'text', width: 36, value: (row) => row.holder },
    { head: '开户银行', kind: 'text', width: 28, value: (row) => row.bank },
    { head: '余额', kind: 'money', width: 16, value: (row) => row.balanceFen, sum: true },
    { head: '余额日期', kind: 'day', width: 12, value: (row) => row.balanceOn },
    { head: '流水内收入', kind: 'money', width: 16, value: (row) => row.inFen, sum: true },
    { head: '流水内支出', kind: 'money', width: 16, value: (row) => row.outFen, sum: true },
    { head: '流水起', kind: 'day', width: 12, value: (row) => row.firstOn },
    { head: '流水止', kind: 'day', width: 12, value: (row) => row.lastOn },
    { head: '笔数', kind: 'integer', width: 8, value: (row) => row.flows, sum: true },
    { head: '最近冻结或扣划', kind: 'day', width: 16, value: (row) => row.frozenOn },
  ],
  about: (ctx, { params }) => aboutProject(ctx, params),
  pages: async function* (ctx, { params }) {
    const { accounts } = await viewProjectFunds(ctx, params.code)
    yield accounts
  },
}

/** Movements of a project's special accounts, the latest day first, each with the row that it comes from. */
export const flowsExport: ListExport<
  OfProject,
  { readonly kind?: FlowKind | undefined },
  AccountFlow & NamedSource
> = {
  title: '专户流水',
  columns: [
    { head: '日期', kind: 'day', width: 12, value: (row) => row.flowOn },
    { head: '专用账户', kind: 'text', width: 22, value: (row) => row.account },
    { head: '是什么款', kind: 'text', width: 14, value: (row) => flowKinds[row.kind] },
    {
      head: '收入',
      kind: 'money',
      width: 16,
      value: ({ amountFen }) => (amountFen > 0 ? amountFen : null),
      sum: true,
    },
    {
      head: '支出',
      kind: 'money',
      width: 16,
      value: ({ amountFen }) => (amountFen < 0 ? Math.abs(amountFen) : null),
      sum: true,
    },
    { head: '余额', kind: 'money', width: 16, value: (row) => row.balanceFen },
    { head: '对方户名', kind: 'text', width: 30, value: (row) => row.counterName },
    { head: '对方账号', kind: 'text', width: 22, value: (row) => row.counterAccount },
    { head: '摘要', kind: 'text', width: 24, value: (row) => row.summary },
    ...sourceColumns,
  ],
  about: (ctx, { params, query: { kind } }) =>
    aboutProject(ctx, params, kind === undefined ? [] : [`只看：${flowKinds[kind]}`]),
  pages: (ctx, input) => flowPages(ctx, input.params.code, input.query.kind),
}

async function* flowPages(ctx: Context, code: string, kind: FlowKind | undefined) {
  const pages = allPages<AccountFlow>((after) =>
    listAccountFlows(ctx, code, { kind, after, limit: exportPageRows }),
  )
  for await (const rows of pages) yield await withSources(ctx, rows)
}
