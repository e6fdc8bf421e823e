import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clockMinutesOf,
  dayNumber,
  dayNumberOf,
  minuteNumberOf,
  monthSaidIn,
  plainDateOf,
  yearMonthOf,
} from './day-text.ts'

const said = (cell: Parameters<typeof dayNumberOf>[0], date1904 = false) => {
  const number = dayNumberOf(cell, date1904)
  return number === null || Number.isNaN(number) ? number : plainDateOf(number)
}

/** 2026 → 二〇二六, 31 → 三十一. */
function inHan(text: string, as: 'digits' | 'number'): string {
  const sign = (digit: number) => '〇一二三四五六七八九'.charAt(digit)
  if (as === 'digits') return [...text].map((digit) => sign(Number(digit))).join('')
  const value = Number(text)
  if (value < 10) return sign(value)
  const tens = value < 20 ? '' : sign(Math.trunc(value / 10))
  return `${tens}十${value % 10 === 0 ? '' : sign(value % 10)}`
}

describe('days', () => {
  test.each([
    '2026-05-03',
    '2026/5/3',
    '2026.5.3',
    '2026年5月3日',
    '2026年05月03日',
    '2026-05-03 08:00:00',
    '2026-05-03T08:00:00',
    ' 2026-5-3',
    '２０２６－０５－０３',
    '20260503',
    '="2026-05-03"',
    '2026 年 5 月 3 日',
    '二〇二六年五月三日',
    '二零二六年五月三号',
    '贰零贰陆年伍月叁日',
    '26-5-3',
    '26年5月3日',
    '2026-5-3 星期日',
    '2026年5月3日(日)',
    '3-May-2026',
    'May 3, 2026',
    '03-5月-26',
    46_145,
    '46145',
    20_260_503,
    { serial: 46_145, date: '2026-05-03' },
    46_145.75,
  ])('%j', (cell) => {
    expect(said(cell)).toBe('2026-05-03')
  })

  test('a bare number counts from 1904 where the book does', () => {
    expect(said(44_683, true)).toBe('2026-05-03')
  })

  test.each([
    '2026-02-30',
    '2026-13-01',
    '五月三日',
    '2026年5月',
    '5/3/26',
    '5/3/2026',
    '20261301',
    '3',
    'x',
    true,
    5,
  ])('%j is no day', (cell) => {
    expect(said(cell)).toBeNaN()
  })

  test.each(['', '-', '/', null, undefined])('%j says nothing', (cell) => {
    expect(said(cell)).toBeNull()
  })

  test('a day without its year takes the sheet’s', () => {
    for (const written of ['五月三号', '5月3日', '5-3', '5.3']) {
      const number = dayNumberOf(written, false, { year: '2026', order: null })
      expect([written, number]).toEqual([written, dayNumber(2026, 5, 3)])
    }
  })

  test('5/3/2026 is one day where the column says which number is the month; 5/13/2026 is one alone', () => {
    const inOrder = (order: 'month-first' | 'day-first' | null) =>
      said5(dayNumberOf('5/3/2026', false, { year: null, order }))
    expect([inOrder('month-first'), inOrder('day-first')]).toEqual(['2026-05-03', '2026-03-05'])
    expect(inOrder(null)).toBeNaN()
    expect(said('5/13/2026')).toBe('2026-05-13')
    expect(said('13/5/2026')).toBe('2026-05-13')
    expect(said('5/5/2026')).toBe('2026-05-05')
  })

  const said5 = (number: number | null) =>
    number === null || Number.isNaN(number) ? number : plainDateOf(number)

  const anyDay = fc.integer({ min: dayNumber(1950, 1, 1), max: dayNumber(2099, 12, 31) })

  test('every day comes back from each way of writing it', () => {
    fc.assert(
      fc.property(anyDay, (number) => {
        const text = plainDateOf(number)
        const [year = '', month = '', date = ''] = text.split('-')
        const short = [year, String(Number(month)), String(Number(date))] as const
        for (const written of [
          text,
          short.join('/'),
          short.join('.'),
          `${year}年${short[1]}月${short[2]}日`,
          `${year}${month}${date}`,
          `${inHan(year, 'digits')}年${inHan(month, 'number')}月${inHan(date, 'number')}日`,
          `${text} 23:59`,
        ]) {
          expect([written, dayNumberOf(written, false)]).toEqual([written, number])
        }
        expect(dayNumberOf(number + 25_569, false)).toBe(number)
      }),
    )
  })

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void dayNumberOf(text, false)))
  })
})

