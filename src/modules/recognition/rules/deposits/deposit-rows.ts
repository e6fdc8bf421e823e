import type { PlainDate } from '../../../../kernel/day.ts'
import { zeroFen, type Fen } from '../../../../kernel/money.ts'
import type { Row } from '../../../../kernel/sheet.ts'
import { depositFormOf, letterOf, type DepositForm } from '../../../deposits/rules/deposit.ts'
import { matchingName } from '../../../registry/rules/matching-name.ts'
import { plainText, textOf } from '../cell-text.ts'
import { dayNumberOf, plainDateOf } from '../day-text.ts'
import { listCells, type ListCells } from '../list-cells.ts'
import type { Reading, RowReader } from '../reading.ts'

/** Reads a list of wage guarantee deposits: one deposit or letter a row. */
export function depositRows(reading: Reading): RowReader {
  const { report, sheetNo, onRecord, shape, today } = reading
  const cells = listCells(reading, nameField(reading))
  const { nobody, text } = cells
  const letters = new Map<string, number>()
  return {
    row(row, rowNo) {
      const why = nobody(row)
      if (why !== null) {
        if (why !== 'empty') report.skip(rowNo, why)
        return
      }
      const form = formOf(reading, cells, row, rowNo)
      if (form === null) return
      const amount = amountOf(reading, cells, row, rowNo, form)
      if (amount === null) return
      const letterNumber = numberText(text(row, 'letterNumber'))
      const span = spanOf(reading, cells, row, rowNo)
      checkSpan(reading, rowNo, span, today)
      if (letterNumber !== null) {
        const before = letters.get(letterNumber)
        if (before === undefined) letters.set(letterNumber, rowNo)
        else
          report.find(rowNo, 'letterNumber', 'recognition.letter-twice', 'warning', { row: before })
      }
      const contractSum = cells.money(row, rowNo, 'depositContractSum')
      const rate = rateOf(reading, cells, row, rowNo)
      checkSum(reading, rowNo, amount, contractSum, rate)
      const issuer = text(row, 'issuer')
      const account = numberText(text(row, 'depositAccount'))
      report.accept()
      onRecord({
        kind: 'deposit',
        sheetNo,
        row: rowNo,
        projectCode: text(row, 'depositProjectCode'),
        projectName: text(row, 'depositProject'),
        form,
        place: letterNumber ?? account ?? (issuer === null ? '' : matchingName(issuer)),
        amountFen: amount,
        issuer,
        letterNumber,
        account,
        payer: text(row, 'payerFirm') ?? shape.employerName ?? shape.firmName,
        validFrom: span.from,
        validTo: span.to,
        paidInOn: cells.day(row, rowNo, 'paidInOn'),
        returnedOn: cells.day(row, rowNo, 'returnedOn'),
        contractSumFen: contractSum,
        rateBasisPoints: rate,
      })
    },
    end() {},
    month: () => null,
  }
}

/** What a row cannot do without: the project, else (a list of one project) the payer, the letter, the issuer. */
function nameField({ shape }: Reading) {
  const fields = [
    'depositProject',
    'depositProjectCode',
    'payerFirm',
    'letterNumber',
    'issuer',
  ] as const
  return fields.find((field) => shape.columns[field] !== undefined) ?? 'depositAmount'
}

/** The form by its own column, else by the letter's number and the issuer; null where the row waits for it. */
function formOf(
  { report, shape }: Reading,
  { text }: ListCells,
  row: Row,
  rowNo: number,
): DepositForm | null {
  const issuer = text(row, 'issuer')
  const word = text(row, 'depositForm')
  if (word !== null) {
    const form = depositFormOf(word, issuer)
    if (form === null)
      report.reject(rowNo, 'depositForm', 'recognition.deposit-form-unclear', {
        text: word.slice(0, 40),
      })
    return form
  }
  const headers = headersOf(shape.columns)
  const isLetter = text(row, 'letterNumber') !== null || /保函|保单/.test(headers)
  const isCash = !isLetter || text(row, 'depositAccount') !== null
  const form = isCash ? 'cash' : (letterOf(issuer) ?? depositFormOf(headers, null))
  if (form === null) report.reject(rowNo, 'depositForm', 'recognition.deposit-form-missing')
  return form
}

