import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, day, daysIn, month, monthOf } from '../../../kernel/day.ts'
import { calendarFrom, shippedCalendar } from './calendar.ts'
import { clockOfDays, lawsOfWorkdays } from './clock-of-days.ts'
import {
  addWorkdays,
  deadline,
  hourDeadline,
  type Limit,
  subtractWorkdays,
  workdayOnOrAfter,
} from './deadline.ts'
import { payDateOf } from './pay-date.ts'
import { publishedYears } from './published.ts'
import { statutoryRules } from './statutory-rules.ts'

const calendar = shippedCalendar
const article = '…'
const limitOf = (from: string, count: number, clock: Limit['clock'], moves = true): Limit => ({
  from: day(from),
  count,
  clock,
  movesOffRestDays: moves,
  article,
})

// By hand from each year's notice: the last day worked before the rest, and the first after it.
const rests = [
  [2019, '02-03', '02-11', '09-30', '10-08'],
  [2020, '01-23', '02-03', '09-30', '10-09'],
  [2021, '02-10', '02-18', '09-30', '10-08'],
  [2022, '01-30', '02-07', '09-30', '10-08'],
  [2023, '01-20', '01-28', '09-28', '10-07'],
  [2024, '02-09', '02-18', '09-30', '10-08'],
  [2025, '01-27', '02-05', '09-30', '10-09'],
  [2026, '02-14', '02-24', '09-30', '10-08'],
] as const

describe.each(rests)('%i', (year, before, after, autumnBefore, autumnAfter) => {
  test('one workday after the last before the Spring Festival is the first after it', () => {
    expect(addWorkdays(day(`${year}-${before}`), 1, calendar)).toBe(`${year}-${after}`)
    expect(subtractWorkdays(day(`${year}-${after}`), 1, calendar)).toBe(`${year}-${before}`)
  })

  test('a limit whose last day is the National Day ends on the first workday after it (民法典 203)', () => {
    const end = deadline(limitOf(`${year}-09-11`, 20, 'days'), calendar)
    expect([addDays(day(`${year}-09-11`), 20), end.dueOn]).toEqual([
      `${year}-10-01`,
      `${year}-${autumnAfter}`,
    ])
    expect(deadline(limitOf(`${year}-09-01`, 1, 'months'), calendar).dueOn).toBe(
      `${year}-${autumnAfter}`,
    )
    expect(deadline(limitOf(`${year}-09-11`, 20, 'days', false), calendar).dueOn).toBe(
      `${year}-10-01`,
    )
  })

  test('wages agreed for the National Day are paid before it (条例 art. 14)', () => {
    const rule = { kind: 'day-of-next-month', day: 3 } as const
    expect(payDateOf(month(`${year}-09`), rule, calendar).payOn).toBe(`${year}-${autumnBefore}`)
  })

  test('the 7 日 of 行政处罚法 are workdays, its 15 日 to pay a fine are days', () => {
    const from = `${year}-${autumnBefore}`
    const seven = deadline(limitOf(from, 7, clockOfDays('行政处罚法', 7)), calendar)
    expect(seven.dueOn).toBe(addWorkdays(day(from), 7, calendar))
    const fifteen = deadline(limitOf(from, 15, clockOfDays('行政处罚法', 15)), calendar)
    expect(fifteen.dueOn).toBe(workdayOnOrAfter(addDays(day(from), 15), calendar))
    expect(fifteen.derivation.map(({ because }) => because)).toContain('calendar.counted-days')
  })

  test('hours run through the rest', () => {
    const due = hourDeadline({ from: `${year}-10-01T09:00:00+08:00`, count: 24, article })
    expect(due.dueAt).toBe(`${year}-10-02T01:00:00.000Z`)
  })
})

