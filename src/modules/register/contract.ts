import { z } from 'zod'
import { Addressee } from '../../kernel/addressee.ts'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Level, Mark } from '../../kernel/level.ts'
import { Fen } from '../../kernel/money.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { Industry, OwnerKind } from '../registry/contract.ts'
import { TaskRow } from '../tasks/contract.ts'
import { classRoles, criteria, riskClasses } from './rules/class.ts'
import { causes, checkFindings, entryRoles, entryStates } from './rules/entry.ts'
import { priorityParts } from './rules/priority.ts'
import { standardItems } from './rules/standard.ts'

export const RiskClass = z.enum(riskClasses)
export const EntryState = z.enum(entryStates)
export const Cause = z.enum(causes)
export const CheckFinding = z.enum(checkFindings)
export const StandardItem = z.enum(standardItems)

/** Projects taken in one call. */
export const mostAtOnce = 500

/** What every list says of a project. */
const OfProject = {
  projectCode: z.string(),
  projectName: z.string(),
  /** The name of its town; null: not stated. */
  town: z.string().nullable(),
  ownerKind: OwnerKind,
  industry: Industry,
}

/** One part of the priority: its weight × the percent of it that counts. */
export const PriorityShare = z.object({
  part: z.enum(priorityParts),
  weight: z.number(),
  share: z.number(),
  tenths: z.int(),
})
export type PriorityShare = z.infer<typeof PriorityShare>

export const EntryRow = z.object({
  id: z.uuid(),
  ...OfProject,
  class: RiskClass,
  how: z.enum(['rule', 'officer']),
  state: EntryState,
  openedOn: PlainDate,
  raisedOn: PlainDate,
  times: z.int(),
  /** Owed after the pay date: as it stands, or as it stood at the sign-off. */
  people: z.int(),
  overdueFen: Fen,
  openedPeople: z.int(),
  openedFen: Fen,
  balanceFen: Fen.nullable(),
  priority: z.object({ points: z.number(), parts: z.array(PriorityShare) }),
  cause: Cause,
  causeWords: z.string(),
  measures: z.string(),
  leader: z.string(),
  checks: z.int(),
  checkedOn: PlainDate.nullable(),
  /** By the frequency of its class; null once it is signed off. */
  nextCheckOn: PlainDate.nullable(),
  isCheckLate: z.boolean(),
  proposedByName: z.string().nullable(),
  signedByName: z.string().nullable(),
  signedOn: PlainDate.nullable(),
  owner: Addressee.nullable(),
  /** What the owner is called: the responsible unit. */
  unit: z.string(),
  dueOn: PlainDate.nullable(),
  /** The limit has passed and nothing was proposed. */
  isLate: z.boolean(),
  /** Its piece of work; null where it is not to be seen. */
  task: TaskRow.nullable(),
  version: z.int(),
})
export type EntryRow = z.infer<typeof EntryRow>

export const EntryFilter = z.object({
  state: z.enum(['live', ...entryStates, 'all']).default('live'),
  class: RiskClass.optional(),
  /** A project's code. */
  project: z.string().optional(),
  search: z.string().max(60).optional(),
  /** A town's code. */
  town: z.string().optional(),
  only: z.enum(['late', 'check-late', 'to-sign', 'public']).optional(),
  /** Entries to which this happened between `from` and `to`. */
  happened: z.enum(['opened', 'signed-off']).optional(),
  from: PlainDate.optional(),
  to: PlainDate.optional(),
})
export type EntryFilter = z.infer<typeof EntryFilter>

/** Of entries that are not signed off, under the filter but its `state`, `class` and `only`. */
export const EntryCounts = z.object({
  A: z.int(),
  B: z.int(),
  C: z.int(),
  people: z.int(),
  overdueFen: Fen,
  late: z.int(),
  checkLate: z.int(),
  toSign: z.int(),
})
export type EntryCounts = z.infer<typeof EntryCounts>

export const listEntries = endpoint({
  name: 'register.entries',
  method: 'GET',
  path: '/register/entries',
  reach: 'district',
  may: entryRoles.see,
  query: PageQuery.extend(EntryFilter.shape),
  reply: pageOf(EntryRow).extend({ counts: EntryCounts }),
})

export const EntryEvent = z.object({
  id: z.uuid(),
  kind: z.enum(['opened', 'reopened', 'edited', 'checked', 'proposed', 'returned', 'signed-off']),
  message: z.string(),
  words: z.string().nullable(),
  actorName: z.string(),
  organisation: z.string(),
  happenedOn: PlainDate,
})
export type EntryEvent = z.infer<typeof EntryEvent>

/** What of the rule was reached, in words. */
export const ClassReason = z.object({
  what: z.enum(criteria),
  message: z.string(),
  mark: Mark,
})

/** How a project stands: by rule, by word, and its standard grade, which is another figure. */
export const Standing = z.object({
  ...OfProject,
  projectId: z.uuid(),
  class: RiskClass,
  how: z.enum(['rule', 'officer']),
  /** Null: it never stood worse than C. */
  since: PlainDate.nullable(),
  ruleClass: RiskClass,
  because: z.array(ClassReason),
  word: z
    .object({ class: RiskClass, byName: z.string(), reason: z.string(), on: PlainDate })
    .nullable(),
  points: z.number(),
  gravest: Level.nullable(),
  matters: z.int(),
  people: z.int(),
  overdueFen: Fen,
  balanceFen: Fen.nullable(),
  checkDays: z.int(),
  checkDaysMark: Mark,
  standard: z
    .object({
      grade: RiskClass,
      /** Null: a list states the grade alone. */
      met: z.array(StandardItem).nullable(),
      of: z.int(),
      checkedOn: PlainDate,
      byName: z.string(),
      /** Who checked: of a list what it names. */
      organisation: z.string(),
    })
    .nullable(),
  /** The entry that is not signed off. */
  entryId: z.uuid().nullable(),
  classEvents: z.array(
    z.object({
      id: z.uuid(),
      message: z.string(),
      reason: z.string().nullable(),
      actorName: z.string(),
      happenedOn: PlainDate,
    }),
  ),
})
export type Standing = z.infer<typeof Standing>

