import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day } from '../../../kernel/day.ts'
import { fen, type Fen } from '../../../kernel/money.ts'
import {
  ledgerRowOf,
  overdueOn,
  owedOn,
  paidUpTo,
  type AttendanceLine,
  type PayLine,
  type WorkerMonth,
} from './ledger.ts'

const payOn = day('2026-06-30')
const facts = (change: Partial<WorkerMonth> = {}): WorkerMonth => ({
  attendance: [],
  payLines: [],
  payments: [],
  rate: null,
  payOn,
  minutesPerWorkday: 480,
  ...change,
})
const siteAttendance: AttendanceLine = {
  present: '1'.repeat(31),
  daysPresent: 31,
  minutes: 342 * 60,
  workdaysHundredths: 3800,
}
const payLine = (change: Partial<PayLine> = {}): PayLine => ({
  kind: 'ordinary',
  dueFen: fen(2_280_000),
  deductedFen: null,
  netFen: null,
  ...change,
})
const paid = (on: string, amount: number) => ({ paidOn: day(on), amountFen: fen(amount) })

describe('the ledger row of one worker-month', () => {
  test('the real site: 31 days present, 342 hours, 38 工日, 22,800.00 yuan due by its 实发, all of it owed', () => {
    const row = ledgerRowOf(
      facts({
        attendance: [siteAttendance],
        payLines: [payLine({ dueFen: null, netFen: fen(2_280_000) })],
      }),
    )
    expect(row).toMatchObject({
      daysPresent: 31,
      minutes: 342 * 60,
      workdaysHundredths: 3800,
      dueFen: 2_280_000,
      dueBasis: 'pay-line',
      owedFen: 2_280_000,
      findings: [{ code: 'wages.due-not-stated', severity: 'note' }],
    })
  })

  test('paid up to the pay date is on time, after it is late', () => {
    const row = ledgerRowOf(
      facts({
        payLines: [payLine({ deductedFen: fen(80_000) })],
        payments: [
          paid('2026-06-10', 500_000),
          paid('2026-06-30', 500_000),
          paid('2026-07-01', 200_000),
        ],
      }),
    )
    expect(row).toMatchObject({
      paidOnTimeFen: 1_000_000,
      paidLateFen: 200_000,
      deductedFen: 80_000,
      owedFen: 1_000_000,
    })
  })

  test('back pay is a payment of its month and no new due', () => {
    const row = ledgerRowOf(
      facts({
        payLines: [payLine(), payLine({ kind: 'back-pay', dueFen: null, netFen: fen(280_000) })],
        payments: [paid('2026-06-30', 2_000_000), paid('2026-08-01', 280_000)],
      }),
    )
    expect(row).toMatchObject({ dueFen: 2_280_000, paidLateFen: 280_000, owedFen: 0 })
  })

  test('attendance without pay line or rate is due unknown: null, never nothing', () => {
    const row = ledgerRowOf(facts({ attendance: [siteAttendance] }))
    expect(row).toMatchObject({ dueFen: null, dueBasis: 'unknown', owedFen: 0, hasPayLine: false })
    const backPayOnly = facts({
      attendance: [siteAttendance],
      payLines: [payLine({ kind: 'back-pay' })],
    })
    expect(ledgerRowOf(backPayOnly).dueBasis).toBe('unknown')
  })

  test('neither attendance nor pay line is nothing due', () => {
    expect(ledgerRowOf(facts())).toMatchObject({ dueFen: 0, dueBasis: 'none', attended: false })
    const empty = { present: '0'.repeat(31), daysPresent: 0, minutes: 0, workdaysHundredths: null }
    expect(ledgerRowOf(facts({ attendance: [empty] })).dueBasis).toBe('none')
  })

  test('a rate makes attendance due: by 工日, by the hour, by the month ÷ 21.75 up to a whole one', () => {
    const dueAt = (rate: WorkerMonth['rate'], change: Partial<AttendanceLine> = {}) =>
      ledgerRowOf(facts({ attendance: [{ ...siteAttendance, ...change }], rate }))
    expect(dueAt({ unit: 'day', fen: fen(60_000) })).toMatchObject({
      dueFen: 2_280_000,
      dueBasis: 'rate',
      hasPayLine: false,
    })
    expect(dueAt({ unit: 'hour', fen: fen(5_000) }).dueFen).toBe(342 * 5_000)
    expect(dueAt({ unit: 'month', fen: fen(870_000) }).dueFen).toBe(870_000)
    const tenDays = dueAt({ unit: 'month', fen: fen(870_000) }, { workdaysHundredths: 1000 })
    expect(tenDays.dueFen).toBe(400_000)
    expect(dueAt({ unit: 'day', fen: fen(101) }, { workdaysHundredths: 50 }).dueFen).toBe(51)
  })

  test('a pay line goes before a rate', () => {
    const row = ledgerRowOf(
      facts({
        attendance: [siteAttendance],
        payLines: [payLine({ dueFen: fen(100) })],
        rate: { unit: 'day', fen: fen(60_000) },
      }),
    )
    expect(row).toMatchObject({ dueFen: 100, dueBasis: 'pay-line' })
  })

  test('one day seen by two teams is one day present, its hours add', () => {
    const line = { ...siteAttendance, present: `11${'0'.repeat(29)}`, daysPresent: 2, minutes: 60 }
    const other = { ...line, present: `011${'0'.repeat(28)}` }
    const totalsOnly = { ...line, present: null, daysPresent: 5 }
    expect(ledgerRowOf(facts({ attendance: [line, other] }))).toMatchObject({
      daysPresent: 3,
      minutes: 120,
    })
    expect(ledgerRowOf(facts({ attendance: [line, other, totalsOnly] })).daysPresent).toBe(8)
  })

  test('工日 are as stated, else by the hours of the parameter, else one a day present', () => {
    const workdaysOf = (change: Partial<AttendanceLine>) =>
      ledgerRowOf(facts({ attendance: [{ ...siteAttendance, ...change }] })).workdaysHundredths
    expect(workdaysOf({})).toBe(3800)
    expect(workdaysOf({ workdaysHundredths: null })).toBe(4275)
    expect(workdaysOf({ workdaysHundredths: null, minutes: null })).toBe(3100)
  })

  test('certain are 工日 as stated, with their overtime; computed from punches at most one a day present', () => {
    const sureOf = (change: Partial<AttendanceLine>) =>
      ledgerRowOf(facts({ attendance: [{ ...siteAttendance, ...change }] })).sureWorkdaysHundredths
    expect(sureOf({})).toBe(3800)
    expect(sureOf({ workdaysHundredths: null })).toBe(3100)
    expect(sureOf({ workdaysHundredths: null, minutes: null })).toBe(3100)
    expect(sureOf({ workdaysHundredths: null, minutes: 2_400 })).toBe(500)
  })

  test('too much paid is not owed back', () => {
    const row = ledgerRowOf(
      facts({ payLines: [payLine()], payments: [paid('2026-06-01', 9_000_000)] }),
    )
    expect(row.owedFen).toBe(0)
  })
})

