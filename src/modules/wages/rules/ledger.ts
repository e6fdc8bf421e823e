import type { PlainDate } from '../../../kernel/day.ts'
import type { Finding } from '../../../kernel/finding.ts'
import { fen, sumFen, zeroFen, type Fen } from '../../../kernel/money.ts'
import { workdaysHundredthsOf } from '../../labour/rules/attendance.ts'
import { settledPayments, type BankReturn } from './settled-payments.ts'

/*
 * What one worker is due, was paid and is owed for one month on one project: the reference that the database's
 * own fold is tested against.
 *
 *  - due: the sum of 应发 of the ordinary pay lines; of a line without 应发 its 实发, with a finding. Without any such
 *    line, what attendance makes at the agreed rate. Attended without either is due unknown: nobody knows, and
 *    it is counted apart instead of as nothing.
 *  - back pay (补发) is a payment for the month it is for, and no new due.
 *  - paid: what reached the worker; where a bank says what became of a payment, it is that (`settled-payments.ts`). On time is up to the pay date (条例 art. 14), late is after it.
 *  - owed = max(0, due − deducted − paid), whatever the day (rulebook A01). Overdue is what is owed after the pay
 *    date, and only for a day: payments of later days do not count then.
 */

/** One team's attendance of the month; lines of different teams add up. */
export interface AttendanceLine {
  /** 31 signs, `1` where present: the text of `bit(31)`; null where the sheet gives totals only. */
  readonly present: string | null
  readonly daysPresent: number
  /** Ordinary time and overtime together; null where the sheet gives days only. */
  readonly minutes: number | null
  /** 工日 as the sheet states them; null where it does not. */
  readonly workdaysHundredths: number | null
}

export interface PayLine {
  readonly kind: 'ordinary' | 'back-pay'
  /** 应发; null where the sheet does not state it. */
  readonly dueFen: Fen | null
  /** 扣款; null where the sheet does not state it. */
  readonly deductedFen: Fen | null
  /** 实发; null where the sheet does not state it. */
  readonly netFen: Fen | null
}

export interface Payment {
  readonly paidOn: PlainDate
  /** Negative where a bank took it back. */
  readonly amountFen: Fen
}

/** What was agreed; `day` is for a 工日, not for a day present. */
export interface PayRate {
  readonly unit: 'day' | 'hour' | 'month'
  readonly fen: Fen
}

/** All facts of one worker-month. */
export interface WorkerMonth {
  readonly attendance: readonly AttendanceLine[]
  readonly payLines: readonly PayLine[]
  /** Back pay for this month included. */
  readonly payments: readonly Payment[]
  /** What banks did with payments for this month; they and the sheets say one payment once. */
  readonly returns?: readonly BankReturn[]
  readonly rate: PayRate | null
  readonly payOn: PlainDate
  /** The length of a 工日 where the sheet states none (parameter `hours-per-workday`). */
  readonly minutesPerWorkday: number
}

export type DueBasis = 'pay-line' | 'rate' | 'unknown' | 'none'

export interface LedgerRow {
  /** Days of the month on which any team saw him. */
  readonly daysPresent: number
  /** Ordinary time and overtime together. */
  readonly minutes: number
  /** As stated, else by the hours, else a 工日 for a day present. */
  readonly workdaysHundredths: number
  /** As stated; where none is, at most one 工日 for a day on site: punches hold the breaks. */
  readonly sureWorkdaysHundredths: number
  readonly attended: boolean
  readonly hasPayLine: boolean
  /** Null is due unknown. */
  readonly dueFen: Fen | null
  readonly dueBasis: DueBasis
  readonly deductedFen: Fen
  readonly paidOnTimeFen: Fen
  readonly paidLateFen: Fen
  readonly owedFen: Fen
  readonly findings: readonly Finding[]
}

export function ledgerRowOf(facts: WorkerMonth): LedgerRow {
  const attendance = attendanceOf(facts)
  const pay = payOf(facts.payLines)
  const due = dueOf(facts, attendance, pay)
  const paid = paymentsOf(facts)
  const onTime = paid.filter(({ paidOn }) => paidOn <= facts.payOn)
  const late = paid.filter(({ paidOn }) => paidOn > facts.payOn)
  const paidOnTimeFen = sumFen(onTime.map(({ amountFen }) => amountFen))
  const paidLateFen = sumFen(late.map(({ amountFen }) => amountFen))
  return {
    ...attendance,
    ...due,
    hasPayLine: pay !== null,
    deductedFen: pay?.deductedFen ?? zeroFen,
    paidOnTimeFen,
    paidLateFen,
    owedFen: owedOf(due.dueFen, pay, fen(paidOnTimeFen + paidLateFen)),
    findings: pay?.findings ?? [],
  }
}

/** What is owed when a day ends, by the payments up to it. */
export function owedOn(facts: WorkerMonth, day: PlainDate): Fen {
  const pay = payOf(facts.payLines)
  const { dueFen } = dueOf(facts, attendanceOf(facts), pay)
  return owedOf(dueFen, pay, paidUpTo(facts, day))
}

