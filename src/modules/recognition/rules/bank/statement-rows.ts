import type { Row } from '../../../../kernel/sheet.ts'
import { textOf } from '../cell-text.ts'
import type { Reading, RowReader } from '../reading.ts'
import { nobodyKindOf } from '../row-kind.ts'
import { bankCells, type BankCells } from './bank-cells.ts'
import { flowWriter, wordsOf, type Flow } from './flow-writer.ts'
import { headFiguresOf, type HeadFigures } from './head-figures.ts'
import { mannerOf } from './running-balance.ts'

/** So many movements are looked at before the manner of the statement is settled. */
const looksAtFlows = 400

/** Reads an account's statement: each movement, signed, with its kind; and follows its balance. */
export function statementRows(reading: Reading): RowReader {
  const { shape, report } = reading
  const cells = bankCells(reading)
  const heads = headFiguresOf(shape)
  const waiting: Flow[] = []
  const totals: { row: Row; rowNo: number }[] = []
  const account = accountReader(reading, cells, heads)
  const written = writtenReader(reading, cells, account.of)
  const openings = new Map<string, number>()
  let settled: ReturnType<typeof flowWriter> | null = null
  const settle = () => {
    if (settled !== null) return settled
    const manner = mannerOf(waiting, mayTurn(reading))
    if (manner.debitIsIn)
      report.find(Math.max(1, shape.headerRow), 'moneyOut', 'recognition.debit-is-in', 'warning')
    settled = flowWriter(reading, cells, heads, manner, account)
    for (const [own, balance] of openings) settled.open(own, balance)
    for (const flow of waiting.splice(0)) settled.flow(flow)
    return settled
  }
  return {
    row(row, rowNo) {
      const flow = written(row, rowNo)
      if (flow === 'waits') return
      if (flow !== null) {
        if (settled !== null) settled.flow(flow)
        else if (waiting.push(flow) >= looksAtFlows) settle()
        return
      }
      const kind = nobodyKindOf(row, shape.columns.seq?.index ?? -1, -1)
      const opening = openingOf(cells, row)
      if (opening !== null) {
        openings.set(account.of(row), opening)
        settled?.open(account.of(row), opening)
      }
      if (kind === 'total' && opening === null) totals.push({ row, rowNo })
      if (kind !== 'empty') report.skip(rowNo, kind)
    },
    end() {
      settle().end(totals)
      account.end()
    },
    month: () => null,
  }
}

/** Columns that say 收入 and 支出 leave no doubt; 借 and 贷 do. */
function mayTurn({ shape }: Reading): boolean {
  const words = [shape.columns.moneyIn, shape.columns.moneyOut, shape.columns.flowSide]
    .map((column) => column?.headerText ?? '')
    .join(' ')
  return /借|贷/.test(words) && !/收|支|存|取|转/.test(words)
}

function openingOf(cells: BankCells, row: Row): number | null {
  const isOpening = row.some((cell) =>
    /期初|上期余额|上期结[余转]|承前页|上日余额|昨日余额|年初余额|上月结[余转]/.test(
      textOf(cell).replaceAll(/\s/g, ''),
    ),
  )
  const balance = isOpening ? cells.sum(row, 'balance') : null
  return balance === null || Number.isNaN(balance) ? null : balance
}

