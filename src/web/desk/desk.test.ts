import { expect, test } from 'vitest'
import { day, month } from '../../kernel/day.ts'
import { fen, zeroFen } from '../../kernel/money.ts'
import type { ChainMonth } from '../../modules/dashboards/contract.ts'
import { LedgerFilter } from '../../modules/wages/contract.ts'
import { heardServerClock, today } from './clock.ts'
import { breaksOf, oldestLate, paidShare, sheetShare } from './parts/chain-break.ts'
import { sayBytes, sayDay, sayHours, sayInstant, sayMonth, sayWorkdays } from './parts/say.ts'
import { filterIn } from './use-address.ts'

const september: ChainMonth = {
  month: month('2026-09'),
  payOn: day('2026-10-15'),
  workers: 4,
  workersAttended: 4,
  workdaysHundredths: 10_000,
  dueUnknown: 0,
  attendedWithoutPayLine: 0,
  dueFen: fen(4_000_000),
  deductedFen: fen(400_000),
  paidOnTimeFen: fen(1_800_000),
  paidLateFen: zeroFen,
  owedFen: fen(1_800_000),
  owedWorkers: 2,
  level: null,
}

test('a chain breaks only once its pay date has passed', () => {
  expect(breaksOf(september, day('2026-10-15')).notPaid).toBe(false)
  expect(breaksOf(september, day('2026-10-16')).notPaid).toBe(true)
})

test('a month with people on no pay sheet breaks at the sheet, and at pay where some is owed too', () => {
  const bare = { ...september, attendedWithoutPayLine: 1 }
  expect(breaksOf(bare, day('2026-11-01'))).toEqual({ noSheet: true, notPaid: true })
  expect(sheetShare(bare)).toBe(0.75)
})

test('how long a chain has been broken counts from the earliest pay date', () => {
  const october = { ...september, month: month('2026-10'), payOn: day('2026-11-15') }
  expect(oldestLate([october, september], day('2026-11-20'))).toBe(36)
  expect(oldestLate([], day('2026-11-20'))).toBe(0)
})

test('the bar of what was paid measures against due less deductions', () => {
  expect(paidShare(september)).toBe(0.5)
})

test('the bar is empty, not full, where nobody knows what is due', () => {
  const unknown = { ...september, dueFen: zeroFen, deductedFen: zeroFen, dueUnknown: 4 }
  expect(paidShare({ ...unknown, paidOnTimeFen: zeroFen })).toBe(0)
})

test('days and months name their year only where it is another one', () => {
  heardServerClock('Mon, 23 Nov 2026 01:06:00 GMT')
  expect(today()).toBe('2026-11-23')
  expect(sayDay(day('2026-11-26'))).toBe('11月26日')
  expect(sayDay(day('2027-02-06'))).toBe('2027年2月6日')
  expect(sayMonth(month('2025-12'))).toBe('2025年12月')
  expect(sayInstant('2026-11-23T01:06:00.000Z')).toBe('11月23日 09:06')
})

test('工日 and hours drop what they do not need', () => {
  expect(sayWorkdays(3_800)).toBe('38')
  expect(sayWorkdays(2_650)).toBe('26.5')
  expect(sayHours(20_520)).toBe('342')
  expect(sayBytes(217_000)).toBe('212 KB')
})

test("a figure's address reads as the list's filter; what is no filter does not", () => {
  expect(filterIn(LedgerFilter, '/ledger?project=P-0010&only=overdue')).toEqual({
    project: 'P-0010',
    only: 'overdue',
  })
  expect(filterIn(LedgerFilter, '/ledger?only=everything')).toBeNull()
})
