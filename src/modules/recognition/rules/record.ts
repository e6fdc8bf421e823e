import type { PlainDate, YearMonth } from '../../../kernel/day.ts'
import type { Fen } from '../../../kernel/money.ts'
import type { FlowKind } from './bank/flow-kind.ts'
import type { ReturnOutcome } from './bank/return-outcome.ts'
import type { DepositForm } from '../../deposits/rules/deposit.ts'
import type { RiskClass } from '../../register/rules/class.ts'
import type { OwnerKind } from '../../registry/rules/owner-kind.ts'
import type { Industry } from '../../registry/rules/industry.ts'
import type { ProjectSource } from '../../registry/rules/project-source.ts'
import type { ProjectState } from '../../registry/rules/project-state.ts'

/** Where a record stands: its sheet and the first of its rows, both 1-based as in the file. */
export interface Place {
  readonly sheetNo: number
  readonly row: number
}

/** The project that a row names itself (exports of a platform hold many); null where it names none. */
export interface OfProject {
  readonly projectCode: string | null
  readonly projectName: string | null
}

/** What a row says of a person. Numbers are normalised: no spaces, half-width, `X` in capitals. */
export interface Person extends OfProject {
  /** 1, 2, 3 … in the file: each distinct person and place once, so that lines need only name it. */
  readonly no: number
  readonly name: string
  readonly idNumber: string | null
  /** The ID passes its check; false where there is none. */
  readonly idOk: boolean
  /** Code of what is wrong with the ID, or to be said of it. */
  readonly idFinding: string | null
  /** A number of this row cannot be right: no payment goes out on it. */
  readonly barred: boolean
  /** Young enough that the age at work is looked at; never stored. */
  readonly mayBeYoung: boolean
  readonly card: string | null
  readonly bankName: string | null
  readonly phone: string | null
  readonly creditCode: string | null
  readonly creditCodeFinding: string | null
  readonly firm: string | null
  readonly team: string | null
  readonly trade: string | null
  readonly isTeamLeader: boolean | null
}

/** A firm on a project (参建单位). */
export interface ParticipantRecord extends Place, OfProject {
  readonly kind: 'participant'
  readonly creditCode: string | null
  readonly firm: string
  /** As the sheet writes it: 总承包单位, 劳务分包 … */
  readonly firmKind: string | null
  readonly enteredOn: PlainDate | null
  readonly leftOn: PlainDate | null
  readonly managerName: string | null
  readonly managerIdNumber: string | null
  readonly managerPhone: string | null
}

/** A team (班组) of a firm. */
export interface TeamRecord extends Place, OfProject {
  readonly kind: 'team'
  readonly creditCode: string | null
  readonly firm: string | null
  readonly team: string
  readonly leaderName: string | null
  readonly leaderIdNumber: string | null
  readonly leaderPhone: string | null
  readonly enteredOn: PlainDate | null
  readonly leftOn: PlainDate | null
}

/** A worker of the roster (人员名册). */
export interface RosterRecord extends Place {
  readonly kind: 'roster'
  readonly person: Person
  readonly workerKind: 'worker' | 'manager' | null
  /** The bank's clearing number (联行号). */
  readonly bankNumber: string | null
  readonly enteredOn: PlainDate | null
  readonly leftOn: PlainDate | null
}

/** A worker came or went (进退场). */
export interface EntryExitRecord extends Place {
  readonly kind: 'entry-exit'
  readonly person: Person
  readonly move: 'entry' | 'exit'
  readonly on: PlainDate
}

export interface ContractRecord extends Place {
  readonly kind: 'contract'
  readonly person: Person
  readonly term: 'fixed' | 'by-task' | 'open' | null
  readonly effectiveOn: PlainDate | null
  readonly expiresOn: PlainDate | null
  /** What the price is for: a day, an hour, a month, or an amount of work (m, m², m³). */
  readonly unit: 'day' | 'hour' | 'month' | 'work' | null
  readonly unitPriceFen: Fen | null
}

/** A worker's month, folded from a grid, a summary, a list of days or punches. */
export interface AttendanceMonthRecord extends Place {
  readonly kind: 'attendance-month'
  readonly person: Person
  readonly month: YearMonth
  readonly from: 'grid' | 'summary' | 'days' | 'punches'
  /** Bit 0 is the first of the month; null where the sheet only has totals. */
  readonly present: number | null
  /** 31 places; null where the sheet only has totals. */
  readonly minutes: ArrayLike<number> | null
  readonly overtimeMinutes: ArrayLike<number> | null
  readonly daysPresent: number
  readonly totalMinutes: number
  readonly totalOvertimeMinutes: number
  /** 工日 in hundredths; null where the sheet does not say (it is not the days present). */
  readonly workdaysHundredths: number | null
}

/** A line of a pay sheet. For what month it pays: `backPayMonth ?? month`. */
export interface PayLineRecord extends Place {
  readonly kind: 'pay-line'
  readonly person: Person
  readonly month: YearMonth
  readonly sort: 'ordinary' | 'back-pay'
  readonly backPayMonth: YearMonth | null
  readonly daysHundredths: number | null
  readonly minutes: number | null
  /** What is due; where the sheet does not say, what is paid out, with the finding `due-not-stated`. */
  readonly dueFen: Fen
  readonly dueStated: boolean
  readonly deductedFen: Fen
  /** Null where the sheet states what is due and not what is paid out. */
  readonly netFen: Fen | null
  /** The day of payment. Without it the line is no payment; a request to pay never has one. */
  readonly paidOn: PlainDate | null
  /** The sheet asks for payment (委托支付) and proves none. */
  readonly isRequest: boolean
  readonly reference: string | null
}

