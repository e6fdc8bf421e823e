import { existsSync, readFileSync } from 'node:fs'
import chineseDays from 'chinese-days'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, day, daysBetween, month, weekdayOf } from '../../../kernel/day.ts'
import { calendarFrom, shippedCalendar, statutoryDaysOff } from './calendar.ts'
import {
  addWorkdays,
  deadline,
  hourDeadline,
  workdayOnOrAfter,
  workdayOnOrBefore,
  workdaysBetween,
  type Limit,
} from './deadline.ts'
import { payDateOf, payRuleFrom, payRuleText } from './pay-date.ts'
import { publishedYears } from './published.ts'

const calendar = shippedCalendar
const someDay = fc.integer({ min: 0, max: 365 * 14 }).map((n) => addDays(day('2019-01-01'), n))

describe('the published years', () => {
  test('every day of 2019 to 2026 is worked or not as the package chinese-days says', () => {
    for (let at = day('2019-01-01'); at <= '2026-12-31'; at = addDays(at, 1)) {
      expect([at, calendar.isWorkday(at)]).toEqual([at, chineseDays.isWorkday(at)])
    }
  })

  const folder = new URL('../../../../../shared/data/reference/holidays/', import.meta.url)
  test('every announced day is the one of the reference notices', ({ skip }) => {
    skip(!existsSync(folder), 'skipped: no shared data')
    for (const { year, off, work } of publishedYears) {
      const announced = [year, year + 1].flatMap((noticeYear) => noticesOf(folder, noticeYear))
      const inYear = announced.filter(({ date }) => date.startsWith(`${year}-`))
      const daysWhere = (isOffDay: boolean) =>
        inYear.filter((at) => at.isOffDay === isOffDay).map(({ date }) => date.slice(5))
      expect([year, off]).toEqual([year, [...new Set(daysWhere(true))].toSorted()])
      expect([year, work]).toEqual([year, [...new Set(daysWhere(false))].toSorted()])
    }
  })

  test('each is complete: a festival in every season and a notice to look up', () => {
    expect(publishedYears.map(({ year }) => year)).toEqual([
      2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026,
    ])
    for (const { off, notices } of publishedYears) {
      expect(off.length).toBeGreaterThanOrEqual(20)
      expect(notices.length).toBeGreaterThan(0)
    }
  })
})

function noticesOf(folder: URL, year: number): { date: string; isOffDay: boolean }[] {
  const file = new URL(`${year}.json`, folder)
  if (!existsSync(file)) return []
  const notice: { days: { date: string; isOffDay: boolean }[] } = JSON.parse(
    readFileSync(file, 'utf8'),
  )
  return notice.days
}

