import { monthText } from '../../kernel/day-text.ts'
import type { Context } from '../../platform/context.ts'
import { listProjectCodes, readProject } from '../registry/views.ts'
import type { LedgerFilter, LedgerLine, LedgerRow } from '../wages/contract.ts'
import { viewLedgerRow } from '../wages/views-ledger-row.ts'
import { listLedger } from '../wages/views.ts'
import { dueBases, ledgerChoices, lineKinds } from '../wages/words.ts'
import { allPages, exportPageRows, type ListColumn, type ListExport } from './export-list.ts'
import { type NamedSource, sourceColumns, withSources } from './named-sources.ts'

const hundredthHours = (minutes: number) => Math.round((minutes * 100) / 60)

const ledgerColumns: readonly ListColumn<LedgerRow>[] = [
  { head: '项目编号', kind: 'text', width: 18, value: (row) => row.projectCode },
  { head: '项目名称', kind: 'text', width: 30, value: (row) => row.projectName },
  { head: '工人', kind: 'text', width: 10, value: (row) => row.workerName },
  { head: '月份', kind: 'text', width: 10, value: (row) => row.month },
  { head: '发薪日', kind: 'day', width: 12, value: (row) => row.payOn },
  { head: '出勤天数', kind: 'integer', width: 10, value: (row) => row.daysPresent, sum: true },
  {
    head: '出勤工时',
    kind: 'hundredths',
    width: 12,
    value: (row) => hundredthHours(row.minutes),
    sum: true,
  },
  {
    head: '工日',
    kind: 'hundredths',
    width: 10,
    value: (row) => row.workdaysHundredths,
    sum: true,
  },
  { head: '应发依据', kind: 'text', width: 18, value: (row) => dueBases[row.dueBasis] },
  { head: '应发', kind: 'money', width: 15, value: (row) => row.dueFen, sum: true },
  { head: '扣款', kind: 'money', width: 13, value: (row) => row.deductedFen, sum: true },
  { head: '按时已发', kind: 'money', width: 15, value: (row) => row.paidOnTimeFen, sum: true },
  { head: '迟发', kind: 'money', width: 13, value: (row) => row.paidLateFen, sum: true },
  {
    head: '欠付',
    kind: 'money',
    width: 15,
    // As the list shows it: what is unknown is not nothing.
    value: (row) => (row.dueFen === null && row.owedFen === 0 ? null : row.owedFen),
    sum: true,
  },
]

/** The worker-month ledger under any of its filters. */
export const ledgerExport: ListExport<undefined, LedgerFilter, LedgerRow> = {
  title: '工资台账',
  columns: ledgerColumns,
  about: async (ctx, { query }) => {
    const { project, worker, month, only } = query
    const named = project === undefined ? null : await readProject(ctx, project)
    return {
      subject: worker ?? named?.code ?? 'wages.ledger',
      period: month === undefined ? null : monthText(month),
      conditions: [
        ...(named === null ? [] : [`项目：${named.name}（${named.code}）`]),
        ...(worker === undefined ? [] : ['一名工人']),
        ...(only === undefined ? [] : [`只看：${ledgerChoices[only]}`]),
      ],
    }
  },
  pages: (ctx, { query }) => ledgerPages(ctx, query),
}

/**
 * Project by project: a page of thousands over all projects at once would sort the rest of the ledger for each page.
 * Small projects share a page.
 */
async function* ledgerPages(
  ctx: Context,
  { project, worker, month, only }: LedgerFilter,
): AsyncGenerator<readonly LedgerRow[]> {
  const filter = {
    ...(worker ? { worker } : {}),
    ...(month ? { month } : {}),
    ...(only ? { only } : {}),
  }
  const codes = project === undefined && worker === undefined ? projectCodes(ctx) : [project]
  let gathered: LedgerRow[] = []
  for await (const code of codes) {
    const ofProject = { ...filter, ...(code === undefined ? {} : { project: code }) }
    const pages = allPages<LedgerRow>((after) =>
      listLedger(ctx, { ...ofProject, limit: exportPageRows, ...(after ? { after } : {}) }),
    )
    for await (const rows of pages) {
      gathered.push(...rows)
      if (gathered.length < exportPageRows) continue
      yield gathered
      gathered = []
    }
  }
  yield gathered
}

async function* projectCodes(ctx: Context): AsyncGenerator<string> {
  let after = ''
  for (;;) {
    const codes = await listProjectCodes(ctx, after, exportPageRows)
    yield* codes
    const last = codes.at(-1)
    if (last === undefined || codes.length < exportPageRows) return
    after = last
  }
}

type NamedLine = LedgerLine & NamedSource

interface LinePlace {
  readonly project: string
  readonly workerId: string
  readonly month: LedgerRow['month']
}

const lineColumns: readonly ListColumn<NamedLine>[] = [
  { head: '是什么', kind: 'text', width: 12, value: (line) => lineKinds[line.kind] },
  { head: '班组', kind: 'text', width: 16, value: (line) => line.team },
  { head: '出勤天数', kind: 'integer', width: 10, value: (line) => line.daysPresent },
  {
    head: '出勤工时',
    kind: 'hundredths',
    width: 12,
    value: (line) => (line.minutes === null ? null : hundredthHours(line.minutes)),
  },
  { head: '工日', kind: 'hundredths', width: 10, value: (line) => line.workdaysHundredths },
  { head: '应发', kind: 'money', width: 15, value: (line) => line.dueFen },
  { head: '扣款', kind: 'money', width: 13, value: (line) => line.deductedFen },
  { head: '实发', kind: 'money', width: 15, value: (line) => line.netFen },
  { head: '发放日期', kind: 'day', width: 12, value: (line) => line.paidOn },
  { head: '发放金额', kind: 'money', width: 15, value: (line) => line.amountFen },
  ...sourceColumns,
  {
    head: '是否有效',
    kind: 'text',
    width: 12,
    value: (line) => (line.superseded ? '已被取代' : '有效'),
  },
]

/** The lines behind one worker-month, each with the file, sheet and row it comes from. */
export const ledgerLinesExport: ListExport<LinePlace, unknown, NamedLine> = {
  title: '台账依据的行',
  columns: lineColumns,
  about: async (ctx, { params }) => {
    const { row } = await viewLedgerRow(ctx, params)
    return {
      subject: params.workerId,
      period: monthText(params.month),
      conditions: [`${row.workerName}，${row.projectName}（${row.projectCode}）`],
    }
  },
  pages: (ctx, { params }) => linePages(ctx, params),
}

async function* linePages(ctx: Context, place: LinePlace): AsyncGenerator<readonly NamedLine[]> {
  const { lines } = await viewLedgerRow(ctx, place)
  yield await withSources(ctx, lines)
}
