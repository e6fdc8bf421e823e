import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { day } from '../../../kernel/day.ts'
import { madeUpNotice2027, noticeTexts, plainNotice } from '../fixtures.ts'
import { calendarFrom, shippedCalendar } from './calendar.ts'
import {
  calendarWith,
  daysOfSpans,
  type HolidayNotice,
  spansText,
  yearsWith,
} from './holiday-notice.ts'
import { publishedYears } from './published.ts'
import { noticeOf, readNotice } from './read-notice.ts'

const years = publishedYears.map(({ year }) => year)
const textOf = (name: string | number) => noticeTexts[String(name)] ?? ''
const read = (text: string) => readNotice(text, publishedYears)
const codesOf = (text: string) => read(text).findings.map(({ code }) => code)

/** A year as `published.ts` has it, from its notice and what changed it. */
function readYear(year: number) {
  const own = noticeOf(readNotice(textOf(year), []))
  const known = own === null ? [] : yearOnly(year, [own])
  const changed = noticeTexts[`${year}-change`]
  const later = changed === undefined ? null : noticeOf(readNotice(changed, known))
  const notices = [own, later].filter((one) => one !== null)
  const next = noticeOf(readNotice(textOf(year + 1), []))
  return yearOnly(year, next === null ? notices : [...notices, next])[0]
}

function yearOnly(year: number, notices: readonly HolidayNotice[]) {
  return yearsWith(notices).filter((one) => one.year === year)
}

describe('the notices as they were published', () => {
  test.each(years)('%i is read from its text exactly as it is shipped', (year) => {
    expect(readNotice(textOf(year), []).findings).toEqual([])
    const { off, work } = readYear(year) ?? {}
    const shipped = publishedYears.find((one) => one.year === year)
    expect([off, work]).toEqual([shipped?.off, shipped?.work])
  })

  test('all of them together are the shipped calendar, day for day', () => {
    // Each change is read against the year as it was announced first.
    const notices: HolidayNotice[] = []
    for (const text of Object.values(noticeTexts)) {
      const one = noticeOf(readNotice(text, yearsWith(notices)))
      if (one !== null) notices.push(one)
    }
    expect(notices).toHaveLength(10)
    expect(calendarWith(notices).version).toBe(shippedCalendar.version)
  })

  test('a festival moved within its year (2019, 2020) is a change and no whole year', () => {
    expect(read(textOf('2019-change'))).toMatchObject({ kind: 'change', year: 2019, findings: [] })
    const extended = read(textOf('2020-change'))
    expect(extended).toMatchObject({ kind: 'change', year: 2020, findings: [] })
    expect(extended.work).toEqual(['2020-02-03'])
    expect(codesOf(textOf('2019-change').replaceAll('2019', '2029'))).toContain(
      'calendar.notice-nothing-to-change',
    )
  })

  test('what is only recommended announces no day off: New Year’s Eve of 2024', () => {
    expect(read(textOf(2024)).off).not.toContain('2024-02-09')
  })

  test('line breaks and spaces anywhere, full-width figures and bare text read the same', () => {
    const plain = read(textOf(2026))
    expect(read(textOf(2026).replaceAll('日', '日 ').replaceAll('月', '\n月'))).toEqual(plain)
    const wide = textOf(2026).replaceAll(/\d/g, (digit) =>
      String.fromCharCode(0xff10 + Number(digit)),
    )
    expect(read(wide)).toEqual(plain)
    const bare = textOf(2026).split('通知如下。')[1] ?? ''
    expect(read(`2026年\n${bare}`)).toEqual(plain)
  })

  const folder = new URL('../../../../../shared/data/reference/holidays/', import.meta.url)
  test.for(years)('%i as a table of days reads as its text does', (year, { skip }) => {
    skip(!existsSync(folder), 'skipped: no shared data')
    const file: { days: { name: string; date: string; isOffDay: boolean }[] } = JSON.parse(
      readFileSync(new URL(`${year}.json`, folder), 'utf8'),
    )
    const rows = file.days.map((one) =>
      [one.date, one.name, one.isOffDay ? '放假' : '上班'].join('\t'),
    )
    const table = readNotice(`${year} 年\n日期\t节日\t安排\n${rows.join('\n')}`, [])
    expect(table.year).toBe(year)
    const announced = file.days.map(({ date, isOffDay }) => [date, isOffDay] as const)
    expect(table.off).toEqual(announced.flatMap(([on, off]) => (off ? [on] : [])))
    expect(table.work).toEqual(announced.flatMap(([on, off]) => (off ? [] : [on])))
  })
})

