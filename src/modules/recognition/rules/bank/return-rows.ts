import type { PlainDate } from '../../../../kernel/day.ts'
import { maskNumber } from '../../../../kernel/masked.ts'
import { fen, yuanText } from '../../../../kernel/money.ts'
import type { Row } from '../../../../kernel/sheet.ts'
import { personOf, workerCounter, type Reading, type RowReader } from '../reading.ts'
import type { BankReturnRecord } from '../record.ts'
import type { Report } from '../report.ts'
import { nobodyKindOf } from '../row-kind.ts'
import { bankCells, type BankCells } from './bank-cells.ts'
import { headFiguresOf, type HeadFigures } from './head-figures.ts'
import { placer, repeats, sumsOf, wageMonthOf } from './payment-list.ts'
import { outcomeOf, outcomeOfTitle } from './return-outcome.ts'
import { amountFault } from './transfer-rows.ts'

/** Reads what a bank did with each line of a payment file (代发结果, 回盘). */
export function returnRows(reading: Reading): RowReader {
  const { shape, report, totals, sheetNo, onRecord } = reading
  const person = personOf(reading)
  const cells = bankCells(reading)
  const heads = headFiguresOf(shape)
  const count = workerCounter(totals)
  const again = repeats(report)
  const sums = sumsOf(reading, cells, heads)
  const monthOf = wageMonthOf(reading, cells)
  const paidOn = dayReader(reading, cells, heads)
  const result = resultReader(reading, cells)
  const placeOf = placer()
  const headBatch = heads.text(/批次号|批次编号|代发批次号|批号/)
  return {
    row(row: Row, rowNo: number) {
      if (sums.total(row, rowNo, nobodyKindOf(row, shape.columns.seq?.index ?? -1, -1))) return
      const who = person(row, rowNo)
      if (who === null) return
      const { outcome, reason } = result(row, rowNo)
      const amount = amountOf(reading, cells, row, rowNo, outcome === 'paid')
      if (amount === null) return
      const on = paidOn(row, rowNo)
      if (on === null) return
      again.person(rowNo, who, amount)
      again.reference(rowNo, cells.text(row, 'reference'))
      count(who)
      const reference = cells.text(row, 'reference')?.slice(0, 64) ?? null
      const batchNo = (cells.text(row, 'batchNo') ?? headBatch)?.slice(0, 64) ?? null
      const month = monthOf(row, on)
      const worker = who.idNumber ?? who.card ?? `${who.name} ${who.team ?? ''}`
      const place = placeOf(`${worker} ${month}`, reference ?? [on, batchNo].join(' ').trim())
      sums.add(amount, outcome === 'paid' ? true : outcome === 'pending' ? undefined : false)
      totals.netFen += amount
      if (outcome === 'paid') totals.paidFen += amount
      report.accept()
      onRecord({
        kind: 'bank-return',
        sheetNo,
        row: rowNo,
        person: who,
        month,
        paidOn: on,
        amountFen: fen(amount),
        outcome,
        reason,
        reference,
        batchNo,
        place,
      })
    },
    end: () => sums.end(),
    month: () => reading.period,
  }
}

/** What was asked for, or what arrived of it where that stands apart; null where the row waits (already reported). */
function amountOf(
  { report }: Reading,
  cells: BankCells,
  row: Row,
  rowNo: number,
  isPaid: boolean,
): number | null {
  const asked = cells.sum(row, cells.has('amount') ? 'amount' : 'net')
  const settled = cells.sum(row, 'settledAmount')
  const hasSettled = settled !== null && settled > 0
  const amount = isPaid && hasSettled ? settled : (asked ?? settled)
  if (amount === null || Number.isNaN(amount) || amount <= 0) {
    report.reject(rowNo, 'amount', amountFault(amount))
    return null
  }
  if (isPaid && hasSettled && asked !== null && asked !== settled && !Number.isNaN(asked)) {
    const values = { asked: yuanText(fen(asked)), settled: yuanText(fen(settled)) }
    report.find(rowNo, 'settledAmount', 'recognition.settled-differs', 'warning', values)
  }
  return amount
}

/** The bank's day of a row, else the one day that the head lines or the file's name say. */
function dayReader({ report, shape }: Reading, cells: BankCells, heads: HeadFigures) {
  const ofHead = heads.day(
    /(?:交易|入账|代发|处理|记账|发放|付款|到账|支付|完成|回盘)(?:日期|时间)|日期/,
  )
  let told = false
  return (row: Row, rowNo: number): PlainDate | null => {
    const own = cells.day(row, 'paidOn')
    if (own === 'unclear') {
      report.reject(rowNo, 'paidOn', 'recognition.day-unclear')
      return null
    }
    if (own !== null) return own
    if (ofHead === null) {
      report.reject(rowNo, 'paidOn', 'recognition.return-day-missing')
      return null
    }
    if (!told)
      report.find(Math.max(1, shape.headerRow), 'paidOn', 'recognition.day-of-head', 'note', {
        day: ofHead,
      })
    told = true
    return ofHead
  }
}

type Result = Pick<BankReturnRecord, 'outcome' | 'reason'>

/** What became of a row's payment; unclear words prove nothing, and are said. */
function resultReader({ report, shape }: Reading, cells: BankCells) {
  const ofTitle = outcomeOfTitle((shape.headLines ?? []).join(' '))
  const column = shape.columns.bankResult ?? shape.columns.payStatus
  const field = shape.columns.bankResult === undefined ? 'payStatus' : 'bankResult'
  return (row: Row, rowNo: number): Result => {
    const written = cells.text(row, field)
    const reason = plainReason(cells.text(row, 'failReason'))
    const said = written === null ? null : outcomeOf(written, column?.headerText ?? '')
    const ofReason = reason === null ? null : (outcomeOf(reason, '') ?? 'failed')
    const outcome = said ?? ofReason ?? (written === null ? ofTitle : null)
    if (outcome === null) {
      const isMissing = written === null
      const code = isMissing
        ? 'recognition.return-result-missing'
        : 'recognition.return-result-unclear'
      report.find(rowNo, field, code, 'warning', { text: (written ?? '').slice(0, 40) })
      return { outcome: 'pending', reason: written ?? reason }
    }
    if (outcome === 'paid') return { outcome, reason: null }
    const why = reason ?? plainReason(written)
    sayUnpaid(report, rowNo, field, outcome, why ?? '没有写原因')
    return { outcome, reason: why }
  }
}

/** In the bank's words; numbers in them are starred out. */
function plainReason(text: string | null): string | null {
  return text?.replaceAll(/\d{11,}/g, maskNumber).slice(0, 200) ?? null
}

function sayUnpaid(
  report: Report,
  rowNo: number,
  field: string,
  outcome: 'failed' | 'refunded' | 'pending',
  reason: string,
): void {
  switch (outcome) {
    case 'failed':
      return report.find(rowNo, field, 'recognition.return-failed', 'warning', { reason })
    case 'refunded':
      return report.find(rowNo, field, 'recognition.return-refunded', 'warning', { reason })
    case 'pending':
      return report.find(rowNo, field, 'recognition.return-pending', 'note')
  }
}
