import { addMonths, PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Calendar } from './calendar.ts'
import {
  addWorkdays,
  deadline,
  type DerivationStep,
  derivation,
  hourDeadline,
  subtractWorkdays,
  unpublishedYears,
  workdayOnOrBefore,
} from './deadline.ts'

/** How sure the figure is (rulebook): `read` in the instrument itself, twice second-hand, from memory. */
export type RuleMark = 'read' | 'read-2' | 'memory'

/** What besides the starting fact a rule asks for, by the name under which it is given. */
export const givenNames = [
  'agreed',
  'cleared',
  'corrected',
  'blocker',
  'suspended',
  'instrument',
  'days',
] as const
export type GivenName = (typeof givenNames)[number]

/** What starts it: a day, and for hours a moment of that day (Asia/Shanghai). */
export interface StartFact {
  readonly on: PlainDate
  /** `HH:MM`. */
  readonly at: string | null
}

export interface Reckoned {
  /** `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM+08:00` of a limit in hours. */
  readonly due: string
  readonly provisional: boolean
  readonly derivation: readonly DerivationStep[]
}

export interface Reckoning {
  readonly from: StartFact
  readonly given: Readonly<Partial<Record<GivenName, string>>>
  readonly isExtended: boolean
  readonly calendar: Calendar
}

/** One limit of the law (rulebook §16.2), by the rulebook's id. */
export interface StatutoryRule {
  readonly id: string
  readonly name: string
  /** What the first day is the day of. */
  readonly start: string
  readonly article: string
  readonly mark: RuleMark
  readonly needs: readonly GivenName[]
  readonly may: readonly GivenName[]
  readonly canExtend: boolean
  /** It runs from a moment. */
  readonly isInHours: boolean
  /** Why it is no limit of labour inspection at all; null: it is one. */
  readonly doesNotApply: string | null
  readonly reckon: (asked: Reckoning) => Reckoned
}

type Said = Pick<StatutoryRule, 'id' | 'name' | 'start' | 'article'> &
  Partial<Pick<StatutoryRule, 'mark'>>

interface Counted extends Said {
  readonly count: number
  readonly extension?: number
  /** Of whoever may extend, where it is another article. */
  readonly extendedBy?: string
  /** False: a term that simply ends, and not one within which something must be done. */
  readonly moves?: boolean
  /** The later of the starting fact and this one starts it. */
  readonly laterOf?: GivenName
  readonly laterOfIsOptional?: boolean
}

function rule(said: Said, rest: Partial<StatutoryRule> & Pick<StatutoryRule, 'reckon'>) {
  const plain = { needs: [], may: [], canExtend: false, isInHours: false, doesNotApply: null }
  const { id, name, start, article, mark = 'read' } = said
  return { ...plain, id, name, start, article, mark, ...rest } satisfies StatutoryRule
}

function counted(clock: 'workdays' | 'days' | 'months', said: Counted): StatutoryRule {
  const { count, extension, laterOf, moves = true, article } = said
  const asks = laterOf === undefined ? [] : [laterOf]
  const isOptional = said.laterOfIsOptional === true
  return rule(said, {
    needs: isOptional ? [] : asks,
    may: isOptional ? asks : [],
    canExtend: extension !== undefined,
    reckon: ({ from, given, isExtended, calendar }) => {
      const other = laterOf === undefined ? undefined : dayGiven(given, laterOf)
      const start = other !== undefined && other > from.on ? other : from.on
      const reckoned = deadline(
        {
          from: start,
          count,
          clock,
          article,
          movesOffRestDays: moves,
          ...(isExtended && extension !== undefined
            ? { extension: { count: extension, article: said.extendedBy ?? article } }
            : {}),
        },
        calendar,
      )
      const later: DerivationStep[] =
        other === undefined
          ? []
          : [
              {
                step: 1,
                day: start,
                because: 'calendar.starts-at-later',
                article,
                values: { day: start },
              },
            ]
      return {
        due: reckoned.dueOn,
        provisional: reckoned.provisional,
        derivation: numbered([...later, ...reckoned.derivation]),
      }
    },
  })
}

export const workdays = (said: Counted) => counted('workdays', said)
export const days = (said: Counted) => counted('days', said)
export const months = (said: Counted) => counted('months', said)

