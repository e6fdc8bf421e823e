import { z } from 'zod'
import { PlainDate, YearMonth } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Fen } from '../../kernel/money.ts'
import { deskRoles } from '../../kernel/role.ts'
import { Festival, OutlookRow } from './contract.ts'
import { moneySources, mostPromises, payers, planners } from './rules/plan.ts'

export const Payer = z.enum(payers)
export const MoneySource = z.enum(moneySources)
export const WageLineKind = z.enum(['owed', 'due-unknown', 'unreported', 'current', 'ahead'])
export const PromiseState = z.enum(['pending', 'kept', 'partly', 'broken'])
export const EnteredState = z.enum(['expected', 'day-passed', 'withdrawn'])

/** A part of the wages until the festival. */
export const WageLineRow = z.object({
  month: YearMonth,
  kind: WageLineKind,
  people: z.int(),
  /** Null: nobody can say, and it is not nought. */
  fen: Fen.nullable(),
  /** How it was reckoned, a sentence. */
  how: z.string(),
  /** Desk path of the rows that it stands on; null: an estimate of what no row says yet. */
  rows: z.string().nullable(),
})
export type WageLineRow = z.infer<typeof WageLineRow>

export const MoneyEvidence = z.object({ id: z.uuid(), name: z.string(), bytes: z.int() })
export type MoneyEvidence = z.infer<typeof MoneyEvidence>

export const MoneyRow = z.object({
  id: z.uuid(),
  amountFen: Fen,
  expectedOn: PlainDate,
  moneySource: MoneySource,
  words: z.string(),
  enteredOn: PlainDate,
  enteredBy: z.uuid(),
  enteredByName: z.string(),
  organisation: z.string(),
  state: EnteredState,
  withdrawnWhy: z.string().nullable(),
  withdrawnOn: PlainDate.nullable(),
  evidence: z.array(MoneyEvidence),
})
export type MoneyRow = z.infer<typeof MoneyRow>

export const PromiseRow = z.object({
  id: z.uuid(),
  beginsOn: PlainDate.nullable(),
  dueOn: PlainDate,
  amountFen: Fen,
  people: z.int(),
  payer: Payer,
  moneySource: MoneySource,
  words: z.string(),
  /** The plan's version that brought it. */
  addedIn: z.int(),
  state: PromiseState,
  /** Paid by its day; `lateFen`: after it; `lacksFen`: of one whose day has passed, not yet. */
  keptFen: Fen,
  lateFen: Fen,
  lacksFen: Fen,
})
export type PromiseRow = z.infer<typeof PromiseRow>

export const PlanRow = z.object({
  id: z.uuid(),
  version: z.int(),
  madeOn: PlainDate,
  /** More is promised than is due, by far: somebody is to look. */
  farBeyond: z.boolean(),
})
export type PlanRow = z.infer<typeof PlanRow>

export const OutlookEvent = z.object({
  id: z.uuid(),
  /** The whole sentence. */
  message: z.string(),
  actorName: z.string(),
  organisation: z.string(),
  happenedOn: PlainDate,
  at: z.iso.datetime(),
})
export type OutlookEvent = z.infer<typeof OutlookEvent>

/** A project's outlook, reckoned now. */
export const ProjectOutlook = OutlookRow.extend({
  asOf: z.iso.datetime(),
  day: PlainDate,
  festival: Festival,
  /** For one worker and a whole month. */
  usualFen: Fen.nullable(),
  usualMonths: z.array(YearMonth),
  peopleFrom: z.enum(['roster', 'ledger']),
  /** The last day worked before the festival. */
  worksUntil: PlainDate,
  /** Sentences: why the estimate is not surer. */
  doubts: z.array(z.string()),
  lines: z.array(WageLineRow),
  money: z.array(MoneyRow),
  plan: PlanRow.nullable(),
  /** Those of the plan's version that stands, in the order of their days. */
  promises: z.array(PromiseRow),
  events: z.array(OutlookEvent),
})
export type ProjectOutlook = z.infer<typeof ProjectOutlook>

const Code = z.object({ code: z.string() })

export const viewProjectOutlook = endpoint({
  name: 'outlook.project',
  method: 'GET',
  path: '/outlook/projects/:code',
  reach: 'district',
  may: deskRoles,
  params: Code,
  reply: ProjectOutlook,
})

const words = z.string().trim().max(300)

export const PromiseInput = z.object({
  beginsOn: PlainDate.nullable(),
  dueOn: PlainDate,
  amountFen: z.int(),
  people: z.int(),
  payer: Payer,
  moneySource: MoneySource,
  words,
})
export type PromiseInput = z.infer<typeof PromiseInput>

/** All promises whose day has not passed; those whose day has stay as they are. */
export const MakePlan = z.object({
  /** The version that was seen; 0: there was no plan. */
  version: z.int(),
  promises: z.array(PromiseInput).max(2 * mostPromises),
})
export type MakePlan = z.infer<typeof MakePlan>

export const makePlan = endpoint({
  name: 'outlook.make-plan',
  method: 'POST',
  path: '/outlook/projects/:code/plan',
  reach: 'district',
  may: planners,
  params: Code,
  body: MakePlan,
  reply: ProjectOutlook,
})

export const EnterMoney = z.object({
  amountFen: z.int(),
  expectedOn: PlainDate,
  moneySource: MoneySource,
  words: z.string().trim().min(2).max(300),
  /** Ids of evidence uploaded to this project by whoever enters it. */
  evidence: z.array(z.uuid()).max(10),
})
export type EnterMoney = z.infer<typeof EnterMoney>

export const enterMoney = endpoint({
  name: 'outlook.enter-money',
  method: 'POST',
  path: '/outlook/projects/:code/money',
  reach: 'district',
  may: planners,
  params: Code,
  body: EnterMoney,
  reply: ProjectOutlook,
})

export const withdrawMoney = endpoint({
  name: 'outlook.withdraw-money',
  method: 'POST',
  path: '/outlook/projects/:code/money/:moneyId/withdraw',
  reach: 'district',
  may: planners,
  params: z.object({ code: z.string(), moneyId: z.uuid() }),
  body: z.object({ why: z.string().trim().min(2).max(300) }),
  reply: ProjectOutlook,
})

/** The file itself as the body; PDF, JPEG, PNG or xlsx. */
export const uploadMoneyEvidence = endpoint({
  name: 'outlook.upload-evidence',
  method: 'POST',
  path: '/outlook/projects/:code/evidence',
  reach: 'district',
  may: planners,
  params: Code,
  query: z.object({ name: z.string().min(1).max(200) }),
  body: z.instanceof(Uint8Array),
  reply: MoneyEvidence,
})

export const downloadMoneyEvidence = endpoint({
  name: 'outlook.evidence',
  method: 'GET',
  path: '/outlook/projects/:code/evidence/:proofId',
  reach: 'district',
  may: deskRoles,
  params: z.object({ code: z.string(), proofId: z.uuid() }),
  reply: z.void(),
})
