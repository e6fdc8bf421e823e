import type { Addressee } from '../../../kernel/addressee.ts'
import { addDays, daysBetween, type PlainDate } from '../../../kernel/day.ts'
import {
  numberParameterFor,
  type NumberParameter,
  type Parameter,
  textParameterFor,
  type TextParameter,
} from '../../places/rules/parameter.ts'

/** The figures that the outlook goes by; no statute gives any of them. */
export interface OutlookParameters {
  readonly monthsUsed: NumberParameter
  readonly stopDays: NumberParameter
  readonly askDays: NumberParameter
  readonly gapYuan: NumberParameter
  readonly beyondTimes: NumberParameter
  readonly againDays: NumberParameter
  readonly missingOwner: TextParameter
  readonly brokenOwner: TextParameter
  readonly missingWorkdays: NumberParameter
  readonly brokenWorkdays: NumberParameter
}

export function outlookParametersFor(
  rows: readonly Parameter[],
  district: string,
  on: PlainDate,
): OutlookParameters {
  const number = (key: string) => numberParameterFor(rows, key, district, on)
  const text = (key: string) => textParameterFor(rows, key, district, on)
  return {
    monthsUsed: number('outlook-months-used'),
    stopDays: number('outlook-stop-days'),
    askDays: number('outlook-ask-days'),
    gapYuan: number('outlook-gap-yuan'),
    beyondTimes: number('plan-beyond-times'),
    againDays: number('plan-again-days'),
    missingOwner: text('plan-owner-missing'),
    brokenOwner: text('plan-owner-broken'),
    missingWorkdays: number('plan-workdays-missing'),
    brokenWorkdays: number('plan-workdays-broken'),
  }
}

/** Whether a project is to make a plan: its gap is worth one, it has none, and the festival is near enough to ask. */
export function needsPlan(
  project: { readonly gapFen: number; readonly hasPlan: boolean },
  { day, festivalOn }: { readonly day: PlainDate; readonly festivalOn: PlainDate },
  { askDays, gapYuan }: Pick<OutlookParameters, 'askDays' | 'gapYuan'>,
): boolean {
  if (project.hasPlan || daysBetween(day, festivalOn) > askDays.value) return false
  return project.gapFen > 0 && project.gapFen >= gapYuan.value * 100
}

/** Whether it is to be asked now: an answer that was checked holds for some days. */
export function isToBeAsked(
  known: {
    readonly needsPlan: boolean
    readonly live: boolean
    readonly answeredOn: PlainDate | null
  },
  day: PlainDate,
  { againDays }: Pick<OutlookParameters, 'againDays'>,
): boolean {
  if (!known.needsPlan || known.live) return false
  return known.answeredOn === null || day > addDays(known.answeredOn, againDays.value)
}

/** Whose it is; where the project names no town, the coordination office's. */
export function ownerOfPlan(
  owner: string,
  {
    id,
    town,
    industry,
  }: { readonly id: string; readonly town: string | null; readonly industry: string },
): Addressee {
  const office = { role: 'coordination-office', place: null } as const
  switch (owner) {
    case 'labour-officer':
      return { role: 'labour-officer', place: id }
    case 'town':
      return town === null ? office : { role: 'town', place: town }
    case 'department':
      return { role: 'department', place: industry }
    default:
      return office
  }
}

/** Which week before the festival a day is in: 0 is that of the festival, its last day. */
export function weeksBefore(day: PlainDate, festivalOn: PlainDate): number {
  return Math.floor(daysBetween(day, festivalOn) / 7)
}

/** The last day of a week before the festival: what a week that has passed is told by. */
export function lastDayOfWeek(weeks: number, festivalOn: PlainDate): PlainDate {
  return addDays(festivalOn, -7 * weeks)
}
