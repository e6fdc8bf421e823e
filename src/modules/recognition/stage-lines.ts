import { uuidv7 } from 'uuidv7'
import { copyLine } from '../../platform/copy-text.ts'
import {
  attendanceStage,
  contractStage,
  deviceMonthStage,
  entryExitStage,
  rosterStage,
  teamStage,
} from '../labour/contract.ts'
import { depositStage } from '../deposits/contract.ts'
import { standardStage } from '../register/contract-standards.ts'
import { sixteenOn } from '../labour/rules/identity.ts'
import { participantStage, projectStage } from '../registry/contract.ts'
import { checkCreditCode } from '../registry/rules/credit-code.ts'
import { matchingName } from '../registry/rules/matching-name.ts'
import { participantRoleOf } from '../registry/rules/participant-role.ts'
import {
  accountFlowStage,
  bankReturnStage,
  bankTransferStage,
  labourCostStage,
  payStage,
} from '../wages/contract.ts'
import {
  type AccountFlowRecord,
  type AttendanceMonthRecord,
  type BankReturnRecord,
  type BankTransferRecord,
  type ContractRecord,
  type DepositRecord,
  type StandardRecord,
  type DeviceMonthRecord,
  type LabourCostRecord,
  type ParticipantRecord,
  type PayLineRecord,
  type Person,
  type ProjectRecord,
  type SheetRecord,
  type TeamRecord,
  presentBits,
} from './rules/record.ts'
import type { SealedNumbers } from './sealed-numbers.ts'

/** A line of COPY text and the stage it goes into. */
export interface StageLine {
  readonly table: string
  readonly line: string
}

/** Days on which a worker was paid for a month, as month and day in one number, to tell two of one day apart. */
export interface WorkerPayments {
  readonly seen: number[]
  /** How often each was seen, once there are too many to count them one by one (one number that many share). */
  counts?: Map<number, number>
}

/** The record as a line of its stage; `payments` are those of its worker on its project so far. */
export function lineOf(
  record: SheetRecord,
  payments: WorkerPayments | undefined,
  sealed: SealedNumbers,
): StageLine {
  switch (record.kind) {
    case 'pay-line':
      return { table: payStage.table, line: payText(record, payments) }
    case 'attendance-month':
      return { table: attendanceStage.table, line: attendanceText(record) }
    case 'device-month':
      return { table: deviceMonthStage.table, line: deviceMonthText(record) }
    case 'roster': {
      const cells = [record.sheetNo, record.row, record.person.no, record.enteredOn]
      return { table: rosterStage.table, line: copyLine(cells) }
    }
    case 'entry-exit': {
      const cells = [record.sheetNo, record.row, record.person.no, record.move, record.on]
      return { table: entryExitStage.table, line: copyLine(cells) }
    }
    case 'contract':
      return { table: contractStage.table, line: contractText(record) }
    case 'participant':
      return { table: participantStage.table, line: participantText(record) }
    case 'team':
      return { table: teamStage.table, line: teamText(record) }
    case 'deposit':
      return { table: depositStage.table, line: depositText(record) }
    case 'standard':
      return { table: standardStage.table, line: standardText(record) }
    case 'project':
      return { table: projectStage.table, line: projectText(record) }
    case 'bank-return':
      return { table: bankReturnStage.table, line: returnText(record) }
    case 'bank-transfer':
      return { table: bankTransferStage.table, line: transferText(record, sealed) }
    case 'account-flow':
      return { table: accountFlowStage.table, line: flowText(record, sealed) }
    case 'labour-cost':
      return { table: labourCostStage.table, line: labourCostText(record) }
  }
}

/** Pay for an amount of work done is no rate: what it comes to nobody can say from attendance. */
function contractText(record: ContractRecord): string {
  const rated = record.unit !== null && record.unit !== 'work'
  return copyLine([
    record.sheetNo,
    record.row,
    record.person.no,
    record.term,
    record.effectiveOn,
    record.expiresOn,
    rated ? record.unit : null,
    rated ? record.unitPriceFen : null,
  ])
}

function participantText(record: ParticipantRecord): string {
  return copyLine([
    record.sheetNo,
    record.row,
    record.projectCode,
    roleOf(record.firmKind),
    record.firm,
    matchingName(record.firm),
    record.creditCode,
    creditFinding(record.creditCode),
    uuidv7(),
    record.enteredOn,
    record.leftOn,
    record.managerName,
  ])
}

function standardText(record: StandardRecord): string {
  return copyLine([
    record.sheetNo,
    record.row,
    record.projectCode,
    record.projectName === null ? null : matchingName(record.projectName),
    record.grade,
    record.checkedOn,
    record.by,
  ])
}

function depositText(record: DepositRecord): string {
  return copyLine([
    record.sheetNo,
    record.row,
    record.projectCode,
    record.projectName === null ? null : matchingName(record.projectName),
    record.form,
    record.place,
    record.amountFen,
    record.issuer,
    record.letterNumber,
    record.account,
    record.payer,
    record.validFrom,
    record.validTo,
    record.paidInOn,
    record.returnedOn,
    record.contractSumFen,
    record.rateBasisPoints,
  ])
}

function projectText(record: ProjectRecord): string {
  return copyLine([
    record.sheetNo,
    record.row,
    record.source,
    record.saidOn,
    record.projectCode,
    record.projectName,
    record.permitNumber,
    record.place,
    record.town,
    record.industry,
    record.ownerFirm,
    record.ownerCreditCode,
    record.ownerKind,
    record.contractorFirm,
    record.contractorCreditCode,
    record.contractSumFen,
    record.startedOn,
    record.finishedOn,
    record.state,
  ])
}