/** From the moment on, rest days or not (民法典 art. 201). */
export function hours({ count, ...said }: Said & { readonly count: number }): StatutoryRule {
  return rule(said, {
    isInHours: true,
    reckon: ({ from }) => {
      const begins = `${from.on}T${from.at ?? '00:00'}:00+08:00`
      const { dueAt, derivation: steps } = hourDeadline({
        from: begins,
        count,
        article: said.article,
      })
      const due = officeInstant(dueAt)
      return { due, provisional: false, derivation: steps.map((one) => ({ ...one, day: due })) }
    },
  })
}

/** So many workdays before the day of the fact, at the latest. */
export function workdaysAhead({
  count,
  ...said
}: Said & { readonly count: number }): StatutoryRule {
  return rule(said, {
    reckon: ({ from, calendar }) => {
      const due = subtractWorkdays(from.on, count, calendar)
      const steps = derivation()
      steps.add(due, 'calendar.counted-back-workdays', said.article, { count })
      return finished(due, steps, unpublishedYears(due, from.on, calendar))
    },
  })
}

/** A reminder: so many months before, rest days or not. */
export function monthsAhead({ count, ...said }: Said & { readonly count: number }): StatutoryRule {
  return rule(said, {
    reckon: ({ from }) => {
      const due = addMonths(from.on, -count)
      const steps = derivation()
      steps.add(due, 'calendar.counted-back-months', said.article, { count })
      return finished(due, steps, [])
    },
  })
}

/** C04: the agreed day, and a month after the last transfer at the latest. */
export function earlierOfAgreedAndMonth(said: Said): StatutoryRule {
  return rule(said, {
    needs: ['agreed'],
    reckon: ({ from, given, calendar }) => {
      const agreed = dayGiven(given, 'agreed') ?? from.on
      const limit = { from: from.on, count: 1, clock: 'months', movesOffRestDays: false } as const
      const { dueOn, derivation: counting } = deadline(
        { ...limit, article: said.article },
        calendar,
      )
      const due = agreed < dueOn ? agreed : dueOn
      const steps = derivation()
      steps.add(due, 'calendar.ends-at-earlier', said.article, { agreed, month: dueOn })
      return { due, provisional: false, derivation: numbered([...counting, ...steps.done]) }
    },
  })
}

/** C05: on a rest day it is paid before (条例 art. 14): the only limit that moves earlier. */
export function payDay(said: Said): StatutoryRule {
  return rule(said, {
    reckon: ({ from, calendar }) => {
      const due = workdayOnOrBefore(from.on, calendar)
      const steps = derivation()
      steps.add(from.on, 'calendar.agreed-day', said.article)
      if (due !== from.on) steps.add(due, 'calendar.moved-earlier-off-rest-day', said.article)
      return finished(due, steps, unpublishedYears(due, from.on, calendar))
    },
  })
}

/** C08: suspended workdays are added, where a local instrument knows suspension. */
export function workdaysWithSuspension(said: Counted): StatutoryRule {
  const plain = workdays(said)
  return {
    ...plain,
    may: ['suspended', 'instrument'],
    reckon: (asked) => {
      const { given, calendar, from } = asked
      const count = Number(given.suspended ?? 0)
      if (count === 0) return plain.reckon(asked)
      const before = plain.reckon(asked)
      const whole = said.count + (asked.isExtended ? (said.extension ?? 0) : 0) + count
      const due = addWorkdays(from.on, whole, calendar)
      const steps = derivation()
      const values = { count, instrument: given.instrument ?? '' }
      steps.add(due, 'calendar.suspended', given.instrument ?? '', values)
      const { done, provisional } = withUnpublished(
        due,
        steps,
        unpublishedYears(from.on, due, calendar),
      )
      const known = before.derivation.filter(
        ({ because }) => because !== 'calendar.year-not-published',
      )
      return { due, provisional, derivation: numbered([...known, ...done]) }
    },
  }
}

/** C24: what has become public knowledge by a quarter's end goes out with it. */
export function quarterEnd(said: Said): StatutoryRule {
  return rule(said, {
    reckon: ({ from }) => {
      const [year = '', monthOfYear = ''] = from.on.split('-')
      const due = lastOfQuarter[Math.floor((Number(monthOfYear) - 1) / 3)] ?? '12-31'
      const steps = derivation()
      steps.add(`${year}-${due}`, 'calendar.quarter-end', said.article)
      return { due: `${year}-${due}`, provisional: false, derivation: steps.done }
    },
  })
}

const lastOfQuarter = ['03-31', '06-30', '09-30', '12-31'] as const

