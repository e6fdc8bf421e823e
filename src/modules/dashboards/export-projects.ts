import { sentence } from '../../kernel/words.ts'
import { allPages, exportPageRows, type ListExport } from '../exports/export-list.ts'
import { listTownNames } from '../places/views.ts'
import { industries, ownerKinds, projectSources, projectStates } from '../registry/words.ts'
import { riskWords } from '../risk/words.ts'
import type { ProjectFilter, ProjectRow, ProjectSort } from './contract.ts'
import { listProjects } from './views-projects.ts'

const levelText = (level: string) => sentence(riskWords, `risk.level-${level}`)

/** The projects of the list, in the order that it was sorted by. */
export const projectsExport: ListExport<
  undefined,
  ProjectFilter & { readonly sort: ProjectSort },
  ProjectRow
> = {
  title: '项目清单',
  columns: [
    { head: '项目编号', kind: 'text', width: 18, value: (row) => row.code },
    { head: '项目名称', kind: 'text', width: 30, value: (row) => row.name },
    { head: '镇街', kind: 'text', width: 14, value: (row) => row.town },
    { head: '建设单位性质', kind: 'text', width: 20, value: (row) => ownerKinds[row.ownerKind] },
    { head: '行业', kind: 'text', width: 12, value: (row) => industries[row.industry] },
    { head: '总包单位', kind: 'text', width: 28, value: (row) => row.generalContractor },
    { head: '状态', kind: 'text', width: 12, value: (row) => projectStates[row.state] },
    { head: '在场工人', kind: 'integer', width: 10, value: (row) => row.workersOnSite, sum: true },
    { head: '欠付', kind: 'money', width: 16, value: (row) => row.owedFen, sum: true },
    { head: '逾期欠薪', kind: 'money', width: 16, value: (row) => row.overdueFen, sum: true },
    { head: '逾期人数', kind: 'integer', width: 10, value: (row) => row.overdueWorkers },
    { head: '应发未知人月', kind: 'integer', width: 12, value: (row) => row.dueUnknown, sum: true },
    {
      head: '级别',
      kind: 'text',
      width: 8,
      value: (row) => (row.level === null ? null : levelText(row.level)),
    },
    { head: '预警', kind: 'integer', width: 8, value: (row) => row.warnings, sum: true },
    { head: '来源', kind: 'integer', width: 8, value: (row) => row.sources },
  ],
  about: async (ctx, { query }) => {
    const { search, town, ownerKind, owners, state, industry, source, level, only } = query
    const towns = town === undefined ? [] : await listTownNames(ctx)
    const townName = towns.find((one) => one.code === town)?.name ?? '属地未填'
    return {
      subject: 'dashboards.projects',
      period: null,
      conditions: [
        ...(search ? [`名称或编号含「${search}」`] : []),
        ...(town === undefined ? [] : [townName]),
        ...(ownerKind === undefined ? [] : [ownerKinds[ownerKind]]),
        ...(owners === undefined ? [] : ['政府和国企']),
        ...(state === undefined ? [] : [projectStates[state]]),
        ...(industry === undefined ? [] : [industries[industry]]),
        ...(source === undefined ? [] : [`来源有${projectSources[source]}`]),
        ...(level === undefined ? [] : [levelText(level)]),
        ...(only === undefined ? [] : ['有逾期欠薪']),
      ],
    }
  },
  pages: (ctx, { query: { search, town, ownerKind, owners, ...asked } }) => {
    const { state, industry, source, level, only, sort } = asked
    const filter = { search, town, ownerKind, owners, state, industry, source, level, only, sort }
    return allPages((after) => listProjects(ctx, { ...filter, after, limit: projectsPage }))
  },
}

/** Each row folds its own ledger months: a page of thousands would hold the list up for seconds. */
const projectsPage = Math.min(200, exportPageRows)
