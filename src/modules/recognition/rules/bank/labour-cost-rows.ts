import { monthOf, type PlainDate, type YearMonth } from '../../../../kernel/day.ts'
import { fen, yuanText, type Fen } from '../../../../kernel/money.ts'
import type { Cell, Row } from '../../../../kernel/sheet.ts'
import { textOf } from '../cell-text.ts'
import { monthOfDayIn, yearMonthOf } from '../day-text.ts'
import type { Reading, RowReader } from '../reading.ts'
import { nobodyKindOf } from '../row-kind.ts'
import { bankCells, type BankCells } from './bank-cells.ts'
import { headFiguresOf } from './head-figures.ts'

/** Reads what an owner has to transfer for labour, and what it transferred, month by month (条例 24, 29). */
export function labourCostRows(reading: Reading): RowReader {
  const { shape, report, totals, sheetNo, onRecord } = reading
  const cells = bankCells(reading)
  const heads = headFiguresOf(shape)
  const headOwner = heads.text(/建设单位(?:名称)?|付款单位|业主单位/)
  const headRatio = ratioOf(heads.text(/人工费用?(?:拨付)?(?:比例|占比)|约定比例/), true)
  const monthOfRow = monthReader(reading, cells)
  const places = new Map<string, number>()
  const dues = new Map<string, number>()
  const sum = { due: 0, paid: 0 }
  const seqAt = shape.columns.seq?.index ?? -1
  return {
    row(row, rowNo) {
      const kind = nobodyKindOf(row, seqAt, -1)
      const stated = { due: cells.sum(row, 'costDue'), paid: cells.sum(row, 'costPaid') }
      if (kind === 'total') {
        report.skip(rowNo, 'total')
        checkTotal(reading, rowNo, stated, sum, row)
        return
      }
      if (
        kind !== 'nameless' ||
        (stated.due === null && stated.paid === null && cells.sum(row, 'outputSum') === null)
      ) {
        if (kind !== 'empty') report.skip(rowNo, kind)
        return
      }
      const amounts = amountsOf(reading, cells, row, rowNo, headRatio)
      if (amounts === null) return
      const paidOn = dayOf(reading, cells, row, rowNo, 'costPaidOn')
      const month = monthOfRow(row, rowNo, paidOn)
      if (month === null) return
      if (amounts.paidFen !== null && amounts.paidFen > 0 && paidOn === null)
        report.find(rowNo, 'costPaidOn', 'recognition.cost-day-missing', 'warning')
      const project = cells.text(row, 'projectCode') ?? cells.text(row, 'projectName') ?? ''
      const key = `${project} ${month}`
      const nth = (places.get(key) ?? 0) + 1
      places.set(key, nth)
      // A month that is paid in parts says its due on each of its rows: it is due once.
      const isRepeated = nth > 1 && amounts.dueFen !== null && dues.get(key) === amounts.dueFen
      if (isRepeated)
        report.find(rowNo, 'costDue', 'recognition.cost-due-repeated', 'note', { month })
      const dueFen = isRepeated ? null : amounts.dueFen
      if (dueFen !== null) dues.set(key, dueFen)
      sum.due += dueFen ?? 0
      sum.paid += amounts.paidFen ?? 0
      totals.dueFen += dueFen ?? 0
      totals.paidFen += amounts.paidFen ?? 0
      report.accept()
      onRecord({
        kind: 'labour-cost',
        sheetNo,
        row: rowNo,
        projectCode: cells.text(row, 'projectCode') ?? shape.projectCode,
        projectName: cells.text(row, 'projectName') ?? shape.projectName,
        month,
        nth,
        ...amounts,
        dueFen,
        dueOn: dayOf(reading, cells, row, rowNo, 'costDueOn'),
        paidOn: amounts.paidFen === null || amounts.paidFen === 0 ? null : paidOn,
        payer: (cells.text(row, 'ownerFirm') ?? headOwner)?.slice(0, 80) ?? null,
        reference: cells.text(row, 'reference')?.slice(0, 64) ?? null,
      })
    },
    end() {},
    month: () => null,
  }
}

interface Amounts {
  readonly outputFen: Fen | null
  /** Hundredths of a percent: 25 % is 2,500. */
  readonly ratio: number | null
  readonly dueFen: Fen | null
  readonly dueStated: boolean
  readonly paidFen: Fen | null
}