/** C26: a number of days that may be agreed, up to a most. */
export function daysOrAgreed(said: Counted & { readonly most: number }): StatutoryRule {
  return rule(said, {
    may: ['days'],
    reckon: (asked) => {
      const count = Number(asked.given.days ?? said.count)
      return days({ ...said, count }).reckon(asked)
    },
  })
}

/** C10: said so that nobody counts it. */
export function notOfInspection(said: Said & { readonly why: string }): StatutoryRule {
  return rule(said, {
    doesNotApply: said.why,
    reckon: () => {
      throw new RangeError('a limit that does not apply has no day')
    },
  })
}

/** C13: opens when both ways of objecting have ended, without either having been taken. */
export function executionWindow(said: Said & { readonly closes: boolean }): StatutoryRule {
  return rule(said, {
    reckon: ({ from, calendar }) => {
      const { article } = said
      const limit = { article, movesOffRestDays: true } as const
      const review = deadline({ ...limit, from: from.on, count: 60, clock: 'days' }, calendar)
      const suit = deadline({ ...limit, from: from.on, count: 6, clock: 'months' }, calendar)
      const later = review.dueOn > suit.dueOn ? review : suit
      const steps = derivation()
      steps.add(later.dueOn, 'calendar.starts-at-later', article, { day: later.dueOn })
      const both = [...review.derivation, ...suit.derivation, ...steps.done]
      const provisional = review.provisional || suit.provisional
      if (!said.closes) return { due: later.dueOn, provisional, derivation: numbered(both) }
      const closing = { ...limit, from: later.dueOn, count: 3, clock: 'months' } as const
      const end = deadline(closing, calendar)
      return {
        due: end.dueOn,
        provisional: provisional || end.provisional,
        derivation: numbered([...both, ...end.derivation]),
      }
    },
  })
}

/** What is wrong with what was asked of a rule; null: it can be reckoned. The first missing input is named. */
export function whyNotReckon(
  of: StatutoryRule,
  { from, given, isExtended }: Omit<Reckoning, 'calendar'>,
): Refusal | null {
  const refused = (code: string, values: Refusal['values'] = {}): Refusal => ({
    code,
    kind: 'invalid',
    values: { rule: of.id, ...values },
  })
  const missing = of.needs.find((name) => given[name] === undefined)
  if (missing !== undefined) return refused('calendar.input-missing', { name: missing })
  const known = new Set<string>([...of.needs, ...of.may])
  const idle = Object.keys(given).find((name) => !known.has(name))
  if (idle !== undefined) return refused('calendar.input-unknown', { name: idle })
  if (isExtended && !of.canExtend) return refused('calendar.no-extension')
  if (of.isInHours && from.at === null) return refused('calendar.time-missing')
  for (const name of ['suspended', 'days'] as const) {
    const said = given[name]
    if (said !== undefined && !/^\d{1,4}$/.test(said))
      return refused('calendar.input-number', { name })
  }
  if (given.suspended !== undefined && given.instrument === undefined) {
    return refused('calendar.input-missing', { name: 'instrument' })
  }
  if (given.days !== undefined && Number(given.days) > mostAgreedDays) {
    return refused('calendar.too-many-days', { most: mostAgreedDays })
  }
  for (const name of ['agreed', 'cleared', 'corrected', 'blocker'] as const) {
    const said = given[name]
    if (said !== undefined && dayGiven(given, name) === undefined) {
      return refused('calendar.input-day', { name })
    }
  }
  return null
}

/** 保障中小企业款项支付条例 art. 9: at most sixty days may be agreed. */
const mostAgreedDays = 60

function dayGiven(given: Reckoning['given'], name: GivenName): PlainDate | undefined {
  const read = PlainDate.safeParse(given[name])
  return read.success ? read.data : undefined
}

/** As the office's clock shows it. */
function officeInstant(utc: string): string {
  const shown = new Date(Date.parse(utc) + 8 * 3_600_000).toISOString()
  return `${shown.slice(0, 16)}+08:00`
}

function numbered(steps: readonly DerivationStep[]): DerivationStep[] {
  return steps.map((one, at) => ({ ...one, step: at + 1 }))
}

function withUnpublished(
  due: PlainDate,
  steps: ReturnType<typeof derivation>,
  years: readonly number[],
) {
  steps.addUnpublished(due, years)
  return { done: steps.done, provisional: years.length > 0 }
}

function finished(
  due: PlainDate,
  steps: ReturnType<typeof derivation>,
  years: readonly number[],
): Reckoned {
  const { done, provisional } = withUnpublished(due, steps, years)
  return { due, provisional, derivation: done }
}
