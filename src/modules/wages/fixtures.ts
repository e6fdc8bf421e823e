import type { Context } from '../../platform/context.ts'
import { aLabourSheet, type HandedIn, type LabourSheet, lineRows } from '../labour/fixtures.ts'
import { bankReturnStage, payStage } from './contract.ts'
import { recordBankReturns } from './record-bank-returns.ts'
import { recordPay } from './record-pay.ts'
import type { BankReturn } from './rules/settled-payments.ts'

/** A line of a pay sheet; 实发 is 应发 less 扣款 unless said otherwise; without a day it is no payment. */
export interface StatedPay {
  readonly person: number
  readonly row?: number
  readonly month: string
  readonly kind?: 'ordinary' | 'back-pay'
  readonly dueFen: number
  readonly dueStated?: boolean
  readonly deductedFen?: number
  readonly netFen?: number | null
  readonly paidOn?: string
  readonly place?: string
}

/** What a bank did with a payment; without a month the list says none. */
export interface StatedReturn {
  readonly person: number
  readonly row?: number
  readonly month?: string
  readonly paidOn: string
  readonly amountFen: number
  readonly outcome?: BankReturn['outcome']
  readonly reason?: string
  readonly place?: string
}

/** A file with pay lines, and whatever else it has. */
export async function aPaySheet(
  ctx: Context,
  sheet: LabourSheet & {
    readonly pay?: readonly StatedPay[]
    readonly returns?: readonly StatedReturn[]
  },
): Promise<HandedIn> {
  const rows = lineRows(sheet.pay, payCells)
  const returned = lineRows(sheet.returns, returnCells)
  return aLabourSheet(ctx, sheet, [
    { stage: payStage, rows, record: recordPay },
    { stage: bankReturnStage, rows: returned, record: recordBankReturns },
  ])
}

function payCells(pay: StatedPay) {
  const { deductedFen = 0, netFen = pay.dueFen - deductedFen } = pay
  return [
    pay.month,
    pay.kind ?? 'ordinary',
    pay.dueFen,
    pay.dueStated ?? true,
    deductedFen,
    netFen,
    null,
    pay.paidOn ?? null,
    pay.paidOn === undefined ? null : (pay.place ?? '1'),
  ]
}

function returnCells(line: StatedReturn) {
  const { month = null, outcome = 'paid', reason = null, place = '1' } = line
  return [month, line.paidOn, line.amountFen, outcome, reason, null, place]
}
