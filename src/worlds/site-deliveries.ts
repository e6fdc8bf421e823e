import { addDays, day, lastOf, nextMonth, type PlainDate, type YearMonth } from '../kernel/day.ts'
import { bookBytes, type BookCell, type BookSheet } from './book.ts'
import { nth } from './chance.ts'
import type { CsvCell } from './csv.ts'
import type { Planned } from './deliveries.ts'
import type { Facts } from './facts.ts'
import type { Wage } from './money.ts'
import type { ProjectPlan } from './plan.ts'
import { payLines, rosterTable, sitePayHeads } from './platform-sheets.ts'
import { siteBookBytes, type SiteWorker } from './site-book.ts'
import { siteWorkbookDay } from './timetable.ts'

/** The messy but honest site: its workbook each month, then the bank's list of what was paid. */
export function messySiteDeliveries(facts: Facts, plan: ProjectPlan): Planned[] {
  const firm = nth(plan.teams, 0).firm.name
  const planned: Planned[] = []
  for (const [at, [month, wages]] of [...wagesByMonth(facts, plan)].entries()) {
    const label = `${month.slice(0, 4)}年${Number(month.slice(5))}月`
    const book = {
      firm,
      project: plan.name,
      month,
      workers: wages.map(siteWorker),
      ...(at === 1 ? { dayOffMark: '休' } : {}),
      ...(at === 2 ? { wrongTotalYuan: 600 } : {}),
    }
    planned.push({
      receivedOn: siteWorkbookDay(nextMonth(month)),
      fileName: `${plan.name}${label}考勤及委托支付.xlsx`,
      projectCode: plan.code,
      from: `${firm} 手工表`,
      bytes: () => siteBookBytes(book),
      sheets: () => [
        { name: '考勤表', kind: 'attendance-grid', records: wages.length },
        { name: '工资表', kind: 'pay-confirmation', records: wages.length },
      ],
    })
    const paidOn = nth(wages, 0).payments[0]?.paidOn
    if (paidOn === undefined || addDays(paidOn, 2) > facts.yesterday) continue
    const sheet = siteSheet('工资', sitePayHeads, paidLines(wages))
    planned.push({
      receivedOn: addDays(paidOn, 2),
      fileName: `${plan.name}${label}银行代发.xlsx`,
      projectCode: plan.code,
      from: '示例银行 代发明细',
      bytes: () => bookBytes([sheet]),
      sheets: () => [{ name: '工资', kind: 'pay-sheet', records: wages.length }],
    })
  }
  return planned
}

/** The site without permit: a town's screening brings roster, attendance and an unpaid sheet in one book. */
export function noPermitSiteDelivery(facts: Facts, plan: ProjectPlan): Planned[] {
  const months = wagesByMonth(facts, plan)
  const wages = [...months.values()].flat()
  const receivedOn = wages[0]?.drawnOn
  if (receivedOn === undefined || receivedOn === null) return []
  const stays = facts.stays.filter((stay) => stay.plan === plan)
  const [heads, ...people] = rosterTable(stays, false)
  const roster = siteSheet('花名册', heads ?? [], people)
  const grids = [...months].map(([month, worked]) => gridSheet(plan, month, worked))
  const pay = siteSheet('工资', sitePayHeads, paidLines(wages))
  return [
    {
      receivedOn,
      fileName: `${plan.name}排查取得.xlsx`,
      projectCode: plan.code,
      from: `${plan.townName} 排查`,
      bytes: () => bookBytes([roster, ...grids, pay]),
      sheets: () => [
        { name: roster.name, kind: 'roster', records: people.length },
        ...[...months].map(([month, worked]) => ({
          name: gridName(month),
          kind: 'attendance-grid' as const,
          records: worked.length,
        })),
        { name: pay.name, kind: 'pay-sheet', records: wages.length },
      ],
    },
  ]
}

function wagesByMonth(facts: Facts, plan: ProjectPlan): Map<YearMonth, Wage[]> {
  const months = new Map<YearMonth, Wage[]>()
  for (const month of facts.months) {
    const worked = facts.wages.filter(
      (wage) => wage.work.stay.plan === plan && wage.work.month === month,
    )
    if (worked.length > 0) months.set(month, worked)
  }
  return months
}

function siteWorker({ work, dueFen }: Wage): SiteWorker {
  const { stay, normalHalves, overtimeHalves, workdaysHundredths } = work
  return {
    name: stay.person.name,
    idNumber: stay.writtenId,
    trade: stay.team.trade.name,
    phone: stay.person.phone,
    card: stay.person.card,
    hours: normalHalves.map((halves) => halves / 2),
    overtimeHours: overtimeHalves.map((halves) => halves / 2),
    workdays: workdaysHundredths / 100,
    payYuan: dueFen / 100,
  }
}

/** The lines as they stand at the end. */
function paidLines(wages: readonly Wage[]): CsvCell[][] {
  const [ever, end]: [PlainDate, PlainDate] = [
    addDays(lastOf(nth(wages, 0).work.month), -400),
    addDays(lastOf(nth(wages, 0).work.month), 400),
  ]
  return wages.flatMap((wage) => payLines(wage, ever, end))
}

/** A plain sheet: heads, then rows; sums of money as numbers, days as days, IDs and cards as text. */
function siteSheet(
  name: string,
  heads: readonly CsvCell[],
  rows: readonly (readonly CsvCell[])[],
): BookSheet {
  return { name, rows: [heads, ...rows.map((row) => row.map(bookCell))] }
}

function bookCell(cell: CsvCell): BookCell {
  if (cell === '') return null
  if (typeof cell === 'string' && /^\d{4}-\d\d-\d\d$/.test(cell)) return { date: day(cell) }
  return typeof cell === 'string' && /^\d{1,7}\.\d\d$/.test(cell) ? Number(cell) : cell
}

/** One row a worker, as a town's officer copied it at the gate. */
function gridSheet({ name }: ProjectPlan, month: YearMonth, wages: readonly Wage[]): BookSheet {
  const days = Array.from({ length: 31 }, (_, at) => at + 1)
  const rows: BookCell[][] = [
    [`${name}${month.slice(0, 4)}年${Number(month.slice(5))}月考勤表（单位：小时）`],
    ['序号', '班组', '姓名', '身份证号', ...days, '工日合计'],
  ]
  for (const [at, { work }] of wages.entries()) {
    const { stay, normalHalves, overtimeHalves, workdaysHundredths } = work
    const hours = days.map((_, day) => {
      const halves = (normalHalves[day] ?? 0) + (overtimeHalves[day] ?? 0)
      return halves === 0 ? null : halves / 2
    })
    rows.push([
      at + 1,
      stay.team.name,
      stay.person.name,
      stay.writtenId,
      ...hours,
      workdaysHundredths / 100,
    ])
  }
  const total = wages.reduce((sum, { work }) => sum + work.workdaysHundredths, 0) / 100
  rows.push([null, null, '合计', null, ...days.map(() => null), total])
  rows.push([
    '班组长签字：',
    null,
    null,
    null,
    ...days.slice(0, 9).map(() => null),
    '劳资专管员签字：',
  ])
  return { name: gridName(month), rows, merges: ['A1:AJ1'], widths: [5, 8, 10, 20] }
}

function gridName(month: YearMonth): string {
  return `${Number(month.slice(5))}月考勤`
}
