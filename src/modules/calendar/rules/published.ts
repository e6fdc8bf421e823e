import { addDays, day } from '../../../kernel/day.ts'

/**
 * Days off and make-up workdays as the State Council's General Office announced them, one year a row
 * (全国年节及纪念日放假办法, and the notice of each year). Facts only: what the calendar makes of them
 * stands in `calendar.ts`.
 */
export interface PublishedYear {
  readonly year: number
  /** `MM-DD` of every announced day off, weekend days within a festival included. */
  readonly off: readonly string[]
  /** `MM-DD` of every weekend day that was announced as a workday (调休). */
  readonly work: readonly string[]
  /** Where the notices stand; a later one changed the first. */
  readonly notices: readonly string[]
}

// A notice may reach into the last days of the year before (2019's and 2023's did). Such days stand in
// the year they fall in; those of 2018 are left out, for 2018 itself is not shipped.
export const publishedYears: readonly PublishedYear[] = [
  announced(
    2019,
    '01-01 02-04~02-10 04-05 05-01~05-04 06-07 09-13 10-01~10-07',
    '02-02~02-03 04-28 05-05 09-29 10-12',
    ['2018-12/06/content_5346276.htm', '2019-03/22/content_5375877.htm'],
  ),
  announced(
    2020,
    '01-01 01-24~02-02 04-04~04-06 05-01~05-05 06-25~06-27 10-01~10-08',
    '01-19 02-03 04-26 05-09 06-28 09-27 10-10',
    ['2019-11/21/content_5454164.htm', '2020-01/27/content_5472352.htm'],
  ),
  announced(
    2021,
    '01-01~01-03 02-11~02-17 04-03~04-05 05-01~05-05 06-12~06-14 09-19~09-21 10-01~10-07',
    '02-07 02-20 04-25 05-08 09-18 09-26 10-09',
    ['2020-11/25/content_5564127.htm'],
  ),
  announced(
    2022,
    '01-01~01-03 01-31~02-06 04-03~04-05 04-30~05-04 06-03~06-05 09-10~09-12 10-01~10-07 12-31',
    '01-29~01-30 04-02 04-24 05-07 10-08~10-09',
    ['2021-10/25/content_5644835.htm'],
  ),
  announced(
    2023,
    '01-01~01-02 01-21~01-27 04-05 04-29~05-03 06-22~06-24 09-29~10-06',
    '01-28~01-29 04-23 05-06 06-25 10-07~10-08',
    ['2022-12/08/content_5730844.htm'],
  ),
  announced(
    2024,
    '01-01 02-10~02-17 04-04~04-06 05-01~05-05 06-10 09-15~09-17 10-01~10-07',
    '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
    ['202310/content_6911528.htm'],
  ),
  announced(
    2025,
    '01-01 01-28~02-04 04-04~04-06 05-01~05-05 05-31~06-02 10-01~10-08',
    '01-26 02-08 04-27 09-28 10-11',
    ['202411/content_6986383.htm'],
  ),
  announced(
    2026,
    '01-01~01-03 02-15~02-23 04-04~04-06 05-01~05-05 06-19~06-21 09-25~09-27 10-01~10-07',
    '01-04 02-14 02-28 05-09 09-20 10-10',
    ['202511/content_7047091.htm'],
  ),
]

/** Reads `04-05 05-01~05-04`: single days and spans, both ends included. */
function announced(
  year: number,
  off: string,
  work: string,
  notices: readonly string[],
): PublishedYear {
  const address = (name: string) => `https://www.gov.cn/zhengce/zhengceku/${name}`
  return { year, off: listed(year, off), work: listed(year, work), notices: notices.map(address) }
}

function listed(year: number, spans: string): string[] {
  return spans.split(' ').flatMap((span) => {
    const [first = '', last = first] = span.split('~')
    const end = `${year}-${last}`
    const days: string[] = []
    for (let at = day(`${year}-${first}`); at <= end; at = addDays(at, 1)) days.push(at.slice(5))
    return days
  })
}
