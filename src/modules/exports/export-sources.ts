import type { JoinQuestion, SourceRecord } from '../registry/contract-sources.ts'
import type { JoinQuestionFilter } from '../registry/contract-sources.ts'
import { readProject } from '../registry/views.ts'
import { listJoinQuestions, listProjectSources } from '../registry/views-sources.ts'
import {
  industries,
  matchFactNames,
  ownerKinds,
  projectSources,
  projectStates,
} from '../registry/words.ts'
import { type ListColumn, type ListExport, allPages } from './export-list.ts'

/** What one source says of one project, column by column. */
const recordColumns: readonly ListColumn<SourceRecord>[] = [
  { head: '来源', kind: 'text', width: 14, value: (row) => projectSources[row.source] },
  { head: '来源编号', kind: 'text', width: 22, value: (row) => row.ownNumber },
  { head: '来源日期', kind: 'day', width: 12, value: (row) => row.saidOn },
  { head: '项目名称', kind: 'text', width: 30, value: (row) => row.name },
  { head: '属地', kind: 'text', width: 14, value: (row) => row.town },
  { head: '建设地点', kind: 'text', width: 24, value: (row) => row.place },
  { head: '行业', kind: 'text', width: 12, value: (row) => industries[row.industry] },
  {
    head: '建设单位性质',
    kind: 'text',
    width: 18,
    value: (row) => (row.ownerKind === null ? null : ownerKinds[row.ownerKind]),
  },
  { head: '建设单位', kind: 'text', width: 28, value: (row) => row.owner?.name ?? null },
  {
    head: '建设单位信用代码',
    kind: 'text',
    width: 22,
    value: (row) => row.owner?.creditCode ?? null,
  },
  { head: '总包单位', kind: 'text', width: 28, value: (row) => row.contractor?.name ?? null },
  {
    head: '总包单位信用代码',
    kind: 'text',
    width: 22,
    value: (row) => row.contractor?.creditCode ?? null,
  },
  { head: '施工许可证号', kind: 'text', width: 22, value: (row) => row.permitNumber },
  { head: '合同金额', kind: 'money', width: 18, value: (row) => row.contractSumFen },
  { head: '开工日期', kind: 'day', width: 12, value: (row) => row.begunOn },
  { head: '竣工日期', kind: 'day', width: 12, value: (row) => row.finishOn },
  {
    head: '状态',
    kind: 'text',
    width: 12,
    value: (row) => (row.state === null ? null : projectStates[row.state]),
  },
]

const joinedBys = { made: '按它登记', rule: '自动并入', officer: '人工判断' } as const

/** Which sources know a project, each with its own number and day. */
export const projectSourcesExport: ListExport<{ code: string }, unknown, SourceRecord> = {
  title: '项目来源',
  columns: [
    ...recordColumns,
    {
      head: '怎么对上的',
      kind: 'text',
      width: 14,
      value: (row) => (row.joinedBy === null ? null : joinedBys[row.joinedBy]),
    },
  ],
  about: async (ctx, { params }) => {
    const { code, name } = await readProject(ctx, params.code)
    return { subject: code, period: null, conditions: [`项目：${name}（${code}）`] }
  },
  pages: async function* (ctx, { params }) {
    yield (await listProjectSources(ctx, params.code)).rows
  },
}

const namesOf = (facts: readonly (keyof typeof matchFactNames)[] = []) =>
  facts.map((fact) => matchFactNames[fact]).join('、')

/** Records that wait to be told, each with the project that it is likeliest to be. */
export const joinQuestionsExport: ListExport<undefined, JoinQuestionFilter, JoinQuestion> = {
  title: '来源核对',
  columns: [
    ...recordColumns.map(({ sum: _sum, value, ...column }): ListColumn<JoinQuestion> => ({
      ...column,
      value: ({ record }) => value(record),
    })),
    {
      head: '最相近的项目',
      kind: 'text',
      width: 30,
      value: ({ candidates: [first] }) => first?.name ?? null,
    },
    {
      head: '它的编号',
      kind: 'text',
      width: 20,
      value: ({ candidates: [first] }) => first?.code ?? null,
    },
    {
      head: '相同',
      kind: 'text',
      width: 24,
      value: ({ candidates: [first] }) => namesOf(first?.agrees),
    },
    {
      head: '不同',
      kind: 'text',
      width: 24,
      value: ({ candidates: [first] }) => namesOf(first?.differs),
    },
  ],
  about: async (_ctx, { query: { source } }) => ({
    subject: 'registry.join-questions',
    period: null,
    conditions: source === undefined ? [] : [`来源：${projectSources[source]}`],
  }),
  pages: (ctx, { query: { source } }) =>
    allPages((after) => listJoinQuestions(ctx, { source, after, limit: 200 })),
}