/** What is due as stated, else output × ratio; null where the row waits (already reported). */
function amountsOf(
  { report }: Reading,
  cells: BankCells,
  row: Row,
  rowNo: number,
  headRatio: number | null,
): Amounts | null {
  const sums = {
    costDue: cells.sum(row, 'costDue'),
    costPaid: cells.sum(row, 'costPaid'),
    outputSum: cells.sum(row, 'outputSum'),
  }
  for (const field of ['costDue', 'costPaid', 'outputSum'] as const) {
    const sum = sums[field]
    if (sum === null || sum >= 0) continue
    report.reject(
      rowNo,
      field,
      sum < 0 ? 'recognition.amount-negative' : 'recognition.amount-unclear',
    )
    return null
  }
  const ratio = ratioOf(cells.cell(row, 'costRatio'), false) ?? headRatio
  if (Number.isNaN(ratio)) report.find(rowNo, 'costRatio', 'recognition.ratio-unclear', 'warning')
  const known = ratio === null || Number.isNaN(ratio) ? null : ratio
  const byRatio =
    known === null || sums.outputSum === null ? null : Math.round((sums.outputSum * known) / 10_000)
  const due = sums.costDue ?? byRatio
  // A yuan of rounding is nobody's mistake.
  if (sums.costDue !== null && byRatio !== null && Math.abs(byRatio - sums.costDue) > 100) {
    const values = { stated: yuanText(fen(sums.costDue)), counted: yuanText(fen(byRatio)) }
    report.find(rowNo, 'costDue', 'recognition.cost-due-differs', 'warning', values)
  }
  const short = cells.sum(row, 'costShort')
  const counted = (due ?? 0) - (sums.costPaid ?? 0)
  if (
    short !== null &&
    due !== null &&
    Math.abs(short) !== Math.abs(counted) &&
    !(counted < 0 && short === 0)
  ) {
    const shown = Number.isNaN(short) ? '看不懂' : yuanText(fen(short))
    const values = { stated: shown, counted: yuanText(fen(counted)) }
    report.find(rowNo, 'costShort', 'recognition.cost-short-differs', 'warning', values)
  }
  return {
    outputFen: fenOrNull(sums.outputSum),
    ratio: known,
    dueFen: fenOrNull(due),
    dueStated: sums.costDue !== null,
    paidFen: fenOrNull(sums.costPaid),
  }
}

function fenOrNull(value: number | null): Fen | null {
  return value === null ? null : fen(value)
}

/** 25%, 0.25 and 25 are one; in hundredths of a percent. NaN where it is none, or above the whole. */
function ratioOf(cell: Cell, lenient: boolean): number | null {
  const text = textOf(cell).normalize('NFKC').replaceAll(/\s/g, '')
  if (text === '') return null
  const said = /^(\d+(?:\.\d+)?)(%?)$/.exec(
    lenient ? (/\d+(?:\.\d+)?%?/.exec(text)?.[0] ?? '') : text,
  )
  if (said === null) return lenient ? null : NaN
  const value = Number(said[1])
  const hundredths = Math.round((said[2] === '%' || value > 1 ? value : value * 100) * 100)
  return hundredths > 0 && hundredths <= 10_000 ? hundredths : NaN
}

function dayOf(
  { report }: Reading,
  cells: BankCells,
  row: Row,
  rowNo: number,
  field: 'costPaidOn' | 'costDueOn',
): PlainDate | null {
  const day = cells.day(row, field)
  if (day !== 'unclear') return day
  // 每月 10 日前 is an agreement, no day.
  if (field === 'costPaidOn') report.find(rowNo, field, 'recognition.day-unclear', 'warning')
  return null
}

/** The month that a row is for: its own column, else that of its transfer, else the sheet's. */
function monthReader({ report, period, date1904, lastMonth }: Reading, cells: BankCells) {
  return (row: Row, rowNo: number, paidOn: PlainDate | null): YearMonth | null => {
    const cell = cells.cell(row, 'costMonth')
    const year = (paidOn ?? period)?.slice(0, 4) ?? null
    const said = yearMonthOf(cell, date1904, year)
    const month = said === 'unclear' ? monthOfDayIn(textOf(cell)) : said
    const byDay = paidOn === null ? null : monthOf(paidOn)
    const found = month ?? (cells.has('costMonth') ? (period ?? byDay) : (byDay ?? period))
    if (found === null) {
      report.reject(
        rowNo,
        'costMonth',
        said === null ? 'recognition.month-missing' : 'recognition.month-unclear',
      )
      return null
    }
    if (found > lastMonth) {
      report.reject(rowNo, 'costMonth', 'recognition.month-in-future')
      return null
    }
    return found
  }
}

function checkTotal(
  { report }: Reading,
  rowNo: number,
  stated: { readonly due: number | null; readonly paid: number | null },
  sum: { readonly due: number; readonly paid: number },
  row: Row,
): void {
  if (/小计|本页|累计/.test(row.map(textOf).join(''))) return
  for (const [field, what, said, counted] of [
    ['costDue', '应拨付合计', stated.due, sum.due],
    ['costPaid', '实际拨付合计', stated.paid, sum.paid],
  ] as const) {
    if (said === null || Number.isNaN(said) || said === counted) continue
    const values = { what, stated: yuanText(fen(said)), counted: yuanText(fen(counted)) }
    report.find(rowNo, field, 'recognition.total-differs', 'warning', values)
  }
}
