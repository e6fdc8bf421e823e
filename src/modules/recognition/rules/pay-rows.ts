import { daysIn, type PlainDate, type YearMonth } from '../../../kernel/day.ts'
import { fen, zeroFen, type Fen } from '../../../kernel/money.ts'
import type { Cell, Row } from '../../../kernel/sheet.ts'
import { fenOf, hundredthsOf, minutesOf, roundedHundredthsOf } from './amount.ts'
import { judgedOn, sayAge } from './age.ts'
import { isBlank, plainText, textOf } from './cell-text.ts'
import { dayFaultOf } from './day-order.ts'
import { dayNumberOf, plainDateOf, yearMonthOf, type DayHints } from './day-text.ts'
import type { Field } from './fields.ts'
import { monthReader, personOf, workerCounter, type Reading, type RowReader } from './reading.ts'
import type { PayLineRecord, Person } from './record.ts'
import { payChecks } from './pay-checks.ts'
import { yesOf } from './person-reader.ts'
import { mostWorkdays } from './repeats.ts'
import type { Column } from './shape.ts'

/** Reads the lines of a pay sheet, or of a request to pay. */
export function payRows(reading: Reading): RowReader {
  const person = personOf(reading)
  const months = monthReader(reading)
  const line = payLineReader(reading)
  return {
    row(row, rowNo) {
      const who = person(row, rowNo)
      if (who === null) return
      const month = months.of(row, rowNo)
      if (month === null) return
      if (line.read(row, rowNo, who, month)) reading.report.accept()
    },
    end: line.end,
    month: months.month,
  }
}

/** Reads the pay of one row and hands over its line; false where the row waits or states no pay. */
export function payLineReader(reading: Reading): {
  read(row: Row, rowNo: number, person: Person, month: YearMonth): boolean
  end(): void
} {
  const { shape, report, totals, sheetNo, onRecord } = reading
  const money = moneyReader(reading)
  const backPay = backPayReader(reading)
  const paidOn = paidOnReader(reading)
  const worked = workedReader(reading)
  const count = workerCounter(totals)
  const repeated = repeatFinder()
  const isRequest = shape.kind === 'pay-confirmation'
  const reference = shape.columns.reference?.index ?? -1
  const checks = payChecks(reading)
  const read = (row: Row, rowNo: number, person: Person, month: YearMonth): boolean => {
    const amounts = money(row, rowNo)
    if (amounts === null) return false
    const { sort, backPayMonth } = backPay(row, rowNo, month)
    const paid = isRequest || amounts.netFen === null ? null : paidOn(row, rowNo, month)
    const { daysHundredths, minutes } = worked(row, rowNo, month)
    const worker = count(person)
    if (repeated(worker, backPayMonth ?? month, sort, person.team)) {
      report.find(rowNo, 'name', 'recognition.same-line-twice', 'warning')
    }
    if (amounts.dueStated && sort === 'ordinary') checks.line(row, rowNo, amounts.dueFen)
    if (person.mayBeYoung && amounts.dueFen > 0)
      sayAge(report, rowNo, person, judgedOn(backPayMonth ?? month, null))
    totals.dueFen += amounts.dueFen
    totals.deductedFen += amounts.deductedFen
    totals.netFen += amounts.netFen ?? 0
    if (paid !== null) totals.paidFen += amounts.netFen ?? 0
    const record: PayLineRecord = {
      kind: 'pay-line',
      sheetNo,
      row: rowNo,
      person,
      month,
      sort,
      backPayMonth,
      daysHundredths,
      minutes,
      dueFen: amounts.dueFen,
      dueStated: amounts.dueStated,
      deductedFen: amounts.deductedFen,
      netFen: amounts.netFen,
      paidOn: paid,
      isRequest,
      reference: reference < 0 ? null : referenceOf(row[reference]),
    }
    onRecord(record)
    return true
  }
  return { read, end: checks.end }
}

interface Amounts {
  readonly dueFen: Fen
  readonly dueStated: boolean
  readonly deductedFen: Fen
  readonly netFen: Fen | null
}

