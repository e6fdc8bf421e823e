import { dayNumberOf } from '../day-text.ts'
import { hundredthsOf } from '../amount.ts'
import type { Family } from '../family.ts'
import { projectRows } from './project-rows.ts'

/** What a list of projects may say of one (项目清单, 在建工程一览表). */
export type ProjectField =
  | 'seq'
  | 'listedCode'
  | 'permitNumber'
  | 'listedName'
  | 'place'
  | 'town'
  | 'industry'
  | 'ownerFirm'
  | 'ownerCreditCode'
  | 'ownerKind'
  | 'contractorFirm'
  | 'contractorCreditCode'
  | 'contractSum'
  | 'startedOn'
  | 'finishedOn'
  | 'projectState'

export type ProjectSheetKind = 'project-list'

const isDay = (_: string, cell: Parameters<typeof dayNumberOf>[0]) =>
  Number.isFinite(dayNumberOf(cell ?? null, false))
const isNumber = (_: string, cell: Parameters<typeof hundredthsOf>[0]) =>
  Number.isFinite(hundredthsOf(cell ?? null))

export const projectFamily: Family<ProjectField, ProjectSheetKind> = {
  words: [
    ['seq', '序号 项次 no no. 行号'],
    [
      'listedName',
      '项目名称 工程名称 项目 工程 工程项目名称 项目工程名称 建设项目名称 在建项目名称',
    ],
    [
      'listedCode',
      '项目编号 项目编码 项目代码 工程编号 工程编码 投资项目代码 监管编号 平台编码 平台编号 招标编号 税源编号 赋码',
    ],
    ['permitNumber', '施工许可证号 施工许可证编号 施工许可证 许可证号'],
    ['place', '建设地点 工程地点 项目地址 项目地点 工程地址 建设地址 地址'],
    ['town', '所属镇街 镇街 街道 乡镇 所属街道 所属乡镇 属地 所在镇街 镇（街道）'],
    [
      'ownerFirm',
      '建设单位 业主单位 业主 建设单位名称 甲方 代建单位 项目单位 项目法人 招标人 用地单位 建设主体',
    ],
    [
      'ownerCreditCode',
      '建设单位统一社会信用代码 建设单位信用代码 业主单位统一社会信用代码 项目法人统一社会信用代码 项目单位统一社会信用代码',
    ],
    ['industry', '行业 所属行业 行业类别 项目类别 工程类别 项目类型 工程类型'],
    ['ownerKind', '投资性质 资金来源 项目性质 投资类型 业主性质 建设单位性质'],
    [
      'contractorFirm',
      '施工单位 总包单位 施工总承包单位 总承包单位 施工企业 总包 施工总包单位 承建单位 中标单位 中标人 纳税人名称',
    ],
    [
      'contractorCreditCode',
      '施工单位统一社会信用代码 施工单位信用代码 总包单位统一社会信用代码 中标单位统一社会信用代码 纳税人识别号',
    ],
    ['contractSum', '合同金额 合同价 合同总价 中标价 工程造价 合同造价 总投资'],
    ['startedOn', '开工日期 开工时间 计划开工日期 实际开工日期'],
    ['finishedOn', '竣工日期 竣工时间 计划竣工日期 完工日期'],
    ['projectState', '工程状态 项目状态 建设状态 施工状态 形象进度 工程进度'],
  ],
  contained: [
    ['listedName', /(?:项目|工程)名称/],
    ['permitNumber', /施工许可/],
    ['ownerCreditCode', /(?:建设|业主|法人|项目单位|招标).*(?:信用代码|识别号)/],
    ['contractorCreditCode', /(?:施工|承包|总包|中标|纳税).*(?:信用代码|识别号)/],
    ['ownerFirm', /建设单位|业主/],
    ['contractorFirm', /施工单位|总包单位|总承包单位/],
    ['contractSum', /(?:合同|中标).*(?:金额|价|额)/],
    ['startedOn', /开工.*(?:日|时间)/],
    ['finishedOn', /[竣完]工.*(?:日|时间)/],
  ],
  kinds: [
    {
      kind: 'project-list',
      totals: ['contractSum'],
      needs: [
        ['listedName'],
        ['ownerFirm', 'contractorFirm', 'permitNumber', 'contractSum', 'place'],
      ],
      not: [],
      title: /项目(?:清单|台账|一览|名册|汇总|明细)|在建(?:项目|工程)|工程(?:清单|台账|一览|汇总)/,
      read: projectRows,
    },
  ],
  values: { contractSum: isNumber, startedOn: isDay, finishedOn: isDay },
}
