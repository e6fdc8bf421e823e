import { addDays, type PlainDate, type YearMonth } from '../kernel/day.ts'
import { chance, nth } from './chance.ts'
import type { CsvCell } from './csv.ts'
import { isPunched, type Facts } from './facts.ts'
import { claimedDays, type Payment, type Wage } from './money.ts'
import type { Stay } from './staff.ts'

/** A table as the provincial platform exports it: heads first. */
export type Table = readonly (readonly CsvCell[])[]

const rosterHeads =
  '企业统一社会信用代码 企业名称 班组名称 工人姓名 是否班组长 证件号码 当前工种 工人类型 发放工资银行卡号 发放工资银行名称 发放工资卡银行联号 发放工资卡银行 是否购买工伤或意外伤害保险 民族 住址 政治面貌 加入工会时间 手机号码 文化程度 特长 是否有重大病史 紧急联系人姓名 紧急联系方式 开始工作日期 婚姻状况 发证机关 证件有效期开始日期 证件有效期结束日期'.split(
    ' ',
  )

/** 项目人员 (template 03), with the project in front where `withProject`. */
export function rosterTable(stays: readonly Stay[], withProject: boolean): Table {
  if (!withProject) return [rosterHeads, ...stays.map(rosterRow)]
  return [
    ['项目编码', ...rosterHeads],
    ...stays.map((stay) => [stay.plan.code, ...rosterRow(stay)]),
  ]
}

function rosterRow(stay: Stay): CsvCell[] {
  const { person, team } = stay
  const luck = chance(`roster/${person.id}`)
  const issuedOn = addDays(person.bornOn, 365 * 18 + 30)
  return [
    team.firm.creditCode,
    team.firm.name,
    team.name,
    person.name,
    stay.leader ? '是' : '否',
    stay.writtenId,
    team.trade.name,
    '建筑工人',
    person.card,
    '示例银行示范支行',
    '999990100011',
    '示例银行',
    '是',
    '汉族',
    `示范区示例村 ${(person.no % 90) + 1} 号`,
    luck.happens(0.05) ? '中共党员' : '群众',
    '',
    person.phone,
    luck.pick(['小学', '初中', '初中', '高中']),
    '',
    '否',
    `${person.name.charAt(0)}家属`,
    person.phone,
    stay.enteredOn,
    luck.happens(0.8) ? '已婚' : '未婚',
    '示范区公安分局',
    issuedOn,
    addDays(issuedOn, 365 * 20),
  ]
}

/** One row a worker and month, hours in 31 day columns. */
export function attendanceTable(facts: Facts, month: YearMonth): Table {
  const days = Array.from({ length: 31 }, (_, at) => String(at + 1))
  const heads = [
    '项目编码',
    '项目名称',
    '企业名称',
    '班组名称',
    '姓名',
    '证件号码',
    '月份',
    ...days,
    '工日',
  ]
  const rows: CsvCell[][] = []
  for (const wage of facts.wages) {
    const { stay, month: worked } = wage.work
    if (worked !== month || !stay.plan.onPlatform || isPunched(facts, wage)) continue
    if (stay.ghost) continue
    rows.push([
      ...ofProject(stay),
      stay.team.firm.name,
      stay.team.name,
      stay.person.name,
      ...gridCells(wage),
    ])
  }
  return [heads, ...rows]
}

function gridCells({ work }: Wage): CsvCell[] {
  const { stay, month, normalHalves, overtimeHalves, workdaysHundredths } = work
  const cells: CsvCell[] = [stay.writtenId, month]
  for (let day = 0; day < 31; day += 1) {
    const halves = (normalHalves[day] ?? 0) + (overtimeHalves[day] ?? 0)
    cells.push(halves === 0 ? '' : halves / 2)
  }
  cells.push(workdaysHundredths / 100)
  return cells
}

const payHeads =
  '项目编码 企业统一社会信用代码 企业名称 班组名称 员工姓名 发放工资的月份 是否为补发 补发月份 出勤天数 总工时 工人工资卡号 应发金额 扣款合计 实发金额 发放日期 第三方工资单编号'.split(
    ' ',
  )

/** 项目人员工资 (template 07) that is new or changed after `after` and by `until`. */
export function payTable(facts: Facts, after: PlainDate, until: PlainDate): Table {
  const rows: CsvCell[][] = []
  for (const wage of facts.wages) {
    if (!wage.work.stay.plan.onPlatform) continue
    for (const line of payLines(wage, after, until)) {
      rows.push([wage.work.stay.plan.code, ...line])
    }
  }
  return [payHeads, ...rows]
}

/** The ordinary line as it stands by `until` where it changed since `after`, and back pay of that time. */
export function payLines(wage: Wage, after: PlainDate, until: PlainDate): CsvCell[][] {
  const { drawnOn, payments } = wage
  if (drawnOn === null) return []
  const within = (date: PlainDate) => date > after && date <= until
  const lines: CsvCell[][] = []
  const paid = payments.find(({ back, paidOn }) => !back && paidOn <= until)
  if (within(drawnOn) || (paid !== undefined && within(paid.paidOn))) {
    lines.push(ordinaryLine(wage, paid))
  }
  for (const payment of payments) {
    if (payment.back && within(payment.paidOn)) lines.push(backPayLine(wage, payment))
  }
  return lines
}

