import { z } from 'zod'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { figure } from '../../kernel/figure.ts'
import { Mark } from '../../kernel/level.ts'
import { Fen } from '../../kernel/money.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { deskRoles } from '../../kernel/role.ts'
import { Industry, OwnerKind, ProjectSource, ProjectState } from '../registry/contract.ts'
import { TaskRow } from '../tasks/contract.ts'
import { blindSpotOutcomes } from './rules/blind-spot.ts'
import { expectedSources } from './rules/expectation.ts'

export const ExpectedSource = z.enum(expectedSources)
export type ExpectedSource = z.infer<typeof ExpectedSource>

const BlindSpotEvent = z.object({ happenedOn: PlainDate, message: z.string() })

/** A project that is missing in a source which should know it. */
export const BlindSpotRow = z.object({
  id: z.uuid(),
  projectCode: z.string(),
  projectName: z.string(),
  /** The name of its town; null: not stated. */
  town: z.string().nullable(),
  industry: Industry,
  missing: ExpectedSource,
  /** The sources that name it now. */
  seenBy: z.array(ProjectSource),
  rule: z.string(),
  /** The day by which the source should have known it. */
  dueSince: PlainDate,
  /** Whether it is missing now: one that an answer has closed may be. */
  stands: z.boolean(),
  /** The whole sentence. */
  message: z.string(),
  state: z.enum(['open', 'closed']),
  outcome: z.enum(blindSpotOutcomes).nullable(),
  times: z.int(),
  openedOn: PlainDate,
  closedOn: PlainDate.nullable(),
  /** In order, the first first. */
  events: z.array(BlindSpotEvent),
  /** Whose it is and until when; null where it is not to be seen. */
  task: TaskRow.nullable(),
})
export type BlindSpotRow = z.infer<typeof BlindSpotRow>

export const BlindSpotFilter = z.object({
  missing: ExpectedSource.optional(),
  /** A source that names the project now. */
  seenBy: ProjectSource.optional(),
  /** Its code; `none`: of projects whose town is not stated. */
  town: z.string().max(20).optional(),
  owner: z.enum(deskRoles).optional(),
  only: z.enum(['late', 'to-check', 'unowned']).optional(),
  state: z.enum(['open', 'closed', 'all']).default('open'),
  rule: z.string().max(20).optional(),
  project: z.string().max(64).optional(),
})
export type BlindSpotFilter = z.infer<typeof BlindSpotFilter>

/** Of the filter: how many, and of them those whose limit has passed without an answer. */
export const BlindSpotCounts = z.object({ total: z.int(), projects: z.int(), late: z.int() })
export type BlindSpotCounts = z.infer<typeof BlindSpotCounts>

/** By limit, the earliest first. */
export const listBlindSpots = endpoint({
  name: 'coverage.blind-spots',
  method: 'GET',
  path: '/blind-spots',
  reach: 'district',
  may: deskRoles,
  query: PageQuery.extend(BlindSpotFilter.shape),
  reply: pageOf(BlindSpotRow).extend({ counts: BlindSpotCounts }),
})

const Count = figure(z.int())

/** Open blind spots by who sees the project and in which source it is missing; one seen by two is in both rows. */
export const BlindSpotMatrix = z.object({
  rows: z.array(
    z.object({
      seenBy: ProjectSource,
      cells: z.array(z.object({ missing: ExpectedSource, count: Count })),
    }),
  ),
  /** Each blind spot once. */
  totals: z.array(z.object({ missing: ExpectedSource, count: Count })),
  total: Count,
  late: Count,
})
export type BlindSpotMatrix = z.infer<typeof BlindSpotMatrix>

export const viewBlindSpotMatrix = endpoint({
  name: 'coverage.matrix',
  method: 'GET',
  path: '/blind-spot-matrix',
  reach: 'district',
  may: deskRoles,
  reply: BlindSpotMatrix,
})

const Kind = z.object({
  /** Empty: all. */
  seenBy: z.array(ProjectSource).max(11),
  industries: z.array(Industry).max(9),
  ownerKinds: z.array(OwnerKind).max(12),
  states: z.array(ProjectState).max(5),
  fromSumFen: Fen.nullable(),
})

/** Days on which an expectation does not hold, or on which one that was added does: decided by whom and why. */
const Decision = z.object({
  id: z.uuid(),
  validFrom: PlainDate,
  validTo: PlainDate.nullable(),
  reason: z.string(),
  addedBy: z.string(),
  endedBy: z.string().nullable(),
  endedWhy: z.string().nullable(),
})
export type Decision = z.infer<typeof Decision>

/** What should be known to which source: why, by which article, since when, and how many are missing. */
export const ExpectationEntry = Kind.extend({
  rule: z.string(),
  title: z.string(),
  why: z.string(),
  article: z.string(),
  mark: Mark,
  missing: ExpectedSource,
  graceDays: z.int(),
  /** Of days and sum, each with its instrument; of an added one none: its days stand in it. */
  parameters: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      value: z.string(),
      instrument: z.string(),
      article: z.string(),
      mark: Mark,
    }),
  ),
  /** A list of that source stands: without one nothing is asked project by project. */
  isGiving: z.boolean(),
  /** Whether it holds today. */
  isOn: z.boolean(),
  /** Of one that was added: its own decision. */
  added: Decision.nullable(),
  /** The days on which it is or was switched off, the last first. */
  off: z.array(Decision),
  open: Count,
})
export type ExpectationEntry = z.infer<typeof ExpectationEntry>

export const listExpectations = endpoint({
  name: 'coverage.expectations',
  method: 'GET',
  path: '/expectations',
  reach: 'district',
  may: deskRoles,
  reply: z.array(ExpectationEntry),
})

const reason = z.string().trim().min(2).max(500)
const validity = { validFrom: PlainDate, validTo: PlainDate.nullable(), reason }
const decides = { reach: 'district', may: ['coordination-office'] } as const
const Said = z.object({ rule: z.string() })

export const AddExpectation = Kind.extend({
  title: z.string().trim().min(2).max(100),
  missing: ExpectedSource,
  /** Whole, not negative: said by the rules, in words. */
  graceDays: z.number(),
  article: z.string().trim().max(200),
  ...validity,
})
export type AddExpectation = z.infer<typeof AddExpectation>

export const addExpectation = endpoint({
  name: 'coverage.add-expectation',
  method: 'POST',
  path: '/expectations',
  ...decides,
  body: AddExpectation,
  reply: Said,
})

export const SwitchOffExpectation = z.object(validity)
export type SwitchOffExpectation = z.infer<typeof SwitchOffExpectation>

export const switchOffExpectation = endpoint({
  name: 'coverage.switch-off',
  method: 'POST',
  path: '/expectations/:rule/off',
  ...decides,
  params: z.object({ rule: z.string().max(20) }),
  body: SwitchOffExpectation,
  reply: Said,
})

/** The last day on which the decision holds; yesterday: not from today on. */
export const EndDecision = z.object({ lastDay: PlainDate, why: reason })
export type EndDecision = z.infer<typeof EndDecision>

/** An expectation that was added ends, or a switching off does: then it holds again. */
export const endDecision = endpoint({
  name: 'coverage.end-decision',
  method: 'POST',
  path: '/expectation-decisions/:id/end',
  ...decides,
  params: z.object({ id: z.uuid() }),
  body: EndDecision,
  reply: Said,
})
