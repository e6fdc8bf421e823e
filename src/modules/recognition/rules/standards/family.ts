import { dayNumberOf } from '../day-text.ts'
import type { Family } from '../family.ts'
import { standardRows, gradeOf } from './standard-rows.ts'

/** What a list of 标准化等级 may say of a project: its grade, the day, and who gave it. */
export type StandardField =
  | 'seq'
  | 'standardProject'
  | 'standardProjectCode'
  | 'standardGrade'
  | 'ratedGrade'
  | 'standardOn'
  | 'standardBy'

export type StandardSheetKind = 'standard-list'

const isDay = (_: string, cell: Parameters<typeof dayNumberOf>[0]) =>
  Number.isFinite(dayNumberOf(cell ?? null, false))
const isGrade = (text: string) => gradeOf(text) !== null

/** 安全生产标准化 is another thing, with grades of its own (优良, 合格): a title that speaks of it is none of these. */
const title =
  /^(?!.*安全(?:生产|文明)?.{0,2}标准化).*(?:标准化.{0,8}(?:等级|评级|评定|考评|考核|达标|名单|台账|一览|汇总|结果|工地)|无欠薪.{0,8}(?:等级|评级|评定|考评))/s

export const standardFamily: Family<StandardField, StandardSheetKind> = {
  words: [
    ['seq', '序号 项次 no no. 行号'],
    [
      'standardProject',
      '项目名称 工程名称 项目 工程 工程项目名称 所属项目 建设项目名称 项目工程名称 工地名称 工地 在建项目 在建项目名称',
    ],
    [
      'standardProjectCode',
      '项目编号 项目编码 项目代码 工程编号 工程编码 施工许可证号 施工许可证编号 监管编号',
    ],
    [
      'standardGrade',
      '标准化等级 标准化考评等级 标准化评定等级 标准化管理等级 标准化级别 标准化评级 标准化工地等级 标准化达标等级 标准化评定结果 标准化考评结果',
    ],
    [
      'ratedGrade',
      '等级 评定等级 考评等级 考核等级 评定结果 考评结果 评级 级别 评定级别 评级结果 管理等级 达标等级 项目等级 工地等级 核定等级 本次等级 认定等级',
    ],
    [
      'standardOn',
      '评定日期 评定时间 评定日 考评日期 考评时间 考核日期 考核时间 检查日期 检查时间 评级日期 评级时间 认定日期 核定日期 核查日期 验收日期 日期',
    ],
    [
      'standardBy',
      '评定单位 评定部门 评定机构 评定人 考评单位 考评部门 考评机构 考评人 考核单位 考核部门 检查单位 检查部门 检查人 评级单位 认定单位 核定单位 组织单位 评定主体 主管部门',
    ],
  ],
  // A title holds these words too and stands above every column: only what begins so is a head.
  contained: [
    ['standardOn', /^(?:评定|考评|考核|检查|评级|认定|核定).*(?:日期|时间)/],
    ['standardBy', /^(?:评定|考评|考核|检查|评级|认定|核定).*(?:单位|部门|机构|人)/],
    ['ratedGrade', /^(?:本次|最终|综合)?(?:评定|考评|考核|评级|认定)(?:等级|级别|结果)/],
    ['standardProjectCode', /^(?:项目|工程).*编[号码]/],
    ['standardProject', /^(?:项目|工程)名称/],
  ],
  kinds: [
    {
      // Its own word heads a column: nothing else writes it.
      kind: 'standard-list',
      needs: [['standardGrade'], ['standardProject', 'standardProjectCode']],
      not: [],
      title,
      telling: 2,
      period: () => null,
      read: standardRows,
    },
    {
      // 等级 alone may be a risk's: the title must say of what.
      kind: 'standard-list',
      needs: [['ratedGrade'], ['standardProject', 'standardProjectCode']],
      not: [],
      title,
      onlyWithTitle: true,
      telling: 2,
      period: () => null,
      read: standardRows,
    },
  ],
  values: { standardGrade: isGrade, ratedGrade: isGrade, standardOn: isDay },
}
