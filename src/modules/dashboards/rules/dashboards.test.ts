import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day, daysBetween, type PlainDate, weekdayOf } from '../../../kernel/day.ts'
import { fen } from '../../../kernel/money.ts'
import { overdueOn, type WorkerMonth } from '../../wages/rules/ledger.ts'
import { trendDays, trendOf, type TrendStep } from './trend.ts'

test('the chart has 26 Sundays and today, each as far from its Spring Festival as the day of last year', () => {
  const days = trendDays(day('2026-11-23'), day('2027-02-06'), day('2026-02-17'))
  expect(days).toHaveLength(27)
  expect(days[0]?.on).toBe('2026-05-31')
  expect(days.at(-2)).toEqual({ on: '2026-11-22', lastYearOn: '2025-12-03' })
  expect(days.at(-1)).toEqual({ on: '2026-11-23', lastYearOn: '2025-12-04' })
  expect(days.slice(0, -1).every(({ on }) => weekdayOf(on) === 7)).toBe(true)
  for (const { on, lastYearOn } of days) {
    expect(daysBetween(on, day('2027-02-06'))).toBe(daysBetween(lastYearOn, day('2026-02-17')))
  }
  expect(trendDays(day('2026-11-22'), day('2027-02-06'), day('2026-02-17'))).toHaveLength(26)
})

test('up to the first pay date nothing is known, and that is not nought', () => {
  const days = [{ on: day('2026-11-23'), lastYearOn: day('2025-12-31') }]
  const steps = [{ day: day('2026-01-01'), fen: 500 }]
  expect(trendOf(days, steps, day('2025-12-31'))[0]).toMatchObject({
    overdueFen: 500,
    lastYearFen: null,
  })
  expect(trendOf(days, steps, day('2025-12-30'))[0]).toMatchObject({ lastYearFen: 0 })
  expect(trendOf(days, [], null)[0]).toMatchObject({ overdueFen: 0, lastYearFen: null })
})

const someDay = (from: PlainDate, least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((count) => addDays(from, count))
const payOn = day('2026-06-30')
const someWorkerMonth: fc.Arbitrary<WorkerMonth> = fc.record({
  attendance: fc.constant([]),
  payLines: fc.constant([
    { kind: 'ordinary' as const, dueFen: fen(1_000), deductedFen: fen(100), netFen: null },
  ]),
  payments: fc.array(
    fc.record({
      paidOn: someDay(payOn, -10, 40),
      amountFen: fc.integer({ min: -300, max: 700 }).map(fen),
    }),
    { maxLength: 5 },
  ),
  rate: fc.constant(null),
  payOn: someDay(payOn, -5, 5),
  minutesPerWorkday: fc.constant(480),
})

/** As the database makes them: the first on the day after the pay date, then one with each later payment. */
function stepsOf(facts: WorkerMonth): TrendStep[] {
  const days = [addDays(facts.payOn, 1), ...facts.payments.map(({ paidOn }) => paidOn)]
  const later = [...new Set(days)].filter((one) => one > facts.payOn).toSorted()
  let before = 0
  return later.map((one) => {
    const now = overdueOn(facts, one)
    const step = { day: one, fen: now - before }
    before = now
    return step
  })
}

test('the sum of the steps up to a day is what was overdue on it', () => {
  fc.assert(
    fc.property(fc.array(someWorkerMonth, { maxLength: 6 }), someDay(payOn, -20, 60), (all, on) => {
      const [point] = trendOf([{ on, lastYearOn: on }], all.flatMap(stepsOf), null)
      expect(point?.overdueFen).toBe(all.reduce((sum, facts) => sum + overdueOn(facts, on), 0))
    }),
  )
})