/** A row's movement as written; null where it is none, `waits` where it has to (already reported). */
function writtenReader(
  { report }: Reading,
  cells: BankCells,
  accountOf: (row: Row) => string,
): (row: Row, rowNo: number) => Flow | null | 'waits' {
  const dayField = cells.has('flowOn') ? 'flowOn' : 'flowTime'
  return (row, rowNo) => {
    const on = cells.day(row, dayField)
    const sums = writtenSums(cells, row)
    if (on === null || on === 'unclear') {
      const isFlow =
        sums !== null &&
        sums !== 'unclear' &&
        nobodyKindOf(row, -1, -1) === 'nameless' &&
        openingOf(cells, row) === null
      if (!isFlow) return null
      report.reject(
        rowNo,
        dayField,
        on === null ? 'recognition.day-missing' : 'recognition.day-unclear',
      )
      return 'waits'
    }
    if (openingOf(cells, row) !== null && (sums === null || sums === 'unclear')) return null
    if (sums === 'unclear') {
      report.reject(rowNo, 'flowAmount', 'recognition.amount-unclear')
      return 'waits'
    }
    const balance = cells.sum(row, 'balance')
    if (balance !== null && Number.isNaN(balance))
      report.find(rowNo, 'balance', 'recognition.balance-unclear', 'warning')
    const words = wordsOf(cells, row)
    if (sums === null && !/冻结|解冻|止付/.test(words)) {
      report.reject(rowNo, 'flowAmount', 'recognition.flow-without-amount')
      return 'waits'
    }
    const { creditFen, debitFen } = sums ?? { creditFen: 0, debitFen: 0 }
    const time = textOf(cells.cell(row, 'flowTime')).replace(/^.*\s/, '')
    return {
      rowNo,
      row,
      on,
      account: accountOf(row),
      at: `${on} ${cells.has('flowOn') ? time : ''}`.trim(),
      creditFen,
      debitFen,
      balanceFen: balance === null || Number.isNaN(balance) ? null : balance,
    }
  }
}

const outSigns = /借|支|付|出|往|^d/i

/** What stands as credit and as debit; null where no sum does. */
function writtenSums(
  cells: BankCells,
  row: Row,
): { creditFen: number; debitFen: number } | null | 'unclear' {
  const [credit, debit, plain] = [
    cells.sum(row, 'moneyIn'),
    cells.sum(row, 'moneyOut'),
    cells.sum(row, 'flowAmount'),
  ]
  if ([credit, debit, plain].some((sum) => Number.isNaN(sum))) return 'unclear'
  if ((credit ?? 0) !== 0 || (debit ?? 0) !== 0)
    return { creditFen: credit ?? 0, debitFen: debit ?? 0 }
  if (plain === null || plain === 0) return null
  const side = textOf(cells.cell(row, 'flowSide')).normalize('NFKC')
  if (side === '')
    return plain > 0 ? { creditFen: plain, debitFen: 0 } : { creditFen: 0, debitFen: -plain }
  const isOut = outSigns.test(side) || side === '-'
  // A signed amount beside its side says the same twice, unless it is the red figure of a correction.
  if (isOut) return { creditFen: 0, debitFen: cells.has('moneyOut') ? plain : Math.abs(plain) }
  return { creditFen: plain, debitFen: 0 }
}

const ownAccountLabel = /(?:本方|客户|查询|专户|专用账户)?[账帐][号户](?:号码)?|卡号/
const ownNameLabel = /(?:本方|客户)?户名|[账帐]户名称?|单位名称|客户名称|开户名称|开户单位/

/** Whose account a row is of: its own column, else the head's. */
function accountReader({ shape, report }: Reading, cells: BankCells, heads: HeadFigures) {
  const ofHead = heads.account(ownAccountLabel)
  const holder = heads.text(ownNameLabel)
  const bank =
    heads.text(/开户(?:银行|行|网点|机构)(?:名称)?/) ??
    /(?:中国)?\p{Script=Han}{0,8}(?:银行|农信|信用社)(?:股份有限公司)?(?:\p{Script=Han}{1,12}(?:分行|支行|营业部))?/u.exec(
      heads.all,
    )?.[0] ??
    null
  const at = Math.max(1, shape.headerRow)
  let missing = 0
  let special = false
  return {
    bank: bank === null || bank.length < 4 ? null : bank.slice(0, 60),
    of(row: Row): string {
      const own = textOf(cells.cell(row, 'ownAccount')).replaceAll(/\D/g, '')
      if (own.length >= 9) return own
      return ofHead ?? ''
    },
    holderOf: (row: Row) => cells.text(row, 'ownName') ?? holder,
    note(account: string, name: string | null): void {
      if (account === '') missing += 1
      special ||= /农民工|民工|工资|专户|专用/.test(`${name ?? ''} ${heads.all}`)
    },
    end(): void {
      if (missing > 0) report.find(at, 'ownAccount', 'recognition.account-not-stated', 'warning')
      if (!special) report.find(at, 'ownName', 'recognition.account-not-special', 'warning')
    },
  }
}