function headersOf(columns: Reading['shape']['columns']): string {
  return [columns.depositAmount, columns.letterNumber, columns.issuer]
    .map((column) => column?.headerText ?? '')
    .join(' ')
}

/** Null where the row waits: without a sum nothing is secured. */
function amountOf(
  { report }: Reading,
  { money, cell }: ListCells,
  row: Row,
  rowNo: number,
  form: DepositForm,
): Fen | null {
  const before = report.counts.findings
  const amount = money(row, rowNo, 'depositAmount')
  if (amount !== null && (amount > 0 || form === 'exempt')) return amount
  if (form === 'exempt' && textOf(cell(row, 'depositAmount')) === '') return zeroFen
  const isUnread = report.counts.findings > before
  const code = isUnread ? 'recognition.deposit-sum-unclear' : 'recognition.deposit-sum-missing'
  report.reject(rowNo, 'depositAmount', code)
  return null
}

interface Span {
  readonly from: PlainDate | null
  readonly to: PlainDate | null
}

/** From and to by their columns, else both from one: 2026.1.1-2027.1.1, 2026年1月1日至2027年1月1日. */
function spanOf(
  { report, date1904 }: Reading,
  { day, cell }: ListCells,
  row: Row,
  rowNo: number,
): Span {
  const from = day(row, rowNo, 'validFrom')
  const to = day(row, rowNo, 'validTo')
  const written = cell(row, 'validSpan')
  if (from !== null || to !== null || written === null || plainText(written) === null)
    return { from, to }
  const days = daysIn(textOf(written))
  const single = dayNumberOf(written, date1904)
  if (days.length === 2) return { from: days[0] ?? null, to: days[1] ?? null }
  if (days.length === 1 && single !== null) return { from: null, to: days[0] ?? null }
  report.find(rowNo, 'validSpan', 'recognition.span-unclear', 'warning')
  return { from, to }
}

function daysIn(text: string): PlainDate[] {
  const pattern = /(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?/g
  return [...text.normalize('NFKC').matchAll(pattern)].flatMap(([said]) => {
    const number = dayNumberOf(said.replaceAll(/\s/g, ''), false)
    return number === null || Number.isNaN(number) ? [] : [plainDateOf(number)]
  })
}

function checkSpan(
  { report }: Reading,
  rowNo: number,
  { from, to }: Span,
  today: PlainDate | undefined,
): void {
  if (from !== null && to !== null && to < from)
    report.find(rowNo, 'validTo', 'recognition.expires-before-begin', 'warning')
  else if (to !== null && today !== undefined && to < today)
    report.find(rowNo, 'validTo', 'recognition.deposit-expired', 'note', { day: to })
}

/** In hundredths of a per cent: 1.5%, 1.5, 0.015, 15‰; null where it is none. */
function rateOf({ report }: Reading, { cell }: ListCells, row: Row, rowNo: number): number | null {
  const written = cell(row, 'depositRate')
  const text = plainText(written)
  if (text === null) return null
  const [, digits, sign] = /^(\d{1,3}(?:\.\d{1,6})?)([%‰])?$/.exec(text.replaceAll(/\s/g, '')) ?? []
  const number = Number(digits)
  const percent =
    sign === '‰' ? number / 10 : sign === '%' ? number : number < 0.1 ? number * 100 : number
  const basisPoints = Math.round(percent * 100)
  if (digits !== undefined && percent <= 100 && Math.abs(basisPoints - percent * 100) < 1e-6)
    return basisPoints
  report.find(rowNo, 'depositRate', 'recognition.deposit-rate-unclear', 'warning')
  return null
}

/** Where sum, contract sum and rate stand all three they agree, to a yuan: offices round. */
function checkSum(
  { report }: Reading,
  rowNo: number,
  amount: Fen,
  contractSum: Fen | null,
  rate: number | null,
): void {
  if (contractSum === null || rate === null) return
  const counted = (contractSum * rate) / 10_000
  if (Math.abs(counted - amount) < 100) return
  report.find(rowNo, 'depositAmount', 'recognition.deposit-sum-differs', 'warning', {
    counted: (Math.round(counted) / 100).toFixed(2),
  })
}

/** A number without the spaces that people group it by. */
function numberText(text: string | null): string | null {
  return text === null ? null : text.replaceAll(/\s/g, '').toUpperCase()
}