export const Entry = EntryRow.extend({
  standing: Standing,
  /** In order, the first first. */
  events: z.array(EntryEvent),
})
export type Entry = z.infer<typeof Entry>

export const viewEntry = endpoint({
  name: 'register.entry',
  method: 'GET',
  path: '/register/entries/:id',
  reach: 'district',
  may: entryRoles.see,
  params: z.object({ id: z.uuid() }),
  reply: Entry,
})

/** What an officer writes of an entry. */
export const EntryWords = z.object({
  cause: Cause,
  causeWords: z.string().trim().max(500),
  measures: z.string().trim().max(1_000),
  leader: z.string().trim().max(60),
})
export type EntryWords = z.infer<typeof EntryWords>

export const OpenEntry = EntryWords.extend({
  project: z.string().min(1).max(60),
  /** Null: as the parameters say. */
  owner: Addressee.nullable(),
  dueOn: PlainDate.nullable(),
})
export type OpenEntry = z.infer<typeof OpenEntry>

export const openEntry = endpoint({
  name: 'register.open-entry',
  method: 'POST',
  path: '/register/entries',
  reach: 'district',
  may: entryRoles.edit,
  body: OpenEntry,
  reply: Entry,
})

export const EditEntry = EntryWords.extend({ version: z.int() })
export type EditEntry = z.infer<typeof EditEntry>

export const editEntry = endpoint({
  name: 'register.edit-entry',
  method: 'POST',
  path: '/register/entries/:id',
  reach: 'district',
  may: entryRoles.edit,
  params: z.object({ id: z.uuid() }),
  body: EditEntry,
  reply: Entry,
})

export const RecordCheck = z.object({
  checkedOn: PlainDate,
  found: CheckFinding,
  words: z.string().trim().min(2).max(500),
})
export type RecordCheck = z.infer<typeof RecordCheck>

export const recordCheck = endpoint({
  name: 'register.record-check',
  method: 'POST',
  path: '/register/entries/:id/checks',
  reach: 'district',
  may: entryRoles.check,
  params: z.object({ id: z.uuid() }),
  body: RecordCheck,
  reply: Entry,
})

export const ClassRow = z.object({
  projectId: z.uuid(),
  ...OfProject,
  class: RiskClass,
  how: z.enum(['rule', 'officer']),
  since: PlainDate.nullable(),
  ruleClass: RiskClass,
  reason: z.string(),
  points: z.number(),
  people: z.int(),
  overdueFen: Fen,
  standardGrade: RiskClass.nullable(),
  entryId: z.uuid().nullable(),
})
export type ClassRow = z.infer<typeof ClassRow>

export const ClassFilter = z.object({
  class: RiskClass.optional(),
  how: z.enum(['rule', 'officer']).optional(),
  search: z.string().max(60).optional(),
  town: z.string().optional(),
})
export type ClassFilter = z.infer<typeof ClassFilter>

/** Every project with its class, the worst first, of a class the most overdue first. */
export const listClasses = endpoint({
  name: 'register.classes',
  method: 'GET',
  path: '/register/classes',
  reach: 'district',
  may: entryRoles.see,
  query: PageQuery.extend(ClassFilter.shape),
  reply: pageOf(ClassRow).extend({ counts: z.object({ A: z.int(), B: z.int(), C: z.int() }) }),
})

export const viewStanding = endpoint({
  name: 'register.standing',
  method: 'GET',
  path: '/register/projects/:code',
  reach: 'district',
  may: entryRoles.see,
  params: z.object({ code: z.string() }),
  reply: Standing,
})

const why = z.string().trim().min(2).max(500)
const Codes = z.array(z.string().min(1).max(60)).min(1).max(mostAtOnce)

export const SetClasses = z.object({ projects: Codes, class: RiskClass, why })
export type SetClasses = z.infer<typeof SetClasses>
export const TakeBackClasses = z.object({ projects: Codes, why })
export type TakeBackClasses = z.infer<typeof TakeBackClasses>

/** What was not done of several, each with why. */
export const ClassesDone = z.object({
  done: z.int(),
  refused: z.array(z.object({ project: z.string(), refusal: Refusal })),
})
export type ClassesDone = z.infer<typeof ClassesDone>

export const setClasses = endpoint({
  name: 'register.set-classes',
  method: 'POST',
  path: '/register/classes',
  reach: 'district',
  may: classRoles.set,
  body: SetClasses,
  reply: ClassesDone,
})

export const takeBackClasses = endpoint({
  name: 'register.take-back-classes',
  method: 'POST',
  path: '/register/classes/take-back',
  reach: 'district',
  may: classRoles.set,
  body: TakeBackClasses,
  reply: ClassesDone,
})

export const RecordStandard = z.object({
  checkedOn: PlainDate,
  met: z.array(StandardItem).max(standardItems.length),
})
export type RecordStandard = z.infer<typeof RecordStandard>

export const recordStandard = endpoint({
  name: 'register.record-standard',
  method: 'POST',
  path: '/register/projects/:code/standard',
  reach: 'district',
  may: classRoles.standard,
  params: z.object({ code: z.string() }),
  body: RecordStandard,
  reply: Standing,
})