describe('instants', () => {
  const minute = (dayNumber(2026, 5, 3) ?? 0) * 1440 + 7 * 60 + 58
  test.each([
    '2026-05-03 07:58',
    '2026-05-03 07:58:12',
    '2026/5/3 7:58',
    '2026-05-03T07:58:12',
    '2026年5月3日 7:58',
    '2026-05-03  7:58:12',
    '20260503075812',
    '2026-05-03 07:58:12.0',
    '2026-05-03 上午7:58',
    '2026-05-03 上午07:58',
    '2026-05-03 7:58 AM',
    '2026年5月3日7时58分',
    '2026年5月3日 7点58分',
    46_145 + (7 * 60 + 58) / 1440,
    { serial: 46_145.33, date: '2026-05-03 07:58:12' },
  ])('%j', (cell) => {
    expect(minuteNumberOf(cell, false)).toBe(minute)
  })

  test.each(['2026-05-03', '07:58', '2026-05-03 25:00'])('%j has no minute', (cell) => {
    expect(minuteNumberOf(cell, false)).toBeNaN()
  })

  test('times of day', () => {
    expect(clockMinutesOf('07:58:12')).toBe(478)
    expect(clockMinutesOf('2026-05-03 18:00')).toBe(1080)
    expect(clockMinutesOf(0.75)).toBe(1080)
    expect(clockMinutesOf('下午6:00')).toBe(1080)
    expect(clockMinutesOf('6:00 PM')).toBe(1080)
    expect(clockMinutesOf('18时')).toBe(1080)
    expect(clockMinutesOf('早上')).toBeNaN()
    expect(clockMinutesOf('')).toBeNull()
  })
})

describe('months', () => {
  test.each([
    '2026-05',
    '2026/5',
    '2026.5',
    '2026年5月',
    '2026年05月份',
    '202605',
    202_605,
    '2026-05-31',
    '2026年5月工资',
    46_143,
    { serial: 46_143, date: '2026-05-01' },
  ])('%j', (cell) => {
    expect(yearMonthOf(cell, false)).toBe('2026-05')
  })

  test('a month without its year takes the sheet’s', () => {
    expect(yearMonthOf('5月', false, '2026')).toBe('2026-05')
    expect(yearMonthOf('5月', false)).toBe('unclear')
    for (const cell of ['五月', '5', 5, '5月份']) {
      expect(yearMonthOf(cell, false, '2026')).toBe('2026-05')
    }
    expect(yearMonthOf('2026年4-5月', false, '2026')).toBe('unclear')
  })

  test('2026.1 as a number is unclear: it may be October', () => {
    expect(yearMonthOf(2026.1, false)).toBe('unclear')
  })

  test.each([
    ['甲公司-乙项目部-2026年5月打卡考勤表', '2026-05'],
    ['工资表2026.05', '2026-05'],
    ['202605工资发放表', '2026-05'],
    ['2026-5 考勤', '2026-05'],
    ['电话 13920260500', null],
    ['工资表', null],
    ['二〇二六年五月工资表', '2026-05'],
    ['二○二六年十二月', '2026-12'],
    ['二〇二六年十月', '2026-10'],
    ['二零二六年十月份', '2026-10'],
    ['26年10月工资表', '2026-10'],
    ['二〇二六年十月三日', null],
    ['填表日期：2026年6月10日', null],
    ['2026-06-10', null],
  ])('said in %j: %j', (text, month) => {
    expect(monthSaidIn(text)).toBe(month)
  })
})

test('every month of a year is read as itself, however it is written', () => {
  for (let at = 1; at <= 12; at += 1) {
    const two = String(at).padStart(2, '0')
    const written = [
      `2026-${two}`,
      `2026/${at}`,
      `2026年${at}月`,
      `2026年${two}月份`,
      `2026.${two}`,
    ]
    const withDay = [`2026-${two}-05`, `2026年${at}月5日`, `2026/${at}/15`, `2026${two}`]
    for (const text of [...written, ...withDay]) {
      expect([text, yearMonthOf(text, false)]).toEqual([text, `2026-${two}`])
    }
  }
})
