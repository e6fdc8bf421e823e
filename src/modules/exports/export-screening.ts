import { dayText, monthText } from '../../kernel/day-text.ts'
import type { Context } from '../../platform/context.ts'
import { industries, ownerKinds, projectStates } from '../registry/words.ts'
import type { FoundProject } from '../screening/contract-reports.ts'
import type { ItemFilter, ItemRow, OwnerRow, RoundRow, Share } from '../screening/contract.ts'
import { rateText } from '../screening/rules/rate.ts'
import { listItems } from '../screening/views-items.ts'
import { listOwners } from '../screening/views-owners.ts'
import { listFoundProjects, listRounds, viewRound } from '../screening/views.ts'
import {
  boardNames,
  findingNames,
  foundBecameNames,
  itemStateNames,
  listedAsNames,
  roundStateNames,
} from '../screening/words.ts'
import { allPages, exportPageRows, type ListAbout, type ListExport } from './export-list.ts'

interface OfRound {
  readonly roundId: string
}

/** Rounds with how far each is. */
export const roundsExport: ListExport<undefined, unknown, RoundRow> = {
  title: '排查轮次',
  columns: [
    { head: '轮次', kind: 'text', width: 30, value: (row) => row.title },
    { head: '开始日', kind: 'day', width: 12, value: (row) => row.beginsOn },
    { head: '截止日', kind: 'day', width: 12, value: (row) => row.endsOn },
    { head: '状态', kind: 'text', width: 10, value: (row) => roundStateNames[row.state] },
    { head: '已知项目', kind: 'integer', width: 10, value: (row) => row.counts.known },
    { head: '已排查', kind: 'integer', width: 10, value: (row) => row.counts.screened },
    { head: '未能排查', kind: 'integer', width: 10, value: (row) => row.counts.couldNot },
    { head: '未排查', kind: 'integer', width: 10, value: (row) => row.counts.waiting },
    { head: '漏查', kind: 'integer', width: 10, value: (row) => row.counts.missed },
    { head: '未列入清单', kind: 'integer', width: 12, value: (row) => row.counts.unlisted },
    { head: '发现问题', kind: 'integer', width: 10, value: (row) => row.counts.found },
    { head: '排查率', kind: 'text', width: 10, value: (row) => rateText(row.counts.rate) },
    { head: '建立人', kind: 'text', width: 12, value: (row) => row.madeByName },
  ],
  about: async () => ({ subject: 'screening.rounds', period: null, conditions: [] }),
  pages: (ctx) => allPages((after) => listRounds(ctx, { after, limit: 50 })),
}

/** Projects of a round, with what the report that counts says of each. */
export const itemsExport: ListExport<OfRound, ItemFilter, ItemRow> = {
  title: '排查明细',
  columns: [
    { head: '项目编号', kind: 'text', width: 18, value: (row) => row.projectCode },
    { head: '项目名称', kind: 'text', width: 30, value: (row) => row.projectName },
    { head: '属地', kind: 'text', width: 12, value: (row) => row.townName },
    { head: '建设地点', kind: 'text', width: 24, value: (row) => row.place },
    { head: '行业', kind: 'text', width: 10, value: (row) => industries[row.industry] },
    { head: '建设单位性质', kind: 'text', width: 16, value: (row) => ownerKinds[row.ownerKind] },
    { head: '项目状态', kind: 'text', width: 12, value: (row) => projectStates[row.projectState] },
    { head: '排查岗位', kind: 'text', width: 16, value: (row) => row.ownerName },
    { head: '排查情况', kind: 'text', width: 12, value: standText },
    { head: '排查日期', kind: 'day', width: 12, value: (row) => row.screenedOn },
    { head: '填报人', kind: 'text', width: 12, value: (row) => row.reportedByName },
    { head: '报告份数', kind: 'integer', width: 10, value: (row) => row.reports },
    { head: '现场人数', kind: 'integer', width: 10, value: (row) => row.headcount },
    {
      head: '维权告示牌',
      kind: 'text',
      width: 14,
      value: (row) => (row.boards === null ? null : boardNames[row.boards]),
    },
    {
      head: '工资发到',
      kind: 'text',
      width: 12,
      value: (row) => (row.paidUntil === null ? null : monthText(row.paidUntil)),
    },
    { head: '向谁了解', kind: 'text', width: 18, value: (row) => row.spokeTo },
    {
      head: '发现的问题',
      kind: 'text',
      width: 40,
      value: (row) => row.findings.map((finding) => findingNames[finding]).join('、') || null,
    },
    { head: '欠薪人数', kind: 'integer', width: 10, value: (row) => row.unpaidPeople, sum: true },
    { head: '欠薪金额', kind: 'money', width: 16, value: (row) => row.unpaidFen, sum: true },
    { head: '说明', kind: 'text', width: 40, value: (row) => row.reason ?? (row.words || null) },
  ],
  about: async (ctx, { params, query: { state, industry, ownerKind, only } }) =>
    aboutRound(ctx, params, [
      listedAsNames[state],
      ...(industry === undefined ? [] : [industries[industry]]),
      ...(ownerKind === undefined ? [] : [ownerKinds[ownerKind]]),
      ...(only === undefined ? [] : [onlyNames[only]]),
    ]),
  pages: (ctx, { params, query }) => {
    const { state, owner, town, industry, ownerKind, only, search } = query
    return allPages((after) =>
      listItems(ctx, params.roundId, {
        state,
        owner,
        town,
        industry,
        ownerKind,
        only,
        search,
        after,
        limit: exportPageRows,
      }),
    )
  },
}