/** Due, deducted and net of a row; null where it waits (already reported). */
function moneyReader({ shape, report }: Reading): (row: Row, rowNo: number) => Amounts | null {
  const scale = shape.moneyUnit === 'yuan' ? 1 : 10_000
  const due = shape.columns.due?.index ?? -1
  const net = shape.columns.net?.index ?? -1
  const deducted = shape.columns.deducted?.index ?? -1
  const singles = shape.deductions
  /** Whole fen; null where empty, NaN where the row must wait (already reported). */
  const amountOf = (cell: Cell | undefined, rowNo: number, field: Field): number | null => {
    let amount = fenOf(cell, scale)
    if (amount === null) return null
    if (Number.isNaN(amount)) {
      amount = roundedHundredthsOf(cell) * scale
      if (!Number.isNaN(amount)) report.find(rowNo, field, 'recognition.amount-rounded', 'note')
    }
    if (amount >= 0 && Number.isSafeInteger(amount)) return amount
    report.reject(
      rowNo,
      field,
      amount < 0 ? 'recognition.amount-negative' : 'recognition.amount-unclear',
    )
    return NaN
  }
  return (row, rowNo) => {
    const dueFen = due < 0 ? null : amountOf(row[due], rowNo, 'due')
    if (Number.isNaN(dueFen)) return null
    const netFen = net < 0 ? null : amountOf(row[net], rowNo, 'net')
    if (Number.isNaN(netFen)) return null
    if (dueFen === null && netFen === null) {
      report.reject(rowNo, due >= 0 ? 'due' : 'net', 'recognition.amount-missing')
      return null
    }
    const deductedFen =
      deducted >= 0 ? deductionOf(row[deducted], scale) : sumOf(singles, row, scale)
    if (Number.isNaN(deductedFen)) {
      report.reject(rowNo, 'deducted', 'recognition.amount-unclear')
      return null
    }
    if (dueFen === null) report.find(rowNo, 'due', 'recognition.due-not-stated', 'warning')
    else if (netFen === null) report.find(rowNo, 'net', 'recognition.net-not-stated', 'note')
    else if (netFen !== dueFen - deductedFen) {
      const code =
        netFen > dueFen ? 'net-above-due' : deductedFen > 0 ? 'sum-differs' : 'net-below-due'
      report.find(
        rowNo,
        'net',
        `recognition.${code}`,
        code === 'net-below-due' ? 'note' : 'warning',
      )
    }
    return {
      // Where only the net is said, what was taken off is not part of what we take for due.
      dueFen: fen(dueFen ?? netFen ?? 0),
      dueStated: dueFen !== null,
      deductedFen: dueFen === null || deductedFen === 0 ? zeroFen : fen(deductedFen),
      netFen: netFen === null ? null : fen(netFen),
    }
  }
}

/** A deduction is a deduction with or without its minus sign. */
function deductionOf(cell: Cell | undefined, scale: 1 | 10_000): number {
  const amount = fenOf(cell, scale)
  if (amount === null) return 0
  return Math.abs(Number.isNaN(amount) ? roundedHundredthsOf(cell) * scale : amount)
}

function sumOf(columns: readonly Column[], row: Row, scale: 1 | 10_000): number {
  let sum = 0
  for (let index = 0; index < columns.length; index += 1) {
    sum += deductionOf(row[columns[index]?.index ?? -1], scale)
  }
  return sum
}

type BackPay = Pick<PayLineRecord, 'sort' | 'backPayMonth'>

const ordinary: BackPay = { sort: 'ordinary', backPayMonth: null }

/** Whether a line pays for an earlier month, and for which. */
function backPayReader({ shape, report, date1904, lastMonth }: Reading) {
  const is = shape.columns.isBackPay?.index ?? -1
  const forMonth = shape.columns.backPayMonth?.index ?? -1
  if (is < 0 && forMonth < 0) return (): BackPay => ordinary
  return (row: Row, rowNo: number, month: YearMonth): BackPay => {
    const said = yesOf(row[is])
    if (said === false) return ordinary
    if (said === null && !isBlank(row[is])) {
      report.find(rowNo, 'isBackPay', 'recognition.back-pay-unclear', 'warning')
    }
    const named = yearMonthOf(row[forMonth], date1904, month.slice(0, 4))
    if (named !== null && named !== 'unclear' && named <= lastMonth) {
      return { sort: 'back-pay', backPayMonth: named }
    }
    if (said !== true) return ordinary
    report.find(rowNo, 'backPayMonth', 'recognition.back-pay-month-missing', 'warning')
    return { sort: 'back-pay', backPayMonth: null }
  }
}

/** The day of payment; null where none is said, or the sheet says that it failed. */
function paidOnReader({ shape, report, date1904 }: Reading) {
  const on = shape.columns.paidOn?.index ?? -1
  const status = shape.columns.payStatus?.index ?? -1
  const order = shape.dayOrder ?? null
  return (row: Row, rowNo: number, month: YearMonth): PlainDate | null => {
    if (on < 0) return null
    const day = paidDayOf(row[on], date1904, month, order)
    if (day === null) return null
    if (Number.isNaN(day)) {
      const mayBeTwo = dayFaultOf(row[on]) === 'recognition.day-may-be-two'
      const code = mayBeTwo ? 'recognition.paid-on-may-be-two' : 'recognition.paid-on-unclear'
      report.find(rowNo, 'paidOn', code, 'warning')
      return null
    }
    if (status >= 0 && hasFailed(textOf(row[status]))) {
      report.find(rowNo, 'payStatus', 'recognition.pay-failed', 'warning')
      return null
    }
    return plainDateOf(day)
  }
}

