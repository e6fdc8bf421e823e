import type { YearMonth } from '../../../kernel/day.ts'
import { monthOfDayIn, yearMonthOf } from './day-text.ts'
import { plainText } from './cell-text.ts'
import {
  monthOfText,
  monthWithoutYear,
  saysMonthByDays,
  saysSeveralMonths,
  type MonthsSaid,
} from './sheet-month.ts'
import type { Lines } from './sheet-lines.ts'

/** What title, head lines, sheet name and file name say, outside the table itself. */
export interface Context {
  readonly period: YearMonth | null
  readonly periodFrom: 'title' | 'sheet-name' | 'file-name' | 'head-line' | null
  /** What each place says of the month. */
  readonly months: MonthsSaid
  readonly projectName: string | null
  readonly projectCode: string | null
  readonly firmName: string | null
  readonly employerName: string | null
  readonly teamName: string | null
  /** 单位：小时, 单位：元 … of the head lines. */
  readonly unit: string
  /** All head lines, sheet name and file name, for words that tell the kind. */
  readonly words: string
}

const labels = {
  projectName:
    /^(?:项目|工程)名称$|^项目执行单位$|^所属项目$|^工程项目(?:名称)?$|^项目部$|^项目$|^工程$/,
  projectCode: /^(?:项目|工程)(?:编|代)[码号]$|^施工许可证号?$/,
  employerName:
    /^(?:劳务(?:公司|单位|企业|分包单位)|分包单位|用工单位|用人单位|所属(?:单位|公司)|单位名称|企业名称|公司名称|劳务分包(?:单位)?|编制单位)(?:名称)?(?:盖章|公章)?$/,
  firmName:
    /^(?:施工单位|总包单位|总承包单位|施工总承包(?:单位)?|承包单位|承建单位)(?:名称)?(?:盖章|公章)?$/,
  teamName: /^(?:班组|班组名称|所属班组|施工班组|作业班组)$/,
} as const

type Label = keyof typeof labels

/** Reads what stands above the header, and the names of sheet and file. */
export function contextOf(
  lines: Lines,
  headerRow: number,
  sheetName: string,
  fileName: string,
  date1904: boolean,
): Context {
  const heads = headTexts(lines, headerRow)
  const labelled = labelledValues(lines, headerRow)
  const titles = heads.join(' ')
  const name = fileName.replace(/^.*[/\\]/, '').replace(/\.[a-z0-9]{2,5}$/i, '')
  const months = monthsSaid(lines, headerRow, titles, sheetName, name, date1904)
  const period = months.title ?? months.sheetName ?? months.fileName ?? months.headDay
  const title = heads.find((text) => /表|册|单|明细|汇总|台账|记录/.test(text)) ?? heads[0] ?? ''
  const parties = partiesIn(labelled.projectName ?? title)
  return {
    period,
    periodFrom: periodFrom(months),
    months,
    projectName:
      parties.project ??
      (labelled.projectName === undefined ? null : projectNameOf(labelled.projectName)),
    projectCode: labelled.projectCode ?? null,
    firmName: labelled.firmName ?? parties.firm,
    employerName: labelled.employerName ?? null,
    teamName: labelled.teamName ?? null,
    unit:
      /单位[:：]?\(?([^\s)，,；;]{1,8})/.exec(
        titles.replaceAll(
          /(?:分包|建设|施工|执行|用工|劳务|总包|编制|填报|报送|主管|责任|制表|统计)单位/g,
          '',
        ),
      )?.[1] ?? '',
    words: `${titles} ${sheetName} ${name}`,
  }
}

function periodFrom({ title, sheetName, fileName, headDay }: MonthsSaid): Context['periodFrom'] {
  if (title !== null) return 'title'
  if (sheetName !== null) return 'sheet-name'
  if (fileName !== null) return 'file-name'
  return headDay === null ? null : 'head-line'
}

function monthsSaid(
  lines: Lines,
  headerRow: number,
  titles: string,
  sheetName: string,
  fileName: string,
  date1904: boolean,
): MonthsSaid {
  const all = `${titles} ${sheetName} ${fileName}`
  const of = (text: string) => (saysSeveralMonths(text) ? null : monthOfText(text, all))
  // 2026年5-6月 is two months: no day beside it says which.
  const isSeveral = saysSeveralMonths(titles)
  const cell = isSeveral ? null : monthOfHeadCells(lines, headerRow, date1904)
  return {
    title: of(titles),
    sheetName: of(sheetName),
    fileName: of(fileName),
    headDay: cell?.month ?? (isSeveral ? null : monthOfDayIn(titles)),
    headDayIsMonth: cell?.isFirst ?? saysMonthByDays(titles),
    withoutYear: isSeveral ? null : monthWithoutYear(all),
  }
}

