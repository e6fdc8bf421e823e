import { roleNames } from '../people/words.ts'
import { listTownNames } from '../places/views.ts'
import type { BlindSpotFilter, BlindSpotRow, ExpectationEntry } from '../coverage/contract.ts'
import { listExpectations } from '../coverage/views-expectations.ts'
import { listBlindSpots } from '../coverage/views.ts'
import { blindSpotOutcomeNames, ruleTitle, sourceName } from '../coverage/words.ts'
import { readProject } from '../registry/views.ts'
import { industries } from '../registry/words.ts'
import { taskStateNames } from '../tasks/words.ts'
import { allPages, exportPageRows, type ListExport } from './export-list.ts'

const states = { open: '没有了结', closed: '已了结', all: '没有了结和已了结' }
const onlys = { late: '超期未答复', 'to-check': '待核验', unowned: '无人承办' }

/** Blind spots as the list has them: by limit. */
export const blindSpotsExport: ListExport<undefined, BlindSpotFilter, BlindSpotRow> = {
  title: '监管盲区清单',
  columns: [
    { head: '项目编号', kind: 'text', width: 18, value: (row) => row.projectCode },
    { head: '项目名称', kind: 'text', width: 30, value: (row) => row.projectName },
    { head: '镇街', kind: 'text', width: 14, value: (row) => row.town },
    { head: '行业', kind: 'text', width: 12, value: (row) => industries[row.industry] },
    { head: '谁没有登记', kind: 'text', width: 14, value: (row) => sourceName(row.missing) },
    {
      head: '谁已看到',
      kind: 'text',
      width: 30,
      value: (row) => row.seenBy.map(sourceName).join('、'),
    },
    { head: '应登记日期', kind: 'day', width: 12, value: (row) => row.dueSince },
    { head: '规则', kind: 'text', width: 8, value: (row) => row.rule },
    { head: '情况', kind: 'text', width: 60, value: (row) => row.message },
    { head: '列入日期', kind: 'day', width: 12, value: (row) => row.openedOn },
    { head: '了结日期', kind: 'day', width: 12, value: (row) => row.closedOn },
    {
      head: '承办岗位',
      kind: 'text',
      width: 14,
      value: ({ task }) => (task === null ? null : roleNames[task.owner.role]),
    },
    { head: '办理期限', kind: 'day', width: 12, value: ({ task }) => task?.dueOn ?? null },
    { head: '办理情况', kind: 'text', width: 14, value: standText },
    { head: '第几次', kind: 'integer', width: 8, value: (row) => row.times },
  ],
  about: async (ctx, { query }) => {
    const { missing, seenBy, town, owner, only, state, rule, project } = query
    const named = project === undefined ? null : await readProject(ctx, project)
    const towns = town === undefined ? [] : await listTownNames(ctx)
    const townName = towns.find(({ code }) => code === town)?.name ?? '未写明镇街'
    return {
      subject: named?.code ?? 'coverage.blind-spots',
      period: null,
      conditions: [
        states[state],
        ...(named === null ? [] : [`项目：${named.name}（${named.code}）`]),
        ...(missing === undefined ? [] : [`没有登记：${sourceName(missing)}`]),
        ...(seenBy === undefined ? [] : [`已看到：${sourceName(seenBy)}`]),
        ...(town === undefined ? [] : [`镇街：${townName}`]),
        ...(rule === undefined ? [] : [`规则：${ruleTitle(rule)}`]),
        ...(owner === undefined ? [] : [`承办岗位：${roleNames[owner]}`]),
        ...(only === undefined ? [] : [onlys[only]]),
      ],
    }
  },
  pages: (ctx, { query: { missing, seenBy, town, owner, only, state, rule, project } }) => {
    const filter = { missing, seenBy, town, owner, only, state, rule, project }
    return allPages((after) => listBlindSpots(ctx, { ...filter, after, limit: exportPageRows }))
  },
}

/** How it stands; of a closed one how it ended. */
function standText({ outcome, task }: BlindSpotRow): string | null {
  if (outcome !== null) return blindSpotOutcomeNames[outcome]
  if (task === null) return null
  return task.isOverdue ? '超期未答复' : taskStateNames[task.state]
}

/** What should be known to which source, with the district's own decisions. */
export const expectationsExport: ListExport<undefined, unknown, ExpectationEntry> = {
  title: '应登记规则',
  columns: [
    { head: '规则', kind: 'text', width: 8, value: (row) => row.rule },
    { head: '名称', kind: 'text', width: 36, value: (row) => row.title },
    { head: '为什么', kind: 'text', width: 60, value: (row) => row.why },
    { head: '条款', kind: 'text', width: 40, value: (row) => row.article },
    { head: '谁应当登记', kind: 'text', width: 14, value: (row) => sourceName(row.missing) },
    { head: '宽限天数', kind: 'integer', width: 10, value: (row) => row.graceDays },
    { head: '今天起作用', kind: 'text', width: 12, value: (row) => (row.isOn ? '是' : '否') },
    {
      head: '有没有名单',
      kind: 'text',
      width: 14,
      value: (row) => (row.isGiving ? '有' : '还没有报来'),
    },
    { head: '没有了结的盲区', kind: 'integer', width: 14, value: (row) => row.open.value },
    { head: '本区决定', kind: 'text', width: 40, value: decisionText },
  ],
  about: async () => ({ subject: 'coverage.expectations', period: null, conditions: [] }),
  pages: async function* (ctx) {
    yield await listExpectations(ctx)
  },
}

function decisionText({ added, off }: ExpectationEntry): string | null {
  const said = [
    ...(added === null ? [] : [`${added.addedBy}增加：${added.reason}`]),
    ...off.map(
      (one) => `${one.addedBy}停用 ${one.validFrom} 至 ${one.validTo ?? '……'}：${one.reason}`,
    ),
  ]
  return said.length === 0 ? null : said.join('；')
}
