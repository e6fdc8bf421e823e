import type { PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { OwnerKind } from './owner-kind.ts'
import { normalProjectCode, whyNotProjectCode } from './project-code.ts'
import { whyNotProjectState, type ProjectState } from './project-state.ts'

/** What an officer states of a project, at creation and when putting it right. */
export interface ProjectFields {
  readonly name: string
  /** Code of its town or street (nine digits, within the district); null where not known yet. */
  readonly town: string | null
  readonly ownerKind: OwnerKind
  readonly state: ProjectState
  readonly permitNumber: string | null
  readonly platformNumber: string | null
  /** Day of the following month on which wages are paid; null where only the district's parameter is known. */
  readonly payDay: number | null
  readonly begunOn: PlainDate | null
  /** Left out: as it stands. */
  readonly permitOn?: PlainDate | null | undefined
  readonly finishOn?: PlainDate | null | undefined
}

/** A project that is to be; its code may be left to its numbers, or to us. */
export interface NewProjectFields extends ProjectFields {
  readonly code: string | null
}

/**
 * The code a new project goes by: the one that was given, else its platform's number, else its permit's. Null where it
 * has none: then it gets the district's next own code.
 */
export function projectCodeOf(
  of: Pick<NewProjectFields, 'code' | 'platformNumber' | 'permitNumber'>,
): string | null {
  for (const written of [of.code, of.platformNumber, of.permitNumber]) {
    const code = normalProjectCode(written ?? '')
    if (code !== '') return code
  }
  return null
}

/** Why these fields cannot be a project of the district; that the code is taken only the store can say. */
export function whyNotCreateProject(fields: NewProjectFields, district: string): Refusal | null {
  const code = projectCodeOf(fields)
  return (code === null ? null : whyNotProjectCode(code)) ?? whyNotFields(fields, district)
}

/** Why the project, as it now stands, cannot be given these fields by somebody who saw `seenVersion`. */
export function whyNotEditProject(
  current: { readonly version: number; readonly district: string; readonly state: ProjectState },
  fields: ProjectFields,
  seenVersion: number,
): Refusal | null {
  if (current.version !== seenVersion) {
    return { code: 'registry.project-changed-meanwhile', kind: 'changed-meanwhile' }
  }
  return (
    whyNotFields(fields, current.district) ?? whyNotProjectState(current.state, fields.state, null)
  )
}

export const projectNameLimit = 200

function whyNotFields(fields: ProjectFields, district: string): Refusal | null {
  return (
    whyNotName(fields.name) ??
    whyNotTown(fields.town, district) ??
    whyNotBegunOn(fields) ??
    whyNotFinishOn(fields) ??
    whyNotPayDay(fields.payDay)
  )
}

function whyNotName(name: string): Refusal | null {
  const length = [...name.trim()].length
  if (length < 2) return invalid('registry.project-name-missing', 'name')
  if (length > projectNameLimit) {
    const refusal = invalid('registry.project-name-too-long', 'name')
    return { ...refusal, values: { most: projectNameLimit } }
  }
  return /\p{Cc}/u.test(name) ? invalid('registry.project-name-signs', 'name') : null
}

function whyNotTown(town: string | null, district: string): Refusal | null {
  if (town === null) return null
  if (!/^\d{9}$/.test(town)) return invalid('registry.town-code', 'town')
  return town.startsWith(district) ? null : invalid('registry.town-elsewhere', 'town')
}

function whyNotBegunOn({ state, begunOn }: ProjectFields): Refusal | null {
  if (state !== 'not-begun' || begunOn === null) return null
  return invalid('registry.begun-on-but-not-begun', 'begunOn')
}

function whyNotFinishOn({ begunOn, finishOn }: ProjectFields): Refusal | null {
  if (begunOn === null || finishOn === null || finishOn === undefined) return null
  return finishOn < begunOn ? invalid('registry.end-before-begin', 'finishOn') : null
}

function whyNotPayDay(payDay: number | null): Refusal | null {
  if (payDay === null || (Number.isInteger(payDay) && payDay >= 1 && payDay <= 31)) return null
  return invalid('registry.pay-day', 'payDay')
}

function invalid(code: string, field: string): Refusal {
  return { code, kind: 'invalid', field }
}
