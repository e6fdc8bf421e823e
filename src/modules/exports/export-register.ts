import { readProject } from '../registry/views.ts'
import { industries, ownerKinds } from '../registry/words.ts'
import type {
  FirmRow,
  FormRow,
  ZeroToleranceFilter,
  ZeroToleranceRow,
} from '../register/contract-lists.ts'
import type { ClassFilter, ClassRow, EntryFilter, EntryRow } from '../register/contract.ts'
import { listClasses } from '../register/views-classes.ts'
import { listEntries } from '../register/views-entries.ts'
import { listForms } from '../register/views-forms.ts'
import { listFirms, listZeroTolerance } from '../register/views-lists.ts'
import { causeText, classNames, entryStateNames, partNames } from '../register/words.ts'
import { allPages, exportPageRows, type ListExport } from './export-list.ts'
import { instantText } from './instant-text.ts'

const onlys = {
  late: '超期未化解',
  'check-late': '检查逾期',
  'to-sign': '待核销',
  public: '政府和国企项目',
}

/** The register as the office's own sheet, in its order. */
export const entriesExport: ListExport<undefined, EntryFilter, EntryRow> = {
  title: '农民工工资支付风险台账',
  columns: [
    { head: '项目编号', kind: 'text', width: 18, value: (row) => row.projectCode },
    { head: '项目名称', kind: 'text', width: 30, value: (row) => row.projectName },
    { head: '镇街', kind: 'text', width: 14, value: (row) => row.town },
    { head: '投资主体', kind: 'text', width: 16, value: (row) => ownerKinds[row.ownerKind] },
    { head: '行业', kind: 'text', width: 14, value: (row) => industries[row.industry] },
    { head: '风险等级', kind: 'text', width: 10, value: (row) => classNames[row.class] },
    { head: '优先序', kind: 'text', width: 30, value: priorityText },
    { head: '涉及人数', kind: 'integer', width: 10, value: (row) => row.people, sum: true },
    { head: '欠付金额', kind: 'money', width: 16, value: (row) => row.overdueFen, sum: true },
    { head: '列入时人数', kind: 'integer', width: 10, value: (row) => row.openedPeople },
    { head: '列入时金额', kind: 'money', width: 16, value: (row) => row.openedFen },
    { head: '欠薪原因', kind: 'text', width: 30, value: (row) => causeText(row) },
    { head: '化解措施', kind: 'text', width: 40, value: (row) => row.measures || null },
    { head: '责任领导', kind: 'text', width: 12, value: (row) => row.leader || null },
    { head: '责任单位', kind: 'text', width: 18, value: (row) => row.unit },
    { head: '化解期限', kind: 'day', width: 12, value: (row) => row.dueOn },
    { head: '列入日期', kind: 'day', width: 12, value: (row) => row.openedOn },
    { head: '检查次数', kind: 'integer', width: 10, value: (row) => row.checks },
    { head: '最近检查', kind: 'day', width: 12, value: (row) => row.checkedOn },
    { head: '下次检查', kind: 'day', width: 12, value: (row) => row.nextCheckOn },
    { head: '办理情况', kind: 'text', width: 12, value: stateText },
    { head: '销号日期', kind: 'day', width: 12, value: (row) => row.signedOn },
    { head: '核销人', kind: 'text', width: 12, value: (row) => row.signedByName },
  ],
  about: async (ctx, { query }) => {
    const { project, state, class: of, search, town, only, happened, from, to } = query
    const named = project === undefined ? null : await readProject(ctx, project)
    return {
      subject: named?.code ?? 'register.entries',
      period: null,
      conditions: [
        ...(state === 'all' ? [] : [state === 'live' ? '未销号' : entryStateNames[state]]),
        ...(named === null ? [] : [`项目：${named.name}（${named.code}）`]),
        ...(of === undefined ? [] : [classNames[of]]),
        ...(search === undefined ? [] : ['按名称查找']),
        ...(town === undefined ? [] : [`镇街：${town}`]),
        ...(only === undefined ? [] : [onlys[only]]),
        ...(happened === undefined
          ? []
          : [`${from ?? ''}至${to ?? ''}${happened === 'opened' ? '列入' : '销号'}的`]),
      ],
    }
  },
  pages: (ctx, { query: { project, state, class: of, search, town, only, happened, from, to } }) =>
    allPages((after) =>
      listEntries(ctx, {
        project,
        state,
        class: of,
        search,
        town,
        only,
        happened,
        from,
        to,
        after,
        limit: exportPageRows,
      }),
    ),
}

function priorityText({ priority }: EntryRow): string {
  const parts = priority.parts.map(({ part, tenths }) => `${partNames[part]} ${tenths / 10}`)
  return `${priority.points} 分（${parts.join('，')}）`
}

function stateText({ state, isLate }: EntryRow): string {
  return isLate ? '超期未化解' : entryStateNames[state]
}