test('small numbers of 日: 行政处罚法 2, 3, 5, 7 (art. 85), 行政强制法 up to ten (art. 69), other laws none', () => {
  const worked = (law: Parameters<typeof clockOfDays>[0]) =>
    Array.from({ length: 30 }, (_, at) => at + 1).filter((n) => clockOfDays(law, n) === 'workdays')
  expect(worked('行政处罚法')).toEqual([2, 3, 5, 7])
  expect(worked('行政强制法')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(worked(null)).toEqual([])
})

test('the rules that stand on those two laws count as the laws say', () => {
  const from = day('2026-09-29')
  const counts: Record<string, number> = {
    C11: 7,
    'C11.hearing-ask': 5,
    'C11.service': 7,
    C12: 15,
    C14: 10,
  }
  for (const [id, count] of Object.entries(counts)) {
    const rule = statutoryRules.find((one) => one.id === id)
    const law = lawsOfWorkdays.find((one) => rule?.article.startsWith(one)) ?? null
    const due = rule?.reckon({
      from: { on: from, at: null },
      given: {},
      isExtended: false,
      calendar,
    })
    const limit = limitOf(from, count, clockOfDays(law, count))
    expect([id, due?.due]).toEqual([id, deadline(limit, calendar).dueOn])
  }
})

describe('whatever years are announced', () => {
  const years = fc.subarray([...publishedYears])
  const someDay = fc.integer({ min: 0, max: 365 * 9 }).map((n) => addDays(day('2018-06-01'), n))
  const clock = fc.constantFrom('workdays' as const, 'days' as const, 'months' as const)
  const count = fc.integer({ min: 1, max: 120 })

  test('a last day is never a rest day unless its law says so', () => {
    fc.assert(
      fc.property(years, someDay, count, clock, (known, from, n, of) => {
        const own = calendarFrom(known)
        const within = of === 'months' ? Math.min(n, 24) : n
        expect(own.isWorkday(deadline(limitOf(from, within, of), own).dueOn)).toBe(true)
      }),
    )
  })

  test('it is provisional exactly where another announcement of an unannounced year could move it', () => {
    fc.assert(
      fc.property(years, someDay, count, clock, (known, from, n, of) => {
        const own = calendarFrom(known)
        const limit = limitOf(from, of === 'months' ? Math.min(n, 24) : n, of)
        const due = deadline(limit, own)
        const end = of === 'months' ? addMonths(from, limit.count) : addDays(from, limit.count)
        const begins = of === 'workdays' ? addDays(from, 1) : end
        const asked = new Set([begins, due.dueOn].map((at) => Number(at.slice(0, 4))))
        for (let year = Math.min(...asked); year <= Math.max(...asked); year += 1) asked.add(year)
        expect(due.provisional).toBe([...asked].some((year) => !own.isPublished(year)))
        if (due.provisional) return
        // Whatever else is announced, what is not provisional stays.
        expect(deadline(limit, calendarFrom([...publishedYears])).dueOn).toBe(due.dueOn)
      }),
    )
  })

  test('a pay date is a workday, never later than its day; months end on the same day or the last', () => {
    fc.assert(
      fc.property(years, someDay, fc.integer({ min: 1, max: 31 }), (known, from, payDay) => {
        const own = calendarFrom(known)
        const wageMonth = monthOf(from)
        const { payOn, provisional } = payDateOf(
          wageMonth,
          { kind: 'day-of-next-month', day: payDay },
          own,
        )
        const paidIn = monthOf(addMonths(day(`${wageMonth}-01`), 1))
        const agreed = day(`${paidIn}-${String(Math.min(payDay, daysIn(paidIn))).padStart(2, '0')}`)
        expect(own.isWorkday(payOn)).toBe(true)
        expect(payOn <= agreed).toBe(true)
        for (let at = addDays(payOn, 1); at <= agreed; at = addDays(at, 1)) {
          expect(own.isWorkday(at)).toBe(false)
        }
        const published = [payOn, agreed].every((at) => own.isPublished(Number(at.slice(0, 4))))
        expect(provisional).toBe(!published)
      }),
    )
  })

  test('counting back and on again comes home, or to the workday that it began from', () => {
    fc.assert(
      fc.property(years, someDay, count, (known, from, n) => {
        const own = calendarFrom(known)
        const back = subtractWorkdays(from, n, own)
        const again = addWorkdays(back, n, own)
        expect(own.isWorkday(from) ? again === from : again > from).toBe(true)
      }),
    )
  })
})
