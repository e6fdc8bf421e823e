import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, month } from '../../../kernel/day.ts'
import { fen, sumFen } from '../../../kernel/money.ts'
import {
  monthsOfReturns,
  settledPayments,
  type BankReturn,
  type StatedPayment,
} from './settled-payments.ts'

const stated = (paidOn: string, yuan: number): StatedPayment => ({
  paidOn: day(paidOn),
  amountFen: fen(yuan * 100),
})
const bank = (outcome: BankReturn['outcome'], paidOn: string, yuan: number): BankReturn => ({
  outcome,
  ...stated(paidOn, yuan),
})
const settled = (sheets: StatedPayment[], returns: BankReturn[]) =>
  settledPayments(sheets, returns)
    .map(({ paidOn, amountFen }) => `${paidOn} ${amountFen / 100}`)
    .toSorted()

describe('sheets and banks say one payment once', () => {
  test('without a bank what was stated counts', () => {
    expect(settled([stated('2026-06-20', 6000)], [])).toEqual(['2026-06-20 6000'])
  })

  test('the same sum is the same payment, and the bank’s day counts', () => {
    expect(settled([stated('2026-06-20', 6000)], [bank('paid', '2026-06-23', 6000)])).toEqual([
      '2026-06-23 6000',
    ])
  })

  test('another sum is another payment, on whichever side it stands', () => {
    expect(settled([stated('2026-06-20', 6000)], [bank('paid', '2026-06-20', 500)])).toEqual([
      '2026-06-20 500',
      '2026-06-20 6000',
    ])
  })

  test('what the bank could not pay takes the sheet’s payment away', () => {
    expect(settled([stated('2026-06-20', 6000)], [bank('failed', '2026-06-20', 6000)])).toEqual([])
    expect(settled([stated('2026-06-20', 6000)], [bank('failed', '2026-06-21', 6000)])).toEqual([])
  })

  test('failed, tried again and paid is one payment', () => {
    const returns = [bank('failed', '2026-06-20', 6000), bank('paid', '2026-06-25', 6000)]
    expect(settled([stated('2026-06-20', 6000)], returns)).toEqual(['2026-06-25 6000'])
    expect(settled([], returns)).toEqual(['2026-06-25 6000'])
    expect(settled([stated('2026-06-20', 6000), stated('2026-07-20', 6000)], returns)).toEqual([
      '2026-06-25 6000',
      '2026-07-20 6000',
    ])
  })

  test('of two equal payments that of the bank’s own day is meant', () => {
    expect(
      settled(
        [stated('2026-06-20', 3000), stated('2026-07-20', 3000)],
        [bank('paid', '2026-07-20', 3000)],
      ),
    ).toEqual(['2026-06-20 3000', '2026-07-20 3000'])
  })

  test('of two equal payments one failed: one is left', () => {
    expect(
      settled(
        [stated('2026-06-20', 3000), stated('2026-06-20', 3000)],
        [bank('paid', '2026-06-20', 3000), bank('failed', '2026-06-20', 3000)],
      ),
    ).toEqual(['2026-06-20 3000'])
  })

  test('what came back was not paid; paid anew it is', () => {
    const back = [bank('paid', '2026-06-20', 6000), bank('refunded', '2026-06-23', 6000)]
    expect(settled([stated('2026-06-20', 6000)], back)).toEqual([])
    expect(settled([], back)).toEqual([])
    expect(
      settled([stated('2026-06-20', 6000)], [...back, bank('paid', '2026-06-28', 6000)]),
    ).toEqual(['2026-06-28 6000'])
  })

  test('a refund without its payment takes the sheet’s payment away', () => {
    expect(settled([stated('2026-06-20', 6000)], [bank('refunded', '2026-06-23', 6000)])).toEqual(
      [],
    )
  })

  test('a bank that has no result yet says nothing', () => {
    expect(settled([stated('2026-06-20', 6000)], [bank('pending', '2026-06-20', 6000)])).toEqual([
      '2026-06-20 6000',
    ])
  })

  test('never is more counted than sheets and banks say together, nor less than what banks paid and kept', () => {
    const days = ['2026-06-20', '2026-06-25', '2026-07-20'] as const
    const payment = fc.record({
      paidOn: fc.constantFrom(...days).map(day),
      amountFen: fc.constantFrom(100, 250).map(fen),
    })
    const line = fc
      .tuple(
        payment,
        fc.constantFrom(
          'paid' as const,
          'failed' as const,
          'refunded' as const,
          'pending' as const,
        ),
      )
      .map(([one, outcome]) => ({ ...one, outcome }))
    fc.assert(
      fc.property(
        fc.array(payment, { maxLength: 6 }),
        fc.array(line, { maxLength: 6 }),
        (sheets, returns) => {
          const sum = (all: readonly StatedPayment[]) =>
            sumFen(all.map(({ amountFen }) => amountFen))
          const of = (outcome: BankReturn['outcome']) =>
            sum(returns.filter((one) => one.outcome === outcome))
          const counted = sum(settledPayments(sheets, returns))
          expect(counted).toBeLessThanOrEqual(sum(sheets) + of('paid'))
          expect(counted).toBeGreaterThanOrEqual(of('paid') - of('refunded'))
          expect(
            settledPayments(sheets.toReversed(), returns.toReversed()).toSorted(byDay),
          ).toEqual(settledPayments(sheets, returns).toSorted(byDay))
        },
      ),
    )
  })
})

function byDay(one: StatedPayment, other: StatedPayment): number {
  return one.amountFen - other.amountFen || (one.paidOn < other.paidOn ? -1 : 1)
}

describe('the month of a return that says none', () => {
  const net = (of: string, yuan: number) => ({ month: month(of), netFen: fen(yuan * 100) })
  const open = (paidOn: string, yuan: number, place = '1') => ({
    ...bank('paid', paidOn, yuan),
    place,
  })
  const months = (returns: ReturnType<typeof open>[], nets: ReturnType<typeof net>[]) => {
    const found = monthsOfReturns(returns, nets)
    return returns.map((one) => found.get(one))
  }

  test('the latest month before the payment whose pay line states the sum', () => {
    const nets = [net('2026-04', 6000), net('2026-05', 6000), net('2026-06', 6000)]
    expect(months([open('2026-06-20', 6000)], nets)).toEqual(['2026-05'])
  })

  test('two of one sum in one month go back month by month', () => {
    const nets = [net('2026-04', 6000), net('2026-05', 6000)]
    expect(months([open('2026-06-20', 6000, 'a'), open('2026-06-25', 6000, 'b')], nets)).toEqual([
      '2026-04',
      '2026-05',
    ])
  })

  test('else the month of the payment itself, else the month before', () => {
    expect(months([open('2026-06-20', 6000)], [net('2026-06', 6000)])).toEqual(['2026-06'])
    expect(months([open('2026-01-20', 5000)], [net('2026-01', 6000)])).toEqual(['2025-12'])
  })
})
