import { monthText } from '../../kernel/day-text.ts'
import type { OutlookFilter, OutlookRow, OutlookWeek } from '../outlook/contract.ts'
import type { MoneyRow, PromiseRow, WageLineRow } from '../outlook/contract-project.ts'
import { viewProjectOutlook } from '../outlook/views-project.ts'
import { listOutlooks, viewOutlook } from '../outlook/views.ts'
import {
  confidenceNames,
  enteredStateNames,
  methodNames,
  moneySourceNames,
  onlyNames,
  payerNames,
  promiseStateNames,
  wageLineNames,
} from '../outlook/words.ts'
import { roleNames } from '../people/words.ts'
import { listTownNames } from '../places/views.ts'
import { readProject } from '../registry/views.ts'
import { industries } from '../registry/words.ts'
import { allPages, exportPageRows, type ListExport } from './export-list.ts'
import type { Context } from '../../platform/context.ts'

/** Projects before the festival as the list has them: the largest gap first. */
export const outlooksExport: ListExport<undefined, OutlookFilter, OutlookRow> = {
  title: '节前展望',
  columns: [
    { head: '项目编号', kind: 'text', width: 18, value: (row) => row.code },
    { head: '项目名称', kind: 'text', width: 30, value: (row) => row.name },
    { head: '镇街', kind: 'text', width: 14, value: (row) => row.town },
    { head: '人数', kind: 'integer', width: 8, value: (row) => row.people },
    { head: '已欠付', kind: 'money', width: 16, value: (row) => row.owedFen, sum: true },
    { head: '估算到节前', kind: 'money', width: 16, value: (row) => row.estimatedFen, sum: true },
    { head: '节前应付', kind: 'money', width: 16, value: (row) => row.dueFen, sum: true },
    { head: '估算', kind: 'text', width: 16, value: (row) => methodNames[row.method] },
    { head: '把握', kind: 'text', width: 10, value: (row) => confidenceNames[row.confidence] },
    { head: '应发未知人月', kind: 'integer', width: 12, value: (row) => row.unknownWorkerMonths },
    { head: '专户余额', kind: 'money', width: 16, value: (row) => row.accountFen },
    { head: '余额日期', kind: 'day', width: 12, value: (row) => row.accountOn },
    { head: '未拨人工费', kind: 'money', width: 16, value: (row) => row.labourCostFen },
    { head: '登记的资金', kind: 'money', width: 16, value: (row) => row.enteredFen },
    { head: '可见资金', kind: 'money', width: 16, value: moneyOf, sum: true },
    { head: '缺口', kind: 'money', width: 16, value: (row) => row.gapFen, sum: true },
    { head: '计划兑付', kind: 'money', width: 16, value: (row) => row.plannedFen, sum: true },
    { head: '按期兑付', kind: 'money', width: 16, value: (row) => row.keptFen, sum: true },
    { head: '逾期兑付', kind: 'money', width: 16, value: (row) => row.lateFen, sum: true },
    { head: '到期未付清', kind: 'money', width: 16, value: (row) => row.brokenFen, sum: true },
    { head: '承办岗位', kind: 'text', width: 14, value: ownerText },
    { head: '期限', kind: 'day', width: 12, value: (row) => row.task?.dueOn ?? null },
    { head: '保证金（未计入）', kind: 'money', width: 16, value: (row) => row.depositFen },
  ],
  about: async (ctx, { query: { town, industry, owners, only } }) => ({
    subject: 'outlook.projects',
    period: null,
    conditions: [
      ...(town === undefined ? [] : [`镇街：${await townName(ctx, town)}`]),
      ...(industry === undefined ? [] : [industries[industry]]),
      ...(owners === undefined ? [] : ['政府和国企项目']),
      ...(only === undefined ? [] : [onlyNames[only]]),
    ],
  }),
  pages: (ctx, { query: { town, industry, owners, only } }) =>
    allPages((after) =>
      listOutlooks(ctx, { town, industry, owners, only, after, limit: exportPageRows }),
    ),
}

function moneyOf(row: OutlookRow) {
  return row.moneyUnknown ? null : row.moneyFen
}

function ownerText({ task }: OutlookRow): string | null {
  return task === null ? null : roleNames[task.owner.role]
}

async function townName(ctx: Context, code: string): Promise<string> {
  return (await listTownNames(ctx)).find((town) => town.code === code)?.name ?? code
}

