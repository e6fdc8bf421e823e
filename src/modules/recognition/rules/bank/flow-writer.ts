import type { PlainDate } from '../../../../kernel/day.ts'
import { maskNumber } from '../../../../kernel/masked.ts'
import { fen, yuanText } from '../../../../kernel/money.ts'
import type { Row } from '../../../../kernel/sheet.ts'
import { textOf } from '../cell-text.ts'
import type { Reading } from '../reading.ts'
import type { AccountFlowRecord } from '../record.ts'
import type { BankCells } from './bank-cells.ts'
import { flowKindOf, type FlowKind } from './flow-kind.ts'
import type { HeadFigures } from './head-figures.ts'
import { placer } from './payment-list.ts'
import {
  amountOf,
  balanceFollower,
  type StatementManner,
  type WrittenFlow,
} from './running-balance.ts'

/** A movement as a statement's row writes it. */
export interface Flow extends WrittenFlow {
  readonly on: PlainDate
  readonly row: Row
}

/** Whose account a row is of, and what is to be said of that in the end. */
export interface WhoseAccount {
  readonly bank: string | null
  holderOf(row: Row): string | null
  note(account: string, name: string | null): void
}

/** 摘要 and 附言 together. */
export function wordsOf(cells: BankCells, row: Row): string {
  return [cells.text(row, 'summary'), cells.text(row, 'remark')]
    .filter((text) => text !== null)
    .join(' ')
}

/** Hands movements over, each with its sign and kind, and checks them. */
export function flowWriter(
  reading: Reading,
  cells: BankCells,
  heads: HeadFigures,
  manner: StatementManner,
  account: WhoseAccount,
) {
  const { report, totals, onRecord } = reading
  const range = heads.range()
  const references = new Set<string>()
  const placeOf = placer()
  const follower = balanceFollower(manner, ({ rowNo, expectedFen, statedFen }) => {
    const values = { expected: yuanText(fen(expectedFen)), stated: yuanText(fen(statedFen)) }
    report.find(rowNo, 'balance', 'recognition.balance-breaks', 'warning', values)
  })
  const opening = heads.figure(/期初余额|上期余额|上期结余|承前余额/)
  const sum = { inFen: 0, outFen: 0 }
  return {
    open: follower.open,
    flow(flow: Flow): void {
      const { rowNo, row, on } = flow
      if (sum.inFen === 0 && sum.outFen === 0 && opening !== null)
        follower.open(flow.account, opening)
      follower.flow(flow)
      const amount = amountOf(flow, manner)
      if (range !== null && (on < range[0] || on > range[1])) {
        report.find(rowNo, 'flowOn', 'recognition.flow-outside-period', 'warning', {
          from: range[0],
          to: range[1],
        })
      }
      const reference = cells.text(row, 'reference')?.slice(0, 64) ?? null
      const key = `${flow.account} ${reference} ${on} ${amount}`
      if (reference !== null && references.has(key))
        report.find(rowNo, 'reference', 'recognition.reference-twice', 'warning')
      references.add(key)
      const words = wordsOf(cells, row)
      const ownName = account.holderOf(row)
      account.note(flow.account, ownName)
      const counterName = cells.text(row, 'counterName')
      const flowKind = flowKindOf({ amountFen: amount, words, counterName, ownName })
      if (flowKind === 'other')
        report.find(rowNo, 'summary', 'recognition.flow-kind-unclear', 'note')
      if (flowKind === 'freeze')
        report.find(rowNo, 'summary', 'recognition.account-frozen', 'warning')
      sum.inFen += Math.max(0, amount)
      sum.outFen += Math.max(0, -amount)
      totals.inFen = sum.inFen
      totals.outFen = sum.outFen
      report.accept()
      const place = placeOf(`${flow.account} ${on}`, reference ?? String(amount))
      const said = { amount, flowKind, counterName, words, ownName, reference, place }
      onRecord(recordOf(reading, cells, flow, { ...said, bank: account.bank }))
    },
    end(rows: readonly { row: Row; rowNo: number }[]): void {
      follower.end()
      for (const { row, rowNo } of rows) checkTotal(reading, cells, row, rowNo, manner, sum)
      checkHead(reading, heads, sum)
    },
  }
}

/** What is made known of a movement beside what its row writes. */
interface SaidOfFlow {
  readonly amount: number
  readonly flowKind: FlowKind
  readonly counterName: string | null
  readonly words: string
  readonly ownName: string | null
  readonly bank: string | null
  readonly reference: string | null
  readonly place: string
}

function recordOf(
  { shape, sheetNo }: Reading,
  cells: BankCells,
  { account, row, rowNo, on, balanceFen }: Flow,
  said: SaidOfFlow,
): AccountFlowRecord {
  const counter = textOf(cells.cell(row, 'counterAccount')).replaceAll(/[\s-]/g, '')
  const { words } = said
  return {
    kind: 'account-flow',
    sheetNo,
    row: rowNo,
    projectCode: cells.text(row, 'projectCode') ?? shape.projectCode,
    projectName: cells.text(row, 'projectName') ?? shape.projectName,
    account: account === '' ? null : account,
    holder: said.ownName,
    bank: said.bank,
    on,
    amountFen: fen(said.amount),
    balanceFen: balanceFen === null ? null : fen(balanceFen),
    flowKind: said.flowKind,
    counterName: said.counterName?.slice(0, 80) ?? null,
    counterAccount: /^\d{9,32}$/.test(counter) ? counter : null,
    summary: words === '' ? null : words.replaceAll(/\d{11,}/g, maskNumber).slice(0, 200),
    reference: said.reference,
    place: said.place,
  }
}

interface InOut {
  readonly inFen: number
  readonly outFen: number
}

/** 合计 of the whole list; a total of a page or a month is another sum, and is let be. */
function checkTotal(
  { report }: Reading,
  cells: BankCells,
  row: Row,
  rowNo: number,
  { debitIsIn }: StatementManner,
  sum: InOut,
): void {
  const words = row.map(textOf).join('').replaceAll(/\s/g, '')
  if (/本页|本月|本日|小计|累计/.test(words)) return
  const [credit, debit] = [cells.sum(row, 'moneyIn'), cells.sum(row, 'moneyOut')]
  for (const [field, stated, isIn] of [
    ['moneyIn', credit, !debitIsIn],
    ['moneyOut', debit, debitIsIn],
  ] as const) {
    const counted = isIn ? sum.inFen : sum.outFen
    if (stated === null || Number.isNaN(stated) || stated === counted) continue
    const what = isIn ? '收入合计' : '支出合计'
    const values = { what, stated: yuanText(fen(stated)), counted: yuanText(fen(counted)) }
    report.find(rowNo, field, 'recognition.total-differs', 'warning', values)
  }
}

function checkHead({ report, shape }: Reading, heads: HeadFigures, sum: InOut): void {
  const scale = shape.moneyUnit === 'yuan' ? 1 : 10_000
  for (const [what, label, counted] of [
    ['收入合计', /(?:贷方|收入|存入)(?:总额|合计|总金额|发生额合计|合计金额)/, sum.inFen],
    ['支出合计', /(?:借方|支出|支取)(?:总额|合计|总金额|发生额合计|合计金额)/, sum.outFen],
  ] as const) {
    const stated = heads.figure(label)
    if (stated === null || stated * scale === counted) continue
    const values = { what, stated: yuanText(fen(stated * scale)), counted: yuanText(fen(counted)) }
    report.find(
      Math.max(1, shape.headerRow),
      'flowAmount',
      'recognition.total-differs',
      'warning',
      values,
    )
  }
}