/** A project of a list (项目清单); its town as the sheet writes it. */
export interface ProjectRecord extends Place, OfProject {
  readonly kind: 'project'
  /** Whose list it is; null where nobody has said it. */
  readonly source: ProjectSource | null
  /** The day of which the list speaks. */
  readonly saidOn: PlainDate | null
  readonly permitNumber: string | null
  readonly place: string | null
  readonly town: string | null
  readonly industry: Industry | null
  readonly ownerFirm: string | null
  readonly ownerCreditCode: string | null
  readonly ownerKind: OwnerKind | null
  readonly contractorFirm: string | null
  readonly contractorCreditCode: string | null
  readonly contractSumFen: Fen | null
  readonly startedOn: PlainDate | null
  readonly finishedOn: PlainDate | null
  readonly state: ProjectState | null
}

/** A line of a file that asks a bank to pay (代发文件): no payment, only compared with what is known. */
export interface BankTransferRecord extends Place {
  readonly kind: 'bank-transfer'
  readonly person: Person
  readonly month: YearMonth | null
  readonly amountFen: Fen
}

/** What a bank did with a payment (代发结果). */
export interface BankReturnRecord extends Place {
  readonly kind: 'bank-return'
  readonly person: Person
  /** The month it pays for; null where nothing says it. */
  readonly month: YearMonth | null
  readonly paidOn: PlainDate
  readonly amountFen: Fen
  readonly outcome: ReturnOutcome
  /** Why it was not paid, in the bank's words. */
  readonly reason: string | null
  readonly reference: string | null
  readonly batchNo: string | null
  /** The bank's reference, else day, batch and count: the same line sent again has the same. */
  readonly place: string
}

/** A movement of a special account (专户流水). */
export interface AccountFlowRecord extends Place, OfProject {
  readonly kind: 'account-flow'
  /** Digits; null where the statement does not say whose it is. */
  readonly account: string | null
  readonly holder: string | null
  readonly bank: string | null
  readonly on: PlainDate
  /** Above 0 came in; 0 only of an event (冻结). */
  readonly amountFen: Fen
  readonly balanceFen: Fen | null
  readonly flowKind: FlowKind
  readonly counterName: string | null
  readonly counterAccount: string | null
  readonly summary: string | null
  readonly reference: string | null
  /** What tells it from the others of its account and day: its reference, else sum and count. */
  readonly place: string
}

/** Labour cost (人工费用) of a month: what was due, what the owner transferred and when. */
export interface LabourCostRecord extends Place, OfProject {
  readonly kind: 'labour-cost'
  readonly month: YearMonth
  /** Which of the file's rows of this month it is: a month may be paid in parts. */
  readonly nth: number
  readonly outputFen: Fen | null
  /** Hundredths of a percent. */
  readonly ratio: number | null
  readonly dueFen: Fen | null
  /** False: reckoned from output and ratio. */
  readonly dueStated: boolean
  readonly dueOn: PlainDate | null
  readonly paidFen: Fen | null
  readonly paidOn: PlainDate | null
  readonly payer: string | null
  readonly reference: string | null
}

/** A wage guarantee deposit, or the letter in its place, of a list. */
export interface DepositRecord extends Place, OfProject {
  readonly kind: 'deposit'
  readonly form: DepositForm
  /** Which of the project's deposits of this form: the letter's number, else the account, else the bank. */
  readonly place: string
  readonly amountFen: Fen
  readonly issuer: string | null
  readonly letterNumber: string | null
  readonly account: string | null
  readonly payer: string | null
  readonly validFrom: PlainDate | null
  readonly validTo: PlainDate | null
  readonly paidInOn: PlainDate | null
  readonly returnedOn: PlainDate | null
  readonly contractSumFen: Fen | null
  /** In hundredths of a per cent. */
  readonly rateBasisPoints: number | null
}

/** 标准化等级 of a project, as a list states it. */
export interface StandardRecord extends Place, OfProject {
  readonly kind: 'standard'
  readonly grade: RiskClass
  readonly checkedOn: PlainDate
  /** Who gave it; null: nothing says. */
  readonly by: string | null
}

/** What a machine's log says of one of its users in a month: whose number it is nobody has said yet. */
export interface DeviceMonthRecord extends Place, OfProject {
  readonly kind: 'device-month'
  /** The machine whose numbering it is; empty where a platform numbers people, or where nothing says it. */
  readonly device: string
  readonly userNo: string
  readonly userName: string | null
  readonly month: YearMonth
  /** In order, each once; see `labour/rules/packed-punch.ts`. */
  readonly punches: readonly number[]
}

export type SheetRecord =
  | DeviceMonthRecord
  | DepositRecord
  | StandardRecord
  | BankTransferRecord
  | BankReturnRecord
  | AccountFlowRecord
  | LabourCostRecord
  | ProjectRecord
  | ParticipantRecord
  | TeamRecord
  | RosterRecord
  | EntryExitRecord
  | ContractRecord
  | AttendanceMonthRecord
  | PayLineRecord

/** `present` as PostgreSQL's `bit(31)`: the first of the month first. */
export function presentBits(present: number): string {
  let bits = ''
  for (let place = 0; place < 31; place += 1) bits += (present >>> place) & 1 ? '1' : '0'
  return bits
}