function returnText(record: BankReturnRecord): string {
  return copyLine([
    record.sheetNo,
    record.row,
    record.person.no,
    record.month,
    record.paidOn,
    record.amountFen,
    record.outcome,
    record.reason,
    record.batchNo,
    record.place,
  ])
}

function transferText({ person, ...record }: BankTransferRecord, sealed: SealedNumbers): string {
  return copyLine([
    record.sheetNo,
    record.row,
    person.projectCode,
    person.name,
    sealed('id-number', person.idNumber).index,
    sealed('card', person.card).index,
    record.month,
    record.amountFen,
  ])
}

/** An account is sealed as a card is, so that the other end of a movement can be known for a worker's card. */
function flowText(record: AccountFlowRecord, sealed: SealedNumbers): string {
  return copyLine([
    record.sheetNo,
    record.row,
    record.projectCode,
    sealed('card', record.account).cells,
    record.holder,
    record.bank,
    record.on,
    record.amountFen,
    record.balanceFen,
    record.flowKind,
    record.counterName,
    sealed('card', record.counterAccount).cells,
    record.summary,
    record.reference,
    record.place,
  ])
}

function labourCostText(record: LabourCostRecord): string {
  return copyLine([
    record.sheetNo,
    record.row,
    record.projectCode,
    record.month,
    record.nth,
    record.outputFen,
    record.ratio,
    record.dueFen,
    record.dueStated,
    record.dueOn,
    record.paidFen,
    record.paidOn,
    record.payer,
    record.reference,
  ])
}

function deviceMonthText(record: DeviceMonthRecord): string {
  return copyLine([
    record.sheetNo,
    record.row,
    record.projectCode,
    record.device,
    record.userNo,
    record.userName,
    record.month,
    `{${record.punches.join(',')}}`,
  ])
}

function teamText(record: TeamRecord): string {
  return copyLine([
    record.sheetNo,
    record.row,
    record.projectCode,
    record.creditCode,
    creditFinding(record.creditCode),
    record.firm,
    record.team,
    uuidv7(),
    record.leaderName,
    record.enteredOn,
    record.leftOn,
  ])
}

export function personLine(sealed: SealedNumbers, person: Person): string {
  return copyLine([
    person.no,
    person.projectCode,
    person.name,
    uuidv7(),
    sealed('id-number', person.idNumber).cells,
    person.idOk ? null : person.idFinding,
    sealed('card', person.card).cells,
    sealed('phone', person.phone).cells,
    person.creditCode,
    person.creditCodeFinding,
    person.firm,
    person.team,
    person.team === null ? null : uuidv7(),
    person.trade,
    person.isTeamLeader === true,
    person.mayBeYoung && person.idNumber !== null ? sixteenOn(person.idNumber) : null,
  ])
}

function payText(record: PayLineRecord, worker: WorkerPayments | undefined): string {
  const { no } = record.person
  const month = record.backPayMonth ?? record.month
  const place = record.paidOn === null ? '' : placeOf(record, month, worker)
  const net = record.netFen ?? '\\N'
  const workdays = record.daysHundredths ?? '\\N'
  return (
    `${record.sheetNo}\t${record.row}\t${no}\t${month}\t${record.sort}\t${record.dueFen}\t` +
    `${record.dueStated ? 't' : 'f'}\t${record.deductedFen}\t${net}\t${workdays}\t` +
    `${record.paidOn ?? '\\N'}\t${place || '\\N'}\n`
  )
}

/**
 * The sheet's own reference, and which of the worker's payments of this day and month on the project it is: a reference
 * may be the whole sheet's.
 */
function placeOf(record: PayLineRecord, month: string, worker: WorkerPayments | undefined): string {
  const paidOn = record.paidOn ?? ''
  const seen = Number(month.replace('-', '') + paidOn.replaceAll('-', ''))
  const nth = worker === undefined ? 1 : nthOf(worker, seen)
  if (record.reference === null) return String(nth)
  return copyLine([nth === 1 ? record.reference : `${record.reference} ${nth}`]).slice(0, -1)
}

const countedOneByOne = 32

/** Which payment of this day and month it is: 1, 2, 3 … */
function nthOf(worker: WorkerPayments, payment: number): number {
  const { seen } = worker
  if (seen.length < countedOneByOne) {
    let nth = 1
    for (const one of seen) if (one === payment) nth += 1
    seen.push(payment)
    return nth
  }
  worker.counts ??= countsOf(seen)
  const nth = (worker.counts.get(payment) ?? 0) + 1
  worker.counts.set(payment, nth)
  return nth
}

function countsOf(payments: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const payment of payments) counts.set(payment, (counts.get(payment) ?? 0) + 1)
  return counts
}

function attendanceText(record: AttendanceMonthRecord): string {
  return (
    `${record.sheetNo}\t${record.row}\t${record.person.no}\t${record.month}\t` +
    `${record.present === null ? '\\N' : presentBits(record.present)}\t` +
    `${arrayText(record.minutes)}\t${arrayText(record.overtimeMinutes)}\t${record.daysPresent}\t` +
    `${record.totalMinutes + record.totalOvertimeMinutes}\t${record.workdaysHundredths ?? '\\N'}\n`
  )
}

function arrayText(values: ArrayLike<number> | null): string {
  return values === null ? '\\N' : `{${Array.prototype.join.call(values, ',')}}`
}

const creditFindings = new Map<string, string | null>()

function creditFinding(code: string | null): string | null {
  if (code === null) return null
  const known = creditFindings.get(code)
  if (known !== undefined) return known
  const checked = checkCreditCode(code)
  const finding = checked.ok ? null : checked.code
  creditFindings.set(code, finding)
  return finding
}

/** What the sheet calls the firm; a word that states no role leaves it open. */
function roleOf(word: string | null): string {
  return (word === null ? null : participantRoleOf(word)) ?? 'other'
}