function ordinaryLine({ work, dueFen, deductedFen }: Wage, paid: Payment | undefined): CsvCell[] {
  const { stay, month, daysPresent, minutes } = work
  return [
    ...payHead(stay),
    month,
    '否',
    '',
    stay.ghost ? claimedDays : daysPresent,
    stay.ghost ? claimedDays * 8 : minutes / 60,
    payCard(stay),
    yuan(dueFen),
    ...deductedCell(stay, deductedFen),
    yuan(paid === undefined ? dueFen - deductedFen : paid.paidFen),
    paid?.paidOn ?? '',
    `GZ${stay.plan.code.slice(-8)}${month.replace('-', '')}`,
  ]
}

function backPayLine({ work }: Wage, { paidOn, paidFen }: Payment): CsvCell[] {
  const { stay, month } = work
  return [
    ...payHead(stay),
    paidOn.slice(0, 7),
    '是',
    month,
    '',
    '',
    payCard(stay),
    yuan(paidFen),
    ...deductedCell(stay, 0),
    yuan(paidFen),
    paidOn,
    `BF${stay.plan.code.slice(-8)}${paidOn.replaceAll('-', '')}`,
  ]
}

function payHead({ team, person }: Stay): CsvCell[] {
  return [team.firm.creditCode, team.firm.name, team.name, person.name]
}

/** Platforms put a tab behind long numbers, to keep Excel from rounding them. */
function payCard({ person, plan }: Stay): string {
  return plan.onPlatform ? `${person.card}\t` : person.card
}

/** Template 07 knows no deductions; the platform's export has a column for them. */
function deductedCell({ plan }: Stay, deductedFen: number): CsvCell[] {
  return plan.onPlatform ? [deductedFen === 0 ? '' : yuan(deductedFen)] : []
}

export function yuan(amountFen: number): string {
  return (amountFen / 100).toFixed(2)
}

export const sitePayHeads = payHeads.filter((head) => head !== '项目编码' && head !== '扣款合计')

const entryExitHeads =
  '项目编码 企业统一社会信用代码 工人所属企业名称 工人所属班组名称 工人姓名 证件号码 进退场日期 类型'.split(
    ' ',
  )

/** 项目人员进退场 (template 04): comings and goings after `after` and by `until`. */
export function entryExitTable(facts: Facts, after: PlainDate, until: PlainDate): Table {
  const rows: CsvCell[][] = []
  const within = (date: PlainDate | null): date is PlainDate =>
    date !== null && date > after && date <= until
  for (const stay of facts.stays) {
    if (!stay.plan.onPlatform) continue
    const { team, person, enteredOn, leftOn } = stay
    const who = [
      stay.plan.code,
      team.firm.creditCode,
      team.firm.name,
      team.name,
      person.name,
      stay.writtenId,
    ]
    if (within(enteredOn)) rows.push([...who, enteredOn, '进场'])
    if (within(leftOn)) rows.push([...who, leftOn, '退场'])
  }
  return [entryExitHeads, ...rows]
}

const contractHeads =
  '项目编码 企业统一社会信用代码 工人所属企业名称 工人姓名 证件号码 合同期限类型 生效日期 失效日期 计量单位 计量单价'.split(
    ' ',
  )

/** 项目人员合同 (template 05) of the projects that are finished since. */
export function contractTable(facts: Facts): Table {
  const rows = facts.stays
    .filter(({ plan }) => plan.finishedOn !== null)
    .map((stay): CsvCell[] => [
      stay.plan.code,
      stay.team.firm.creditCode,
      stay.team.firm.name,
      stay.person.name,
      stay.writtenId,
      '以完成一定工作为期限的合同',
      stay.enteredOn,
      '',
      '工日',
      stay.rateYuan,
    ])
  return [contractHeads, ...rows]
}

const punchHeads =
  '企业统一社会信用代码 工人所属企业名称 工人所属班组名称 人员姓名 证件号码 刷卡时间 刷卡进出方向 通行方式'.split(
    ' ',
  )

/** 项目人员考勤 (template 06): in and out at the gate, some also at noon. */
export function punchTable(facts: Facts): Table {
  const rows: CsvCell[][] = []
  for (const wage of facts.wages) {
    if (!isPunched(facts, wage)) continue
    const { stay, month, normalHalves, overtimeHalves } = wage.work
    const luck = chance(`punches/${stay.person.id}`)
    const who = [...payHead(stay), stay.writtenId]
    for (const [day, normal] of normalHalves.entries()) {
      if (normal === 0) continue
      const start = luck.whole(6 * 60, 7 * 60 + 20)
      const end = start + (normal + nth(overtimeHalves, day)) * 30
      const noon = normal >= 16 && luck.happens(0.3) ? [11 * 60 + 31, 12 * 60 + 14] : []
      for (const [at, minute] of [start, ...noon, end].entries()) {
        const direction = at % 2 === 0 ? '入场' : '出场'
        rows.push([...who, `${month}-${two(day + 1)} ${clock(minute)}`, direction, '人脸识别'])
      }
    }
  }
  return [punchHeads, ...rows]
}

function ofProject({ plan }: Stay): CsvCell[] {
  return [plan.code, plan.name]
}

function clock(minute: number): string {
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}:00`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