describe('overdue', () => {
  const late = facts({ payLines: [payLine()], payments: [paid('2026-07-10', 2_280_000)] })

  test('begins the day after the pay date and ends with the payment', () => {
    expect(overdueOn(late, day('2026-06-30'))).toBe(0)
    expect(overdueOn(late, day('2026-07-01'))).toBe(2_280_000)
    expect(overdueOn(late, day('2026-07-09'))).toBe(2_280_000)
    expect(overdueOn(late, day('2026-07-10'))).toBe(0)
    expect(owedOn(late, day('2026-06-01'))).toBe(2_280_000)
  })
})

const amount = fc.integer({ min: 0, max: 10_000_000 }).map((value): Fen => fen(value))
const someFacts: fc.Arbitrary<WorkerMonth> = fc.record({
  attendance: fc.array(
    fc.record({
      present: fc.option(fc.stringMatching(/^[01]{31}$/)),
      daysPresent: fc.nat(31),
      minutes: fc.option(fc.nat(40_000)),
      workdaysHundredths: fc.option(fc.nat(6_000)),
    }),
    { maxLength: 3 },
  ),
  payLines: fc.array(
    fc.record({
      kind: fc.constantFrom('ordinary' as const, 'back-pay' as const),
      dueFen: fc.option(amount),
      deductedFen: fc.option(amount),
      netFen: fc.option(amount),
    }),
    { maxLength: 3 },
  ),
  payments: fc.array(
    fc.record({
      paidOn: fc.integer({ min: -60, max: 60 }).map((n) => addDays(payOn, n)),
      amountFen: amount,
    }),
    { maxLength: 5 },
  ),
  rate: fc.option(
    fc.record({
      unit: fc.constantFrom('day' as const, 'hour' as const, 'month' as const),
      fen: amount,
    }),
  ),
  payOn: fc.constant(payOn),
  minutesPerWorkday: fc.constantFrom(480, 540),
})

describe('properties of the ledger', () => {
  test('the order of lines does not matter', () => {
    fc.assert(
      fc.property(someFacts, (of) => {
        const turned = {
          ...of,
          attendance: of.attendance.toReversed(),
          payLines: of.payLines.toReversed(),
          payments: of.payments.toReversed(),
        }
        expect(ledgerRowOf(turned)).toEqual(ledgerRowOf(of))
      }),
    )
  })

  test('what is paid is on time or late, and what is owed is never negative', () => {
    fc.assert(
      fc.property(someFacts, (of) => {
        const row = ledgerRowOf(of)
        const all = paidUpTo(of, addDays(payOn, 1000))
        expect(row.paidOnTimeFen + row.paidLateFen).toBe(all)
        expect(row.paidOnTimeFen).toBe(paidUpTo(of, payOn))
        expect(row.owedFen).toBe(owedOn(of, addDays(payOn, 1000)))
        expect(row.owedFen >= 0).toBe(true)
        expect(row.dueFen === null).toBe(row.dueBasis === 'unknown')
      }),
    )
  })

  test('a payment more never makes more owed, and owing never grows with the days', () => {
    fc.assert(
      fc.property(someFacts, amount, fc.integer({ min: -60, max: 60 }), (of, more, offset) => {
        const on = addDays(payOn, offset)
        const paidMore = { ...of, payments: [...of.payments, { paidOn: on, amountFen: more }] }
        expect(owedOn(paidMore, on) <= owedOn(of, on)).toBe(true)
        expect(owedOn(of, addDays(on, 1)) <= owedOn(of, on)).toBe(true)
        expect(overdueOn(of, on) <= owedOn(of, on)).toBe(true)
      }),
    )
  })
})