describe('the next year’s notice', () => {
  test('moves what the statute alone would guess', () => {
    const notice = noticeOf(read(madeUpNotice2027))
    expect(notice).not.toBeNull()
    const calendar = calendarWith(notice === null ? [] : [notice])
    expect(calendar.isPublished(2027)).toBe(true)
    expect(calendar.isWorkday(day('2027-02-10'))).toBe(false)
    expect(shippedCalendar.isWorkday(day('2027-02-10'))).toBe(true)
    expect(calendar.isWorkday(day('2027-02-20'))).toBe(true)
    expect(calendar.version).not.toBe(shippedCalendar.version)
    expect(calendar.isWorkday(day('2026-10-10'))).toBe(true)
  })

  test.each([2027, 2028, 2029, 2030])(
    '%i made of its statutory days alone contradicts nothing',
    (year) => {
      expect(read(plainNotice(year))).toMatchObject({ year, findings: [], work: [] })
    },
  )

  test('as a table, one row a festival, reads as its text does', () => {
    const table = `2027 年节假日安排
节日\t放假时间\t调休上班\t天数
元旦\t1月1日（周五）至3日（周日）\t\t3天
春节\t2月5日至11日\t1月31日、2月20日\t7天
清明节\t4月3日至5日\t\t3
劳动节\t5月1日至5日\t4月25日（周日）、5月8日（周六）\t5
端午节\t6月9日\t\t1
中秋节\t9月15日\t\t1
国庆节\t10月1日至7日\t9月26日、10月9日\t7`
    const { items: _items, ...text } = read(madeUpNotice2027)
    expect(read(table)).toMatchObject(text)
    expect(
      read(table.replaceAll('\t', ',').replace('1月31日、2月20日', '1月31日、2月20日')),
    ).toMatchObject(text)
  })

  test('a later notice of the same year takes the place of the first, and none is lost of its neighbours', () => {
    const first = noticeOf(read(madeUpNotice2027))
    const second = noticeOf(
      read(
        madeUpNotice2027.replace(
          '11日（农历正月初六、周四）放假调休，共7天',
          '10日（周三）放假调休，共6天',
        ),
      ),
    )
    if (first === null || second === null) throw new Error('unread')
    const calendar = calendarWith([first, second])
    expect(calendar.isWorkday(day('2027-02-11'))).toBe(true)
    expect(calendar.version).toBe(calendarWith([second]).version)
    expect(calendarFrom(yearsWith([first, second])).version).toBe(calendar.version)
    const again = noticeOf(read(textOf(2022)))
    expect(calendarWith(again === null ? [] : [again]).version).toBe(shippedCalendar.version)
  })
})

describe('what contradicts itself is said, and is not taken', () => {
  const changed = (from: string, to: string) => {
    expect(madeUpNotice2027).toContain(from)
    return madeUpNotice2027.replace(from, to)
  }

  test.each([
    [
      'a number of days that does not fit',
      '周四）放假调休，共7天。1月',
      '周四）放假调休，共8天。1月',
      'count-differs',
    ],
    ['a weekday said wrongly', '2月20日（周六）', '2月20日（周日）', 'weekday-wrong'],
    ['a day that is none', '4月3日（周六）至5日（周一）', '4月31日至5月2日', 'no-such-day'],
    ['a workday that is one anyway', '1月31日（周日）', '1月29日（周五）', 'worked-weekday'],
    [
      'a festival that is left out',
      '六、中秋节：9月15日（周三）放假1天，不调休。',
      '',
      'festival-missing',
    ],
    [
      'a statutory day that is no day off',
      '9月15日（周三）',
      '9月16日（周四）',
      'statutory-worked',
    ],
    ['a day both off and worked', '5月8日（周六）上班', '5月2日（周日）上班', 'off-and-worked'],
    [
      'a span that is too long',
      '6月9日（周三）放假1天，不调休',
      '6月9日至8月9日放假',
      'span-too-long',
    ],
  ])('%s', (_name, from, to, code) => {
    const text = changed(from, to)
    expect(codesOf(text)).toContain(`calendar.notice-${code}`)
    expect(noticeOf(read(text))).toBeNull()
  })

  test.each([
    ['nothing', '', 'nothing-read'],
    ['something else', '关于做好2027年春节前根治欠薪工作的通知。', 'nothing-read'],
    ['no year', '元旦：1月1日放假。春节：2月5日至11日放假。2026年11月4日', 'no-year'],
  ])('%s is no notice', (_name, text, code) => {
    expect(codesOf(text)).toEqual([`calendar.notice-${code}`])
  })
})

test('days in an address are read back as they were said', () => {
  const { off } = read(madeUpNotice2027)
  expect(daysOfSpans(spansText(off))).toEqual(off)
  expect(spansText([day('2027-01-01'), day('2027-01-02'), day('2027-01-04')])).toBe(
    '2027-01-01~2027-01-02 2027-01-04',
  )
  for (const odd of ['2027-02-30', '2027-01-02~2027-01-01', 'x', '2027-01-01~2030-01-01']) {
    expect(daysOfSpans(odd)).toBeNull()
  }
  expect(daysOfSpans('')).toEqual([])
})
