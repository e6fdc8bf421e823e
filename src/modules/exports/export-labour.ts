import { sentence } from '../../kernel/words.ts'
import type { EngagementRow, WorkerEngagement } from '../labour/contract.ts'
import { listProjectWorkers, viewWorker, type WorkersQuery } from '../labour/views.ts'
import { labourWords, rateUnits } from '../labour/words.ts'
import { readProject } from '../registry/views.ts'
import { allPages, exportPageRows, type ListColumn, type ListExport } from './export-list.ts'

type Standing = Pick<
  EngagementRow,
  'firm' | 'team' | 'trade' | 'teamLeader' | 'onRoster' | 'enteredOn' | 'leftOn'
>

const standingColumns: readonly ListColumn<Standing>[] = [
  { head: '用工单位', kind: 'text', width: 28, value: (row) => row.firm },
  { head: '班组', kind: 'text', width: 16, value: (row) => row.team },
  { head: '工种', kind: 'text', width: 12, value: (row) => row.trade },
  { head: '是否班组长', kind: 'text', width: 11, value: (row) => (row.teamLeader ? '是' : '否') },
  { head: '名册', kind: 'text', width: 10, value: (row) => (row.onRoster ? '在册' : '不在名册') },
  { head: '进场日期', kind: 'day', width: 12, value: (row) => row.enteredOn },
  { head: '退场日期', kind: 'day', width: 12, value: (row) => row.leftOn },
]

/** Who works, or worked, on a project. */
export const workersExport: ListExport<
  { code: string },
  Omit<WorkersQuery, 'limit'>,
  EngagementRow
> = {
  title: '项目工人',
  columns: [
    { head: '姓名', kind: 'text', width: 10, value: (row) => row.name },
    { head: '证件号码', kind: 'text', width: 22, value: (row) => row.idNumber },
    {
      head: '证件核对',
      kind: 'text',
      width: 24,
      value: (row) => (row.idFinding === null ? null : sentence(labourWords, row.idFinding)),
    },
    ...standingColumns,
  ],
  about: async (ctx, { params, query }) => {
    const { code, name } = await readProject(ctx, params.code)
    return {
      subject: code,
      period: null,
      conditions: [
        `项目：${name}（${code}）`,
        ...(query.onSite === true ? ['只看在场'] : []),
        ...(query.search ? ['按所查的人'] : []),
      ],
    }
  },
  pages: (ctx, { params, query: { search, onSite } }) =>
    allPages((after) =>
      listProjectWorkers(ctx, params.code, { search, onSite, after, limit: exportPageRows }),
    ),
}

/** On which projects a worker is known. */
export const engagementsExport: ListExport<{ workerId: string }, unknown, WorkerEngagement> = {
  title: '工人所在项目',
  columns: [
    { head: '项目编号', kind: 'text', width: 18, value: (row) => row.projectCode },
    { head: '项目名称', kind: 'text', width: 30, value: (row) => row.projectName },
    ...standingColumns,
    { head: '工资卡', kind: 'text', width: 22, value: (row) => row.card },
    { head: '手机', kind: 'text', width: 14, value: (row) => row.phone },
    { head: '合同工价', kind: 'money', width: 12, value: (row) => row.rateFen },
    {
      head: '计价',
      kind: 'text',
      width: 10,
      value: (row) => (row.rateUnit === null ? null : rateUnits[row.rateUnit]),
    },
  ],
  about: async (ctx, { params }) => {
    const { name, idNumber } = await viewWorker(ctx, params.workerId)
    return {
      subject: params.workerId,
      period: null,
      conditions: [idNumber === null ? name : `${name}，证件号 ${idNumber}`],
    }
  },
  pages: async function* (ctx, { params }) {
    const { engagements } = await viewWorker(ctx, params.workerId)
    yield engagements
  },
}