const onlyNames = { found: '发现问题的', twice: '有两份报告的', mine: '本岗位的' }

function standText({ state, isMissed, isLate }: ItemRow): string {
  if (isMissed) return '漏查'
  return isLate ? '逾期才排查' : itemStateNames[state]
}

/** Who has reported of a round, and who has not. */
export const ownersExport: ListExport<OfRound, unknown, OwnerRow> = {
  title: '排查进度',
  columns: [
    { head: '排查岗位', kind: 'text', width: 20, value: (row) => row.ownerName },
    {
      head: '有无人承办',
      kind: 'text',
      width: 12,
      value: (row) => (row.isUnowned ? '无人承办' : null),
    },
    { head: '清单项目', kind: 'integer', width: 10, value: (row) => row.items.value, sum: true },
    { head: '已排查', kind: 'integer', width: 10, value: (row) => row.screened.value, sum: true },
    { head: '未能排查', kind: 'integer', width: 10, value: (row) => row.couldNot.value, sum: true },
    { head: '未排查', kind: 'integer', width: 10, value: (row) => row.waiting.value, sum: true },
    { head: '漏查', kind: 'integer', width: 10, value: (row) => row.missed.value, sum: true },
    { head: '发现问题', kind: 'integer', width: 10, value: (row) => row.found.value, sum: true },
    { head: '应报期数', kind: 'integer', width: 10, value: (row) => row.periods },
    { head: '已报期数', kind: 'integer', width: 10, value: (row) => row.reported },
    { head: '零报告次数', kind: 'integer', width: 12, value: (row) => row.zeroSaid },
    {
      head: '是否报齐',
      kind: 'text',
      width: 10,
      value: (row) => (row.hasReported ? '已报齐' : '未报齐'),
    },
    { head: '最近排查日期', kind: 'day', width: 14, value: (row) => row.lastReportOn },
    { head: '催办次数', kind: 'integer', width: 10, value: (row) => row.urged },
  ],
  about: async (ctx, { params }) => aboutRound(ctx, params),
  pages: async function* (ctx, { params }) {
    yield await listOwners(ctx, params.roundId)
  },
}

/** Sites named in the field, with what became of them. */
export const foundProjectsExport: ListExport<OfRound, unknown, FoundProject> = {
  title: '名单外项目',
  columns: [
    { head: '名称', kind: 'text', width: 30, value: (row) => row.name },
    { head: '地点', kind: 'text', width: 30, value: (row) => row.place },
    { head: '施工单位', kind: 'text', width: 28, value: (row) => row.firm },
    { head: '说明', kind: 'text', width: 40, value: (row) => row.words || null },
    { head: '发现岗位', kind: 'text', width: 16, value: (row) => row.ownerName },
    { head: '发现日期', kind: 'day', width: 12, value: (row) => row.foundOn },
    { head: '填报人', kind: 'text', width: 12, value: (row) => row.submittedByName },
    { head: '核对结果', kind: 'text', width: 24, value: (row) => foundBecameNames[row.became] },
    { head: '项目编号', kind: 'text', width: 18, value: (row) => row.projectCode },
    { head: '项目名称', kind: 'text', width: 30, value: (row) => row.projectName },
  ],
  about: async (ctx, { params }) => aboutRound(ctx, params),
  pages: (ctx, { params }) =>
    allPages((after) => listFoundProjects(ctx, params.roundId, { after, limit: 200 })),
}

const shareTitles = { towns: '各镇街排查率', departments: '各行业排查率', kinds: '各类业主排查率' }

/** The screening rate by town, by department, by owner's kind. */
export function sharesExport(
  of: 'towns' | 'departments' | 'kinds',
): ListExport<OfRound, unknown, Share> {
  return {
    title: shareTitles[of],
    columns: [
      { head: '范围', kind: 'text', width: 20, value: (row) => row.name },
      { head: '已知项目', kind: 'integer', width: 10, value: (row) => row.known.value, sum: true },
      { head: '已排查', kind: 'integer', width: 10, value: (row) => row.screened.value, sum: true },
      {
        head: '未能排查',
        kind: 'integer',
        width: 10,
        value: (row) => row.couldNot.value,
        sum: true,
      },
      { head: '未排查', kind: 'integer', width: 10, value: (row) => row.waiting.value, sum: true },
      { head: '漏查', kind: 'integer', width: 10, value: (row) => row.missed.value, sum: true },
      {
        head: '未列入清单',
        kind: 'integer',
        width: 12,
        value: (row) => row.unlisted.value,
        sum: true,
      },
      { head: '发现问题', kind: 'integer', width: 10, value: (row) => row.found.value, sum: true },
      { head: '排查率', kind: 'text', width: 10, value: (row) => rateText(row.rate) },
    ],
    about: async (ctx, { params }) => aboutRound(ctx, params),
    pages: async function* (ctx, { params }) {
      yield (await viewRound(ctx, params.roundId))[of]
    },
  }
}

async function aboutRound(
  ctx: Context,
  { roundId }: OfRound,
  conditions: readonly string[] = [],
): Promise<ListAbout> {
  const { title, beginsOn, endsOn } = await viewRound(ctx, roundId)
  return {
    subject: roundId,
    period: null,
    conditions: [`${title}（${dayText(beginsOn)}至${dayText(endsOn)}）`, ...conditions],
  }
}