/** A day without its year (1月20日) is the first such that does not come before the month it pays for. */
function paidDayOf(
  cell: Cell | undefined,
  date1904: boolean,
  month: YearMonth,
  order: DayHints['order'],
): number | null {
  const year = month.slice(0, 4)
  const day = dayNumberOf(cell, date1904, { year, order })
  if (typeof cell !== 'string' || day === null || Number.isNaN(day)) return day
  if (plainDateOf(day).slice(0, 7) >= month || /\d{4}|\d{1,2}[-/.年]\d{1,2}[-/.月]\d/.test(cell))
    return day
  return dayNumberOf(cell, date1904, { year: String(Number(year) + 1), order })
}

/** The national platform's PayStatus: 0 not paid, 20 paid, 30 failed, 40 being paid again; or in words. */
function hasFailed(status: string): boolean {
  return (
    /^(?:0|30|40)$/.test(status) ||
    /未发|未付|失败|退回|退票|拒绝|处理中|重新发放|待发/.test(status)
  )
}

/** Days and hours that the pay is for: 工日 where the sheet has them, else days present. */
function workedReader({ shape, report, totals }: Reading) {
  const workdays = shape.columns.workdays?.index ?? -1
  const present = shape.columns.daysPresent?.index ?? -1
  const hours = shape.columns.hours?.index ?? -1
  // A grid's totals come from its days; counting them here again would double them.
  const countsTotals = shape.kind !== 'attendance-grid'
  return (
    row: Row,
    rowNo: number,
    month: YearMonth,
  ): Pick<PayLineRecord, 'daysHundredths' | 'minutes'> => {
    const stated = workdays < 0 ? null : daysOf(row[workdays])
    const days = present < 0 ? null : daysOf(row[present])
    if (Number.isNaN(stated) || Number.isNaN(days)) {
      report.find(
        rowNo,
        Number.isNaN(stated) ? 'workdays' : 'daysPresent',
        'recognition.days-unclear',
        'warning',
      )
    }
    const minutes = hours < 0 ? null : minutesOf(row[hours])
    if (Number.isNaN(minutes)) report.find(rowNo, 'hours', 'recognition.hours-unclear', 'warning')
    if ((days ?? 0) > 3100 || ((days ?? 0) > 2800 && (days ?? 0) > daysIn(month) * 100))
      report.find(rowNo, 'daysPresent', 'recognition.days-impossible', 'warning')
    if ((stated ?? 0) > mostWorkdays)
      report.find(rowNo, 'workdays', 'recognition.workdays-impossible', 'warning')
    if ((minutes ?? 0) > 40_320 && (minutes ?? 0) > daysIn(month) * 1440)
      report.find(rowNo, 'hours', 'recognition.month-hours-impossible', 'warning')
    const paid = stated ?? days
    const known = paid === null || Number.isNaN(paid) ? null : paid
    const knownMinutes = minutes === null || Number.isNaN(minutes) ? null : minutes
    if (countsTotals) {
      totals.workdaysHundredths += known ?? 0
      totals.minutes += knownMinutes ?? 0
      if (days !== null && !Number.isNaN(days)) totals.daysPresent += Math.ceil(days / 100)
    }
    return { daysHundredths: known, minutes: knownMinutes }
  }
}

function daysOf(cell: Cell | undefined): number | null {
  const exact = hundredthsOf(cell)
  return Number.isNaN(exact) ? roundedHundredthsOf(cell) : exact
}

/** Finds the same worker, month, sort and team a second time. */
function repeatFinder(): (
  worker: number,
  month: YearMonth,
  sort: PayLineRecord['sort'],
  team: string | null,
) => boolean {
  const places = new Map<string | null, Map<YearMonth, number>>()
  const seen = new Set<number>()
  let count = 0
  return (worker, month, sort, team) => {
    let months = places.get(team)
    if (months === undefined) {
      months = new Map()
      places.set(team, months)
    }
    let place = months.get(month)
    if (place === undefined) {
      place = count
      count += 2
      months.set(month, place)
    }
    // Small whole numbers take a third of the memory of others: this stays one up to half a million workers.
    const line = place + (sort === 'ordinary' ? 0 : 1)
    const key = worker < 524_288 ? line * 524_288 + worker : -(line * 2 ** 30 + worker)
    const before = seen.size
    seen.add(key)
    return seen.size === before
  }
}

function referenceOf(cell: Cell | undefined): string | null {
  if (typeof cell === 'string' && cell.length <= 64 && !/\s/.test(cell))
    return cell === '' ? null : cell
  return plainText(cell)?.slice(0, 64) ?? null
}
