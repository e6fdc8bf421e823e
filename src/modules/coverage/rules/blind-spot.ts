import type { Addressee } from '../../../kernel/addressee.ts'
import { addDays, type PlainDate } from '../../../kernel/day.ts'
import type { Calendar } from '../../calendar/rules/calendar.ts'
import { addWorkdays } from '../../calendar/rules/deadline.ts'
import {
  numberParameterFor,
  type NumberParameter,
  type Parameter,
} from '../../places/rules/parameter.ts'
import { industryOfSource } from '../../registry/rules/project-source.ts'
import type { ExpectedSource } from './expectation.ts'

export const blindSpotOutcomes = ['cleared', 'explained', 'handled'] as const
export type BlindSpotOutcome = (typeof blindSpotOutcomes)[number]

/** Why one is closed by itself. */
export type GoneWhy = 'named' | 'not-expected' | 'project-gone'
export type AgainWhy = 'missing-again' | 'still-missing'

export interface BlindSpotStanding {
  readonly state: 'open' | 'closed'
  readonly outcome: BlindSpotOutcome | null
  readonly times: number
  readonly stands: boolean
  readonly closedOn: PlainDate | null
}

/** What may happen to one that is known. */
export type BlindSpotStep =
  | { readonly kind: 'reopen'; readonly times: number; readonly why: AgainWhy }
  | { readonly kind: 'close'; readonly why: GoneWhy }
  /** What an answer has closed is not missing any more. */
  | { readonly kind: 'gone'; readonly why: GoneWhy }

/** What becomes of a project's blind spot in one source, by whether it is missing now; null: nothing. */
export function stepOf(known: BlindSpotStanding, now: 'missing' | GoneWhy): BlindSpotStep | null {
  if (now !== 'missing') {
    if (known.state === 'open') return { kind: 'close', why: now }
    return known.stands ? { kind: 'gone', why: now } : null
  }
  if (known.state === 'open' || known.stands) return null
  return { kind: 'reopen', times: known.times + 1, why: 'missing-again' }
}

/** Called handled, and so many days later the source still does not name it: it is opened again. */
export function stepWhenStanding(
  known: BlindSpotStanding,
  day: PlainDate,
  { standsDays }: Pick<BlindSpotParameters, 'standsDays'>,
): BlindSpotStep | null {
  const { state, outcome, stands, closedOn, times } = known
  if (state === 'open' || outcome !== 'handled' || !stands || closedOn === null) return null
  if (day <= addDays(closedOn, standsDays.value)) return null
  return { kind: 'reopen', times: times + 1, why: 'still-missing' }
}

export interface BlindSpotParameters {
  readonly workdays: NumberParameter
  readonly standsDays: NumberParameter
}

export function blindSpotParametersFor(
  rows: readonly Parameter[],
  district: string,
  on: PlainDate,
): BlindSpotParameters {
  return {
    workdays: numberParameterFor(rows, 'blind-spot-workdays-limit', district, on),
    standsDays: numberParameterFor(rows, 'blind-spot-stands-days', district, on),
  }
}

/** Whose it is that a source does not know a project: the authority that lists it, or the project's town. */
export function ownerOf(missing: ExpectedSource, town: string | null): Addressee {
  const office = { role: 'coordination-office', place: null } as const
  if (missing === 'town-screening') return town === null ? office : { role: 'town', place: town }
  const industry = industryOfSource(missing)
  return industry === null ? office : { role: 'department', place: industry }
}

/** The last day of its limit, in workdays from the day after. */
export function dueOnOf(
  day: PlainDate,
  { workdays }: Pick<BlindSpotParameters, 'workdays'>,
  calendar: Calendar,
): PlainDate {
  return addWorkdays(day, workdays.value, calendar)
}