function headTexts(lines: Lines, headerRow: number): string[] {
  const texts: string[] = []
  for (let row = lines.first; row < headerRow; row += 1) {
    for (let column = 0; column < lines.width; column += 1) {
      const text = plainText(lines.text(row, column))
      if (text !== null && text.length <= 200) texts.push(text)
    }
  }
  return texts
}

/** `班组：钢筋班`, or 班组 in one cell and its value in the next. */
function labelledValues(lines: Lines, headerRow: number): { [L in Label]?: string } {
  const found: { [L in Label]?: string } = {}
  for (let row = lines.first; row < headerRow; row += 1) {
    for (let column = 0; column < lines.width; column += 1) {
      const text = lines.text(row, column).normalize('NFKC')
      for (const piece of text.split(/\s{2,}|[;；]/)) {
        const [label, value] = /^\s*([^:]{2,12}):\s*(.*)$/s.exec(piece)?.slice(1) ?? [piece, '']
        const key = labelOf(label ?? '')
        if (key === null || found[key] !== undefined) continue
        const said = plainText(value === '' ? nextText(lines, row, column) : value)
        if (said !== null && !/[:]$/.test(said)) found[key] = said
      }
    }
  }
  return found
}

function labelOf(written: string): Label | null {
  const label = written.replaceAll(/[\s():]/g, '')
  for (const key of labelKeys) if (labels[key].test(label)) return key
  return null
}

const labelKeys: readonly Label[] = [
  'projectName',
  'projectCode',
  'employerName',
  'firmName',
  'teamName',
]

function nextText(lines: Lines, row: number, column: number): string {
  for (let next = column + 1; next < Math.min(column + 6, lines.width); next += 1) {
    const text = lines.text(row, next)
    if (text !== '') return text
  }
  return ''
}

/** A day in the head lines (日期：2026-05-31) names the month where no title does. */
function monthOfHeadCells(
  lines: Lines,
  headerRow: number,
  date1904: boolean,
): { month: YearMonth; isFirst: boolean } | null {
  for (let row = lines.first; row < headerRow; row += 1) {
    for (let column = 0; column < lines.width; column += 1) {
      const cell = lines.rows[row]?.[column]
      if (typeof cell === 'object' && cell !== null) {
        const month = yearMonthOf(cell, date1904)
        if (month !== null && month !== 'unclear')
          return { month, isFirst: cell.date.slice(8, 10) === '01' }
      }
    }
  }
  return null
}

/**
 * Up to the first word that ends the name of a project; and on, where more of the name follows (安置房 建设工程, 小区改造工程 二标段)
 * and not what the sheet is.
 */
const projectInTitle = new RegExp(
  '([^-—_|:,，、]{2,60}?(?:项目部|项目|工程|标段|工地|小区|地块|安置房|厂房)' +
    '(?:(?:(?!考勤|出勤|工资|工时|农民工|民工|务工|工人|人员|名册|花名|刷卡|打卡|发放|支付|班组|进退场|专户|专用|账户|流水|汇总|明细|台账|清单|用工|参建|合同|劳务|人工费|保证金|保函)' +
    '[^-—_|:,，、()]){0,12}?(?:项目部|项目|工程|标段))*)',
)

/** A title often is firm, project, month and kind in one: 甲公司-乙工程项目部-2026年5月考勤表. */
function partiesIn(title: string): { firm: string | null; project: string | null } {
  const plain = title
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replaceAll(/(?:20\d\d年?)?[-./]?\d{1,2}月份?|20\d\d年度?/g, '|')
  const firm = /^(.{2,40}?公司(?:.{2,12}?分公司)?)/.exec(plain)?.[1] ?? null
  const rest = firm === null ? plain : plain.slice(firm.length)
  const named = projectInTitle.exec(rest.replace(/^[-—_|:]+/, ''))?.[1]
  return { firm, project: named === undefined ? null : projectNameOf(named) }
}

function projectNameOf(text: string): string | null {
  const name = text
    .replaceAll(/\s/g, '')
    .replace(/^[-—_|:]+/, '')
    .replace(/(?<=.{2})(?:项目)?(?:经理)?部$/, '')
  return name.length < 2 || /^(?:本|该)?(?:项目|工程)$/.test(name) ? null : name
}
