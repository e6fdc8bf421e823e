import { addDays, day, type PlainDate } from '../../../kernel/day.ts'
import { type Calendar, calendarFrom } from './calendar.ts'
import { type PublishedYear, publishedYears } from './published.ts'

export const festivals = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'] as const
export type Festival = (typeof festivals)[number]

/** `year`: all festivals of a year. `change`: days that are laid over those of a year already announced. */
export const holidayNoticeKinds = ['year', 'change'] as const
export type HolidayNoticeKind = (typeof holidayNoticeKinds)[number]

/** What a notice of the State Council's General Office says, in whole days. */
export interface HolidayNotice {
  readonly year: number
  readonly kind: HolidayNoticeKind
  /** Every announced day off, weekend days within a festival included; may reach into the year before. */
  readonly off: readonly PlainDate[]
  /** Every weekend day that is worked instead (调休). */
  readonly work: readonly PlainDate[]
}

/** The years that are shipped, with the notices entered since laid over them, the first entered first. */
export function yearsWith(notices: readonly HolidayNotice[]): readonly PublishedYear[] {
  return notices.reduce<readonly PublishedYear[]>(layNotice, publishedYears)
}

/** The years as they are once this notice holds: its days are as it says, in a neighbouring year too. */
export function layNotice(
  years: readonly PublishedYear[],
  notice: HolidayNotice,
): readonly PublishedYear[] {
  const before = years.find((one) => one.year === notice.year)
  const known = before ?? { year: notice.year, off: [], work: [], notices: [] }
  const own = notice.kind === 'change' ? known : { ...known, ...ofNextYear(known) }
  const rest = years.filter((one) => one.year !== notice.year)
  return [...rest, own].toSorted((a, b) => a.year - b.year).map((one) => overlaid(one, notice))
}

export function calendarWith(notices: readonly HolidayNotice[]): Calendar {
  return calendarFrom(yearsWith(notices))
}

/** `2027-01-01~2027-01-03 2027-02-05`: single days and spans, both ends included; how an address says them. */
export function spansText(days: readonly PlainDate[]): string {
  return spansOf(days)
    .map(({ from, to }) => (from === to ? from : `${from}~${to}`))
    .join(' ')
}

export interface Span {
  readonly from: PlainDate
  readonly to: PlainDate
}

/** Days in a row, as the notice and people say them. */
export function spansOf(days: readonly PlainDate[]): Span[] {
  const spans: Span[] = []
  for (const at of [...new Set(days)].toSorted()) {
    const last = spans.at(-1)
    if (last !== undefined && addDays(last.to, 1) === at) {
      spans[spans.length - 1] = { from: last.from, to: at }
    } else spans.push({ from: at, to: at })
  }
  return spans
}

/** The days that spans in an address say; null where they are none, or more than a year has. */
export function daysOfSpans(text: string): PlainDate[] | null {
  if (text === '') return []
  const days: PlainDate[] = []
  for (const span of text.split(' ')) {
    const found = /^(\d{4}-\d\d-\d\d)(?:~(\d{4}-\d\d-\d\d))?$/.exec(span)
    const from = dayOrNull(found?.[1])
    const to = dayOrNull(found?.[2] ?? found?.[1])
    if (from === null || to === null || to < from) return null
    for (let at = from; at <= to; at = addDays(at, 1)) {
      days.push(at)
      if (days.length > mostDays) return null
    }
  }
  return days
}

/** More days off than a notice ever had; a bound, not a rule. */
const mostDays = 120

/** No festival lies in the last days of December: what is announced there came with the next year's notice, and stays. */
function ofNextYear({ off, work }: PublishedYear): Pick<PublishedYear, 'off' | 'work'> {
  const late = (at: string) => at >= '12-20'
  return { off: off.filter(late), work: work.filter(late) }
}

function overlaid(one: PublishedYear, notice: HolidayNotice): PublishedYear {
  const own = (days: readonly PlainDate[]) =>
    days.filter((at) => at.startsWith(`${one.year}-`)).map((at) => at.slice(5))
  const [off, work] = [own(notice.off), own(notice.work)]
  if (off.length + work.length === 0) return one
  const spoken = new Set([...off, ...work])
  const laid = (before: readonly string[], said: readonly string[]) =>
    [...before.filter((at) => !spoken.has(at)), ...new Set(said)].toSorted()
  return { ...one, off: laid(one.off, off), work: laid(one.work, work) }
}

function dayOrNull(text: string | undefined): PlainDate | null {
  if (text === undefined) return null
  try {
    return day(text)
  } catch {
    return null
  }
}
