import { monthOf, nextMonth, type PlainDate, type YearMonth } from '../../../../kernel/day.ts'
import { fen, yuanText } from '../../../../kernel/money.ts'
import type { Cell, Row } from '../../../../kernel/sheet.ts'
import { textOf } from '../cell-text.ts'
import { monthSaidIn, yearMonthOf } from '../day-text.ts'
import type { Reading } from '../reading.ts'
import type { Person } from '../record.ts'
import type { Report } from '../report.ts'
import type { NobodyKind } from '../row-kind.ts'
import type { BankCells } from './bank-cells.ts'
import { capitalFen } from './capital-amount.ts'
import type { HeadFigures } from './head-figures.ts'

/** Compares what a list says it comes to with what its lines come to. */
export interface Sums {
  /** A line: what it asks for, and whether it was paid (left out: nobody says). */
  add(amountFen: number, paid?: boolean): void
  /** Whether the row is a total; if so it was skipped, and said where it differs. */
  total(row: Row, rowNo: number, kind: NobodyKind): boolean
  end(): void
}

export function sumsOf({ shape, report }: Reading, cells: BankCells, heads: HeadFigures): Sums {
  const fields = ['amount', 'net', 'settledAmount'] as const
  const amountField = fields.find(cells.has) ?? 'amount'
  const scale = shape.moneyUnit === 'yuan' ? 1 : 10_000
  const counted = { lines: 0, fen: 0, paidLines: 0, paidFen: 0, failedLines: 0, failedFen: 0 }
  let sinceTotal = 0
  const differ = (rowNo: number, what: string, stated: number, found: number, money: boolean) => {
    if (stated === found) return
    const shown = (value: number) => (money ? yuanText(fen(value)) : String(value))
    const values = { what, stated: shown(stated), counted: shown(found) }
    report.find(rowNo, 'amount', 'recognition.total-differs', 'warning', values)
  }
  return {
    add(amountFen, paid) {
      counted.lines += 1
      counted.fen += amountFen
      sinceTotal += amountFen
      if (paid === true) {
        counted.paidLines += 1
        counted.paidFen += amountFen
      } else if (paid === false) {
        counted.failedLines += 1
        counted.failedFen += amountFen
      }
    },
    total(row, rowNo, kind) {
      const capital = capitalIn(row)
      if (kind !== 'total' && !(capital !== null && kind !== 'nameless')) return false
      report.skip(rowNo, kind === 'empty' ? 'total' : kind)
      const figure = cells.sum(row, amountField)
      const stated = Number.isNaN(figure) ? null : figure
      if (stated !== null && stated !== sinceTotal) differ(rowNo, '合计', stated, counted.fen, true)
      if (capital !== null && capital !== (stated ?? counted.fen))
        differ(rowNo, '大写', capital, stated ?? counted.fen, true)
      if (stated !== null) sinceTotal = 0
      return true
    },
    end() {
      const said = (what: string, label: RegExp, found: number, money: boolean) => {
        const figure = heads.figure(label)
        if (figure === null) return
        differ(
          Math.max(1, shape.headerRow),
          what,
          money ? figure * scale : figure / 100,
          found,
          money,
        )
      }
      said('总笔数', /总笔数|合计笔数|提交笔数|代发笔数|总人数|代发人数/, counted.lines, false)
      said('总金额', /总金额|合计金额|提交金额|代发总额|总金额小写|代发总金额/, counted.fen, true)
      if (counted.paidLines + counted.failedLines === 0) return
      said('成功笔数', /成功(?:总)?笔数|成功人数/, counted.paidLines, false)
      said('成功金额', /成功(?:总)?金额/, counted.paidFen, true)
      said('失败笔数', /失败(?:总)?笔数|失败人数/, counted.failedLines, false)
      said('失败金额', /失败(?:总)?金额/, counted.failedFen, true)
    },
  }
}

function capitalIn(row: Row): number | null {
  for (const cell of row) {
    const found = typeof cell === 'string' ? capitalFen(cell) : null
    if (found !== null) return found
  }
  return null
}

/** Gives each line of one owner its own place: what it is known by, and from the second of the same on a count. */
export function placer(): (owner: string, by: string) => string {
  const counts = new Map<string, number>()
  return (owner, by) => {
    const key = `${owner}\n${by}`
    const nth = (counts.get(key) ?? 0) + 1
    counts.set(key, nth)
    return nth === 1 ? by : `${by} ${nth}`
  }
}

/** Says what a list holds twice: the same reference, and the same person with the same sum. */
export function repeats(report: Report) {
  const references = new Set<string>()
  const payments = new Set<string>()
  return {
    reference(rowNo: number, reference: string | null): void {
      if (reference === null) return
      if (references.has(reference))
        report.find(rowNo, 'reference', 'recognition.reference-twice', 'warning')
      references.add(reference)
    },
    person(rowNo: number, { name, card, idNumber }: Person, amountFen: number): void {
      const key = `${card ?? idNumber ?? ''} ${name} ${amountFen}`
      if (payments.has(key)) report.find(rowNo, 'name', 'recognition.payment-twice', 'warning')
      payments.add(key)
    },
  }
}

/**
 * The month that a line pays for: its own column, what its remark says (5月工资), else the sheet's. A sheet that calls the
 * very month of payment without saying that it is of wages may only say when it was sent: then nobody knows yet.
 */
export function wageMonthOf(
  { shape, date1904, period, lastMonth }: Reading,
  cells: BankCells,
): (row: Row, paidOn: PlainDate | null) => YearMonth | null {
  const heads = (shape.headLines ?? []).join(' ').replaceAll(/\s/g, '')
  const ofWages = /月份?.{0,6}(?:工资|薪)/.test(heads)
  return (row, paidOn) => {
    const column = yearMonthOf(cells.cell(row, 'payMonth'), date1904, period?.slice(0, 4) ?? null)
    const said = column ?? monthInRemark(cells.cell(row, 'note'), paidOn) ?? null
    if (said !== null && said !== 'unclear' && said <= lastMonth) return said
    if (period === null || period > lastMonth) return null
    const mayBeSending = !ofWages && paidOn !== null && monthOf(paidOn) === period
    return mayBeSending ? null : period
  }
}

/** `2026年5月工资`, or `5月份工资` of the last such month before the payment. */
function monthInRemark(cell: Cell, paidOn: PlainDate | null): YearMonth | null {
  const text = textOf(cell).normalize('NFKC').replaceAll(/\s/g, '')
  if (!/工资|薪/.test(text)) return null
  const whole = monthSaidIn(text)
  if (whole !== null) return whole
  const bare = /(?<!\d)(1[0-2]|0?[1-9])月份?(?!\d{1,2}[日号])/.exec(text)?.[1]
  if (bare === undefined || paidOn === null) return null
  let month = monthOf(paidOn)
  for (let back = 0; back < 12; back += 1) {
    if (Number(month.slice(5)) === Number(bare)) return month
    month = nextMonth(month, -1)
  }
  return null
}
