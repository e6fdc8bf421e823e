import { addDays } from '../kernel/day.ts'
import { csvBytes, type CsvCell } from './csv.ts'
import type { Planned } from './deliveries.ts'
import type { Facts } from './facts.ts'
import type { ProjectPlan } from './plan.ts'
import { firmNamed, nthBuilder, owners, towns } from './towns-and-firms.ts'

/**
 * What authorities, a town and the hotline know of projects: each has its own numbers, writes names its own way, and
 * knows what others do not. One project is on nobody's list but the tax office's, one is known from a complaint only; two
 * rows are hard to tell. Of the towns only one says what it has screened.
 */
export function departmentLists(facts: Facts): Planned[] {
  return [
    listFile(facts, 34, '住建局施工许可项目', '区住建局', permitRows(facts)),
    listFile(facts, 31, '交通运输局在建项目', '区交通运输局', transportRows(facts)),
    listFile(facts, 27, '公共资源交易中心中标项目', '公共资源交易中心', tenderRows(facts)),
    listFile(facts, 24, '税务局涉税工程项目', '区税务局', taxRows(facts)),
    listFile(facts, 22, '省实名制平台在建项目', '省实名制平台 导出', platformRows(facts)),
    listFile(facts, 19, '甲镇工地排查登记', towns.jia.name, screeningRows(facts)),
    listFile(facts, 16, '投诉举报涉及工程', '12345 热线', complaintRows()),
  ].filter((file) => file !== null)
}

type Rows = readonly (readonly CsvCell[])[]

function listFile(
  { yesterday }: Facts,
  daysAgo: number,
  title: string,
  from: string,
  rows: Rows,
): Planned | null {
  if (rows.length === 1) return null
  const receivedOn = addDays(yesterday, -daysAgo)
  const name = `${title}_${receivedOn.replaceAll('-', '')}`
  return {
    receivedOn,
    fileName: `${name}.csv`,
    projectCode: null,
    from,
    bytes: () => csvBytes(rows, 'utf-8'),
    sheets: () => [{ name, kind: 'project-list', records: rows.length - 1 }],
  }
}

const firmOf = ({ participants }: ProjectPlan, role: 'owner' | 'general-contractor') =>
  participants.find((one) => one.role === role) ?? { name: '', creditCode: null }

const isOf = (plan: ProjectPlan, owner: string) => firmOf(plan, 'owner').name === owner

/** In 万元; a site's size says roughly what is built. */
const sumOf = ({ people }: ProjectPlan) => people * 36

/** Housing permits what is neither a road nor a river. */
function permitRows({ plans }: Facts): Rows {
  const own = plans.filter(
    (plan) =>
      plan.permitNumber !== null && !isOf(plan, owners.transport) && !isOf(plan, owners.water),
  )
  return [
    [
      '施工许可证号',
      '工程名称',
      '建设单位',
      '建设单位统一社会信用代码',
      '施工单位',
      '施工单位统一社会信用代码',
      '所属镇街',
      '合同金额（万元）',
      '开工日期',
    ],
    ...own.map((plan) => {
      const [owner, builder] = [firmOf(plan, 'owner'), firmOf(plan, 'general-contractor')]
      return [
        plan.permitNumber ?? '',
        plan.name,
        owner.name,
        owner.creditCode ?? '',
        builder.name,
        builder.creditCode ?? '',
        plan.townName,
        sumOf(plan),
        plan.begunOn,
      ]
    }),
  ]
}

/** 项目 for 工程, and numbers of its own. */
function transportRows({ plans }: Facts): Rows {
  const own = plans.filter((plan) => isOf(plan, owners.transport))
  return [
    ['项目编号', '项目名称', '项目法人', '施工单位', '属地'],
    ...own.map((plan, at) => [
      `JT-${plan.begunOn.slice(0, 4)}-${String(at + 1).padStart(3, '0')}`,
      plan.name.replace(/工程$/, '项目'),
      owners.transport,
      firmOf(plan, 'general-contractor').name,
      plan.townName,
    ]),
  ]
}

/** What public owners let by tender; the last of them in a second section that nobody else speaks of. */
function tenderRows({ plans }: Facts): Rows {
  const own = plans.filter(({ ownerKind }) => /^(?:government|soe)/.test(ownerKind))
  return [
    ['招标编号', '项目名称', '招标人', '中标单位', '中标价（万元）'],
    ...own.map((plan, at) => [
      `ZB${plan.begunOn.slice(0, 4)}-${String(at + 11).padStart(4, '0')}`,
      at === own.length - 1 ? `${plan.name}二标段` : plan.name,
      firmOf(plan, 'owner').name,
      firmOf(plan, 'general-contractor').name,
      sumOf(plan),
    ]),
  ]
}

/** Who pays taxes in advance here; one row under another town, and one project that nobody else has. */
function taxRows({ plans }: Facts): Rows {
  const own = plans.filter((_plan, at) => at % 5 !== 3)
  const unknown = firmNamed(nthBuilder(8))
  return [
    ['税源编号', '项目名称', '纳税人名称', '纳税人识别号', '所属镇街', '合同金额（万元）'],
    ...own.map((plan, at) => {
      const { name, creditCode } = firmOf(plan, 'general-contractor')
      const isElsewhere = at === 1
      const elsewhere = plan.townName === towns.yi.name ? towns.jia.name : towns.yi.name
      return [
        `SY${String(at + 301).padStart(6, '0')}`,
        plan.name,
        name,
        creditCode ?? '',
        isElsewhere ? elsewhere : plan.townName,
        sumOf(plan),
      ]
    }),
    ['SY000399', '乙镇滨河民宿群改造工程', unknown.name, unknown.creditCode, towns.yi.name, 1_860],
  ]
}

/** What the provincial platform holds, under the numbers that its exports use. */
function platformRows({ plans }: Facts): Rows {
  const own = plans.filter(({ onPlatform }) => onPlatform)
  return [
    ['监管编号', '项目名称', '建设单位', '施工单位', '所属镇街'],
    ...own.map((plan) => [
      plan.platformNumber ?? '',
      plan.name,
      firmOf(plan, 'owner').name,
      firmOf(plan, 'general-contractor').name,
      plan.townName,
    ]),
  ]
}

/** The one town that goes to look writes down what it finds on its ground. */
function screeningRows({ plans, yesterday }: Facts): Rows {
  const own = plans.filter(({ town, finishedOn }) => town === towns.jia.code && finishedOn === null)
  return [
    ['项目名称', '施工单位', '所属镇街', '排查日期', '现场人数'],
    ...own.map((plan, at) => [
      plan.name,
      firmOf(plan, 'general-contractor').name,
      plan.townName,
      addDays(yesterday, -20),
      12 + at * 3,
    ]),
  ]
}

/** Two callers name a site: one that the office knows, and one that nobody has ever heard of. */
function complaintRows(): Rows {
  const [walls, market] = ['示例卯劳务有限公司', '示例辰装饰有限公司']
  return [
    ['受理编号', '项目名称', '建设地点', '施工单位', '所属镇街', '反映问题'],
    ['TS20261', '丁街道围墙工地', '丁街道工业路', walls, towns.ding.name, '干了一个月没有发钱'],
    ['TS20262', '丁街道旧货市场拆改工程', '丁街道南门', market, towns.ding.name, '两个月没有结账'],
  ]
}
