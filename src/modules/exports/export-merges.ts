import type { z } from 'zod'
import type { MergeFilter, MergePerson, MergeRow } from '../labour/contract-merges.ts'
import { listMerges } from '../labour/views-merges.ts'
import { mergeFacts, mergeReasons, mergeStates } from '../labour/words.ts'
import { allPages, exportPageRows, type ListColumn, type ListExport } from './export-list.ts'
import { instantText } from './instant-text.ts'

function personColumns(
  which: string,
  of: (row: MergeRow) => z.infer<typeof MergePerson>,
): ListColumn<MergeRow>[] {
  return [
    { head: `${which}：姓名`, kind: 'text', width: 12, value: (row) => of(row).name },
    { head: `${which}：证件号码`, kind: 'text', width: 22, value: (row) => of(row).idNumber },
    { head: `${which}：银行卡`, kind: 'text', width: 22, value: (row) => of(row).card },
    { head: `${which}：手机`, kind: 'text', width: 14, value: (row) => of(row).phone },
    { head: `${which}：用工单位`, kind: 'text', width: 28, value: (row) => of(row).firm },
    { head: `${which}：班组`, kind: 'text', width: 16, value: (row) => of(row).team },
  ]
}

const factsText = (facts: MergeRow['agrees']) => facts.map((fact) => mergeFacts[fact]).join('、')

/** Pairs of workers who may be one person, and what was decided of them. */
export const mergesExport: ListExport<undefined, z.infer<typeof MergeFilter>, MergeRow> = {
  title: '同一人核对',
  columns: [
    { head: '项目编号', kind: 'text', width: 18, value: (row) => row.projectCode },
    { head: '项目名称', kind: 'text', width: 30, value: (row) => row.projectName },
    { head: '状态', kind: 'text', width: 12, value: (row) => mergeStates[row.state] },
    { head: '为什么', kind: 'text', width: 24, value: (row) => mergeReasons[row.reason] },
    { head: '相同', kind: 'text', width: 24, value: (row) => factsText(row.agrees) },
    { head: '不同', kind: 'text', width: 24, value: (row) => factsText(row.differs) },
    ...personColumns('甲', (row) => row.kept),
    ...personColumns('乙', (row) => row.other),
    { head: '提出时间', kind: 'text', width: 20, value: (row) => instantText(row.raisedAt) },
    {
      head: '办理时间',
      kind: 'text',
      width: 20,
      value: ({ decided }) => (decided === null ? null : instantText(decided.at)),
    },
    { head: '由谁办', kind: 'text', width: 14, value: (row) => row.decided?.by ?? null },
    { head: '理由', kind: 'text', width: 30, value: (row) => row.decided?.why ?? null },
  ],
  about: async (_ctx, { query: { show, imports, worker } }) => ({
    subject: worker ?? 'labour.merges',
    period: null,
    conditions: [
      show === 'open' ? '待核对' : '已办',
      ...(imports === undefined ? [] : ['一批表提出的']),
      ...(worker === undefined ? [] : ['一名工人的']),
    ],
  }),
  pages: (ctx, { query: { show, imports, worker } }) =>
    allPages((after) => listMerges(ctx, { show, imports, worker, after, limit: exportPageRows })),
}
