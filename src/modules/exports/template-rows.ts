import type { YearMonth } from '../../kernel/day.ts'
import type { Reading } from '../../platform/context.ts'
import type { WrittenCell, WrittenRow } from '../../platform/sheets/written-sheet.ts'
import {
  countOffRoster,
  listWholeContracts,
  listWholeMonths,
  listWholeMoves,
  listWholeRoster,
  listWholeTeams,
  type WholeMonth,
  type WholePerson,
} from '../labour/views-whole.ts'
import type { ParticipantRole } from '../registry/contract.ts'
import { listWholeParties } from '../registry/views-whole.ts'
import { listWholePay, type WholePayLine } from '../wages/views-whole.ts'
import { punchesOf, type TemplateColumn, type TemplateNo } from './rules/platform-templates.ts'

/** What a template is filled with. */
export interface TemplateRows {
  readonly rows: readonly WrittenRow[] | Iterable<WrittenRow>
  /** Columns that the template lacks and these rows cannot do without; behind its own. */
  readonly more: readonly TemplateColumn[]
  /** How many people or lines the template cannot take. */
  readonly leftOut: number
}

export interface TemplateOf {
  readonly projectId: string
  readonly month: YearMonth
}

/** The rows of a template, from what stands of the project (of the month, where the template is a month's). */
export async function templateRows(
  reading: Reading,
  no: TemplateNo,
  of: TemplateOf,
): Promise<TemplateRows> {
  switch (no) {
    case '01':
      return all(await participantRows(reading, of.projectId))
    case '02':
      return all(await teamRows(reading, of.projectId))
    case '03':
      return {
        ...all(await rosterRows(reading, of.projectId)),
        leftOut: await countOffRoster(reading, of.projectId),
      }
    case '04':
      return all(await moveRows(reading, of.projectId))
    case '05':
      return all(await contractRows(reading, of.projectId))
    case '06':
      return punchRows(await listWholeMonths(reading, of), of.month)
    case '07':
      return payRows(await listWholePay(reading, of), of.month)
  }
}

function all(rows: readonly WrittenRow[]): TemplateRows {
  return { rows, more: [], leftOut: 0 }
}

/** The platform's own words where it has one (字典 project_corp_type), else the office's. */
const firmKinds: Record<ParticipantRole, string> = {
  investor: '投资单位',
  owner: '建设单位',
  agent: '代建单位',
  'general-contractor': '总承包单位',
  subcontractor: '专业分包',
  'labour-company': '劳务分包',
  supplier: '供应商',
  supervisor: '监理',
  surveyor: '勘察',
  designer: '设计单位',
  bank: '银行',
  other: '其它',
}

async function participantRows(reading: Reading, projectId: string): Promise<WrittenRow[]> {
  const parties = await listWholeParties(reading, projectId)
  return parties.map((one) => [
    one.creditCode,
    one.name,
    firmKinds[one.role],
    one.enteredOn,
    one.leftOn,
    one.managerName,
  ])
}

async function teamRows(reading: Reading, projectId: string): Promise<WrittenRow[]> {
  const teams = await listWholeTeams(reading, projectId)
  return teams.map((one) => [
    one.creditCode,
    one.firm,
    one.team,
    one.leader,
    one.leaderPhone,
    one.leaderIdNumber,
    null,
    one.enteredOn,
    one.leftOn,
  ])
}

/** Columns of the roster template that we keep nothing for stay empty: the sensitive ones are never stored. */
async function rosterRows(reading: Reading, projectId: string): Promise<WrittenRow[]> {
  const lines = await listWholeRoster(reading, projectId)
  return lines.map((line) => [
    ...firmOf(line),
    line.team,
    line.name,
    line.teamLeader ? '是' : '否',
    line.idNumber,
    line.trade,
    '建筑工人',
    line.card,
    ...blanks(8),
    line.phone,
  ])
}

async function moveRows(reading: Reading, projectId: string): Promise<WrittenRow[]> {
  const moves = await listWholeMoves(reading, projectId)
  return moves.map((move) => [
    ...firmOf(move),
    move.team,
    move.name,
    move.idNumber,
    move.on,
    move.kind === 'entry' ? '进场' : '退场',
  ])
}

const termWords: Readonly<Record<string, string>> = {
  fixed: '固定期限合同',
  'by-task': '以完成一定工作为期限的合同',
  open: '无固定期限合同',
}

const unitWords = { day: '日', hour: '时', month: '月' } as const

async function contractRows(reading: Reading, projectId: string): Promise<WrittenRow[]> {
  const contracts = await listWholeContracts(reading, projectId)
  return contracts.map((one) => [
    ...firmOf(one),
    one.name,
    one.idNumber,
    one.term === null ? null : (termWords[one.term] ?? null),
    one.validFrom,
    one.validTo,
    one.rateUnit === null ? null : unitWords[one.rateUnit],
    one.rateFen,
  ])
}

/** Two passes a day that fit the day's time, and say that they were reckoned; months known by totals only are left out. */
function punchRows(months: readonly WholeMonth[], month: YearMonth): TemplateRows {
  return {
    rows: (function* () {
      for (const one of months) {
        for (const [at, minutes] of (one.days ?? []).entries()) {
          if (minutes === null) continue
          const day = `${month}-${twoDigits(at + 1)}`
          for (const { minute, direction } of punchesOf(minutes)) {
            const clock = `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}:00`
            const who = [...firmOf(one), one.team, one.name, one.idNumber]
            yield [...who, `${day} ${clock}`, direction, '按日工时折算']
          }
        }
      }
    })(),
    more: [],
    leftOut: months.filter(({ days }) => days === null).length,
  }
}

/** The template has no column for deductions, nor for the number of somebody without a card: only then it gets one. */
function payRows(lines: readonly WholePayLine[], month: YearMonth): TemplateRows {
  const deducts = lines.some(({ deductedFen }) => deductedFen > 0)
  const lacksCard = lines.some(({ card, idNumber }) => card === null && idNumber !== null)
  return {
    rows: lines.map((line) => [
      ...firmOf(line),
      line.team,
      line.name,
      line.kind === 'ordinary' ? month : (line.paidOn?.slice(0, 7) ?? month),
      line.kind === 'ordinary' ? '否' : '是',
      line.kind === 'ordinary' ? null : month,
      line.workdaysHundredths === null ? null : daysText(line.workdaysHundredths),
      null,
      line.card,
      line.dueFen,
      line.netFen,
      line.paidOn,
      line.reference,
      ...(deducts ? [line.deductedFen] : []),
      ...(lacksCard ? [line.card === null ? line.idNumber : null] : []),
    ]),
    more: [
      ...(deducts ? [{ head: '扣款合计', kind: 'money' as const }] : []),
      ...(lacksCard ? [{ head: '证件号码', kind: 'text' as const }] : []),
    ],
    leftOut: 0,
  }
}

function firmOf({
  creditCode,
  firm,
}: Pick<WholePerson, 'creditCode' | 'firm'>): [WrittenCell, WrittenCell] {
  return [creditCode, firm]
}

function blanks(count: number): null[] {
  return Array.from({ length: count }, () => null)
}

/** `2650` → `26.5`. */
function daysText(hundredths: number): string {
  return String(hundredths / 100)
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
