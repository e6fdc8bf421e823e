import type { Addressee } from '../../../kernel/addressee.ts'
import { addDays, type PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Actor, Role } from '../../../kernel/role.ts'
import type { Calendar } from '../../calendar/rules/calendar.ts'
import { addWorkdays } from '../../calendar/rules/deadline.ts'
import {
  numberParameterFor,
  type NumberParameter,
  type Parameter,
  textParameterFor,
  type TextParameter,
} from '../../places/rules/parameter.ts'
import { isWorse, type RiskClass } from './class.ts'

/*
 * A project on the register. It opens by a class that becomes bad, or by hand, and comes off only by two people: who looks
 * after it proposes with evidence, somebody else signs off.
 */

export const entryStates = ['open', 'proposed', 'signed-off'] as const
export type EntryState = (typeof entryStates)[number]

export const causes = [
  'unknown',
  'owner-late',
  'contractor-late',
  'subcontractor-gone',
  'dispute',
  'money-broken',
  'management',
  'other',
] as const
export type Cause = (typeof causes)[number]

export const checkFindings = ['worse', 'same', 'better', 'paid'] as const
export type CheckFinding = (typeof checkFindings)[number]

export interface EntryStanding {
  readonly state: EntryState
  readonly signedOn: PlainDate | null
}

export interface EntryParameters {
  readonly opensFrom: TextParameter
  readonly sameDays: NumberParameter
  readonly standsDays: NumberParameter
  readonly owners: Readonly<Record<'A' | 'B', TextParameter>>
  readonly workdays: Readonly<Record<'A' | 'B', NumberParameter>>
}

export function entryParametersFor(
  rows: readonly Parameter[],
  district: string,
  on: PlainDate,
): EntryParameters {
  const number = (key: string) => numberParameterFor(rows, key, district, on)
  const text = (key: string) => textParameterFor(rows, key, district, on)
  return {
    opensFrom: text('register-opens-from'),
    sameDays: number('register-same-days'),
    standsDays: number('register-stands-days'),
    owners: { A: text('register-owner-a'), B: text('register-owner-b') },
    workdays: { A: number('register-workdays-a'), B: number('register-workdays-b') },
  }
}

export type EntryStep = 'open' | 'reopen'

/** Whether a class is one that opens entries by itself. */
export function opensAt(of: RiskClass, { opensFrom }: Pick<EntryParameters, 'opensFrom'>): boolean {
  switch (opensFrom.value) {
    case 'A':
      return of === 'A'
    case 'B':
      return of !== 'C'
    default:
      return false
  }
}

/** What a change of class does; null: nothing. One that is open stays the one, however the class flaps. */
export function stepOf(
  known: EntryStanding | null,
  from: RiskClass,
  to: RiskClass,
  day: PlainDate,
  parameters: Pick<EntryParameters, 'opensFrom' | 'sameDays'>,
): EntryStep | null {
  if (!isWorse(to, from) || !opensAt(to, parameters)) return null
  if (known === null) return 'open'
  if (known.state !== 'signed-off') return null
  return isSame(known.signedOn, day, parameters) ? 'reopen' : 'open'
}

/** Signed off so long ago, and the class still stands. */
export function stepWhenStanding(
  known: EntryStanding,
  now: RiskClass,
  day: PlainDate,
  parameters: Pick<EntryParameters, 'opensFrom' | 'standsDays'>,
): EntryStep | null {
  if (known.state !== 'signed-off' || known.signedOn === null || !opensAt(now, parameters)) {
    return null
  }
  return day > addDays(known.signedOn, parameters.standsDays.value) ? 'reopen' : null
}

function isSame(
  signedOn: PlainDate | null,
  day: PlainDate,
  { sameDays }: Pick<EntryParameters, 'sameDays'>,
): boolean {
  return signedOn !== null && day <= addDays(signedOn, sameDays.value)
}

/** C is opened by hand only, and then as B is. */
function graded(of: RiskClass): 'A' | 'B' {
  return of === 'A' ? 'A' : 'B'
}

