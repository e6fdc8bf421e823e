import { readProject } from '../registry/views.ts'
import { industries, ownerKinds, projectStates } from '../registry/words.ts'
import type { HandIn, HandInFilter } from '../safeguards/contract-hand-ins.ts'
import type { Contract } from '../safeguards/contract-contracts.ts'
import type {
  LiabilityRow,
  ProjectSafeguard,
  SafeguardFigure,
  SafeguardFilter,
  SafeguardRow,
} from '../safeguards/contract.ts'
import { type Safeguard, safeguards } from '../safeguards/rules/safeguard.ts'
import { listContracts } from '../safeguards/views-contracts.ts'
import { listHandIns } from '../safeguards/views-hand-ins.ts'
import { viewLiability } from '../safeguards/views-liability.ts'
import { listSafeguards, viewSafeguardFigures } from '../safeguards/views-list.ts'
import { viewSafeguards } from '../safeguards/views.ts'
import {
  contractKinds,
  dutyNames,
  handInStateNames,
  safeguardNames,
  safeguardStates,
} from '../safeguards/words.ts'
import { allPages, exportPageRows, type ListColumn, type ListExport } from './export-list.ts'

/** Which project lacks what: the office's own sheet, a column a safeguard. */
export const safeguardsExport: ListExport<undefined, SafeguardFilter, SafeguardRow> = {
  title: '制度落实情况表',
  columns: [
    { head: '项目编号', kind: 'text', width: 18, value: (row) => row.code },
    { head: '项目名称', kind: 'text', width: 30, value: (row) => row.name },
    { head: '属地', kind: 'text', width: 14, value: (row) => row.town },
    { head: '行业', kind: 'text', width: 12, value: (row) => industries[row.industry] },
    { head: '建设单位性质', kind: 'text', width: 16, value: (row) => ownerKinds[row.ownerKind] },
    { head: '总包单位', kind: 'text', width: 28, value: (row) => row.generalContractor },
    { head: '状态', kind: 'text', width: 12, value: (row) => projectStates[row.state] },
    ...safeguards.map(stateColumn),
  ],
  about: async (_ctx, { query }) => ({
    subject: 'safeguards.list',
    period: null,
    conditions: conditionsOf(query),
  }),
  pages: (ctx, { query }) =>
    allPages((after) => listSafeguards(ctx, { ...filterOf(query), after, limit: exportPageRows })),
}

function stateColumn(safeguard: Safeguard): ListColumn<SafeguardRow> {
  return {
    head: safeguardNames[safeguard],
    kind: 'text',
    width: 14,
    value: ({ states }) => {
      const found = states.find((one) => one.safeguard === safeguard)
      return found === undefined ? null : safeguardStates[found.state]
    },
  }
}

function filterOf(query: SafeguardFilter): SafeguardFilter {
  const { safeguard, stands, town, industry, ownerKind, owners, search } = query
  return { safeguard, stands, town, industry, ownerKind, owners, search }
}

function conditionsOf({ safeguard, stands, industry, ownerKind, owners }: SafeguardFilter) {
  return [
    ...(safeguard === undefined ? [] : [`制度：${safeguardNames[safeguard]}`]),
    ...(stands === undefined
      ? []
      : [`落实情况：${stands === 'lacking' ? '未落实或已失效' : safeguardStates[stands]}`]),
    ...(industry === undefined ? [] : [`行业：${industries[industry]}`]),
    ...(ownerKind === undefined ? [] : [`建设单位性质：${ownerKinds[ownerKind]}`]),
    ...(owners === undefined ? [] : ['政府和国企项目']),
  ]
}

/** How many projects stand in which state, safeguard by safeguard. */
export const safeguardFiguresExport: ListExport<undefined, SafeguardFilter, SafeguardFigure> = {
  title: '制度落实统计',
  columns: [
    { head: '制度', kind: 'text', width: 18, value: (row) => safeguardNames[row.safeguard] },
    { head: '已落实', kind: 'integer', width: 10, value: (row) => row.counts.met.value },
    { head: '未落实', kind: 'integer', width: 10, value: (row) => row.counts.missing.value },
    { head: '已失效', kind: 'integer', width: 10, value: (row) => row.counts.expired.value },
    { head: '未到期', kind: 'integer', width: 10, value: (row) => row.counts['not-due'].value },
    { head: '待查清', kind: 'integer', width: 10, value: (row) => row.counts.unknown.value },
    {
      head: '不需要',
      kind: 'integer',
      width: 10,
      value: (row) => row.counts['not-required'].value,
    },
    {
      head: '落实率（%）',
      kind: 'text',
      width: 12,
      value: (row) => (row.metPercent === null ? null : String(row.metPercent)),
    },
  ],
  about: async (_ctx, { query }) => ({
    subject: 'safeguards.figures',
    period: null,
    conditions: conditionsOf(query),
  }),
  pages: async function* (ctx, { query }) {
    yield (await viewSafeguardFigures(ctx, filterOf(query))).figures
  },
}

