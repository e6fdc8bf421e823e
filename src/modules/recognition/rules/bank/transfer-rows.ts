import { fen } from '../../../../kernel/money.ts'
import type { Row } from '../../../../kernel/sheet.ts'
import { personOf, workerCounter, type Reading, type RowReader } from '../reading.ts'
import { nobodyKindOf } from '../row-kind.ts'
import { bankCells } from './bank-cells.ts'
import { headFiguresOf } from './head-figures.ts'
import { repeats, sumsOf, wageMonthOf } from './payment-list.ts'

/**
 * Reads a file that asks a bank to pay (代发文件): what it comes to, and to whom. It proves no payment, so its people are
 * no people of the ledger: they are only compared with it.
 */
export function transferRows(reading: Reading): RowReader {
  const { shape, report, totals, sheetNo, onRecord } = reading
  const person = personOf({ ...reading, people: { count: 0, onPerson: () => undefined } })
  const cells = bankCells(reading)
  const count = workerCounter(totals)
  const again = repeats(report)
  const sums = sumsOf(reading, cells, headFiguresOf(shape))
  const monthOf = wageMonthOf(reading, cells)
  const amountField = shape.columns.amount === undefined ? 'net' : 'amount'
  return {
    row(row: Row, rowNo: number) {
      const isTotal = sums.total(row, rowNo, nobodyKindOf(row, shape.columns.seq?.index ?? -1, -1))
      const who = isTotal ? null : person(row, rowNo)
      if (who === null) return
      const amount = cells.sum(row, amountField)
      if (amount === null || Number.isNaN(amount) || amount <= 0) {
        report.reject(rowNo, 'amount', amountFault(amount))
        return
      }
      if (who.card === null) report.find(rowNo, 'card', 'recognition.card-not-stated', 'warning')
      again.person(rowNo, who, amount)
      again.reference(rowNo, cells.text(row, 'reference'))
      count(who)
      sums.add(amount)
      totals.netFen += amount
      report.accept()
      onRecord({
        kind: 'bank-transfer',
        sheetNo,
        row: rowNo,
        person: who,
        month: monthOf(row, null),
        amountFen: fen(amount),
      })
    },
    end: () => sums.end(),
    month: () => reading.period,
  }
}

export function amountFault(amount: number | null): string {
  if (amount === null) return 'recognition.sum-missing'
  return Number.isNaN(amount) ? 'recognition.amount-unclear' : 'recognition.amount-not-positive'
}
