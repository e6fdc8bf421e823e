import { addDays, day, type PlainDate, weekdayOf } from '../../../kernel/day.ts'
import { dayText } from '../../../kernel/day-text.ts'
import { statutoryDaysOff } from './calendar.ts'
import {
  type Festival,
  festivals,
  type HolidayNotice,
  type HolidayNoticeKind,
} from './holiday-notice.ts'
import { type Around, dayCountIn, daysNamedIn, type WrongDay } from './notice-days.ts'
import { textOfTable } from './notice-table.ts'
import type { PublishedYear } from './published.ts'

export const noticeFindings = [
  'calendar.notice-no-year',
  'calendar.notice-nothing-read',
  'calendar.notice-festival-missing',
  'calendar.notice-count-differs',
  'calendar.notice-weekday-wrong',
  'calendar.notice-no-such-day',
  'calendar.notice-span-too-long',
  'calendar.notice-off-and-worked',
  'calendar.notice-worked-weekday',
  'calendar.notice-statutory-worked',
  'calendar.notice-far-day',
  'calendar.notice-nothing-to-change',
] as const

/** What contradicts itself, the week or the law; a notice with one is not taken in. */
export interface NoticeFinding {
  readonly code: (typeof noticeFindings)[number]
  readonly values: Readonly<Record<string, string | number>>
}

/** What was read of one festival, or of two that are together (国庆节、中秋节). */
export interface NoticeItem {
  readonly festivals: readonly Festival[]
  readonly off: readonly PlainDate[]
  readonly work: readonly PlainDate[]
  /** The number of days off that the text states; null: none. */
  readonly stated: number | null
}

export interface ReadNotice {
  readonly kind: HolidayNoticeKind
  /** Null where the text does not say it. */
  readonly year: number | null
  readonly items: readonly NoticeItem[]
  readonly off: readonly PlainDate[]
  readonly work: readonly PlainDate[]
  readonly findings: readonly NoticeFinding[]
}

/**
 * Reads the notice of the State Council's General Office, pasted as text or as a table, and says what in it cannot be.
 * `years` are those known already: a notice that only changes a festival is read against them.
 */
export function readNotice(text: string, years: readonly PublishedYear[]): ReadNotice {
  const plain = plainOf(textOfTable(text) ?? text)
  const kind: HolidayNoticeKind = changes.test(plain) ? 'change' : 'year'
  const bodies = bodiesOf(plain, kind)
  if (bodies.length === 0) return unread(kind, null, 'calendar.notice-nothing-read')
  const year = yearIn(plain)
  if (year === null) return unread(kind, null, 'calendar.notice-no-year')
  const read = bodies.map((body) => readBody(body, year, years))
  const items = read.flatMap(({ item }) => (item.off.length + item.work.length === 0 ? [] : [item]))
  if (items.length === 0) return unread(kind, year, 'calendar.notice-nothing-read')
  const off = sorted(items.flatMap((item) => item.off))
  const work = sorted(items.flatMap((item) => item.work))
  const known = years.some((one) => one.year === year)
  return {
    kind,
    year,
    items,
    off,
    work,
    findings: [
      ...(kind === 'change' && !known ? [finding('nothing-to-change', { year })] : []),
      ...read.flatMap(({ findings }) => findings),
      ...(kind === 'year' ? missingFestivals(items) : []),
      ...off
        .filter((at) => work.includes(at))
        .map((on) => finding('off-and-worked', { on: dayText(on) })),
      ...(kind === 'year' ? workedStatutory(year, off) : []),
      ...[...off, ...work]
        .filter((at) => isFar(at, year))
        .map((on) => finding('far-day', { on: dayText(on) })),
    ],
  }
}

/** The notice itself, where nothing stands against it. */
export function noticeOf({ year, kind, off, work, findings }: ReadNotice): HolidayNotice | null {
  return year === null || findings.length > 0 ? null : { year, kind, off, work }
}

/** Full-width signs as plain ones, no spaces, days with signs between them (2027-1-4) as days in words. */
function plainOf(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g, '$1年$2月$3日')
    .replaceAll(/\s+/g, '')
}

const changes = /(?:调整|延长)\d{4}年/

function yearIn(plain: string): number | null {
  const titled = /(\d{4})年(?:部分)?(?:法定)?节假日(?:放假)?安排/.exec(plain)
  const changed = /(?:调整|延长)(\d{4})年/.exec(plain)
  const named = (changed ?? titled)?.[1]
  if (named !== undefined) return Number(named)
  const first = /^(\d{4})年(?!\d{1,2}月)/.exec(plain)?.[1]
  if (first !== undefined) return Number(first)
  const announcing = plain.split(/[。;]/).filter((saying) => /放假|上班/.test(saying))
  const years = announcing.flatMap((saying) =>
    [...saying.matchAll(/(\d{4})年/g)].map((found) => Number(found[1])),
  )
  // New Year's holiday may begin in the year before.
  return years.length === 0 ? null : Math.max(...years)
}

interface Body {
  readonly festivals: readonly Festival[]
  readonly text: string
}

const nameOf = '(?:元旦|春节|清明节?|劳动节|端午节?|中秋节?|国庆节?)'
const heading = new RegExp(`(${nameOf}(?:[、和及与]${nameOf})*):`, 'g')

