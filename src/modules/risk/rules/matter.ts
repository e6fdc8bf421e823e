import type { Addressee } from '../../../kernel/addressee.ts'
import { addDays, type PlainDate } from '../../../kernel/day.ts'
import type { Level } from '../../../kernel/level.ts'
import type { Role } from '../../../kernel/role.ts'
import type { Calendar } from '../../calendar/rules/calendar.ts'
import { addWorkdays } from '../../calendar/rules/deadline.ts'
import {
  numberParameterFor,
  type NumberParameter,
  type Parameter,
  textParameterFor,
  type TextParameter,
} from '../../places/rules/parameter.ts'
import { isGraver, raised } from './level.ts'

/*
 * A matter is the warnings of one rule on one project, acted upon as one. It is opened by the first of them, closed by
 * itself when none stands any more, or by an answer that somebody else has checked. What comes again soon after it was
 * closed is the same matter, a level higher each time; later it is a new one.
 */

export type MatterOutcome = 'cleared' | 'explained' | 'handled'

/** The last matter of a rule on a project, as far as decisions ask. */
export interface MatterStanding {
  readonly level: Level
  readonly state: 'open' | 'closed'
  readonly outcome: MatterOutcome | null
  readonly times: number
  readonly closedOn: PlainDate | null
}

/** How its warnings stand after a change. */
export interface MatterNews {
  /** The gravest of its standing warnings; null: none stands. */
  readonly gravest: Level | null
  /** One was raised, or rose: more than figures that changed. */
  readonly worse: boolean
}

export type MatterStep =
  | { readonly kind: 'open'; readonly level: Level; readonly times: 1 }
  | {
      readonly kind: 'reopen'
      readonly level: Level
      readonly times: number
      readonly why: 'came-again' | 'still-stands'
    }
  | { readonly kind: 'rise'; readonly level: Level; readonly from: Level }
  | { readonly kind: 'close'; readonly outcome: 'cleared' }

export interface MatterParameters {
  /** Closed no longer ago than this, it is the same matter. */
  readonly sameDays: NumberParameter
  readonly climbLevels: NumberParameter
  /** Answered as handled and checked, but the warning still stands so long after. */
  readonly standsDays: NumberParameter
  readonly workdays: Readonly<Record<Level, NumberParameter>>
  readonly owners: Readonly<Record<Level, TextParameter>>
}

export function matterParametersFor(
  rows: readonly Parameter[],
  district: string,
  on: PlainDate,
): MatterParameters {
  const number = (key: string) => numberParameterFor(rows, key, district, on)
  const text = (key: string) => textParameterFor(rows, key, district, on)
  return {
    sameDays: number('matter-same-days'),
    climbLevels: number('matter-climb-levels'),
    standsDays: number('matter-stands-days'),
    workdays: byLevel((level) => number(`matter-workdays-${level}`)),
    owners: byLevel((level) => text(`matter-owner-${level}`)),
  }
}

export function byLevel<V>(value: (level: Level) => V): Record<Level, V> {
  return {
    blue: value('blue'),
    yellow: value('yellow'),
    orange: value('orange'),
    red: value('red'),
  }
}

/** What becomes of a matter; null: nothing. While it is open its level never falls. */
export function stepOf(
  known: MatterStanding | null,
  { gravest, worse }: MatterNews,
  day: PlainDate,
  parameters: Pick<MatterParameters, 'sameDays' | 'climbLevels'>,
): MatterStep | null {
  if (known?.state === 'open') {
    if (gravest === null) return { kind: 'close', outcome: 'cleared' }
    const level = climbed(gravest, known.times, parameters)
    return isGraver(level, known.level) ? { kind: 'rise', level, from: known.level } : null
  }
  if (gravest === null || !worse) return null
  if (known === null || !isSame(known, day, parameters)) {
    return { kind: 'open', level: gravest, times: 1 }
  }
  return reopened(known, gravest, 'came-again', parameters)
}

/** A matter that was answered as handled, while what is warned of stands on: it is opened again after its days. */
export function stepWhenStanding(
  known: MatterStanding,
  gravest: Level,
  day: PlainDate,
  parameters: Pick<MatterParameters, 'standsDays' | 'climbLevels'>,
): MatterStep | null {
  if (known.outcome !== 'handled' || known.closedOn === null) return null
  if (day <= addDays(known.closedOn, parameters.standsDays.value)) return null
  return reopened(known, gravest, 'still-stands', parameters)
}

function reopened(
  known: MatterStanding,
  gravest: Level,
  why: 'came-again' | 'still-stands',
  parameters: Pick<MatterParameters, 'climbLevels'>,
): MatterStep {
  const times = known.times + 1
  return { kind: 'reopen', level: climbed(gravest, times, parameters), times, why }
}

function climbed(
  gravest: Level,
  times: number,
  { climbLevels }: Pick<MatterParameters, 'climbLevels'>,
): Level {
  return raised(gravest, (times - 1) * climbLevels.value)
}

function isSame(
  { closedOn }: MatterStanding,
  day: PlainDate,
  { sameDays }: Pick<MatterParameters, 'sameDays'>,
): boolean {
  return closedOn !== null && day <= addDays(closedOn, sameDays.value)
}

export interface MatterProject {
  readonly id: string
  readonly town: string | null
  readonly industry: string
}

/** Whose a matter of this level is; where the project names no town, the coordination office's. */
export function ownerOf(
  level: Level,
  { id, town, industry }: MatterProject,
  { owners }: Pick<MatterParameters, 'owners'>,
): Addressee {
  const office = { role: 'coordination-office', place: null } as const
  switch (owners[level].value) {
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

/** The last day of its limit, in workdays from the day after. */
export function dueOnOf(
  level: Level,
  day: PlainDate,
  { workdays }: Pick<MatterParameters, 'workdays'>,
  calendar: Calendar,
): PlainDate {
  return addWorkdays(day, workdays[level].value, calendar)
}

/** Who is told besides the owner: the firm, and the department of its industry. */
export function toldOf({ id, industry }: MatterProject): { firm: Addressee; copy: Addressee } {
  return {
    firm: { role: 'labour-officer', place: id },
    copy: { role: 'department', place: industry },
  }
}

/** The roles that a matter may be given to. */
export const matterOwners = [
  'labour-officer',
  'town',
  'department',
  'coordination-office',
] as const satisfies readonly Role[]
