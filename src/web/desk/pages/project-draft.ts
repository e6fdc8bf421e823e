import type { PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { sentence } from '../../../kernel/words.ts'
import { dayNumberOf, plainDateOf } from '../../../modules/recognition/rules/day-text.ts'
import type { NewParticipant, Project } from '../../../modules/registry/contract.ts'
import { projectCodeOf } from '../../../modules/registry/rules/project.ts'
import type { NewProjectFields } from '../../../modules/registry/rules/project.ts'
import type { Industry } from '../../../modules/registry/rules/industry.ts'
import type { OwnerKind } from '../../../modules/registry/rules/owner-kind.ts'
import type { ProjectState } from '../../../modules/registry/rules/project-state.ts'
import { registryWords } from '../../../modules/registry/words.ts'

/** A project as it stands in the form: texts as typed, empty where nothing is stated. */
export interface ProjectDraft {
  readonly code: string
  readonly name: string
  readonly town: string | null
  readonly ownerKind: OwnerKind
  readonly industry: Industry
  readonly state: ProjectState
  readonly permitNumber: string
  readonly platformNumber: string
  readonly payDay: string
  readonly begunOn: string
  readonly finishOn: string
  readonly permitOn: string
}
export type ProjectField = keyof ProjectDraft

export const emptyDraft: ProjectDraft = {
  code: '',
  name: '',
  town: null,
  ownerKind: 'unknown',
  industry: 'unknown',
  state: 'building',
  permitNumber: '',
  platformNumber: '',
  payDay: '',
  begunOn: '',
  finishOn: '',
  permitOn: '',
}

export function draftOf(project: Project): ProjectDraft {
  return {
    code: project.code,
    name: project.name,
    town: project.town,
    ownerKind: project.ownerKind,
    industry: project.industry,
    state: project.state,
    permitNumber: project.permitNumber ?? '',
    platformNumber: project.platformNumber ?? '',
    payDay: project.payDay === null ? '' : String(project.payDay),
    begunOn: project.begunOn ?? '',
    finishOn: project.finishOn ?? '',
    permitOn: project.permitOn ?? '',
  }
}

/** What the draft states. A pay day that is no number becomes NaN, which the rule refuses. */
export function fieldsOf(draft: ProjectDraft): NewProjectFields & { readonly industry: Industry } {
  const payDay = draft.payDay.normalize('NFKC').trim()
  return {
    code: stated(draft.code),
    name: draft.name.trim(),
    town: draft.town,
    ownerKind: draft.ownerKind,
    industry: draft.industry,
    state: draft.state,
    permitNumber: stated(draft.permitNumber),
    platformNumber: stated(draft.platformNumber),
    payDay: payDay === '' ? null : Number(payDay),
    begunOn: dayTyped(draft.begunOn) ?? null,
    finishOn: dayTyped(draft.finishOn) ?? null,
    permitOn: dayTyped(draft.permitOn) ?? null,
  }
}

/** The day that was typed, as sheets write days too; null where none was, undefined where it is none. */
export function dayTyped(text: string): PlainDate | null | undefined {
  const number = dayNumberOf(text, false)
  if (number === null) return null
  return Number.isNaN(number) ? undefined : plainDateOf(number)
}

function stated(text: string): string | null {
  const trimmed = text.trim()
  return trimmed === '' ? null : trimmed
}

/** The fields in which two drafts differ, in the form's order. */
export function differing(one: ProjectDraft, other: ProjectDraft): ProjectField[] {
  return fieldOrder.filter((field) => one[field] !== other[field])
}

const fieldOrder = [
  'name',
  'town',
  'ownerKind',
  'industry',
  'state',
  'begunOn',
  'finishOn',
  'payDay',
  'platformNumber',
  'permitNumber',
  'permitOn',
  'code',
] as const satisfies readonly ProjectField[]

export const fieldNames: Record<ProjectField, string> = {
  name: '项目名称',
  town: '属地镇街',
  ownerKind: '建设单位性质',
  industry: '行业',
  state: '状态',
  begunOn: '开工日期',
  finishOn: '竣工日期',
  permitOn: '许可日期',
  payDay: '发薪日（次月几日）',
  platformNumber: '实名制平台编码',
  permitNumber: '施工许可证号',
  code: '另定的项目编号',
}

/** What was changed here since it was `seen`, on top of what stands `now`. */
export function carriedOver(
  mine: ProjectDraft,
  seen: ProjectDraft,
  now: ProjectDraft,
): ProjectDraft {
  const of = <Field extends ProjectField>(field: Field) =>
    mine[field] === seen[field] ? now[field] : mine[field]
  return {
    code: of('code'),
    name: of('name'),
    town: of('town'),
    ownerKind: of('ownerKind'),
    industry: of('industry'),
    state: of('state'),
    permitNumber: of('permitNumber'),
    platformNumber: of('platformNumber'),
    payDay: of('payDay'),
    begunOn: of('begunOn'),
    finishOn: of('finishOn'),
    permitOn: of('permitOn'),
  }
}

/** A firm in the form; one without any text is none. */
export interface PartyDraft extends Omit<NewParticipant, 'creditCode'> {
  readonly id: number
  readonly creditCode: string
}

export function partiesOf(drafts: readonly PartyDraft[]): NewParticipant[] {
  return drafts.flatMap(({ role, name, creditCode }) =>
    name.trim() === '' ? [] : [{ role, name: name.trim(), creditCode: stated(creditCode) }],
  )
}

/** Everything that is wrong with the draft, by field; `from` is the state that the project is in now. */
export function wrongsOf(
  draft: ProjectDraft,
  ask: (fields: NewProjectFields) => Refusal | null,
  from: ProjectState = draft.state,
): Map<string, string> {
  const wrongs = refusalsOf(fieldsOf(draft), ask, from, mostRounds)
  for (const field of ['begunOn', 'finishOn', 'permitOn'] as const) {
    if (dayTyped(draft[field]) === undefined) {
      wrongs.set(field, '没有看懂这个日期，请写成 2026-03-01 这样。')
    }
  }
  return wrongs
}

/** The rule names one refusal at a time: that field is put right in thought, and the rule asked again. */
function refusalsOf(
  fields: NewProjectFields,
  ask: (fields: NewProjectFields) => Refusal | null,
  from: ProjectState,
  rounds: number,
): Map<string, string> {
  const refusal = ask(fields)
  const field = projectField(refusal)
  if (refusal === null || field === null || rounds === 0) return new Map()
  return new Map([
    saidAt(field, fields, refusal),
    ...refusalsOf({ ...fields, ...right(field, from) }, ask, from, rounds - 1),
  ])
}

/** As many as a project has fields. */
const mostRounds = 11

/** What the server refused of the draft that was sent, and where; null where it is about none of its fields. */
export function refusedAt(
  draft: ProjectDraft,
  refusal: Refusal | null | undefined,
): readonly [string, string] | null {
  const field = projectField(refusal)
  return refusal && field !== null ? saidAt(field, fieldsOf(draft), refusal) : null
}

function saidAt(
  field: ProjectField,
  fields: NewProjectFields,
  { code, values }: Refusal,
): readonly [string, string] {
  return [field === 'code' ? codeField(fields) : field, sentence(registryWords, code, values)]
}

/** The field of the form that a refusal is about; null where it is none of them. */
export function projectField(refusal: Refusal | null | undefined): ProjectField | null {
  return (
    (['code', 'name', 'town', 'state', 'payDay', 'begunOn', 'finishOn'] as const).find(
      (field) => field === refusal?.field,
    ) ?? null
  )
}

/** Where the code was written that the rule is about: it may be one of the numbers. */
function codeField(fields: NewProjectFields): ProjectField {
  const { code, platformNumber, permitNumber } = fields
  const written = { code, platformNumber, permitNumber }
  const none = { code: null, platformNumber: null, permitNumber: null }
  for (const name of ['code', 'platformNumber', 'permitNumber'] as const) {
    if (projectCodeOf({ ...none, [name]: written[name] }) !== null) return name
  }
  return 'code'
}

function right(field: ProjectField, from: ProjectState): Partial<NewProjectFields> {
  switch (field) {
    case 'code':
    case 'permitNumber':
    case 'platformNumber':
      return { code: null, permitNumber: null, platformNumber: null }
    case 'name':
      return { name: '某某工程' }
    case 'town':
      return { town: null }
    case 'ownerKind':
      return { ownerKind: 'unknown' }
    case 'industry':
      return {}
    case 'state':
      return { state: from }
    case 'payDay':
      return { payDay: null }
    case 'begunOn':
      return { begunOn: null }
    case 'finishOn':
    case 'permitOn':
      return { [field]: null }
  }
}