/** What is owed on a day after the pay date; nothing on the pay date itself and before. */
export function overdueOn(facts: WorkerMonth, day: PlainDate): Fen {
  return day > facts.payOn ? owedOn(facts, day) : zeroFen
}

/** What has been paid when a day ends. */
export function paidUpTo(facts: Pick<WorkerMonth, 'payments' | 'returns'>, day: PlainDate): Fen {
  const paid = paymentsOf(facts).filter(({ paidOn }) => paidOn <= day)
  return sumFen(paid.map(({ amountFen }) => amountFen))
}

function paymentsOf({
  payments,
  returns = [],
}: Pick<WorkerMonth, 'payments' | 'returns'>): readonly Payment[] {
  return returns.length === 0 ? payments : settledPayments(payments, returns)
}

type Attendance = Pick<
  LedgerRow,
  'daysPresent' | 'minutes' | 'workdaysHundredths' | 'sureWorkdaysHundredths' | 'attended'
>

function attendanceOf({ attendance, minutesPerWorkday }: WorkerMonth): Attendance {
  let [minutes, workdaysHundredths, sureWorkdaysHundredths, daysPresent] = [0, 0, 0, 0]
  for (const line of attendance) {
    minutes += line.minutes ?? 0
    const computed = unstatedWorkdays(line, minutesPerWorkday)
    const most = line.daysPresent > 0 ? line.daysPresent * 100 : computed
    workdaysHundredths += line.workdaysHundredths ?? computed
    sureWorkdaysHundredths += line.workdaysHundredths ?? Math.min(most, computed)
    if (line.present === null) daysPresent += line.daysPresent
  }
  // Two teams may have seen him on the same day: that is one day present, though the hours add.
  for (let at = 0; at < 31; at += 1) {
    if (attendance.some(({ present }) => present?.[at] === '1')) daysPresent += 1
  }
  daysPresent = Math.min(daysPresent, 31)
  const attended = daysPresent > 0 || minutes > 0 || workdaysHundredths > 0
  return { daysPresent, minutes, workdaysHundredths, sureWorkdaysHundredths, attended }
}

function unstatedWorkdays({ minutes, daysPresent }: AttendanceLine, perWorkday: number): number {
  return minutes === null ? daysPresent * 100 : workdaysHundredthsOf(minutes, perWorkday)
}

interface Pay {
  readonly dueFen: Fen
  readonly deductedFen: Fen
  readonly findings: readonly Finding[]
}

/** The ordinary lines that state a sum; null where there is none. */
function payOf(lines: readonly PayLine[]): Pay | null {
  const dues: Fen[] = []
  const deductions: Fen[] = []
  const findings: Finding[] = []
  for (const { kind, dueFen, deductedFen, netFen } of lines) {
    if (kind !== 'ordinary') continue
    if (dueFen !== null) {
      dues.push(dueFen)
      deductions.push(deductedFen ?? zeroFen)
    } else if (netFen !== null) {
      // 实发 is what is left after the deduction: to take that off again would make the worker poorer.
      dues.push(netFen)
      findings.push({ code: 'wages.due-not-stated', severity: 'note' })
    }
  }
  if (dues.length === 0) return null
  return { dueFen: sumFen(dues), deductedFen: sumFen(deductions), findings }
}

function dueOf(
  { rate }: WorkerMonth,
  attendance: Attendance,
  pay: Pay | null,
): Pick<LedgerRow, 'dueFen' | 'dueBasis'> {
  if (pay !== null) return { dueFen: pay.dueFen, dueBasis: 'pay-line' }
  if (!attendance.attended) return { dueFen: zeroFen, dueBasis: 'none' }
  if (rate === null) return { dueFen: null, dueBasis: 'unknown' }
  return { dueFen: earned(rate, attendance), dueBasis: 'rate' }
}

function owedOf(dueFen: Fen | null, pay: Pay | null, paid: Fen): Fen {
  if (dueFen === null) return zeroFen
  return fen(Math.max(0, dueFen - (pay?.deductedFen ?? 0) - paid))
}

/** Paid days of an average month, in hundredths (人社部发〔2025〕2号: monthly wage ÷ 21.75 is a day's). */
export const monthWorkdaysHundredths = 2175

/** Pay by the rate; a month's wage is earned in full with 21.75 工日, and in part below. Half a fen counts as one. */
export function earned(
  rate: PayRate,
  { minutes, workdaysHundredths }: Pick<LedgerRow, 'minutes' | 'workdaysHundredths'>,
): Fen {
  switch (rate.unit) {
    case 'day':
      return quotient(workdaysHundredths * rate.fen, 100)
    case 'hour':
      return quotient(minutes * rate.fen, 60)
    case 'month':
      return workdaysHundredths >= monthWorkdaysHundredths
        ? rate.fen
        : quotient(workdaysHundredths * rate.fen, monthWorkdaysHundredths)
  }
}

/** In whole numbers throughout, so that the database rounds the same way. */
function quotient(dividend: number, divisor: number): Fen {
  return fen(Math.floor((2 * dividend + divisor) / (2 * divisor)))
}