/** The text of each festival, under its heading; of a change, which has none, the whole of it. */
function bodiesOf(plain: string, kind: HolidayNoticeKind): Body[] {
  const found = [...plain.matchAll(heading)]
  if (found.length === 0 && kind === 'change') {
    return [{ festivals: festivalsIn(plain).slice(0, 1), text: plain }]
  }
  return found.map((one, at) => ({
    festivals: festivalsIn(one[1] ?? ''),
    text: plain.slice(one.index + one[0].length, found[at + 1]?.index ?? plain.length),
  }))
}

function festivalsIn(text: string): Festival[] {
  const at = (festival: Festival) => text.indexOf(festival.slice(0, 2))
  return festivals.filter((one) => at(one) >= 0).toSorted((a, b) => at(a) - at(b))
}

/** What is only recommended (鼓励 … 安排职工在除夕休息) announces no day off. */
const advice = /鼓励|建议|带薪/

function readBody(
  body: Body,
  year: number,
  years: readonly PublishedYear[],
): { item: NoticeItem; findings: NoticeFinding[] } {
  const around: Around = { year, isNewYear: body.festivals.includes('元旦') }
  const off: PlainDate[] = []
  const work: PlainDate[] = []
  const findings: NoticeFinding[] = []
  let stated: number | null = null
  for (const saying of body.text.split(/[。;:](?![^()]*\))/)) {
    if (advice.test(saying)) continue
    const waiting: PlainDate[] = []
    for (const clause of saying.split(/,(?![^()]*\))/)) {
      const { days, wrong } = daysNamedIn(clause, around)
      const extended = /延长.*假期至/.test(clause)
      const worked = clause.includes('上班')
      const isOff = !worked && /放假|休息|连休/.test(clause)
      if (days.length > 0 || worked || isOff) findings.push(...wrong.map(wrongFinding))
      stated ??= dayCountIn(clause)
      waiting.push(...days)
      if (extended) off.push(...extension(waiting.at(-1), year, years))
      else if (worked) {
        work.push(...waiting)
        if (!clause.includes('正常')) findings.push(...weekdaysAmong(waiting))
      } else if (isOff) off.push(...waiting)
      if (extended || worked || isOff) waiting.length = 0
    }
  }
  const item = { festivals: body.festivals, off: sorted(off), work: sorted(work), stated }
  if (stated !== null && stated !== item.off.length) {
    const festival = body.festivals.join('、')
    findings.push(finding('count-differs', { festival, said: stated, counted: item.off.length }))
  }
  return { item, findings }
}

/** `延长2020年春节假期至2月2日`: the days after the last that was announced off, up to that day. */
function extension(
  to: PlainDate | undefined,
  year: number,
  years: readonly PublishedYear[],
): PlainDate[] {
  if (to === undefined) return []
  const known = years.find((one) => one.year === year)?.off ?? []
  const last = known.findLast((at) => `${year}-${at}` < to)
  if (last === undefined) return []
  const days: PlainDate[] = []
  for (let at = addDays(day(`${year}-${last}`), 1); at <= to; at = addDays(at, 1)) days.push(at)
  return days.length > longestExtension ? [] : days
}

const longestExtension = 20

function weekdaysAmong(work: readonly PlainDate[]): NoticeFinding[] {
  return work
    .filter((at) => weekdayOf(at) <= 5)
    .map((on) =>
      finding('worked-weekday', { on: dayText(on), weekday: weekdayText(weekdayOf(on)) }),
    )
}

function missingFestivals(items: readonly NoticeItem[]): NoticeFinding[] {
  const said = new Set(items.filter(({ off }) => off.length > 0).flatMap((one) => one.festivals))
  return festivals
    .filter((one) => !said.has(one))
    .map((festival) => finding('festival-missing', { festival }))
}

/** Days off for all citizens stand in every notice (全国年节及纪念日放假办法 art. 2). */
function workedStatutory(year: number, off: readonly PlainDate[]): NoticeFinding[] {
  return statutoryDaysOff(year)
    .filter((at) => !off.includes(at))
    .map((on) => finding('statutory-worked', { on: dayText(on) }))
}

/** Only the last days of the year before belong to a year's notice, and nothing after it. */
function isFar(at: PlainDate, year: number): boolean {
  return at < `${year - 1}-12-20` || at > `${year}-12-31`
}

function wrongFinding(wrong: WrongDay): NoticeFinding {
  switch (wrong.kind) {
    case 'no-such-day':
      return finding('no-such-day', { said: wrong.said })
    case 'too-long':
      return finding('span-too-long', { said: wrong.said })
    case 'weekday':
      return finding('weekday-wrong', {
        on: dayText(wrong.on),
        said: weekdayText(wrong.said),
        is: weekdayText(wrong.is),
      })
  }
}

/** 1 is Monday. */
function weekdayText(weekday: number): string {
  return `周${'一二三四五六日'[weekday - 1] ?? ''}`
}

type FindingName = (typeof noticeFindings)[number] extends `calendar.notice-${infer N}` ? N : never

function finding(name: FindingName, values: NoticeFinding['values']): NoticeFinding {
  return { code: `calendar.notice-${name}`, values }
}

function unread(
  kind: HolidayNoticeKind,
  year: number | null,
  code: NoticeFinding['code'],
): ReadNotice {
  return { kind, year, items: [], off: [], work: [], findings: [{ code, values: {} }] }
}

function sorted(days: readonly PlainDate[]): PlainDate[] {
  return [...new Set(days)].toSorted()
}