describe('an unpublished year', () => {
  test('the Spring Festival of 2027 is 6 February, and its eve is a day off', () => {
    expect(calendar.isWorkday(day('2027-02-05'))).toBe(false)
    expect(calendar.isWorkday(day('2027-02-08'))).toBe(false)
    expect(calendar.isWorkday(day('2027-02-09'))).toBe(true)
    expect(calendar.isWorkday(day('2027-02-04'))).toBe(true)
  })

  test('has 13 statutory days off since 2025 (全国年节及纪念日放假办法 art. 2), 11 before', () => {
    for (const year of [2027, 2028, 2029, 2030]) expect(statutoryDaysOff(year)).toHaveLength(13)
    expect(statutoryDaysOff(2027)).toContain('2027-05-02')
    expect(statutoryDaysOff(2018)).not.toContain('2018-05-02')
  })

  test('its lunar days are those of a lunar table, never of the run-time', () => {
    for (const year of [2027, 2028, 2029, 2030]) {
      const solar = (lunar: string) => chineseDays.getSolarDateFromLunar(`${year}-${lunar}`).date
      const spring = day(solar('01-01'))
      const expected = [
        ...['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map((at) => `${year}-${at}`),
        ...[-1, 0, 1, 2].map((count) => addDays(spring, count)),
        chineseDays.getSolarTermDate(year, 4, 'pure_brightness'),
        solar('05-05'),
        solar('08-15'),
      ].toSorted()
      expect(statutoryDaysOff(year)).toEqual(expected)
    }
  })

  test('is said to be unpublished', () => {
    expect(calendar.isPublished(2026)).toBe(true)
    expect(calendar.isPublished(2027)).toBe(false)
    expect(calendar.isPublished(2018)).toBe(false)
  })

  test('the version changes when a notice is imported, not with the order of years', () => {
    const more = [
      ...publishedYears,
      { year: 2027, off: ['01-01', '02-05'], work: ['02-20'], notices: [] },
    ]
    expect(calendarFrom(more).version).not.toBe(calendar.version)
    expect(calendarFrom(more.toReversed()).version).toBe(calendarFrom(more).version)
    expect(calendarFrom(more).isWorkday(day('2027-02-20'))).toBe(true)
    expect(calendarFrom([]).version).toMatch(/^none-none\./)
  })
})

describe('limits', () => {
  const investigation: Limit = {
    from: day('2026-01-30'),
    count: 60,
    clock: 'workdays',
    movesOffRestDays: false,
    article: '劳动保障监察条例 第十七条',
  }

  test('调查 within sixty workdays: filed on 2026-01-30, due on 2026-05-06, the Spring Festival not counted', () => {
    const due = deadline(investigation, calendar)
    expect(due.dueOn).toBe('2026-05-06')
    expect(due.provisional).toBe(false)
    expect(due.derivation.map(({ because, day: on }) => [because, on])).toEqual([
      ['calendar.day-zero-not-counted', '2026-01-30'],
      ['calendar.counted-workdays', '2026-05-06'],
    ])
    expect(due.calendarVersion).toBe(calendar.version)
  })

  test('thirty more workdays by the head are counted on, as a step with its article', () => {
    const extended = deadline(
      { ...investigation, extension: { count: 30, article: '劳动保障监察条例 第十七条' } },
      calendar,
    )
    expect(extended.dueOn).toBe(addWorkdays(day('2026-01-30'), 90, calendar))
    expect(extended.derivation.at(-1)).toMatchObject({
      because: 'calendar.extended',
      values: { count: 30 },
    })
  })

  test('a limit in days whose last day is a rest day ends on the next workday (民法典 203)', () => {
    const limit: Limit = {
      from: day('2026-01-20'),
      count: 30,
      clock: 'days',
      movesOffRestDays: true,
      article: '…',
    }
    const due = deadline(limit, calendar)
    expect(due.dueOn).toBe('2026-02-24')
    expect(due.derivation.at(-1)).toMatchObject({
      because: 'calendar.moved-later-off-rest-day',
      article: '民法典 第二百零三条',
    })
    expect(deadline({ ...limit, movesOffRestDays: false }, calendar).dueOn).toBe('2026-02-19')
  })

  test('months end on the corresponding day, or on the last of the month (民法典 202)', () => {
    const limit: Limit = {
      from: day('2026-01-31'),
      count: 1,
      clock: 'months',
      movesOffRestDays: false,
      article: '…',
    }
    expect(deadline(limit, calendar).dueOn).toBe('2026-02-28')
    const extended = { ...limit, extension: { count: 1, article: '…' } }
    expect(deadline(extended, calendar).dueOn).toBe('2026-03-31')
  })

  test('hours run from the moment, across a day of rest (民法典 201)', () => {
    const due = hourDeadline({ from: '2026-02-16T15:30:00+08:00', count: 24, article: '国令310' })
    expect(due).toMatchObject({ dueAt: '2026-02-17T07:30:00.000Z', provisional: false })
    expect(() => hourDeadline({ from: 'tomorrow', count: 24, article: '' })).toThrow(RangeError)
  })

  test('a count that touches a year without notice is provisional and names the year', () => {
    const late = { ...investigation, from: day('2026-12-01') }
    const due = deadline(late, calendar)
    expect(due.provisional).toBe(true)
    expect(due.derivation.at(-1)).toMatchObject({
      because: 'calendar.year-not-published',
      values: { year: 2027 },
    })
    expect(deadline({ ...late, count: 15 }, calendar).provisional).toBe(false)
  })

  test('calendar days that do not move ask no calendar and are never provisional', () => {
    const limit: Limit = {
      from: day('2026-12-20'),
      count: 30,
      clock: 'days',
      movesOffRestDays: false,
      article: '…',
    }
    expect(deadline(limit, calendar).provisional).toBe(false)
    expect(deadline({ ...limit, movesOffRestDays: true }, calendar).provisional).toBe(true)
  })

  test('a count starting on the last day before the published years is not provisional', () => {
    const limit = { ...investigation, from: day('2018-12-31'), count: 1 }
    expect(deadline(limit, calendar)).toMatchObject({ dueOn: '2019-01-02', provisional: false })
  })

  test('half a day and a day before are no limits', () => {
    expect(() => addWorkdays(day('2026-01-01'), 1.5, calendar)).toThrow(RangeError)
    expect(() => addWorkdays(day('2026-01-01'), -1, calendar)).toThrow(RangeError)
  })

  test('a calendar without workdays ends in an error, not in a loop', () => {
    const never = { ...calendar, isWorkday: () => false, isWorkdayAt: () => false }
    expect(() => addWorkdays(day('2026-01-01'), 3, never)).toThrow(RangeError)
    expect(() => workdayOnOrAfter(day('2026-01-01'), never)).toThrow(RangeError)
  })
})

describe('properties of the clocks', () => {
  const count = fc.integer({ min: 1, max: 200 })

  test('a period always ends on a workday, and has as many workdays as it says', () => {
    fc.assert(
      fc.property(someDay, count, (from, n) => {
        const end = addWorkdays(from, n, calendar)
        expect(calendar.isWorkday(end)).toBe(true)
        expect(workdaysBetween(from, end, calendar)).toBe(n)
      }),
    )
  })

  test('counting in two pieces is counting in one', () => {
    fc.assert(
      fc.property(someDay, count, count, (from, a, b) => {
        const pieces = addWorkdays(addWorkdays(from, a, calendar), b, calendar)
        expect(pieces).toBe(addWorkdays(from, a + b, calendar))
      }),
    )
  })

  test('a later start never ends earlier', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 0, max: 60 }), count, (from, later, n) => {
        const one = addWorkdays(from, n, calendar)
        expect(addWorkdays(addDays(from, later), n, calendar) >= one).toBe(true)
      }),
    )
  })

  test('moving later ends on the first workday not before, moving earlier on the last not after', () => {
    fc.assert(
      fc.property(someDay, (at) => {
        const [before, after] = [workdayOnOrBefore(at, calendar), workdayOnOrAfter(at, calendar)]
        expect(before <= at && at <= after).toBe(true)
        expect(workdaysBetween(before, after, calendar)).toBe(calendar.isWorkday(at) ? 0 : 1)
      }),
    )
  })

  test('a moved limit in days is at most a festival later, and never earlier', () => {
    const clocks = fc.constantFrom('days' as const, 'months' as const)
    fc.assert(
      fc.property(someDay, fc.integer({ min: 0, max: 60 }), clocks, (from, n, clock) => {
        const limit = { from, count: n, clock, article: '…' }
        const plain = deadline({ ...limit, movesOffRestDays: false }, calendar).dueOn
        const moved = deadline({ ...limit, movesOffRestDays: true }, calendar).dueOn
        expect(plain).toBe(clock === 'days' ? addDays(from, n) : addMonths(from, n))
        expect(daysBetween(plain, moved)).toBeGreaterThanOrEqual(0)
        expect(daysBetween(plain, moved)).toBeLessThanOrEqual(10)
      }),
    )
  })
})