/** Every project with its class, and its 标准化等级 in a column of its own. */
export const classesExport: ListExport<undefined, ClassFilter, ClassRow> = {
  title: '项目风险等级',
  columns: [
    { head: '项目编号', kind: 'text', width: 18, value: (row) => row.projectCode },
    { head: '项目名称', kind: 'text', width: 30, value: (row) => row.projectName },
    { head: '镇街', kind: 'text', width: 14, value: (row) => row.town },
    { head: '投资主体', kind: 'text', width: 16, value: (row) => ownerKinds[row.ownerKind] },
    { head: '风险等级', kind: 'text', width: 10, value: (row) => classNames[row.class] },
    { head: '怎样定的', kind: 'text', width: 10, value: (row) => hows[row.how] },
    { head: '按规则', kind: 'text', width: 10, value: (row) => classNames[row.ruleClass] },
    { head: '理由', kind: 'text', width: 50, value: (row) => row.reason },
    { head: '起自', kind: 'day', width: 12, value: (row) => row.since },
    { head: '逾期欠付人数', kind: 'integer', width: 12, value: (row) => row.people, sum: true },
    { head: '逾期欠付', kind: 'money', width: 16, value: (row) => row.overdueFen, sum: true },
    { head: '标准化等级', kind: 'text', width: 12, value: (row) => row.standardGrade },
    {
      head: '在台账上',
      kind: 'text',
      width: 10,
      value: (row) => (row.entryId === null ? null : '是'),
    },
  ],
  about: async (_ctx, { query: { class: of, how, town } }) => ({
    subject: 'register.classes',
    period: null,
    conditions: [
      ...(of === undefined ? [] : [classNames[of]]),
      ...(how === undefined ? [] : [hows[how]]),
      ...(town === undefined ? [] : [`镇街：${town}`]),
    ],
  }),
  pages: (ctx, { query: { class: of, how, search, town } }) =>
    allPages((after) =>
      listClasses(ctx, { class: of, how, search, town, after, limit: exportPageRows }),
    ),
}

const hows = { rule: '按规则', officer: '人工定' }

/** 发现一起、查处一起: what was found of each, and what was done by whom. */
export const zeroToleranceExport: ListExport<undefined, ZeroToleranceFilter, ZeroToleranceRow> = {
  title: '政府和国企项目欠薪零容忍清单',
  columns: [
    { head: '项目编号', kind: 'text', width: 18, value: (row) => row.projectCode },
    { head: '项目名称', kind: 'text', width: 30, value: (row) => row.projectName },
    { head: '镇街', kind: 'text', width: 14, value: (row) => row.town },
    { head: '投资主体', kind: 'text', width: 16, value: (row) => ownerKinds[row.ownerKind] },
    { head: '风险等级', kind: 'text', width: 10, value: (row) => classNames[row.class] },
    { head: '发现日期', kind: 'day', width: 12, value: (row) => row.foundOn },
    { head: '发现的问题', kind: 'text', width: 40, value: (row) => row.found.join('、') || null },
    { head: '涉及人数', kind: 'integer', width: 10, value: (row) => row.people, sum: true },
    { head: '逾期欠付', kind: 'money', width: 16, value: (row) => row.overdueFen, sum: true },
    {
      head: '查处情况',
      kind: 'text',
      width: 60,
      value: ({ steps }) =>
        steps
          .map((step) => `${step.on} ${step.organisation}${step.actorName}：${step.message}`)
          .join('；') || '还没有查处',
    },
    { head: '是否办结', kind: 'text', width: 10, value: (row) => (row.isDone ? '已办结' : '在办') },
  ],
  about: async (_ctx, { query: { state, owner, only } }) => ({
    subject: 'register.zero-tolerance',
    period: null,
    conditions: [
      ...(state === 'all' ? [] : [state === 'open' ? '在办' : '已办结']),
      ...(owner === undefined ? [] : [owner === 'government' ? '政府项目' : '国企项目']),
      ...(only === undefined ? [] : ['还没有查处']),
    ],
  }),
  pages: (ctx, { query: { state, owner, only } }) =>
    allPages((after) =>
      listZeroTolerance(ctx, { state, owner, only, after, limit: exportPageRows }),
    ),
}

/** Firms with several projects that owe. */
export const firmsExport: ListExport<undefined, unknown, FirmRow> = {
  title: '多个项目欠薪的企业',
  columns: [
    { head: '企业名称', kind: 'text', width: 36, value: (row) => row.name },
    { head: '统一社会信用代码', kind: 'text', width: 22, value: (row) => row.creditCode },
    { head: '欠薪项目数', kind: 'integer', width: 10, value: (row) => row.count },
    { head: '涉及人数', kind: 'integer', width: 10, value: (row) => row.people },
    { head: '逾期欠付', kind: 'money', width: 16, value: (row) => row.overdueFen },
    { head: '最高风险等级', kind: 'text', width: 12, value: (row) => classNames[row.worst] },
    {
      head: '项目',
      kind: 'text',
      width: 60,
      value: ({ projects }) => projects.map(({ name, code }) => `${name}（${code}）`).join('、'),
    },
  ],
  about: async () => ({ subject: 'register.firms', period: null, conditions: [] }),
  pages: (ctx) => allPages((after) => listFirms(ctx, { after, limit: exportPageRows })),
}

/** A superior's forms, and how often each was filled. */
export const formsExport: ListExport<undefined, unknown, FormRow> = {
  title: '上级报表',
  columns: [
    { head: '名称', kind: 'text', width: 36, value: (row) => row.name },
    { head: '空白文件', kind: 'text', width: 36, value: (row) => row.fileName },
    { head: '对应的格', kind: 'integer', width: 10, value: (row) => row.taught },
    { head: '用过次数', kind: 'integer', width: 10, value: (row) => row.used },
    {
      head: '最近一次',
      kind: 'text',
      width: 18,
      value: (row) => (row.usedAt === null ? null : instantText(row.usedAt)),
    },
    { head: '上传人', kind: 'text', width: 14, value: (row) => row.createdByName },
  ],
  about: async () => ({ subject: 'register.forms', period: null, conditions: [] }),
  pages: async function* (ctx) {
    yield await listForms(ctx)
  },
}