/** Whose it is by rule: the town, or the office where the project names none. */
export function ownerOf(
  of: RiskClass,
  project: { readonly id: string; readonly town: string | null; readonly industry: string },
  { owners }: Pick<EntryParameters, 'owners'>,
): Addressee {
  const office = { role: 'coordination-office', place: null } as const
  switch (owners[graded(of)].value) {
    case 'town':
      return project.town === null ? office : { role: 'town', place: project.town }
    case 'department':
      return { role: 'department', place: project.industry }
    default:
      return office
  }
}

export function limitOf(
  of: RiskClass,
  day: PlainDate,
  { workdays }: Pick<EntryParameters, 'workdays'>,
  calendar: Calendar,
): PlainDate {
  return addWorkdays(day, workdays[graded(of)].value, calendar)
}

/** The day by which it is to be looked at again. */
export function nextCheckOn(
  { raisedOn, checkedOn }: { readonly raisedOn: PlainDate; readonly checkedOn: PlainDate | null },
  days: number,
): PlainDate {
  return addDays(checkedOn !== null && checkedOn > raisedOn ? checkedOn : raisedOn, days)
}

export const entryRoles = {
  see: ['coordination-office', 'department', 'town', 'leader'],
  edit: ['coordination-office', 'department', 'town'],
  check: ['coordination-office', 'department', 'town', 'leader'],
  form: ['coordination-office'],
} as const satisfies Record<string, readonly Role[]>

type Who = Pick<Actor, 'roles'>

export function whyNotOpen(known: EntryStanding | null, who: Who): Refusal | null {
  if (!holds(who, entryRoles.edit)) return notAllowed('register.edit-not-yours')
  if (known === null || known.state === 'signed-off') return null
  return wrongState('register.open-already')
}

/** Who may look after an entry: an authority of the district; a firm answers, and is no owner of the risk that it is. */
export const ownerRoles = [
  'coordination-office',
  'department',
  'town',
] as const satisfies readonly Role[]

export function whyNotOwner({ role }: Pick<Addressee, 'role'>): Refusal | null {
  if (ownerRoles.some((one) => one === role)) return null
  return { code: 'register.owner-no-authority', kind: 'invalid', field: 'owner' }
}

export function whyNotEdit({ state }: Pick<EntryStanding, 'state'>, who: Who): Refusal | null {
  if (!holds(who, entryRoles.edit)) return notAllowed('register.edit-not-yours')
  return state === 'signed-off' ? wrongState('register.signed-off') : null
}

export function whyNotCheck({ state }: Pick<EntryStanding, 'state'>, who: Who): Refusal | null {
  if (!holds(who, entryRoles.check)) return notAllowed('register.edit-not-yours')
  return state === 'signed-off' ? wrongState('register.signed-off') : null
}

/** A check on a day before it was on the register, or to come. */
export function whyNotCheckedOn(
  on: PlainDate,
  openedOn: PlainDate,
  today: PlainDate,
): Refusal | null {
  if (on > today) return { code: 'register.day-to-come', kind: 'invalid', field: 'checkedOn' }
  if (on >= openedOn) return null
  return { code: 'register.check-before-opening', kind: 'invalid', field: 'checkedOn' }
}

/** Whoever proposes shows that it was paid, or why nothing is owed. */
export function whyNotPropose(evidence: number): Refusal | null {
  return evidence > 0 ? null : { code: 'register.evidence-missing', kind: 'invalid' }
}

/** Never by who proposed it; while the ledger shows arrears not without words. */
export function whyNotSignOff(
  of: { readonly proposedBy: string | null; readonly overdueFen: number },
  by: string,
  words: string,
): Refusal | null {
  if (of.proposedBy === by) return notAllowed('register.own-sign-off')
  if (of.overdueFen > 0 && words.trim() === '') return wrongState('register.still-owes')
  return null
}

function holds({ roles }: Who, may: readonly Role[]): boolean {
  return may.some((role) => roles.includes(role))
}

function wrongState(code: string): Refusal {
  return { code, kind: 'wrong-state' }
}

function notAllowed(code: string): Refusal {
  return { code, kind: 'not-allowed' }
}
