import { lastOf, type YearMonth } from '../kernel/day.ts'
import { bookBytes, type BookCell, type BookSheet } from './book.ts'
import { nth } from './chance.ts'

/** A worker's month as a site's own sheets have it. */
export interface SiteWorker {
  readonly name: string
  readonly idNumber: string
  readonly trade: string
  readonly phone: string
  readonly card: string
  /** Hours of each day, those after hours apart; 0 leaves the cell empty. */
  readonly hours: readonly number[]
  readonly overtimeHours: readonly number[]
  /** 工日 as the sheet reckons it, and what it asks the bank to pay, in yuan. */
  readonly workdays: number
  readonly payYuan: number
}

interface SiteBook {
  readonly firm: string
  readonly project: string
  readonly month: YearMonth
  readonly workers: readonly SiteWorker[]
  /** What a days cell shows on a day off: nothing, or a mark. */
  readonly dayOffMark?: string
  /** Added by hand to the total of the second sheet, which then differs from its lines. */
  readonly wrongTotalYuan?: number
}

/**
 * The workbook of a small site. First sheet: two rows a worker (name and hours, ID and overtime), 31 day
 * columns, numbered rows that nobody fills, a declaration and signatures. Second sheet: the request to
 * pay (委托支付确认表) with its totals and signatures.
 */
export function siteBookBytes(book: SiteBook): Uint8Array {
  return bookBytes([attendanceSheet(book), requestSheet(book)])
}

function attendanceSheet({ firm, project, month, workers, dayOffMark }: SiteBook): BookSheet {
  const [year, at] = yearAndMonth(month)
  const numbered = Math.max(13, workers.length + 3)
  const rows: BookCell[][] = [
    [`${firm}-${project}-${year}年${at}月打卡考勤表`],
    [
      '序号',
      '姓名\n身份证号',
      '岗位',
      '考勤',
      '日期(单位:小时)',
      ...blanks(30),
      '工时小计',
      '工日合计',
      '本人签字',
    ],
    [
      null,
      null,
      null,
      null,
      ...Array.from({ length: 31 }, (_, day) => String(day + 1)),
      null,
      null,
      null,
    ],
  ]
  const merges = [
    'A1:AL1',
    'E2:AI2',
    ...['A', 'B', 'C', 'D', 'AJ', 'AK', 'AL'].map((c) => `${c}2:${c}3`),
  ]
  for (let no = 1; no <= numbered; no += 1) {
    const top = rows.length + 1
    rows.push(...workerRows(workers[no - 1], no, top, dayOffMark ?? ''))
    for (const column of ['A', 'C', 'AK', 'AL']) merges.push(`${column}${top}:${column}${top + 1}`)
  }
  const foot = rows.length + 1
  rows.push([declaration(`${year}年`)], ...Array.from({ length: 5 }, () => []))
  rows.push(
    [`${' '.repeat(69)}项目部综合管理办公室签收人：                   日期：${year}年  月   日`],
    [],
    [],
  )
  merges.push(`A${foot}:AL${foot + 5}`, `A${foot + 6}:AL${foot + 8}`)
  const widths = [5, 20, 10, 6, ...Array.from({ length: 31 }, () => 4), 9, 9, 10]
  return { name: '考勤表', rows, merges, widths }
}

function workerRows(
  worker: SiteWorker | undefined,
  no: number,
  top: number,
  dayOffMark: string,
): BookCell[][] {
  if (worker === undefined) return [[no, ...blanks(37)], []]
  const { hours, overtimeHours } = worker
  const total = sum(hours)
  const overtime = sum(overtimeHours)
  const workdays = { formula: `ROUND((AJ${top}+AJ${top + 1})/9,2)`, value: worker.workdays }
  return [
    [
      no,
      worker.name,
      worker.trade,
      '出勤',
      ...hours.map((hour) => (hour === 0 ? dayOffMark || null : hour)),
      ...blanks(31 - hours.length),
      { formula: `SUM(E${top}:AI${top})`, value: total },
      workdays,
      null,
    ],
    [
      null,
      worker.idNumber,
      null,
      '备注',
      ...overtimeHours.map((hour) => (hour === 0 ? null : hour)),
      ...blanks(31 - overtimeHours.length),
      { formula: `SUM(E${top + 1}:AI${top + 1})`, value: overtime },
      null,
      null,
    ],
  ]
}

function requestSheet({ firm, project, month, workers, wrongTotalYuan }: SiteBook): BookSheet {
  const [year, at] = yearAndMonth(month)
  const rows: BookCell[][] = [
    [`${year}年${at}月农民工工资委托支付确认表`],
    [`项目执行单位： ${firm}${project}`, ...blanks(8), '日期：', { date: lastOf(month) }],
    '序号 工种 姓名 身份证号 联系方式 开户行名称 工资银行账号 银行行号 用工天数 加班加点 实发工资金额 本人签字确认 备注'.split(
      ' ',
    ),
  ]
  const numbered = Math.max(20, workers.length + 5)
  for (let no = 1; no <= numbered; no += 1) {
    const worker = workers[no - 1]
    if (worker === undefined) {
      rows.push([no])
      continue
    }
    const { trade, name, idNumber, phone, card, workdays, payYuan } = worker
    const bank = ['示例银行', card, '999990100011']
    rows.push([no, trade, name, idNumber, phone, ...bank, workdays, null, payYuan, null, null])
  }
  const last = rows.length
  const days = sum(workers.map(({ workdays }) => workdays))
  const pay = sum(workers.map(({ payYuan }) => payYuan))
  rows.push(totalRow('小计', `SUM(I4:I${last})`, days, `SUM(K4:K${last})`, pay))
  const grand = totalRow('合计', `I${last + 1}`, days, `K${last + 1}`, pay)
  if (wrongTotalYuan !== undefined) grand[10] = pay + wrongTotalYuan
  rows.push(grand)
  rows.push([
    '项目综合管理办公室：',
    ...blanks(3),
    ' 项目经营管理部：',
    null,
    '项目分管副经理：',
    ...blanks(2),
    '项目经理：',
  ])
  return {
    name: '工资表',
    rows,
    merges: ['A1:M1', 'A2:F2', 'K2:M2'],
    widths: [5, 10, 10, 20, 14, 12, 22, 14, 9, 9, 12, 12, 8],
  }
}

function totalRow(
  label: string,
  daysFormula: string,
  days: number,
  payFormula: string,
  pay: number,
): BookCell[] {
  const totals: BookCell[] = [label, ...blanks(7)]
  totals.push({ formula: daysFormula, value: days }, null, { formula: payFormula, value: pay })
  return totals
}

function declaration(year: string): string {
  const signature = `分包单位项目负责人签字：                   日期：${year}  月   日`
  return [
    '1.我单位员工按照项目考勤管理规定实名打卡，以上考勤记录经我单位项目负责人核对、签字确认，真实有效；如有弄虚作假，愿意承担相应责任。',
    '2.以上人员为本月我单位在本项目工作的全部人员，本表以外的人员与我单位本项目没有劳动或劳务关系。',
    `${' '.repeat(69)}${signature}`,
  ].join('\n')
}

function yearAndMonth(month: YearMonth): [string, number] {
  return [nth(month.split('-'), 0), Number(month.slice(5))]
}

function blanks(count: number): null[] {
  return Array.from({ length: count }, () => null)
}

/** To the hundredth: sums of halves and hundredths stay what a reader adds up. */
function sum(values: readonly number[]): number {
  return Math.round(values.reduce((total, value) => total + value, 0) * 100) / 100
}