/** Week by week before the festival, with the same week a year ago. */
export const outlookWeeksExport: ListExport<undefined, unknown, OutlookWeek> = {
  title: '节前展望逐周',
  columns: [
    { head: '节前第几周', kind: 'integer', width: 12, value: (row) => row.weeks },
    { head: '日期', kind: 'day', width: 12, value: (row) => row.day },
    { head: '节前应付', kind: 'money', width: 16, value: (row) => row.dueFen },
    { head: '可见资金', kind: 'money', width: 16, value: (row) => row.moneyFen },
    { head: '缺口', kind: 'money', width: 16, value: (row) => row.gapFen },
    { head: '计划兑付', kind: 'money', width: 16, value: (row) => row.plannedFen },
    { head: '按期兑付', kind: 'money', width: 16, value: (row) => row.keptFen },
    { head: '到期未付清', kind: 'money', width: 16, value: (row) => row.brokenFen },
    { head: '倒算', kind: 'text', width: 8, value: (row) => (row.rebuilt ? '是' : null) },
    {
      head: '上年同周应付',
      kind: 'money',
      width: 16,
      value: (row) => row.lastYear?.dueFen ?? null,
    },
    {
      head: '上年同周缺口',
      kind: 'money',
      width: 16,
      value: (row) => row.lastYear?.gapFen ?? null,
    },
  ],
  about: async () => ({ subject: 'outlook.district', period: null, conditions: [] }),
  pages: async function* (ctx) {
    yield (await viewOutlook(ctx)).weeks
  },
}

interface OfProject {
  code: string
}

async function aboutProject(ctx: Context, code: string) {
  const { name } = await readProject(ctx, code)
  return { subject: code, period: null, conditions: [`项目：${name}（${code}）`] }
}

export const wageLinesExport: ListExport<OfProject, unknown, WageLineRow> = {
  title: '节前应付明细',
  columns: [
    { head: '月份', kind: 'text', width: 12, value: (row) => monthText(row.month) },
    { head: '构成', kind: 'text', width: 12, value: (row) => wageLineNames[row.kind] },
    { head: '人数', kind: 'integer', width: 8, value: (row) => row.people },
    { head: '金额', kind: 'money', width: 16, value: (row) => row.fen, sum: true },
    { head: '怎么算的', kind: 'text', width: 60, value: (row) => row.how },
  ],
  about: (ctx, { params }) => aboutProject(ctx, params.code),
  pages: async function* (ctx, { params }) {
    yield (await viewProjectOutlook(ctx, params)).lines
  },
}

export const moneyExport: ListExport<OfProject, unknown, MoneyRow> = {
  title: '登记的节前资金',
  columns: [
    { head: '预计到账', kind: 'day', width: 12, value: (row) => row.expectedOn },
    { head: '金额', kind: 'money', width: 16, value: (row) => row.amountFen },
    { head: '来源', kind: 'text', width: 12, value: (row) => moneySourceNames[row.moneySource] },
    { head: '说明', kind: 'text', width: 40, value: (row) => row.words },
    { head: '状态', kind: 'text', width: 16, value: (row) => enteredStateNames[row.state] },
    { head: '登记人', kind: 'text', width: 12, value: (row) => row.enteredByName },
    { head: '单位', kind: 'text', width: 24, value: (row) => row.organisation },
    { head: '登记日期', kind: 'day', width: 12, value: (row) => row.enteredOn },
    { head: '撤回原因', kind: 'text', width: 30, value: (row) => row.withdrawnWhy },
    { head: '佐证', kind: 'text', width: 30, value: evidenceText },
  ],
  about: (ctx, { params }) => aboutProject(ctx, params.code),
  pages: async function* (ctx, { params }) {
    yield (await viewProjectOutlook(ctx, params)).money
  },
}

function evidenceText({ evidence }: MoneyRow): string | null {
  return evidence.map(({ name }) => name).join('、') || null
}

/** What the plan that stands promises, and what the ledger says became of it. */
export const promisesExport: ListExport<OfProject, unknown, PromiseRow> = {
  title: '节前兑付计划',
  columns: [
    { head: '开始发放', kind: 'day', width: 12, value: (row) => row.beginsOn },
    { head: '发完日期', kind: 'day', width: 12, value: (row) => row.dueOn },
    { head: '承诺金额', kind: 'money', width: 16, value: (row) => row.amountFen, sum: true },
    { head: '人数', kind: 'integer', width: 8, value: (row) => row.people },
    { head: '谁付', kind: 'text', width: 12, value: (row) => payerNames[row.payer] },
    {
      head: '资金来源',
      kind: 'text',
      width: 12,
      value: (row) => moneySourceNames[row.moneySource],
    },
    { head: '说明', kind: 'text', width: 40, value: (row) => row.words },
    { head: '兑付情况', kind: 'text', width: 12, value: (row) => promiseStateNames[row.state] },
    { head: '按期兑付', kind: 'money', width: 16, value: (row) => row.keptFen, sum: true },
    { head: '逾期兑付', kind: 'money', width: 16, value: (row) => row.lateFen, sum: true },
    { head: '到期未付清', kind: 'money', width: 16, value: (row) => row.lacksFen, sum: true },
  ],
  about: (ctx, { params }) => aboutProject(ctx, params.code),
  pages: async function* (ctx, { params }) {
    yield (await viewProjectOutlook(ctx, params)).promises
  },
}
