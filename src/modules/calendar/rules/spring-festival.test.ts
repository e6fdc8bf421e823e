import chineseDays from 'chinese-days'
import { expect, test } from 'vitest'
import { addDays, day } from '../../../kernel/day.ts'
import { shippedCalendar, statutoryDaysOff } from './calendar.ts'
import { nextSpringFestival, springFestivalBefore } from './spring-festival.ts'

const festivalOf = (year: number) => nextSpringFestival(day(`${year}-01-01`), shippedCalendar)

test('the Spring Festival of 2027 is 6 February, and provisional; that of 2026 was 17 February', () => {
  expect(nextSpringFestival(day('2026-11-23'), shippedCalendar)).toEqual({
    on: '2027-02-06',
    provisional: true,
  })
  expect(nextSpringFestival(day('2026-02-17'), shippedCalendar)).toEqual({
    on: '2026-02-17',
    provisional: false,
  })
  expect(springFestivalBefore(day('2027-02-06'))).toBe('2026-02-17')
  expect(springFestivalBefore(day('2018-02-16'))).toBeNull()
  expect(() => nextSpringFestival(day('2030-02-04'), shippedCalendar)).toThrow(RangeError)
})

test('every Spring Festival of the table lies in the days off, as published or by statute', () => {
  for (let year = 2019; year <= 2030; year += 1) {
    const { on, provisional } = festivalOf(year)
    expect(on.slice(0, 4)).toBe(String(year))
    for (const later of [0, 1, 2]) {
      expect(shippedCalendar.isWorkday(addDays(on, later)), `${on} + ${later}`).toBe(false)
      if (provisional) expect(statutoryDaysOff(year)).toContain(addDays(on, later))
    }
    if (provisional) expect(statutoryDaysOff(year)).not.toContain(addDays(on, 3))
  }
})

test('the table of 2019 to 2030 is that of a lunar table, never of the run-time', () => {
  for (let year = 2019; year <= 2030; year += 1) {
    const lunar = chineseDays.getSolarDateFromLunar(`${year}-01-01`).date
    expect([year, festivalOf(year).on]).toEqual([year, lunar])
  }
})

test('the festival of a year whose notice is published is certain, of any other provisional', () => {
  for (let year = 2019; year <= 2030; year += 1) {
    expect([year, festivalOf(year).provisional]).toEqual([year, year > 2026])
  }
})