/** What firms have handed in, waiting or settled. */
export const handInsExport: ListExport<undefined, HandInFilter, HandIn> = {
  title: '企业报送',
  columns: [
    { head: '项目编号', kind: 'text', width: 18, value: (row) => row.project.code },
    { head: '项目名称', kind: 'text', width: 30, value: (row) => row.project.name },
    {
      head: '报送什么',
      kind: 'text',
      width: 18,
      value: (row) => (row.safeguard === null ? '合同' : safeguardNames[row.safeguard]),
    },
    { head: '内容', kind: 'text', width: 40, value: (row) => row.says },
    { head: '哪天的', kind: 'day', width: 12, value: (row) => row.saidOn },
    { head: '有效期止', kind: 'day', width: 12, value: (row) => row.validTo },
    { head: '合同金额', kind: 'money', width: 18, value: (row) => row.contract?.sumFen ?? null },
    { head: '文件', kind: 'text', width: 24, value: (row) => row.paper.name },
    { head: '报送单位', kind: 'text', width: 28, value: (row) => row.organisation },
    { head: '报送人', kind: 'text', width: 12, value: (row) => row.handedInByName },
    { head: '报送日期', kind: 'day', width: 12, value: (row) => row.handedInOn },
    { head: '状态', kind: 'text', width: 10, value: (row) => handInStateNames[row.state] },
    { head: '核实人', kind: 'text', width: 12, value: (row) => row.checkedByName },
    { head: '原因', kind: 'text', width: 30, value: (row) => row.why },
  ],
  about: async (_ctx, { query: { project, state = 'waiting' } }) => ({
    subject: 'safeguards.hand-ins',
    period: null,
    conditions: [
      ...(project === undefined ? [] : [`项目：${project}`]),
      `状态：${state === 'all' ? '全部' : handInStateNames[state]}`,
    ],
  }),
  pages: (ctx, { query: { project, state } }) =>
    allPages((after) => listHandIns(ctx, { project, state, after, limit: exportPageRows })),
}

const ofProject = async (ctx: Parameters<typeof readProject>[0], given: string) => {
  const { code, name } = await readProject(ctx, given)
  return { subject: code, period: null, conditions: [`项目：${name}（${code}）`] }
}

/** A project's safeguards, with why and with what shows it. */
export const projectSafeguardsExport: ListExport<{ code: string }, unknown, ProjectSafeguard> = {
  title: '项目制度落实',
  columns: [
    { head: '制度', kind: 'text', width: 16, value: (row) => safeguardNames[row.safeguard] },
    { head: '落实情况', kind: 'text', width: 10, value: (row) => safeguardStates[row.state] },
    { head: '要不要落实', kind: 'text', width: 40, value: (row) => row.because },
    { head: '依据', kind: 'text', width: 44, value: (row) => row.article.text },
    { head: '最迟日期', kind: 'day', width: 12, value: (row) => row.due.on },
    { head: '怎么算的', kind: 'text', width: 36, value: (row) => row.due.rule },
    { head: '本系统的记录', kind: 'text', width: 44, value: (row) => row.facts.join('；') },
    {
      head: '看到的',
      kind: 'text',
      width: 44,
      value: (row) => row.evidence.map(({ saidOn, words }) => `${saidOn} ${words}`).join('；'),
    },
  ],
  about: (ctx, { params }) => ofProject(ctx, params.code),
  pages: async function* (ctx, { params }) {
    yield (await viewSafeguards(ctx, params.code)).safeguards
  },
}

export const contractsExport: ListExport<{ code: string }, unknown, Contract> = {
  title: '合同',
  columns: [
    { head: '类别', kind: 'text', width: 14, value: (row) => contractKinds[row.kind] },
    { head: '编号', kind: 'text', width: 20, value: (row) => row.number },
    { head: '甲方', kind: 'text', width: 28, value: (row) => row.partyAName },
    { head: '乙方', kind: 'text', width: 28, value: (row) => row.partyBName },
    { head: '上级合同', kind: 'text', width: 18, value: (row) => row.aboveNumber },
    { head: '金额', kind: 'money', width: 18, value: (row) => row.sumFen },
    { head: '签订日期', kind: 'day', width: 12, value: (row) => row.signedOn },
    { head: '开始日期', kind: 'day', width: 12, value: (row) => row.beginsOn },
    { head: '结束日期', kind: 'day', width: 12, value: (row) => row.endsOn },
    { head: '拨付周期（月）', kind: 'integer', width: 14, value: (row) => row.cycleMonths },
    {
      head: '人工费用比例（%）',
      kind: 'hundredths',
      width: 16,
      value: (row) => row.ratioBasisPoints,
    },
    {
      head: '要核对的',
      kind: 'text',
      width: 60,
      value: (row) => row.findings.map(({ message }) => message).join(''),
    },
  ],
  about: (ctx, { params }) => ofProject(ctx, params.code),
  pages: async function* (ctx, { params }) {
    yield (await listContracts(ctx, params.code)).rows
  },
}

export const liabilityExport: ListExport<{ code: string }, unknown, LiabilityRow> = {
  title: '责任表',
  columns: [
    { head: '责任', kind: 'text', width: 44, value: (row) => dutyNames[row.duty] },
    { head: '责任主体', kind: 'text', width: 20, value: (row) => row.role },
    {
      head: '责任单位',
      kind: 'text',
      width: 36,
      value: (row) => row.units.map(({ name }) => name).join('、') || '未登记',
    },
    {
      head: '责任人',
      kind: 'text',
      width: 24,
      value: (row) => row.units.flatMap(({ person }) => person ?? []).join('、') || '未登记',
    },
    { head: '依据', kind: 'text', width: 44, value: (row) => row.article.text },
  ],
  about: (ctx, { params }) => ofProject(ctx, params.code),
  pages: async function* (ctx, { params }) {
    yield (await viewLiability(ctx, params.code)).rows
  },
}
