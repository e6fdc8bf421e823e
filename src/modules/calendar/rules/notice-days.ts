import { addDays, PlainDate, weekdayOf } from '../../../kernel/day.ts'

/** What a clause of a notice says of days: those it names, and what of it cannot be. */
export interface NamedDays {
  readonly days: readonly PlainDate[]
  readonly wrong: readonly WrongDay[]
}

export type WrongDay =
  | { readonly kind: 'no-such-day'; readonly said: string }
  | { readonly kind: 'too-long'; readonly said: string }
  | {
      readonly kind: 'weekday'
      readonly on: PlainDate
      readonly said: number
      readonly is: number
    }

/** Where a day without year or month gets them from. */
export interface Around {
  readonly year: number
  /** New Year's holiday begins in December of the year before. */
  readonly isNewYear: boolean
}

/** `1月28日（农历除夕、周二）至2月4日（周二）`, `2月2日（星期六）、2月3日（星期日）`: every day that is named, spans filled. */
export function daysNamedIn(clause: string, around: Around): NamedDays {
  const days: PlainDate[] = []
  const wrong: WrongDay[] = []
  let before: { date: PlainDate; end: number } | null = null
  let year: number | null = null
  let monthSaid: number | null = null
  for (const found of clause.matchAll(dayPattern)) {
    const [said, yearText, monthText, dayText = '', note = ''] = found
    const isSpan = before !== null && spanWords.has(clause.slice(before.end, found.index))
    if (monthText !== undefined) monthSaid = Number(monthText)
    if (yearText !== undefined) year = Number(yearText)
    else if (monthText !== undefined || year === null) year = yearOf(monthSaid, around)
    const date = dateOf(year, monthSaid, Number(dayText))
    if (date === null) {
      wrong.push({ kind: 'no-such-day', said })
      before = null
      continue
    }
    const weekday = weekdayIn(note)
    if (weekday !== null && weekday !== weekdayOf(date)) {
      wrong.push({ kind: 'weekday', on: date, said: weekday, is: weekdayOf(date) })
    }
    if (isSpan && before !== null) {
      const span = daysAfter(before.date, date)
      if (span === null) wrong.push({ kind: 'too-long', said: clause.slice(0, 40) })
      else days.push(...span)
    } else days.push(date)
    before = { date, end: found.index + said.length }
  }
  return { days, wrong }
}

/** How many days a clause says: `共8天`, `放假1天`; null: none. */
export function dayCountIn(clause: string): number | null {
  const found = /(?:共|放假|为期)(\d{1,2})天/.exec(clause)
  return found === null ? null : Number(found[1])
}

// A text that was normalised (NFKC) and has no spaces.
const dayPattern = /(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?/g
const spanWords: ReadonlySet<string> = new Set(['至', '到', '-', '~', '—', '——', '–'])
const weekdays = '一二三四五六日'

/** No festival is longer than this; what is, was read wrongly. */
const longestFestival = 20

function weekdayIn(note: string): number | null {
  const found = /(?:周|星期)([一二三四五六日天])/.exec(note)
  if (found === null) return null
  const name = found[1] === '天' ? '日' : (found[1] ?? '')
  return weekdays.indexOf(name) + 1
}

function yearOf(month: number | null, { year, isNewYear }: Around): number {
  return isNewYear && month === 12 ? year - 1 : year
}

function dateOf(year: number, month: number | null, dayOfMonth: number): PlainDate | null {
  if (month === null) return null
  const two = (value: number) => String(value).padStart(2, '0')
  const found = PlainDate.safeParse(`${year}-${two(month)}-${two(dayOfMonth)}`)
  return found.success ? found.data : null
}

/** The days after the one up to the other; null where they are too many, or the other comes first. */
function daysAfter(from: PlainDate, to: PlainDate): PlainDate[] | null {
  if (to <= from) return null
  const days: PlainDate[] = []
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) {
    days.push(at)
    if (days.length > longestFestival) return null
  }
  return days
}