describe('the pay date', () => {
  test('the last workday of the following month: wages of January 2026 on 28 February, a make-up Saturday', () => {
    const pay = payDateOf(month('2026-01'), { kind: 'last-workday-of-next-month' }, calendar)
    expect(pay.payOn).toBe('2026-02-28')
    expect(weekdayOf(pay.payOn)).toBe(6)
    expect(pay.provisional).toBe(false)
  })

  test('an agreed 15th within the Spring Festival is paid on the workday before it (条例 art. 14)', () => {
    const pay = payDateOf(month('2026-01'), { kind: 'day-of-next-month', day: 15 }, calendar)
    expect(pay.payOn).toBe('2026-02-14')
    expect(pay.derivation.map(({ because }) => because)).toEqual([
      'calendar.pay-day-agreed',
      'calendar.moved-earlier-off-rest-day',
    ])
    expect(pay.derivation[1]?.article).toBe('保障农民工工资支付条例 第十四条')
  })

  test('an agreed 31st is the last day of a shorter month', () => {
    const pay = payDateOf(month('2026-05'), { kind: 'day-of-next-month', day: 31 }, calendar)
    expect(pay.payOn).toBe('2026-06-30')
    expect(pay.derivation[0]?.because).toBe('calendar.pay-day-month-end')
  })

  test('a pay date in a year without notice is provisional', () => {
    const pay = payDateOf(month('2026-12'), { kind: 'last-workday-of-next-month' }, calendar)
    expect(pay).toMatchObject({ payOn: '2027-01-29', provisional: true })
  })

  test('is a workday, never after the agreed day', () => {
    const months = fc.integer({ min: 0, max: 150 }).map((n) => addMonths(day('2019-01-01'), n))
    fc.assert(
      fc.property(months, fc.integer({ min: 1, max: 31 }), (first, agreed) => {
        const wageMonth = month(first.slice(0, 7))
        const pay = payDateOf(wageMonth, { kind: 'day-of-next-month', day: agreed }, calendar)
        expect(calendar.isWorkday(pay.payOn)).toBe(true)
        const inMonth = addDays(addMonths(first, 1), agreed - 1)
        expect(pay.payOn <= inMonth).toBe(true)
      }),
    )
  })

  test('a rule is read from its text and written back; anything else is none', () => {
    for (const text of ['last-workday-of-next-month', 'day-of-next-month:15']) {
      const rule = payRuleFrom(text)
      expect(rule === null ? null : payRuleText(rule)).toBe(text)
    }
    for (const text of ['', '15', 'day-of-next-month:0', 'day-of-next-month:32']) {
      expect(payRuleFrom(text)).toBeNull()
    }
  })
})
